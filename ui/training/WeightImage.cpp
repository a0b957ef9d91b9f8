#include "ui/training/WeightImage.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"
#include "ui/training/GrayImage.h"

namespace glassnet::ui {

namespace {

constexpr double kWeightPicture = 84;
constexpr double kWeightGap = 4;

QFont weightNameFont() { return Fonts::text(FontSize::Caption); }
QFont weightNumberFont() { return Fonts::mono(FontSize::Caption); }
double weightLineHeight() {
    return std::ceil(std::max(QFontMetricsF(weightNameFont()).height(), QFontMetricsF(weightNumberFont()).height()));
}

}  // namespace

WeightImage::WeightImage(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    describe();
}

void WeightImage::setWeights(const QString& name, int width, int height, std::vector<float> weights) {
    m_name = name;
    m_columns = width;
    m_rows = height;
    m_weights = std::move(weights);
    m_largest = 0;
    for (const float weight : m_weights) {
        m_largest = std::isfinite(weight) ? std::max(m_largest, std::abs(static_cast<double>(weight))) : m_largest;
    }
    m_image = QImage();
    describe();
    update();
}

void WeightImage::setLimit(double limit) {
    m_fixed = limit > 0 ? limit : 0;
    m_image = QImage();
    describe();
    update();
}

void WeightImage::setNumberText(const NumberText& text) {
    m_text = text;
    describe();
    update();
}

bool WeightImage::isWhole() const noexcept {
    return m_columns > 0 && m_rows > 0 && m_weights.size() == static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows);
}

double WeightImage::limit() const noexcept { return m_fixed > 0 ? m_fixed : m_largest > 0 ? m_largest : 1; }

void WeightImage::describe() {
    setAccessibleName(tr("Weights of %1 as an image").arg(m_name));
    setAccessibleDescription(
        isWhole() ? tr("Between %1 and %2, orange is negative and blue is positive.").arg(m_text.of(-limit()), m_text.of(limit()))
                  : tr("The weights do not form an image."));
    setToolTip(accessibleDescription());
}

QSize WeightImage::sizeHint() const {
    const double side = Fonts::scaled(kWeightPicture);
    return {static_cast<int>(side), static_cast<int>(side + kWeightGap + 2 * weightLineHeight())};
}

QRectF WeightImage::imageRect() const {
    const QSizeF room(width(), std::max(1.0, height() - kWeightGap - 2 * weightLineHeight()));
    const QSizeF size = isWhole() ? QSizeF(m_columns, m_rows).scaled(room, Qt::KeepAspectRatio) : room;
    return {QPointF((width() - size.width()) / 2, 0), size};
}

void WeightImage::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const QRectF place = imageRect();
    if (isWhole()) {
        if (m_image.isNull()) {
            m_image = GrayImage::ofSigns(m_weights, m_columns, m_rows, limit(), theme);
        }
        painter.drawImage(place, m_image);
    } else {
        QPen dashed(theme.color(Token::Faint), 1);
        dashed.setDashPattern({3, 3});
        painter.setPen(dashed);
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5));
        painter.setPen(theme.color(Token::Mute));
        painter.setFont(weightNumberFont());
        painter.drawText(place, Qt::AlignCenter, QStringLiteral("?"));
    }
    QRectF line(0, place.bottom() + kWeightGap, width(), weightLineHeight());
    painter.setFont(weightNameFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(line, Qt::AlignCenter, QFontMetricsF(weightNameFont()).elidedText(m_name, Qt::ElideRight, width()));
    if (isWhole()) {
        line.translate(0, weightLineHeight());
        painter.setFont(weightNumberFont());
        painter.setPen(theme.color(Token::Mute));
        painter.drawText(line, Qt::AlignCenter, QStringLiteral(u"±%1").arg(m_text.withDecimals(2).of(limit())));
    }
}

void WeightImage::mouseMoveEvent(QMouseEvent* event) {
    const QRectF place = imageRect();
    if (!isWhole() || !place.contains(event->position())) {
        emit told({});
        return;
    }
    const int column = std::min(m_columns - 1, static_cast<int>((event->position().x() - place.left()) / place.width() * m_columns));
    const int row = std::min(m_rows - 1, static_cast<int>((event->position().y() - place.top()) / place.height() * m_rows));
    const float weight = m_weights[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) + static_cast<std::size_t>(column)];
    emit told(tr("Row %1, column %2: %3").arg(m_text.whole(row + 1), m_text.whole(column + 1), m_text.of(static_cast<double>(weight))));
}

void WeightImage::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    emit told({});
}

void WeightImage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        m_image = QImage();
        updateGeometry();
        update();
    }
}

}  // namespace glassnet::ui
