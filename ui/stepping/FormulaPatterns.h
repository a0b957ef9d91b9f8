#pragma once

#include <array>
#include <cstddef>

#include "engine/network/Activations.h"
#include "engine/network/Losses.h"

namespace glassnet::ui {

// How functions are written where they are more than a product, as text with places for numbers:
//   %a %y %z  the output (of an activation: f(z)), the target, the argument     %p  the function's own parameter
//   %b %w     a and z where a bracket stands before them already, so that a minus needs none of its own
//   %, between arguments                                                        %q %r  SELU's two constants
//   %L %M  log a and log(1 - a), held above -100 as in nn.BCELoss               %V  a (1 - a), held above 1e-12
// The same text serves both lines: symbols are put in, then numbers. They are written in the order of engine/backend's formulas.

/// A loss of elements and its slope; `far`: from |a - y| = parameter on. Losses of rows are written by FormulaLosses.
struct LossPattern {
    const char16_t* term;
    const char16_t* far;
    const char16_t* slope;
};

/// In Loss's order; the squared errors' slopes are written as a product of differences.
inline constexpr std::array kLossPatterns{
    LossPattern{u"(%b − %y)²", nullptr, u"2 · (%b − %y)"},
    LossPattern{u"|%b − %y|", nullptr, u"sign(%b − %y)"},
    LossPattern{u"½·(%b − %y)²", u"%p·(|%b − %y| − ½·%p)", u"clip(%b − %y%,−%p%,%p)"},
    LossPattern{u"−(%y·%L + (1 − %y)·%M)", nullptr, u"(%b − %y) / %V"},
    LossPattern{u"(max(%b%,0) − %a·%y + log(1 + e^(−|%b|)))", nullptr, u"(σ(%b) − %y)"},
    LossPattern{nullptr, nullptr, nullptr},
    LossPattern{nullptr, nullptr, nullptr},
    LossPattern{u"½·(%b − %y)²", nullptr, u"(%b − %y)"},
};
static_assert(kLossPatterns.size() == static_cast<std::size_t>(Loss::Count_));

/// What f and f' are left and right of 0 (softplus: of its threshold). A value is null where the function's name says it all.
struct ActivationPattern {
    const char16_t* right;
    const char16_t* left;
    const char16_t* slopeRight;
    const char16_t* slopeLeft;
};

/// In Activation's order; softmax is written as shares.
inline constexpr std::array kActivationPatterns{
    ActivationPattern{nullptr, nullptr, u"1", u"1"},
    ActivationPattern{nullptr, nullptr, u"%a·(1 − %a)", u"%a·(1 − %a)"},
    ActivationPattern{nullptr, nullptr, u"1 − %a·%a", u"1 − %a·%a"},
    ActivationPattern{nullptr, nullptr, u"1", u"0"},
    ActivationPattern{u"%z", u"%p·%z", u"1", u"%p"},
    ActivationPattern{u"%z", u"%p·(e^%z − 1)", u"1", u"%p·e^%z"},
    ActivationPattern{u"%q·%z", u"%r·(e^%z − 1)", u"%q", u"%r·e^%z"},
    ActivationPattern{u"%z·Φ(%w)", u"%z·Φ(%w)", u"Φ(%w) + %z·φ(%w)", u"Φ(%w) + %z·φ(%w)"},
    ActivationPattern{u"%z·σ(%w)", u"%z·σ(%w)", u"σ(%w)·(1 + %z·(1 − σ(%w)))", u"σ(%w)·(1 + %z·(1 − σ(%w)))"},
    ActivationPattern{u"%z", u"log(1 + e^(%p·%z)) / %p", u"1", u"σ(%p·%z)"},
    ActivationPattern{nullptr, nullptr, nullptr, nullptr},
    ActivationPattern{nullptr, nullptr, u"cos(%w)", u"cos(%w)"},
    ActivationPattern{nullptr, nullptr, u"0", u"0"},
};
static_assert(kActivationPatterns.size() == static_cast<std::size_t>(Activation::Step) + 1);

}  // namespace glassnet::ui
