#include "ui/theme/ApplyTheme.h"

#include <QApplication>
#include <QStyleFactory>
#include <QToolTip>
#include <utility>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

const Theme*& applied() {
    static const Theme* theme = &Theme::light();
    return theme;
}

// @name stands for a token. Corners are 5 to 14 px, distances steps of 4. A combo box's arrow is a triangle made of borders.
constexpr auto kSheet = R"(
QToolTip { background: @panel; color: @ink; border: 1px solid @line; padding: 4px 8px; }
QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit {
    background: @window; color: @ink; border: 1px solid @line; border-radius: 6px; padding: 4px 8px;
    selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: @faint; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: @accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: @faint; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { border: none; background: transparent; width: 24px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow { width: 0px; height: 0px; border-left: 4px solid @window; border-right: 4px solid @window; border-top: 5px solid @mute; }
QComboBoxPrivateContainer { background: @panel; border: 1px solid @line; }
QComboBox QAbstractItemView { background: @panel; color: @ink; border: none; padding: 4px; outline: none;
    selection-background-color: @accentSoft; selection-color: @ink; }
QTextBrowser#helpPage { background: @panel; border: none; border-radius: 0px; padding: 0px; }
QTableView#quietTable { background: @panel; alternate-background-color: @window; color: @ink;
    selection-background-color: @accentSoft; selection-color: @ink; outline: none; }
QTableView#quietTable[roomy="true"]::item { padding: 0px 8px; }
#quietTable QHeaderView { background: @panel; border: none; }
#quietTable QHeaderView::section { background: @panel; color: @mute; border: none; border-bottom: 1px solid @line; padding: 4px 8px; }
#quietTable QTableCornerButton::section { background: @panel; border: none; border-bottom: 1px solid @line; }
QPushButton { background: @window; color: @ink; border: 1px solid @line; border-radius: 8px; padding: 6px 16px; }
QPushButton:hover { border-color: @faint; }
QPushButton:focus { border-color: @accent; }
QPushButton:pressed { background: @line; }
QPushButton:default { background: @accent; color: @onAccent; border-color: @accent; }
QPushButton:disabled { color: @faint; }
QMenuBar { background: @panel; color: @ink; }
QMenuBar::item { padding: 4px 8px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: @accentSoft; }
QMenu { background: @panel; color: @ink; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: @accentSoft; color: @ink; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QScrollArea, QAbstractScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 8px; }
QScrollBar:horizontal { height: 8px; }
QScrollBar::handle { background: @line; border-radius: 4px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @line; }
QDialog, QMainWindow { background: @window; }
)";

constexpr std::pair<const char*, Token> kNames[] = {
    {"@window", Token::Window}, {"@panel", Token::Panel},       {"@accentSoft", Token::AccentSoft},
    {"@accent", Token::Accent}, {"@onAccent", Token::OnAccent}, {"@ink", Token::Ink},
    {"@mute", Token::Mute},     {"@faint", Token::Faint},       {"@line", Token::Line},
};

}  // namespace

const Theme& appliedTheme() { return *applied(); }

QPalette paletteOf(const Theme& theme) {
    constexpr std::pair<QPalette::ColorRole, Token> kRoles[] = {
        {QPalette::Window, Token::Window},
        {QPalette::WindowText, Token::Ink},
        {QPalette::Base, Token::Panel},
        {QPalette::AlternateBase, Token::Window},
        {QPalette::Text, Token::Ink},
        {QPalette::PlaceholderText, Token::Mute},
        {QPalette::Button, Token::Window},
        {QPalette::ButtonText, Token::Ink},
        {QPalette::BrightText, Token::OnAccent},
        {QPalette::ToolTipBase, Token::Panel},
        {QPalette::ToolTipText, Token::Ink},
        {QPalette::Highlight, Token::Accent},
        {QPalette::HighlightedText, Token::OnAccent},
        {QPalette::Link, Token::Accent},
        {QPalette::LinkVisited, Token::Accent},
        {QPalette::Light, Token::Panel},
        {QPalette::Midlight, Token::Line},
        {QPalette::Mid, Token::Line},
        {QPalette::Dark, Token::Faint},
        {QPalette::Shadow, Token::Line},
    };
    QPalette palette;
    for (const auto& [role, token] : kRoles) {
        palette.setColor(role, theme.color(token));
    }
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, theme.color(Token::Faint));
    }
    return palette;
}

QString styleSheetOf(const Theme& theme) {
    QString sheet = QString::fromLatin1(kSheet);
    for (const auto& [name, token] : kNames) {
        sheet.replace(QLatin1String(name), theme.color(token).name());
    }
    return sheet;
}

void applyTheme(QApplication& application, const Theme& theme) {
    applied() = theme.isDark() ? &Theme::dark() : &Theme::light();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const QPalette palette = paletteOf(theme);
    QApplication::setPalette(palette);
    // Fusion takes a box's outline from the color behind it, darker: in the dark theme it would not be seen.
    QPalette boxes = palette;
    boxes.setColor(QPalette::Window, theme.color(Token::Faint));
    QApplication::setPalette(boxes, "QCheckBox");
    QToolTip::setPalette(palette);
    QApplication::setFont(Fonts::text(FontSize::Body));
    QToolTip::setFont(Fonts::text(FontSize::Body));
    application.setStyleSheet(styleSheetOf(theme));
}

}  // namespace glassnet::ui
