#pragma once

#include <QColor>
#include <QString>
#include <array>
#include <cstdint>

namespace glassnet::ui {

/// What a color is for. Widgets ask for a token, never for a color.
enum class Token : std::uint8_t {
    Window,      ///< behind everything, fields, bars
    Panel,       ///< side panel, header, tape, cards
    Canvas,      ///< drawing ground
    Dots,        ///< the ground's dot grid
    Ink,         ///< text
    Mute,        ///< secondary text
    Faint,       ///< what is not yet, outlines
    Line,        ///< hairlines
    Accent,      ///< here: the current step, the selection, the primary button
    AccentSoft,  ///< the ground under something that is here
    OnAccent,    ///< text and icons on Accent
    Positive,    ///< sign
    Negative,    ///< sign
    Zero,        ///< the middle of the diverging map
    Warning,     ///< problems
    Mark1,       ///< Mark1 to Mark8: a color that a person gives a layer, told apart also with a color-vision deficiency
    Mark2,
    Mark3,
    Mark4,
    Mark5,
    Mark6,
    Mark7,
    Mark8,
    Count_  ///< not a token: their number
};

inline constexpr int kMarks = 8;

/// The color of a mark, 1 to kMarks; beyond counts on from the first.
[[nodiscard]] constexpr Token markToken(int mark) noexcept {
    const int index = ((mark - 1) % kMarks + kMarks) % kMarks;
    return static_cast<Token>(static_cast<int>(Token::Mark1) + index);
}

/// The colors of the window, an immutable value. All colors of the program are written in Theme.cpp, those of
/// classes in ClassPalette.cpp.
class Theme {
public:
    /// For bright rooms and paper.
    [[nodiscard]] static const Theme& light();
    /// For dim rooms.
    [[nodiscard]] static const Theme& dark();
    /// The theme given last to applyTheme; light before that. Painted widgets read it when they paint.
    [[nodiscard]] static const Theme& current();

    [[nodiscard]] QColor color(Token token) const { return QColor::fromRgb(m_colors[static_cast<std::size_t>(token)]); }
    [[nodiscard]] bool isDark() const noexcept { return m_dark; }
    /// The token's color, seen through: `opacity` from 0 to 1.
    [[nodiscard]] QColor color(Token token, double opacity) const;
    friend bool operator==(const Theme&, const Theme&) = default;

private:
    using Colors = std::array<QRgb, static_cast<std::size_t>(Token::Count_)>;
    Theme(const Colors& colors, bool dark) : m_colors(colors), m_dark(dark) {}

    Colors m_colors;
    bool m_dark;
};

/// The WCAG 2 contrast ratio of two opaque colors, 1 to 21 (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio).
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

/// `from` at t = 0, `to` at t = 1, mixed channel by channel in sRGB.
[[nodiscard]] QColor mixed(const QColor& from, const QColor& to, double t);

}  // namespace glassnet::ui
