#pragma once

#include <cstddef>

namespace glassnet::simulator {

/// A stack of its own with code that can be left in the middle and entered again. All fibers belong to one thread; the one that calls
/// resume() is where suspend() goes back to.
class Fiber {
public:
    /// The code. It never returns: when it has nothing to do it suspends.
    using Body = void (*)(Fiber& self);

    explicit Fiber(Body body);
    /// The code is not unwound: it holds nothing while it is suspended for good.
    ~Fiber();
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    /// Runs the code until it suspends.
    void resume();
    /// Called by the code: goes back to where resume() was called.
    void suspend();

private:
    struct Switch;

    Body m_body;
    std::byte* m_stack = nullptr;
    void* m_inside = nullptr;   ///< where the code goes on
    void* m_outside = nullptr;  ///< where resume() was called
    // For the sanitizers: the fake stacks that are put aside, the caller's real one, the contexts of the thread sanitizer.
    void* m_fakeInside = nullptr;
    void* m_fakeOutside = nullptr;
    const void* m_outsideBottom = nullptr;
    std::size_t m_outsideSize = 0;
    void* m_context = nullptr;
    void* m_outsideContext = nullptr;
};

}  // namespace glassnet::simulator
