#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace glassnet::test {

/// Renders a widget in both themes at device pixel ratios 1 and 2 and looks for text that is cut: every piece of text that it paints
/// must lie within the clip it is painted through. Returns what is wrong, empty when nothing is.
/// With the environment variable GLASSNET_GALLERY=DIR the four pictures are saved there as NAME_light_1.png and so on.
[[nodiscard]] QStringList lookAt(QWidget& widget, const QString& name);

/// Every piece of text that the widget paints, in painting order.
[[nodiscard]] QStringList paintedTexts(QWidget& widget);

}  // namespace glassnet::test
