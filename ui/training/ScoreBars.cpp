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

constexpr double kScoreBar = 8;
constexpr double kScoreGap = 8;
constexpr double kScoreWidestName = 80;

QFont scoreNameFont(bool isBest) { return Fonts::text(FontSize::Caption, isBest ? QFont::DemiBold : QFont::Normal); }
QFont scoreNumberFont() { return Fonts::mono(FontSize::Caption); }
double scoreRowHeight() { return std::ceil(QFontMetricsF(scoreNumberFont()).height()) + 2; }

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
    return {180, static_cast<int>(std::ceil(scoreRowHeight() * std::max<double>(1, static_cast<double>(m_names.size()))))};
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
        names = std::max(names, QFontMetricsF(scoreNameFont(true)).horizontalAdvance(name));
    }
    names = std::ceil(std::min(names, kScoreWidestName)) + 1;
    const double numbers = std::ceil(QFontMetricsF(scoreNumberFont()).horizontalAdvance(few.of(0))) + 1;
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        const double y = static_cast<double>(i) * scoreRowHeight();
        const bool isBest = i == lit;
        const QFontMetricsF metrics(scoreNameFont(isBest));
        painter.setFont(scoreNameFont(isBest));
        painter.setPen(theme.color(isBest ? Token::Ink : Token::Mute));
        painter.drawText(QRectF(0, y, names, scoreRowHeight()), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(m_names.at(i), Qt::ElideRight, names));
        const QRectF track(names + kScoreGap, std::round(y + (scoreRowHeight() - kScoreBar) / 2),
                           std::max(1.0, width() - names - numbers - 2 * kScoreGap), kScoreBar);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Window));
        painter.drawRoundedRect(track, 2, 2);
        const double score = isKnown ? m_scores[static_cast<std::size_t>(i)] : 0;
        if (isKnown && std::isfinite(score)) {
            painter.setBrush(theme.color(isBest ? Token::Accent : Token::Faint));
            painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(score, 0.0, 1.0), kScoreBar)), 2, 2);
        }
        painter.setFont(scoreNumberFont());
        painter.setPen(theme.color(isBest ? Token::Ink : Token::Mute));
        painter.drawText(QRectF(width() - numbers - 1, y, numbers + 1, scoreRowHeight()), Qt::AlignRight | Qt::AlignVCenter,
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
