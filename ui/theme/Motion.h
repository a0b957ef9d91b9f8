#pragma once

namespace glassnet::ui {

/// How things move: a step takes 180 ms and then rests; "reduce motion" makes every change at once.
class Motion {
public:
    static constexpr int kStepMilliseconds = 180;

    [[nodiscard]] static bool reduced();
    static void setReduced(bool reduced);
    /// 180, or 0 when motion is reduced.
    [[nodiscard]] static int milliseconds() { return reduced() ? 0 : kStepMilliseconds; }
};

}  // namespace glassnet::ui
