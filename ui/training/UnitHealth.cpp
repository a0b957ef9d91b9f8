#include "ui/training/UnitHealth.h"

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

constexpr double kUnitHealthBar = 9;
constexpr double kUnitHealthGap = 12;
constexpr double kShortestBar = 40;

QFont healthCaptionFont() { return Fonts::text(FontSize::Caption); }
double healthRowHeight() { return std::ceil(QFontMetricsF(healthCaptionFont()).height()) + 4; }
double advance(const QString& text) { return std::ceil(QFontMetricsF(healthCaptionFont()).horizontalAdvance(text)) + 1; }

}  // namespace

UnitHealth::UnitHealth(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Units that no longer learn"));
    setToolTip(tr(
        "A dead unit gives zero for every sample, so no error comes through it. A saturated one is so far out on its curve that hardly any "
        "does."));
    describe();
}

void UnitHealth::setLayers(std::vector<LayerHealth> layers) {
    m_layers = std::move(layers);
    describe();
    updateGeometry();
    update();
}

void UnitHealth::setNumberText(const NumberText& text) {
    m_text = text;
    describe();
    update();
}

QString UnitHealth::words(const LayerHealth& layer) const {
    const QString all = m_text.whole(layer.units);
    const QString dead = m_text.whole(layer.dead);
    const QString saturated = m_text.whole(layer.saturated);
    return layer.dead > 0 && layer.saturated > 0 ? tr("%1 dead, %2 saturated of %3").arg(dead, saturated, all)
           : layer.dead > 0                      ? tr("%1 dead of %2").arg(dead, all)
           : layer.saturated > 0                 ? tr("%1 saturated of %2").arg(saturated, all)
                                                 : tr("all %1 learn").arg(all);
}

void UnitHealth::describe() {
    QStringList all;
    for (const LayerHealth& layer : m_layers) {
        all.append(tr("%1: %2", "a layer and how its units are").arg(layer.name, words(layer)));
    }
    setAccessibleDescription(all.isEmpty() ? tr("No unit is counted yet.") : all.join(QStringLiteral(". ")));
}

double UnitHealth::namesWidth() const {
    double widest = 0;
    for (const LayerHealth& layer : m_layers) {
        widest = std::max(widest, advance(layer.name));
    }
    return widest;
}

double UnitHealth::wordsWidth() const {
    double widest = 0;
    for (const LayerHealth& layer : m_layers) {
        widest = std::max(widest, advance(words(layer)));
    }
    return widest;
}

QSize UnitHealth::sizeHint() const {
    const double rows = std::max<double>(1, static_cast<double>(m_layers.size()));
    return {366, static_cast<int>(std::ceil(PanelHeading::height() + rows * healthRowHeight()))};
}

QSize UnitHealth::minimumSizeHint() const {
    return {static_cast<int>(namesWidth() + wordsWidth() + 2 * kUnitHealthGap + kShortestBar), sizeHint().height()};
}

void UnitHealth::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    PanelHeading::paint(painter, width(), tr("Units that no longer learn"), {});
    double y = PanelHeading::height();
    painter.setFont(healthCaptionFont());
    if (m_layers.empty()) {
        painter.setPen(theme.color(Token::Mute));
        painter.drawText(QRectF(0, y, width(), healthRowHeight()), Qt::AlignLeft | Qt::AlignVCenter, tr("No unit is counted yet."));
        return;
    }
    const double names = namesWidth();
    const double words = wordsWidth();
    for (const LayerHealth& layer : m_layers) {
        const QRectF row(0, y, width(), healthRowHeight());
        painter.setPen(theme.color(Token::Ink));
        painter.drawText(QRectF(0, y, names, healthRowHeight()), Qt::AlignLeft | Qt::AlignVCenter, layer.name);
        painter.setPen(theme.color(layer.dead > 0 ? Token::Warning : Token::Mute));
        painter.drawText(QRectF(width() - words, y, words, healthRowHeight()), Qt::AlignLeft | Qt::AlignVCenter, this->words(layer));
        const QRectF bar(names + kUnitHealthGap, std::round(row.center().y() - kUnitHealthBar / 2),
                         std::max(1.0, width() - names - words - 2 * kUnitHealthGap), kUnitHealthBar);
        const double each = bar.width() / std::max(1, layer.units);
        const double dead = each * layer.dead;
        const double saturated = each * layer.saturated;
        painter.fillRect(bar, theme.color(Token::AccentSoft));
        painter.fillRect(QRectF(bar.right() - dead, bar.top(), dead, kUnitHealthBar), theme.color(Token::Warning));
        // Hatched, so that the two are told apart without color.
        const QRectF hatched(bar.right() - dead - saturated, bar.top(), saturated, kUnitHealthBar);
        painter.fillRect(hatched, theme.color(Token::Zero));
        painter.fillRect(hatched, QBrush(theme.color(Token::Mute), Qt::BDiagPattern));
        y += healthRowHeight();
    }
}

void UnitHealth::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        updateGeometry();
        update();
    }
}

}  // namespace glassnet::ui
