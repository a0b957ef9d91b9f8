#pragma once

#include <QPen>
#include <QRectF>
#include <QString>
#include <vector>

class QPainter;

namespace glassnet::ui {

/// The heading of a chart with a line and a name for each curve at its right; names that have no room there go on in rows below.
class CurveLegend {
public:
    struct Entry {
        QString text;
        QPen pen;
    };

    void set(const QString& title, const std::vector<Entry>& entries);
    /// Places everything for a width; returns how high it is then.
    double layOut(double width);
    void paint(QPainter& painter) const;

private:
    QString m_title;
    std::vector<Entry> m_entries;
    std::vector<QRectF> m_places;
    double m_width = 0;
};

}  // namespace glassnet::ui
