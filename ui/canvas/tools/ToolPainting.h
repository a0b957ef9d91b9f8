#pragma once

#include <QRectF>

class QPainter;

namespace glassnet::ui {

class CanvasStyle;

/// The sign of a problem: a filled disk with an exclamation mark.
void paintWarning(QPainter& painter, const CanvasStyle& style, const QRectF& disk);

/// The plus or minus of a round button about the middle of `button`, `reach` from middle to end.
void paintStep(QPainter& painter, const QRectF& button, double reach, bool more);

}  // namespace glassnet::ui
