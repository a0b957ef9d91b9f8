#pragma once

#include <array>
#include <string_view>

namespace glassnet::test {

/// What a case may take: `quantile` of its times lies within the bound, the median or 0.95.
struct Bound {
    std::string_view name;
    double milliseconds;
    std::string_view what;
    double quantile = 0.5;
};

/// The bounds of all cases, for two slow cores without a GPU. A case without a bound, or a bound without a case, is a mistake.
inline constexpr auto kBounds = std::to_array<Bound>({
    {"windowFrame/1000", 4, "the window's thread on links in a frame, 1,000 connections"},
    {"windowFrame/10000", 4, "the same, 10,000"},
    {"windowFrame/100000", 4, "the same, 100,000"},
    {"newPictureOf10000", 16, "a new picture of 10,000 connections, the strongest 2,000 of a pair"},
    {"newPictureOfAll10000", 16, "the same, all connections"},
    {"newPictureOf100000", 33, "a new picture of 100,000, the strongest 2,000 of a pair"},
    {"all100000AtRest", 300, "from the last change to all 100,000 drawn, the pause before it included"},
    {"hitAmong100000", 0.1, "finding the connection under the pointer among 100,000"},
    {"addLayerToFifty", 16, "adding a layer to 50 layers of 8 units, from the edit to the end of painting"},
    {"canvasStep", 5, "the canvas's share of a step of 784-128-64-10, new numbers to the end of painting, 95 of 100", 0.95},
    {"stepKeyToFrame", 16, "a step of 784-128-64-10 in the window, from the key to the end of painting, 95 of 100", 0.95},
    {"dragWeightFrame", 16, "a weight of it is dragged, from the move to the end of painting, 95 of 100", 0.95},
    {"trainGaps", 50, "a turn of the window's event loop while the spiral trains at full speed, 99 of 100", 0.99},
    {"trainStop", 100, "from pressing pause to standing still, the digits training, 95 of 100", 0.95},
    {"trainSeen", 3000, "from pressing Train on the default project to a smaller loss on the screen"},
    {"trainDigits", 10'000, "30 epochs of the digits, CPU time without a window"},
    {"openTable100MB", 10'000, "100 MB of CSV dropped on the window, until the network has its numbers"},
    {"openTableGaps", 50, "a turn of the window's event loop meanwhile, 99 of 100", 0.99},
    {"cancelTable", 100, "from pressing Cancel until nothing is read any more, 95 of 100", 0.95},
    {"deviceLook", 5, "looking for devices where there is no driver, the list of the CPU included, 95 of 100", 0.95},
    {"back10000Steps", 100, "going back 10,000 training steps of the spiral example"},
});

}  // namespace glassnet::test
