#include "ui/study/LossSurfaceView.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "ui/study/ContourLines.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/ShadeTable.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kLossSurfacePlotTall = 240;
constexpr double kLossSurfaceGap = 6;
constexpr double kLossSurfaceCorner = 6;
constexpr double kLossSurfacePointRadius = 5;

QFont surfaceHeadingFont() { return Fonts::text(FontSize::Body, QFont::Medium); }
QFont surfaceNumberFont() { return Fonts::mono(FontSize::Caption); }

}  // namespace

LossSurfaceView::LossSurfaceView(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void LossSurfaceView::setSurface(const LossSurface& surface, const QString& xName, const QString& yName) {
    m_surface = surface;
    m_xName = xName;
    m_yName = yName;
    m_least = std::numeric_limits<double>::infinity();
    m_most = -m_least;
    for (const double loss : surface.losses) {
        if (std::isfinite(loss)) {
            m_least = std::min(m_least, loss);
            m_most = std::max(m_most, loss);
        }
    }
    if (!(m_least <= m_most)) {
        m_least = 0;
        m_most = 1;
    }
    m_contours.clear();
    const int columns = static_cast<int>(surface.xs.size());
    const int rows = static_cast<int>(surface.ys.size());
    for (const double level : levels()) {
        const auto lines = contourLines(surface.losses, columns, rows, level);
        m_contours.insert(m_contours.end(), lines.begin(), lines.end());
    }
    describe();
    update();
}

void LossSurfaceView::setPath(const std::vector<std::pair<double, double>>& path) {
    m_path = path;
    describe();
    update();
}

void LossSurfaceView::setNumberText(const NumberText& text) {
    m_text = text;
    describe();
    update();
}

void LossSurfaceView::describe() {
    setAccessibleName(tr("Loss over %1 and %2").arg(m_xName, m_yName));
    auto text = tr("The loss goes from %1 to %2; at %3 and %4 it is %5.")
                    .arg(m_text.of(m_least), m_text.of(m_most), m_text.of(m_surface.xValue), m_text.of(m_surface.yValue),
                         m_text.of(m_surface.loss));
    if (m_path.size() > 1) {
        text += QLatin1Char(' ') + tr("In %1 steps the weights came here from %2 and %3.")
                                       .arg(m_text.whole(static_cast<qint64>(m_path.size() - 1)), m_text.of(m_path.front().first),
                                            m_text.of(m_path.front().second));
    }
    setAccessibleDescription(text);
    setToolTip(text);
}

std::vector<double> LossSurfaceView::levels() const {
    std::vector<double> all;
    for (int i = 1; i <= kContours && m_most > m_least; ++i) {
        all.push_back(m_least + (m_most - m_least) * i / (kContours + 1));
    }
    return all;
}

QRectF LossSurfaceView::plotRect() const {
    const QFontMetricsF metrics(surfaceNumberFont());
    double left = 0;
    if (!m_surface.ys.empty()) {
        left =
            std::max(metrics.horizontalAdvance(m_text.of(m_surface.ys.front())), metrics.horizontalAdvance(m_text.of(m_surface.ys.back())));
    }
    left = std::ceil(left) + kLossSurfaceGap;
    const double top = Fonts::lineHeight(surfaceHeadingFont()) + kLossSurfaceGap;
    return {left, top, std::max(20.0, width() - left), std::max(20.0, height() - top - Fonts::lineHeight(surfaceNumberFont()) - 4)};
}

QPointF LossSurfaceView::at(double x, double y) const {
    const QRectF plot = plotRect();
    const auto& [xs, ys] = std::tie(m_surface.xs, m_surface.ys);
    return {plot.left() + plot.width() * (x - xs.front()) / (xs.back() - xs.front()),
            plot.bottom() - plot.height() * (y - ys.front()) / (ys.back() - ys.front())};
}

QSize LossSurfaceView::sizeHint() const {
    return {320, static_cast<int>(Fonts::lineHeight(surfaceHeadingFont()) + kLossSurfaceGap + Fonts::scaled(kLossSurfacePlotTall) +
                                  Fonts::lineHeight(surfaceNumberFont()) + 4)};
}

QSize LossSurfaceView::minimumSizeHint() const { return {220, sizeHint().height()}; }

void LossSurfaceView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

void LossSurfaceView::paintPath(QPainter& painter) const {
    const Theme& theme = Theme::current();
    QPolygonF way;
    for (const auto& [x, y] : m_path) {
        way.append(at(x, y));
    }
    for (const auto& [token, wide] : {std::pair(Token::Panel, 4.0), std::pair(Token::Accent, 1.75)}) {
        painter.setPen(QPen(theme.color(token), wide, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        for (qsizetype i = 1; i < way.size(); ++i) {
            painter.drawLine(way[i - 1], way[i]);
        }
    }
    painter.setPen(QPen(theme.color(Token::Panel), 1));
    painter.setBrush(theme.color(Token::Accent));
    for (qsizetype i = 0; i + 1 < way.size(); ++i) {
        painter.drawEllipse(way[i], 2.5, 2.5);
    }
    painter.setPen(QPen(theme.color(Token::Panel), 2));
    painter.drawEllipse(at(m_surface.xValue, m_surface.yValue), kLossSurfacePointRadius, kLossSurfacePointRadius);
}

void LossSurfaceView::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const int columns = static_cast<int>(m_surface.xs.size());
    const int rows = static_cast<int>(m_surface.ys.size());
    painter.setFont(surfaceHeadingFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(QRectF(0, 0, width(), Fonts::lineHeight(surfaceHeadingFont())), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("L over %1 and %2").arg(m_xName, m_yName));
    if (columns < 2 || rows < 2) {
        return;
    }
    const QRectF plot = plotRect();
    const ShadeTable shades(theme);
    QImage image(columns, rows, QImage::Format_RGB32);
    for (int row = 0; row < rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(rows - 1 - row));
        for (int column = 0; column < columns; ++column) {
            const double loss =
                m_surface.losses[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)];
            line[column] = shades.rgb(m_most > m_least ? (loss - m_least) / (m_most - m_least) : loss - m_least);
        }
    }
    painter.save();
    QPainterPath ground;
    ground.addRoundedRect(plot, kLossSurfaceCorner, kLossSurfaceCorner);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setClipPath(ground);
    // A grid point is the middle of its pixel: the outer half pixels lie outside.
    const double halfWide = plot.width() / (columns - 1) / 2;
    const double halfTall = plot.height() / (rows - 1) / 2;
    painter.drawImage(plot.adjusted(-halfWide, -halfTall, halfWide, halfTall), image);
    painter.setPen(QPen(theme.color(Token::Panel, 0.55), 1, Qt::SolidLine, Qt::FlatCap));
    for (const auto& line : m_contours) {
        const auto place = [&](const QPointF& grid) {
            return QPointF(plot.left() + plot.width() * grid.x() / (columns - 1), plot.bottom() - plot.height() * grid.y() / (rows - 1));
        };
        painter.drawLine(place(line.p1()), place(line.p2()));
    }
    paintPath(painter);
    painter.restore();
    painter.setFont(surfaceNumberFont());
    painter.setPen(theme.color(Token::Mute));
    const double tall = Fonts::lineHeight(surfaceNumberFont());
    const QRectF below(plot.left(), plot.bottom() + 4, plot.width(), tall);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignTop, m_text.of(m_surface.xs.front()));
    painter.drawText(below, Qt::AlignHCenter | Qt::AlignTop, m_xName);
    painter.drawText(below, Qt::AlignRight | Qt::AlignTop, m_text.of(m_surface.xs.back()));
    const double room = plot.left() - kLossSurfaceGap;
    painter.drawText(QRectF(0, plot.top(), room, tall), Qt::AlignRight | Qt::AlignTop, m_text.of(m_surface.ys.back()));
    painter.drawText(QRectF(0, plot.bottom() - tall, room, tall), Qt::AlignRight | Qt::AlignBottom, m_text.of(m_surface.ys.front()));
    painter.save();
    painter.translate(room / 2, plot.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-plot.height() / 2 + tall, -tall / 2, plot.height() - 2 * tall, tall), Qt::AlignCenter, m_yName);
    painter.restore();
}

}  // namespace glassnet::ui
