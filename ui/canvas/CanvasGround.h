#pragma once

#include <QRectF>
#include <QString>

class QPainter;

namespace glassnet::ui {

class CanvasStyle;

/// The drawing ground with its grid of dots; `exposed` in canvas units.
void paintGround(QPainter& painter, const CanvasStyle& style, const QRectF& exposed, double zoom);

/// What lies above all, whatever the painter's view of the scene: a calm sentence in the middle of `window` (empty: none), and an outline
/// where the window's part has the keyboard. `window` in pixels.
void paintForeground(QPainter& painter, const CanvasStyle& style, const QRectF& window, const QString& sentence, bool hasKeyboard);

}  // namespace glassnet::ui
