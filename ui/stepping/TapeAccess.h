#pragma once

#include "ui/support/AccessibleParts.h"

namespace glassnet::ui {

class TapeWidget;
struct TapeCard;

/// The tape's cards for a screen reader: a card's name is its formula or its layer, its value whether it has run, its description the
/// sentence of the step. Pressing a card goes there; pressing a group's unfolds it.
class TapeAccess final : public AccessiblePartSource {
public:
    explicit TapeAccess(TapeWidget& tape) : m_tape(tape) {}
    /// Has all tapes give their cards so.
    static void install();

    [[nodiscard]] std::size_t count() const override;
    [[nodiscard]] AccessiblePart part(std::size_t index) const override;
    void press(std::size_t index) override;

private:
    [[nodiscard]] QString groupSentence(const TapeCard& card) const;

    TapeWidget& m_tape;
};

}  // namespace glassnet::ui
