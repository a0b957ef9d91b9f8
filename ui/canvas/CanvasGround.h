#pragma once

#include <QRectF>
#include <QString>

class QPainter;

namespace glassnet::ui {

class CanvasStyle;

/// The drawing ground with its grid of dots; `exposed` in canvas units.
void paintGround(QPainter& painter, const CanvasStyle& style, const QRectF& exposed, double zoom);

/// A calm sentence in the middle of `window`, in pixels.
void paintHint(QPainter& painter, const CanvasStyle& style, const QRectF& window, const QString& sentence);

/// Outlines the window's part that has the keyboard.
void paintFocus(QPainter& painter, const CanvasStyle& style, const QRectF& window);

}  // namespace glassnet::ui
