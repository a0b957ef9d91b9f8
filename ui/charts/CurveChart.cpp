#include "ui/charts/CurveChart.h"

#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>
#include <algorithm>
#include <cmath>

#include "ui/charts/CurvePainter.h"
#include "ui/charts/CurveRanges.h"
#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kPlaces = 6;
constexpr double kLegendGap = 8;
constexpr double kTopInset = 2;
constexpr double kZoomStep = 1.25;
constexpr double kSmallestBand = 6;    // pixels; less is a click
constexpr double kNearestZoom = 1e-6;  // of the whole axis
constexpr float kFaint = 0.3F;         // of a line behind its average

}  // namespace

CurveChart::CurveChart(QWidget* parent) : QChartView(parent), m_x(new QValueAxis(this)), m_y(new QValueAxis(this)) {
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setMargins({});
    chart()->addAxis(m_x, Qt::AlignBottom);
    chart()->addAxis(m_y, Qt::AlignLeft);
    // The grid and the numbers are painted here: sharp, in the theme's fonts and with the locale's numbers.
    m_x->setVisible(false);
    m_y->setVisible(false);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setRubberBand(QChartView::NoRubberBand);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setToolTip(tr("Draw a rectangle or turn the wheel to look closer. A double click shows everything again."));
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_Escape});
    refresh();
}

void CurveChart::setTitle(const QString& title) {
    m_title = title;
    refresh();
}

void CurveChart::setCurves(std::vector<ChartCurve> curves) {
    m_curves = std::move(curves);
    refresh();
}

void CurveChart::setMarkers(std::vector<ChartMarker> markers) {
    m_markers = std::move(markers);
    viewport()->update();
}

void CurveChart::setAxis(CurveAxis axis) {
    if (axis != m_frame.view.axis) {
        m_frame.view.axis = axis;
        m_cursor.reset();
        setZoom(std::nullopt);
    }
}

void CurveChart::setLogarithmic(bool on) {
    m_frame.view.logarithmic = on;
    if (m_zoom) {
        m_zoom->values.reset();
    }
    refresh();
}

void CurveChart::setSmoothing(double weight) {
    m_smoothing = std::clamp(weight, 0.0, 0.9999);
    refresh();
}

void CurveChart::setNumberText(const NumberText& text) {
    m_frame.numbers = text;
    refresh();
}

QList<QPointF> CurveChart::line(std::size_t curve) const {
    const Lines& lines = m_lines.at(curve);
    return (isSmoothed(curve) ? lines.smooth : lines.raw)->points();
}

bool CurveChart::isEmpty() const {
    return std::ranges::all_of(m_curves, [](const ChartCurve& curve) { return curve.points->isEmpty(); });
}

void CurveChart::resetZoom() { setZoom(std::nullopt); }

void CurveChart::setZoom(std::optional<Zoom> zoom) {
    const bool was = m_zoom.has_value();
    m_zoom = std::move(zoom);
    refresh();
    if (was != m_zoom.has_value()) {
        emit zoomChanged(m_zoom.has_value());
    }
}

void CurveChart::fitRange() {
    const auto [left, right] = wholeRange(m_curves, axis());
    m_frame.view.left = m_zoom ? m_zoom->left : left;
    m_frame.view.right = m_zoom ? m_zoom->right : right;
    m_frame.x = AxisTicks::within(m_frame.view.left, m_frame.view.right, kPlaces);
}

void CurveChart::fitValues() {
    m_frame.y = m_zoom && m_zoom->values ? valueTicksWithin(m_zoom->values->first, m_zoom->values->second, isLogarithmic())
                                         : valueTicks(m_curves, m_frame.view, !m_zoom);
}

void CurveChart::layOut() {
    m_legend.set(m_title, legendEntries());
    const double top = std::ceil(m_legend.layOut(width()) + kLegendGap) + kTopInset;
    const double left = CurvePainter::gutter(m_frame.y, m_frame.numbers);
    m_frame.plot = QRectF(left, top, std::max(1.0, width() - left - 1), std::max(1.0, height() - top - CurvePainter::footer()));
    m_frame.view.columns = std::max(1, static_cast<int>(m_frame.plot.width()));
    if (chart()->plotArea() != m_frame.plot) {
        chart()->setPlotArea(m_frame.plot);
    }
}

void CurveChart::placeLines() {
    while (m_lines.size() < m_curves.size()) {
        const auto make = [this] {
            auto* series = new QLineSeries(this);
            chart()->addSeries(series);
            series->attachAxis(m_x);
            series->attachAxis(m_y);
            return series;
        };
        // First the faint line: what comes later is drawn above it.
        auto* raw = make();
        m_lines.push_back({raw, make()});
    }
    m_x->setRange(m_frame.view.left, m_frame.view.right);
    m_y->setRange(m_frame.view.height(m_frame.y.low), m_frame.view.height(m_frame.y.high));
    const auto show = [](QLineSeries* series, const QPen& pen, const QList<QPointF>& points) {
        series->setPen(pen);
        series->replace(points);
        series->setVisible(!points.isEmpty());
    };
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (i >= m_curves.size()) {
            show(m_lines[i].raw, {}, {});
            show(m_lines[i].smooth, {}, {});
            continue;
        }
        const QPen pen = curvePen(m_curves[i]);
        const bool isSmooth = isSmoothed(i);
        QPen faint = pen;
        if (isSmooth) {
            QColor color = pen.color();
            color.setAlphaF(kFaint);
            faint = QPen(color, 1);
        }
        show(m_lines[i].raw, faint, curveLine(*m_curves[i].points, m_frame.view));
        show(m_lines[i].smooth, pen, isSmooth ? smoothLine(*m_curves[i].points, m_frame.view, m_smoothing) : QList<QPointF>());
    }
}

std::vector<CurveLegend::Entry> CurveChart::legendEntries() const {
    std::vector<CurveLegend::Entry> entries;
    std::vector<ChartCurve> ordered = m_curves;
    std::ranges::stable_partition(ordered, [](const ChartCurve& curve) { return curve.of != CurveOf::Batches; });
    for (const ChartCurve& curve : ordered) {
        const auto last = curve.points->last();
        const QString text =
            last ? tr("%1 %2", "a curve's name and its newest value")
                       .arg(curve.name, m_frame.numbers.withDecimals(std::max(3, m_frame.numbers.decimals() - 1)).of(last->value))
                 : curve.name;
        entries.push_back({text, curvePen(curve)});
    }
    return entries;
}

void CurveChart::describe() {
    setAccessibleName(m_title.isEmpty() ? tr("Curves of the run") : m_title);
    QStringList values;
    for (const auto& entry : legendEntries()) {
        values.append(entry.text);
    }
    setAccessibleDescription(isEmpty() ? tr("The curve is drawn while the network trains.")
                                       : tr("From %1 to %2: %3.")
                                             .arg(m_frame.placeWords(m_frame.view.left), m_frame.placeWords(m_frame.view.right),
                                                  values.join(QStringLiteral(", "))));
}

void CurveChart::refresh() {
    fitRange();
    fitValues();
    layOut();
    placeLines();
    describe();
    viewport()->update();
}

QStringList CurveChart::readout(double place) const {
    QStringList lines{m_frame.placeWords(place)};
    for (const ChartCurve& curve : m_curves) {
        const auto* bucket = bucketNear(*curve.points, axis(), place);
        if (bucket == nullptr) {
            continue;
        }
        const auto& numbers = m_frame.numbers;
        lines.append(bucket->points() == 1 || bucket->finite == 0
                         ? tr("%1 %2", "a curve's name and its value").arg(curve.name, numbers.of(bucket->first.value))
                     : bucket->low == bucket->high ? tr("%1 %2", "a curve's name and its value").arg(curve.name, numbers.of(bucket->low))
                                                   : tr("%1 %2 to %3").arg(curve.name, numbers.of(bucket->low), numbers.of(bucket->high)));
    }
    return lines;
}

void CurveChart::drawBackground(QPainter* painter, const QRectF&) {
    m_legend.paint(*painter);
    if (isEmpty()) {
        painter->setPen(Theme::current().color(Token::Mute));
        painter->setFont(Fonts::text(FontSize::Body));
        painter->drawText(m_frame.plot, Qt::AlignCenter | Qt::TextWordWrap, tr("The curve is drawn while the network trains."));
        return;
    }
    CurvePainter(m_frame).axes(*painter);
}

void CurveChart::drawForeground(QPainter* painter, const QRectF&) {
    const CurvePainter over(m_frame);
    over.markers(*painter, m_markers);
    std::vector<double> odd;
    for (const ChartCurve& curve : m_curves) {
        const auto places = oddPlaces(*curve.points, m_frame.view);
        odd.insert(odd.end(), places.begin(), places.end());
    }
    std::ranges::sort(odd);
    over.oddValues(*painter, odd);
    if (m_cursor && !isEmpty() && *m_cursor >= m_frame.view.left && *m_cursor <= m_frame.view.right && m_band.isNull()) {
        over.readout(*painter, *m_cursor, readout(*m_cursor));
    }
    if (!m_band.isNull()) {
        over.rubberBand(*painter, m_band);
    }
    if (hasFocus() && m_cursor) {
        painter->setPen(QPen(Theme::current().color(Token::Accent), 1));
        painter->drawRect(m_frame.plot.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void CurveChart::zoomAround(double place, double factor) {
    const auto [wholeLeft, wholeRight] = wholeRange(m_curves, axis());
    const double whole = wholeRight - wholeLeft;
    const double width = std::max((m_frame.view.right - m_frame.view.left) * factor, whole * kNearestZoom);
    if (width >= whole * (1 - kNearestZoom)) {
        resetZoom();
        return;
    }
    const double part = (place - m_frame.view.left) / (m_frame.view.right - m_frame.view.left);
    const double left = std::clamp(place - part * width, wholeLeft, wholeRight - width);
    setZoom(Zoom{left, left + width, std::nullopt});
}

void CurveChart::moveCursor(int pixels) {
    const QRectF& plot = m_frame.plot;
    const double from = m_cursor ? m_frame.xOf(*m_cursor) : pixels > 0 ? plot.left() - pixels : plot.right() - pixels;
    m_cursor = m_frame.placeAt(std::clamp(from + pixels, plot.left(), plot.right()));
    setAccessibleDescription(readout(*m_cursor).join(QStringLiteral(", ")));
    viewport()->update();
}

void CurveChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_frame.plot.contains(event->position())) {
        m_pressed = event->position();
    }
}

void CurveChart::mouseMoveEvent(QMouseEvent* event) {
    const QRectF& plot = m_frame.plot;
    const QPointF held(std::clamp(event->position().x(), plot.left(), plot.right()),
                       std::clamp(event->position().y(), plot.top(), plot.bottom()));
    if (m_pressed) {
        const QRectF band = QRectF(*m_pressed, held).normalized();
        m_band = std::max(band.width(), band.height()) >= kSmallestBand ? band : QRectF();
    }
    m_cursor = plot.contains(event->position()) ? std::optional(m_frame.placeAt(held.x())) : std::nullopt;
    viewport()->update();
}

void CurveChart::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_pressed) {
        return;
    }
    m_pressed.reset();
    const QRectF band = std::exchange(m_band, QRectF());
    // A flat band chooses a stretch of the axis alone.
    if (band.width() >= kSmallestBand) {
        Zoom zoom{m_frame.placeAt(band.left()), m_frame.placeAt(band.right()), std::nullopt};
        if (band.height() >= kSmallestBand) {
            zoom.values = std::pair(m_frame.valueAt(band.bottom()), m_frame.valueAt(band.top()));
        }
        setZoom(zoom);
    }
    viewport()->update();
}

void CurveChart::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        resetZoom();
    }
}

void CurveChart::wheelEvent(QWheelEvent* event) {
    if (!m_frame.plot.contains(event->position()) || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    zoomAround(m_frame.placeAt(event->position().x()), std::pow(kZoomStep, -event->angleDelta().y() / 120.0));
    event->accept();
}

void CurveChart::keyPressEvent(QKeyEvent* event) {
    const double place = m_cursor.value_or((m_frame.view.left + m_frame.view.right) / 2);
    switch (event->key()) {
        case Qt::Key_Left:
            moveCursor(event->modifiers().testFlag(Qt::ShiftModifier) ? -10 : -1);
            return;
        case Qt::Key_Right:
            moveCursor(event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1);
            return;
        case Qt::Key_Plus:
            zoomAround(place, 1 / kZoomStep);
            return;
        case Qt::Key_Minus:
            zoomAround(place, kZoomStep);
            return;
        case Qt::Key_Escape:
            if (m_pressed || m_zoom || m_cursor) {
                m_pressed.reset();
                m_band = QRectF();
                m_cursor.reset();
                resetZoom();
                return;
            }
            break;
        default:
            break;
    }
    QWidget::keyPressEvent(event);
}

void CurveChart::leaveEvent(QEvent* event) {
    QChartView::leaveEvent(event);
    m_cursor.reset();
    viewport()->update();
}

void CurveChart::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    refresh();
}

void CurveChart::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        refresh();
    }
}

}  // namespace glassnet::ui
