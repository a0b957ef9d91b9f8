#include "tests/support/cuda/Fiber.h"

#include <sys/mman.h>

#include <boost/context/detail/fcontext.hpp>
#include <new>

#include "tests/support/cuda/Sanitizers.h"

namespace glassnet::simulator {

namespace context = boost::context::detail;

namespace {

constexpr std::size_t kStackSize = std::size_t{256} << 10;
/// Below the stack, so that running over its end is a crash and no silent damage.
constexpr std::size_t kGuardSize = 4096;

}  // namespace

/// The two ways between a fiber and the code that runs it.
struct Fiber::Switch {
    static void enter(Fiber& fiber) {
#if defined(__SANITIZE_ADDRESS__)
        __sanitizer_start_switch_fiber(&fiber.m_fakeOutside, fiber.m_stack + kGuardSize, kStackSize - kGuardSize);
#endif
#ifdef GLASSNET_SIMULATOR_TSAN
        fiber.m_outsideContext = __tsan_get_current_fiber();
        __tsan_switch_to_fiber(fiber.m_context, __tsan_switch_to_fiber_no_sync);
#endif
        fiber.m_inside = context::jump_fcontext(fiber.m_inside, &fiber).fctx;
#if defined(__SANITIZE_ADDRESS__)
        __sanitizer_finish_switch_fiber(fiber.m_fakeOutside, nullptr, nullptr);
#endif
    }

    static void leave(Fiber& fiber) {
#if defined(__SANITIZE_ADDRESS__)
        __sanitizer_start_switch_fiber(&fiber.m_fakeInside, fiber.m_outsideBottom, fiber.m_outsideSize);
#endif
#ifdef GLASSNET_SIMULATOR_TSAN
        __tsan_switch_to_fiber(fiber.m_outsideContext, __tsan_switch_to_fiber_no_sync);
#endif
        fiber.m_outside = context::jump_fcontext(fiber.m_outside, nullptr).fctx;
#if defined(__SANITIZE_ADDRESS__)
        __sanitizer_finish_switch_fiber(fiber.m_fakeInside, &fiber.m_outsideBottom, &fiber.m_outsideSize);
#endif
    }

    static void begin(context::transfer_t from) {
        Fiber& fiber = *static_cast<Fiber*>(from.data);
        fiber.m_outside = from.fctx;
#if defined(__SANITIZE_ADDRESS__)
        __sanitizer_finish_switch_fiber(nullptr, &fiber.m_outsideBottom, &fiber.m_outsideSize);
#endif
        fiber.m_body(fiber);
    }
};

Fiber::Fiber(Body body) : m_body(body) {
    void* stack = mmap(nullptr, kStackSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (stack == MAP_FAILED || mprotect(stack, kGuardSize, PROT_NONE) != 0) {
        throw std::bad_alloc();
    }
    m_stack = static_cast<std::byte*>(stack);
    m_inside = context::make_fcontext(m_stack + kStackSize, kStackSize - kGuardSize, &Switch::begin);
#ifdef GLASSNET_SIMULATOR_TSAN
    m_context = __tsan_create_fiber(0);
#endif
}

Fiber::~Fiber() {
#ifdef GLASSNET_SIMULATOR_TSAN
    __tsan_destroy_fiber(m_context);
#endif
    unpoison(m_stack + kGuardSize, kStackSize - kGuardSize);
    munmap(m_stack, kStackSize);
}

void Fiber::resume() { Switch::enter(*this); }

void Fiber::suspend() { Switch::leave(*this); }

}  // namespace glassnet::simulator
