#pragma once

#include <QImage>
#include <QSize>
#include <QString>

#include "ui/heatmap/Heatmap.h"

namespace glassnet::ui {

/// A heatmap as a picture to keep: its title, what it says in words, the map and the legend, in the current theme.
class TensorPicture {
public:
    /// `size` in units of 96 dpi, `ratio` pixels to a unit. `words`: one line under the title.
    [[nodiscard]] static QImage paint(const Heatmap& heatmap, const QString& words, QSize size, double ratio);
};

}  // namespace glassnet::ui
