#include "engine/backend/selftest/OneUpdate.h"

#include <algorithm>

#include "engine/program/Optimizers.h"

namespace glassnet::selftest {

namespace {

const OutputCheck kOneUpdateExact{Nearness::Exact, {}};
const OutputCheck kOneUpdateTerms{Nearness::Terms, {}};

}  // namespace

void penalty(const MakeMaker& maker, Op op, Cases& cases) {
    for (const auto kind : {Penalty::L1, Penalty::L2}) {
        for (const bool masked : {false, true}) {
            auto m = maker();
            Attributes attributes;
            attributes.penalty = kind;
            attributes.hasMask = masked;
            std::vector<TensorId> inputs{m.fixed(m.size().in, m.size().out), m.fixed(m.size().in, m.size().out)};
            m.set(inputs[1], 0.0);
            if (masked) {
                inputs.push_back(m.fixed(m.size().in, m.size().out, Filling::ZeroOrOne));
            }
            const auto out = m.fixed(m.size().in, m.size().out, Filling::Garbage);
            cases.push_back(m.make("penalty", op, inputs, {out}, attributes, {kOneUpdateTerms}));
        }
    }
}

void gradientNorm(const MakeMaker& maker, Op op, Cases& cases) {
    auto m = maker();
    Attributes attributes;
    attributes.sources = 3;
    const std::vector<TensorId> inputs{m.fixed(m.size().in, m.size().out), m.fixed(1, m.size().out), m.fixed(m.size().rows, m.size().in)};
    std::vector<TensorId> outputs;
    for (int i = 0; i < 4; ++i) {
        outputs.push_back(m.fixed(1, 1, Filling::Garbage));
    }
    cases.push_back(m.make("norm", op, inputs, outputs, attributes, {kOneUpdateTerms, kOneUpdateTerms, kOneUpdateTerms, kOneUpdateTerms},
                           m.size().in * std::max(m.size().out, m.size().rows)));
}

void clipByNorm(const MakeMaker& maker, Op op, Cases& cases) {
    for (const double norm : {0.1, 3.0}) {
        auto m = maker();
        const auto gradient = m.fixed(m.size().in, m.size().out);
        const auto scalar = m.fixed(1, 1);
        m.set(scalar, norm);
        cases.push_back(
            m.make("clip", op, {gradient, scalar}, {m.fixed(m.size().in, m.size().out, Filling::Garbage)}, {}, {kOneUpdateTerms}));
    }
}

void clipByValue(const MakeMaker& maker, Op op, Cases& cases) {
    auto m = maker();
    cases.push_back(m.make("clip", op, {m.fixed(m.size().in, m.size().out)}, {m.fixed(m.size().in, m.size().out, Filling::Garbage)}, {},
                           {kOneUpdateExact}));
}

namespace {

/// What a kept tensor holds in a run: means and sums of squares are large enough to take the square of a mean off.
Filling keptFilling(const OptimizerSlot& slot) {
    const bool isSquares = slot.letter == SymbolLetter::SquareMean || slot.letter == SymbolLetter::SquareSum;
    return isSquares ? Filling::Large : slot.letter == SymbolLetter::GradientMean ? Filling::Probability : Filling::Normal;
}

}  // namespace

void update(const MakeMaker& maker, Op op, Cases& cases) {
    for (const auto& optimizer : optimizers()) {
        for (int variant = 0; variant < 8; ++variant) {
            const bool masked = variant % 2 == 1;
            auto m = maker();
            std::vector<TensorId> inputs{m.fixed(m.size().in, m.size().out)};
            std::vector<TensorId> outputs{m.fixed(m.size().in, m.size().out)};
            std::vector<OutputCheck> checks{kOneUpdateTerms};
            for (const auto& slot : optimizer.kept) {
                const auto kept = slot.scalar ? m.fixed(1, 1) : m.fixed(m.size().in, m.size().out, keptFilling(slot));
                if (slot.scalar) {
                    m.set(kept, variant < 4 ? 0.0 : 3.0);
                }
                inputs.push_back(kept);
                outputs.push_back(kept);
                checks.push_back(slot.scalar ? kOneUpdateExact : kOneUpdateTerms);
            }
            Attributes attributes;
            attributes.optimizer = optimizer.kind;
            attributes.hasMask = masked;
            if (masked) {
                inputs.push_back(m.fixed(m.size().in, m.size().out, Filling::ZeroOrOne));
            }
            cases.push_back(m.make(std::string(optimizer.key), op, inputs, outputs, attributes, checks));
            auto& knobs = cases.back().knobs;
            knobs.centered = variant >= 4;
            knobs.momentum = variant % 4 < 2 ? 0.9 : 0.0;
        }
    }
}

}  // namespace glassnet::selftest
