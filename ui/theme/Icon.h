#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>
#include <QStringList>

class QPainter;

namespace glassnet::ui {

/// The program's own line icons, drawn in one color (and the accent where an icon has a part that acts).
/// A name is the file's in resources/icons without ".svg"; an unknown name is a programmer's error.
class Icon {
public:
    /// Every name there is.
    [[nodiscard]] static QStringList names();
    /// A square picture: `size` in logical pixels, size * dpr in real ones. Parts that act take `accent`, `color` when it is invalid.
    [[nodiscard]] static QPixmap pixmap(const QString& name, const QColor& color, int size, qreal dpr, const QColor& accent = {});
    /// Draws into `rect` at whatever resolution the painter's device has.
    static void paint(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color, const QColor& accent = {});
    /// For actions and menus: in ink, faint when disabled, in the current theme's colors.
    [[nodiscard]] static QIcon icon(const QString& name, int size = 20);
};

}  // namespace glassnet::ui
