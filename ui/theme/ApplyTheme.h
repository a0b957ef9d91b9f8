#pragma once

#include <QPalette>
#include <QString>

class QApplication;

namespace glassnet::ui {

class Theme;

/// Dresses the whole program: Fusion, palette, fonts and one stylesheet, all made from the theme's tokens.
void applyTheme(QApplication& application, const Theme& theme);

/// The theme given last to applyTheme; light before that.
[[nodiscard]] const Theme& appliedTheme();

/// The palette that applyTheme sets.
[[nodiscard]] QPalette paletteOf(const Theme& theme);

/// The stylesheet that applyTheme sets; it holds no color that is not a token.
[[nodiscard]] QString styleSheetOf(const Theme& theme);

}  // namespace glassnet::ui
