#include "engine/program/KnobTable.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "engine/program/Optimizers.h"

namespace glassnet {

namespace {

constexpr std::uint8_t bit(OptimizerKind kind) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind)); }
constexpr std::uint8_t kSgd = bit(OptimizerKind::Sgd);
constexpr std::uint8_t kRmsProp = bit(OptimizerKind::RmsProp);
constexpr std::uint8_t kAdagrad = bit(OptimizerKind::Adagrad);
constexpr std::uint8_t kAdams = bit(OptimizerKind::Adam) | bit(OptimizerKind::AdamW);
constexpr std::uint8_t kAll = kSgd | kRmsProp | kAdagrad | kAdams;

constexpr std::array<std::string_view, kOptimizerKinds> kOptimizerKeys{"sgd", "rmsprop", "adagrad", "adam", "adamw"};
constexpr std::array<std::string_view, 3> kPenalties{"none", "l1", "l2"};
constexpr std::array<std::string_view, 3> kClippings{"none", "norm", "value"};
constexpr std::array<std::string_view, 3> kSchedules{"constant", "step", "cosine"};

constexpr double kMostEpochs = 1e6;
/// The largest number below 1 that a panel offers: at 1 nothing new would come in.
constexpr double kNearlyOne = 0.999999;
constexpr Knobs kFresh{};

template <double Knobs::*Member>
constexpr KnobInfo number(std::string_view key, double smallest, double largest, KnobUse use, std::uint8_t optimizers,
                          std::string_view torchName) {
    return {key,
            KnobKind::Number,
            smallest,
            largest,
            kFresh.*Member,
            use,
            optimizers,
            false,
            torchName,
            {},
            [](const Knobs& knobs) { return knobs.*Member; },
            [](Knobs& knobs, double value) { knobs.*Member = value; }};
}

template <bool Knobs::*Member>
constexpr KnobInfo flag(std::string_view key, std::uint8_t optimizers, std::string_view torchName) {
    return {key,
            KnobKind::Switch,
            0.0,
            1.0,
            0.0,
            KnobUse::Optimizer,
            optimizers,
            false,
            torchName,
            {},
            [](const Knobs& knobs) { return knobs.*Member ? 1.0 : 0.0; },
            [](Knobs& knobs, double value) { knobs.*Member = value != 0.0; }};
}

template <double Schedule::*Member>
constexpr KnobInfo scheduleNumber(std::string_view key, double smallest, double largest, KnobUse use) {
    return {key,
            KnobKind::Number,
            smallest,
            largest,
            kFresh.schedule.*Member,
            use,
            kAll,
            false,
            {},
            {},
            [](const Knobs& knobs) { return knobs.schedule.*Member; },
            [](Knobs& knobs, double value) { knobs.schedule.*Member = value; }};
}

template <std::int64_t Schedule::*Member>
constexpr KnobInfo epochs(std::string_view key, double smallest, KnobUse use) {
    return {key,
            KnobKind::Whole,
            smallest,
            kMostEpochs,
            static_cast<double>(kFresh.schedule.*Member),
            use,
            kAll,
            false,
            {},
            {},
            [](const Knobs& knobs) { return static_cast<double>(knobs.schedule.*Member); },
            [](Knobs& knobs, double value) { knobs.schedule.*Member = std::llround(value); }};
}

constexpr KnobInfo programChoice(std::string_view key, std::span<const std::string_view> choices) {
    return {key, KnobKind::Choice, 0.0, static_cast<double>(choices.size() - 1), 0.0, KnobUse::Always, kAll, true, {}, choices};
}

constexpr KnobInfo kScheduleKind{"schedule",
                                 KnobKind::Choice,
                                 0.0,
                                 static_cast<double>(kSchedules.size() - 1),
                                 0.0,
                                 KnobUse::Always,
                                 kAll,
                                 false,
                                 {},
                                 kSchedules,
                                 [](const Knobs& knobs) { return static_cast<double>(knobs.schedule.kind); },
                                 [](Knobs& knobs, double value) { knobs.schedule.kind = static_cast<ScheduleKind>(std::lround(value)); }};

constexpr auto kOwn = KnobUse::Optimizer;
constexpr std::array kTable{
    programChoice("optimizer", kOptimizerKeys),
    number<&Knobs::learningRate>("learningRate", 0.0, 100.0, KnobUse::Always, kAll, "lr"),
    number<&Knobs::momentum>("momentum", 0.0, kNearlyOne, kOwn, kSgd | kRmsProp, "momentum"),
    number<&Knobs::dampening>("dampening", 0.0, 1.0, kOwn, kSgd, "dampening"),
    flag<&Knobs::nesterov>("nesterov", kSgd, "nesterov"),
    number<&Knobs::alpha>("alpha", 0.0, kNearlyOne, kOwn, kRmsProp, "alpha"),
    number<&Knobs::beta1>("beta1", 0.0, kNearlyOne, kOwn, kAdams, "betas"),
    number<&Knobs::beta2>("beta2", 0.0, kNearlyOne, kOwn, kAdams, "betas"),
    number<&Knobs::rateDecay>("rateDecay", 0.0, 100.0, kOwn, kAdagrad, "lr_decay"),
    number<&Knobs::initialSum>("initialSum", 0.0, 1000.0, kOwn, kAdagrad, "initial_accumulator_value"),
    number<&Knobs::epsilon>("epsilon", 0.0, 1.0, kOwn, kRmsProp | kAdagrad | kAdams, "eps"),
    flag<&Knobs::centered>("centered", kRmsProp, "centered"),
    number<&Knobs::weightDecay>("weightDecay", 0.0, 10.0, KnobUse::Always, kAll, "weight_decay"),
    programChoice("penalty", kPenalties),
    number<&Knobs::penaltyRate>("penaltyRate", 0.0, 100.0, KnobUse::Penalty, kAll, {}),
    programChoice("clipping", kClippings),
    number<&Knobs::clipLimit>("clipLimit", 0.0, 1e6, KnobUse::Clipping, kAll, {}),
    kScheduleKind,
    epochs<&Schedule::every>("scheduleEvery", 1.0, KnobUse::Step),
    scheduleNumber<&Schedule::gamma>("scheduleGamma", 0.0, 10.0, KnobUse::Step),
    epochs<&Schedule::period>("schedulePeriod", 1.0, KnobUse::Cosine),
    scheduleNumber<&Schedule::leastRate>("scheduleLeastRate", 0.0, 100.0, KnobUse::Cosine),
    epochs<&Schedule::warmUp>("warmUp", 0.0, KnobUse::Always),
    scheduleNumber<&Schedule::warmUpStart>("warmUpStart", 1e-6, 1.0, KnobUse::WarmUp),
};

/// Defaults that are not those of a fresh Knobs.
struct OwnDefault {
    double Knobs::*member;
    OptimizerKind optimizer;
    double value;
};
constexpr std::array kOwnDefaults{
    OwnDefault{&Knobs::learningRate, OptimizerKind::RmsProp, 0.01}, OwnDefault{&Knobs::learningRate, OptimizerKind::Adagrad, 0.01},
    OwnDefault{&Knobs::learningRate, OptimizerKind::Adam, 0.001},   OwnDefault{&Knobs::learningRate, OptimizerKind::AdamW, 0.001},
    OwnDefault{&Knobs::epsilon, OptimizerKind::Adagrad, 1e-10},     OwnDefault{&Knobs::weightDecay, OptimizerKind::AdamW, 0.01}};

template <class Kind, std::size_t N>
std::optional<Kind> findKey(const std::array<std::string_view, N>& keys, std::string_view key) {
    const auto found = std::ranges::find(keys, key);
    return found == keys.end() ? std::nullopt : std::optional(static_cast<Kind>(found - keys.begin()));
}

}  // namespace

std::span<const KnobInfo> knobTable() { return kTable; }

const KnobInfo* findKnob(std::string_view key) {
    const auto* found = std::ranges::find(kTable, key, &KnobInfo::key);
    return found == kTable.end() ? nullptr : found;
}

bool isRead(const KnobInfo& knob, const KnobChoices& choices, const Knobs& knobs) {
    switch (knob.use) {
        case KnobUse::Always:
        case KnobUse::Optimizer:
            return knob.isReadBy(choices.optimizer);
        case KnobUse::Penalty:
            return choices.penalty != Penalty::None;
        case KnobUse::Clipping:
            return choices.clipping != Clipping::None;
        case KnobUse::Step:
            return knobs.schedule.kind == ScheduleKind::Step;
        case KnobUse::Cosine:
            return knobs.schedule.kind == ScheduleKind::Cosine;
        case KnobUse::WarmUp:
            return knobs.schedule.warmUp > 0;
    }
    return false;
}

Knobs defaultKnobs(OptimizerKind optimizer) {
    Knobs knobs;
    for (const auto& own : kOwnDefaults) {
        if (own.optimizer == optimizer) {
            knobs.*own.member = own.value;
        }
    }
    return knobs;
}

double knobDefault(const KnobInfo& knob, OptimizerKind optimizer) {
    return knob.get == nullptr ? knob.standard : knob.get(defaultKnobs(optimizer));
}

std::string_view penaltyKey(Penalty penalty) { return kPenalties.at(static_cast<std::size_t>(penalty)); }
std::optional<Penalty> findPenalty(std::string_view key) { return findKey<Penalty>(kPenalties, key); }
std::string_view clippingKey(Clipping clipping) { return kClippings.at(static_cast<std::size_t>(clipping)); }
std::optional<Clipping> findClipping(std::string_view key) { return findKey<Clipping>(kClippings, key); }

bool sameBits(const Knobs& a, const Knobs& b) {
    return std::ranges::all_of(kTable, [&](const KnobInfo& knob) {
        return knob.get == nullptr || std::bit_cast<std::uint64_t>(knob.get(a)) == std::bit_cast<std::uint64_t>(knob.get(b));
    });
}

}  // namespace glassnet
