#include "ui/training/GradientBars.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"
#include "ui/training/PanelHeading.h"

namespace glassnet::ui {

namespace {

constexpr double kBar = 9;
constexpr double kGradientGap = 10;
constexpr double kGradientCorner = 2;
constexpr int kFewestPowers = 4;

QFont gradientNameFont() { return Fonts::text(FontSize::Caption); }
QFont gradientNumberFont() { return Fonts::mono(FontSize::Caption); }
double gradientRowHeight() {
    return std::ceil(std::max(QFontMetricsF(gradientNumberFont()).height(), QFontMetricsF(gradientNameFont()).height())) + 2;
}

QString sizeText(double size, const NumberText& text) { return size == 0 ? text.exact(0.0) : text.scientific(size); }

}  // namespace

GradientBars::GradientBars(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Gradient that reaches each layer"));
    describe();
}

void GradientBars::setBars(std::vector<GradientBar> bars) {
    const bool sameRows = bars.size() == m_bars.size();
    m_bars = std::move(bars);
    int low = 0;
    int high = -1;
    bool any = false;
    for (const GradientBar& bar : m_bars) {
        if (bar.size > 0 && std::isfinite(bar.size)) {
            const double power = std::log10(bar.size);
            low = any ? std::min(low, static_cast<int>(std::floor(power))) : static_cast<int>(std::floor(power));
            high = any ? std::max(high, static_cast<int>(std::ceil(power))) : static_cast<int>(std::ceil(power));
            any = true;
        }
    }
    if (any) {
        // The shortest bar is still seen, and the scale stays while the gradients wander within it.
        const bool fits = m_low <= low - 1 && m_high >= high && m_high - m_low <= std::max(kFewestPowers, high - low + 1) + 2;
        m_low = fits ? m_low : std::min(low - 1, high - kFewestPowers);
        m_high = fits ? m_high : high;
    }
    describe();
    if (!sameRows) {
        updateGeometry();
    }
    update();
}

void GradientBars::setNumberText(const NumberText& text) {
    m_text = text;
    describe();
    update();
}

double GradientBars::part(std::size_t bar) const {
    const double size = m_bars.at(bar).size;
    return size > 0 && std::isfinite(size) ? (std::log10(size) - m_low) / (m_high - m_low) : 0;
}

void GradientBars::describe() {
    QStringList words;
    for (const GradientBar& bar : m_bars) {
        words.append(tr("%1 %2", "a layer's weights and the size of their gradient").arg(bar.name, sizeText(bar.size, m_text)));
    }
    setAccessibleDescription(m_bars.empty() ? tr("There is no gradient before the first step.")
                                            : tr("Mean size of the gradient: %1.").arg(words.join(QStringLiteral(", "))));
}

QSize GradientBars::sizeHint() const {
    const double rows = std::max<double>(1, static_cast<double>(m_bars.size()));
    return {420, static_cast<int>(std::ceil(PanelHeading::height() + rows * gradientRowHeight()))};
}

void GradientBars::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    PanelHeading::paint(painter, width(), tr("Gradient that reaches each layer"), tr("mean |∂L/∂W|, log scale"));
    double y = PanelHeading::height();
    if (m_bars.empty()) {
        painter.setFont(gradientNameFont());
        painter.setPen(theme.color(Token::Mute));
        painter.drawText(QRectF(0, y, width(), gradientRowHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("There is no gradient before the first step."));
        return;
    }
    double names = 0;
    double numbers = 0;
    for (const GradientBar& bar : m_bars) {
        names = std::max(names, std::ceil(QFontMetricsF(gradientNameFont()).horizontalAdvance(bar.name)) + 1);
        numbers = std::max(numbers, std::ceil(QFontMetricsF(gradientNumberFont()).horizontalAdvance(sizeText(bar.size, m_text))) + 1);
    }
    const QRectF room(names + kGradientGap, 0, std::max(1.0, width() - names - numbers - 2 * kGradientGap), kBar);
    for (std::size_t i = 0; i < m_bars.size(); ++i, y += gradientRowHeight()) {
        const bool isOdd = !std::isfinite(m_bars[i].size);
        const QRectF track = room.translated(0, y + std::floor((gradientRowHeight() - kBar) / 2));
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Window));
        painter.drawRoundedRect(track, kGradientCorner, kGradientCorner);
        painter.setBrush(theme.color(isOdd ? Token::Warning : Token::Accent));
        painter.drawRoundedRect(
            QRectF(track.topLeft(), QSizeF(isOdd ? track.width() : track.width() * std::clamp(part(i), 0.0, 1.0), kBar)), kGradientCorner,
            kGradientCorner);
        painter.setFont(gradientNameFont());
        painter.setPen(theme.color(Token::Ink));
        painter.drawText(QRectF(0, y, names, gradientRowHeight()), Qt::AlignRight | Qt::AlignVCenter, m_bars[i].name);
        painter.setFont(gradientNumberFont());
        painter.setPen(theme.color(isOdd ? Token::Warning : Token::Mute));
        painter.drawText(QRectF(width() - numbers, y, numbers, gradientRowHeight()), Qt::AlignRight | Qt::AlignVCenter,
                         sizeText(m_bars[i].size, m_text));
    }
}

void GradientBars::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        updateGeometry();
        update();
    }
}

}  // namespace glassnet::ui
