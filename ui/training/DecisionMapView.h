#pragma once

#include <QImage>
#include <QStringList>
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "ui/support/NumberText.h"
#include "ui/training/PointBrush.h"

namespace glassnet::ui {

/// What a network says all over two of its inputs, with the samples on it. Pointing, or the arrow keys, tell the value of a place. While
/// drawing, a press adds a point (Space), a drag sprays, the right button (Delete) takes one away, Escape takes a stroke back.
class DecisionMapView final : public QWidget {
    Q_OBJECT
public:
    explicit DecisionMapView(QWidget* parent = nullptr);

    /// Null: nothing is known yet, the map is empty; limits and names stay.
    void setMap(std::shared_ptr<const MapImage> map);
    void setPoints(std::vector<MapPoint> points);
    /// What the two inputs are called.
    void setAxisNames(const QString& x, const QString& y);
    /// One for each class, where the targets are classes; none where they are numbers.
    void setClassNames(const QStringList& names);
    void setNumberText(const NumberText& text);
    /// Only which side or class, not how sure.
    void setDiscrete(bool on);
    void setTestShown(bool on);
    /// The class or number that drawn points get; none: nothing is drawn.
    void setDrawing(std::optional<double> target);

    [[nodiscard]] bool isDiscrete() const noexcept { return m_discrete; }
    [[nodiscard]] bool isTestShown() const noexcept { return m_testShown; }
    [[nodiscard]] const std::vector<MapPoint>& points() const noexcept { return m_brush.isDrawing() ? m_brush.points() : m_points; }
    /// The square of the map within the widget.
    [[nodiscard]] QRectF mapRect() const;
    /// Where a place of the inputs is drawn, and the way back.
    [[nodiscard]] QPointF at(double x, double y) const;
    [[nodiscard]] QPointF placeAt(const QPointF& position) const;
    /// "x₁ 0.32, x₂ −1.10: 0.8731, class 1".
    [[nodiscard]] QString words(const QPointF& place) const;

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return {366, heightForWidth(366)}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, heightForWidth(160)}; }

signals:
    /// A person drew or took away: all points as they are now.
    void pointsEdited(const std::vector<glassnet::ui::MapPoint>& points);
    /// The place pointed at; none when no more.
    void hovered(std::optional<QPointF> place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// `at` within a given rectangle of the map, for many points at once.
    [[nodiscard]] QPointF placeIn(const QRectF& map, double x, double y) const;
    [[nodiscard]] double legendWidth() const;
    [[nodiscard]] QSizeF mapSize() const { return {m_map->right - m_map->left, m_map->top - m_map->bottom}; }
    [[nodiscard]] QString valueWords(const float* values) const;
    void point(std::optional<QPointF> place);
    void removeNear(const QPointF& place);
    void describe();
    void paintMap(QPainter& painter);
    void paintAxes(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;

    std::shared_ptr<const MapImage> m_map;  ///< never null
    std::vector<MapPoint> m_points;
    QStringList m_classNames;
    QString m_xName;
    QString m_yName;
    NumberText m_text;
    bool m_discrete = false;
    bool m_testShown = true;
    std::optional<double> m_drawing;
    PointBrush m_brush;
    std::optional<QPointF> m_cursor;  ///< a place of the inputs
    QImage m_image;                   ///< the map in real pixels; null: to be painted anew
    QImage m_pointImage;              ///< the points; null: to be painted anew
};

}  // namespace glassnet::ui
