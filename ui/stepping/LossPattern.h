#pragma once

#include <array>
#include <cstddef>

#include "engine/network/Losses.h"

namespace glassnet::ui {

/// How a loss of elements or rows is written where it is more than a product. %a and %y are the arguments; in numbers %v is the term's
/// own value, %l the logarithm of the row's sum of powers. Sources: PyTorch's documentation of the loss modules.
struct LossPattern {
    const char16_t* symbols;
    const char16_t* numbers;
    const char16_t* slope;
    const char16_t* slopeNumbers;
};

/// In Loss's order; the squared error is written as a product of differences.
inline constexpr std::array kLossPatterns{
    LossPattern{u"(%a − %y)²", u"%v", u"2·(%a − %y)", u"2·(%a − %y)"},
    LossPattern{u"|%a − %y|", u"|%a − %y|", u"sign(%a − %y)", u"sign(%a − %y)"},
    LossPattern{u"huber(%a − %y)", u"huber(%a − %y)", u"huber′(%a − %y)", u"huber′(%a − %y)"},
    LossPattern{u"−(%y·log %a + (1 − %y)·log(1 − %a))", u"−(%y·log %a + (1 − %y)·log(1 − %a))", u"(%a − %y) / (%a·(1 − %a))",
                u"(%a − %y) / (%a·(1 − %a))"},
    LossPattern{u"(log(1 + e^%a) − %y·%a)", u"(log(1 + e^%a) − %y·%a)", u"(σ(%a) − %y)", u"(σ(%a) − %y)"},
    LossPattern{u"(log Σ eᶻ − %a)", u"(%l − %a)", u"(softmax(%a) − [%y])", u"%v"},
    LossPattern{u"hinge(%a, %y)", u"%v", u"hinge′(%a, %y)", u"%v"},
};
static_assert(kLossPatterns.size() == static_cast<std::size_t>(Loss::Hinge) + 1);

}  // namespace glassnet::ui
