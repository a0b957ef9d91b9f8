#include "ui/training/ScoreBars.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kBar = 8;
constexpr double kGap = 8;
constexpr double kWidestName = 80;

QFont nameFont(bool isBest) { return Fonts::text(FontSize::Caption, isBest ? QFont::DemiBold : QFont::Normal); }
QFont numberFont() { return Fonts::mono(FontSize::Caption); }
double rowHeight() { return std::ceil(QFontMetricsF(numberFont()).height()) + 2; }

}  // namespace

ScoreBars::ScoreBars(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("What the network says"));
    describe();
}

void ScoreBars::setClassNames(const QStringList& names) {
    m_names = names;
    describe();
    updateGeometry();
    update();
}

void ScoreBars::setScores(std::vector<double> scores) {
    m_scores = std::move(scores);
    describe();
    update();
}

void ScoreBars::setNumberText(const NumberText& text) {
    m_text = text;
    describe();
    update();
}

int ScoreBars::best() const {
    if (m_scores.empty() || static_cast<qsizetype>(m_scores.size()) != m_names.size() ||
        std::ranges::any_of(m_scores, [](double score) { return !std::isfinite(score); })) {
        return -1;
    }
    return static_cast<int>(std::ranges::max_element(m_scores) - m_scores.begin());
}

void ScoreBars::describe() {
    const int index = best();
    setAccessibleDescription(
        index < 0 ? tr("The network has not said anything yet.")
                  : tr("The network says %1 with %2.").arg(m_names.at(index), m_text.of(m_scores[static_cast<std::size_t>(index)])));
}

QSize ScoreBars::sizeHint() const {
    return {180, static_cast<int>(std::ceil(rowHeight() * std::max<double>(1, static_cast<double>(m_names.size()))))};
}

void ScoreBars::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int lit = best();
    const bool isKnown = static_cast<qsizetype>(m_scores.size()) == m_names.size();
    const NumberText few = m_text.withDecimals(2);
    double names = 0;
    for (const QString& name : m_names) {
        names = std::max(names, QFontMetricsF(nameFont(true)).horizontalAdvance(name));
    }
    names = std::ceil(std::min(names, kWidestName)) + 1;
    const double numbers = std::ceil(QFontMetricsF(numberFont()).horizontalAdvance(few.of(0))) + 1;
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        const double y = static_cast<double>(i) * rowHeight();
        const bool isBest = i == lit;
        const QFontMetricsF metrics(nameFont(isBest));
        painter.setFont(nameFont(isBest));
        painter.setPen(theme.color(isBest ? Token::Ink : Token::Mute));
        painter.drawText(QRectF(0, y, names, rowHeight()), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(m_names.at(i), Qt::ElideRight, names));
        const QRectF track(names + kGap, std::round(y + (rowHeight() - kBar) / 2), std::max(1.0, width() - names - numbers - 2 * kGap),
                           kBar);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Window));
        painter.drawRoundedRect(track, 2, 2);
        const double score = isKnown ? m_scores[static_cast<std::size_t>(i)] : 0;
        if (isKnown && std::isfinite(score)) {
            painter.setBrush(theme.color(isBest ? Token::Accent : Token::Faint));
            painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(score, 0.0, 1.0), kBar)), 2, 2);
        }
        painter.setFont(numberFont());
        painter.setPen(theme.color(isBest ? Token::Ink : Token::Mute));
        painter.drawText(QRectF(width() - numbers - 1, y, numbers + 1, rowHeight()), Qt::AlignRight | Qt::AlignVCenter,
                         isKnown ? few.of(score) : QStringLiteral("?"));
    }
}

void ScoreBars::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        updateGeometry();
        update();
    }
}

}  // namespace glassnet::ui
