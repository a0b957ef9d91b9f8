#include "ui/charts/CurvePainter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kBeside = 8;  // between a number and the plot
constexpr double kApart = 12;  // between two numbers
constexpr double kRows = 3;    // of marker texts
constexpr double kInside = 6;  // between a card's edge and its text
constexpr double kCurveCorner = 5;

QFont numberFont() { return Fonts::mono(FontSize::Caption); }
QFont wordFont() { return Fonts::text(FontSize::Caption); }
/// The middle of the pixel that holds x, where a hairline is sharp.
double crisp(double x) { return std::floor(x) + 0.5; }

/// A tick's number with as many decimals as its neighbors: 0.0, 0.2, 0.4.
QStringList tickTexts(const AxisTicks& ticks, const NumberText& numbers) {
    QStringList texts;
    qsizetype decimals = 0;
    for (const double value : ticks.values) {
        texts.append(numbers.exact(value));
        const auto point = texts.last().indexOf(numbers.locale().decimalPoint());
        const bool isPlain = !texts.last().contains(QLatin1Char('e'));
        decimals = isPlain && point >= 0 ? std::max(decimals, texts.last().size() - point - 1) : decimals;
    }
    for (QString& text : texts) {
        if (decimals > 0 && !text.contains(QLatin1Char('e'))) {
            const auto point = text.indexOf(numbers.locale().decimalPoint());
            text += point < 0 ? numbers.locale().decimalPoint() : QString();
            text += QString(decimals - (point < 0 ? 0 : text.size() - point - 1), QLatin1Char('0'));
        }
    }
    return texts;
}

}  // namespace

double CurvePainter::gutter(const AxisTicks& y, const NumberText& numbers) {
    const QFontMetricsF metrics(numberFont());
    double widest = 0;
    for (const QString& text : tickTexts(y, numbers)) {
        widest = std::max(widest, metrics.horizontalAdvance(text));
    }
    return std::ceil(widest) + kBeside;
}

double CurvePainter::footer() { return Fonts::lineHeight(numberFont()) + 4; }

void CurvePainter::axes(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const QRectF& plot = m_frame.plot;
    const double tall = Fonts::lineHeight(numberFont());
    painter.setFont(numberFont());
    const QStringList texts = tickTexts(m_frame.y, m_frame.numbers);
    for (std::size_t i = 0; i < m_frame.y.values.size(); ++i) {
        const double y = crisp(m_frame.yOf(m_frame.y.values[i]));
        if (y < plot.top() - 1 || y > plot.bottom() + 1) {
            continue;
        }
        painter.setPen(QPen(theme.color(Token::Line), 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.color(Token::Mute));
        painter.drawText(QRectF(0, y - tall / 2, plot.left() - kBeside, tall), Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                         texts.at(static_cast<qsizetype>(i)));
    }
    const QFontMetricsF metrics(numberFont());
    const double top = plot.bottom() + 4;
    painter.setPen(theme.color(Token::Mute));
    const QString end = m_frame.placeWords(m_frame.view.right);
    const double endLeft = plot.right() - std::ceil(metrics.horizontalAdvance(end));
    painter.drawText(QRectF(endLeft, top, plot.right() - endLeft, tall), Qt::AlignRight | Qt::AlignTop | Qt::TextDontClip, end);
    double taken = plot.left() - kApart;
    std::vector<double> places = m_frame.x.values;
    if (places.empty() || m_frame.xOf(places.front()) > plot.left() + 1) {
        places.insert(places.begin(), m_frame.view.left);
    }
    for (const double place : places) {
        const QString text = m_frame.placeText(place);
        const double wide = std::ceil(metrics.horizontalAdvance(text));
        const double left = std::max(plot.left(), m_frame.xOf(place) - wide / 2);
        if (left >= taken + kApart && left + wide <= endLeft - kApart) {
            painter.drawText(QRectF(left, top, wide, tall), Qt::AlignCenter | Qt::TextDontClip, text);
            taken = left + wide;
        }
    }
}

void CurvePainter::markers(QPainter& painter, const std::vector<ChartMarker>& markers) const {
    const Theme& theme = Theme::current();
    const QRectF& plot = m_frame.plot;
    const QFontMetricsF metrics(wordFont());
    const double tall = Fonts::lineHeight(wordFont());
    std::array<double, static_cast<std::size_t>(kRows)> taken{};
    taken.fill(plot.left());
    painter.setFont(wordFont());
    for (const ChartMarker& marker : markers) {
        const double place = placeOf(marker.when, m_frame.view.axis);
        if (place < m_frame.view.left || place > m_frame.view.right) {
            continue;
        }
        const double x = crisp(m_frame.xOf(place));
        QPen pen(theme.color(marker.isBreak ? Token::Warning : Token::Mute), 1);
        pen.setDashPattern({3, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        const double wide = std::ceil(metrics.horizontalAdvance(marker.text)) + 1;
        // Right of its line, or left of it near the edge; in the first row that is free there.
        const double left = x + 4 + wide <= plot.right() ? x + 4 : x - 4 - wide;
        const auto row = std::ranges::find_if(taken, [left](double end) { return left >= end; });
        if (row == taken.end()) {
            continue;
        }
        const QRectF text(left, plot.top() + 1 + static_cast<double>(row - taken.begin()) * tall, wide, tall);
        painter.fillRect(text, theme.color(Token::Panel, 0.8));
        painter.setPen(pen.color());
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, marker.text);
        *row = std::max(x, left + wide) + kInside;
    }
}

void CurvePainter::oddValues(QPainter& painter, const std::vector<double>& places) const {
    const Theme& theme = Theme::current();
    const QRectF& plot = m_frame.plot;
    constexpr double kSide = 10;
    double taken = plot.left() - kSide;
    for (const double place : places) {
        const double x = std::clamp(m_frame.xOf(place), plot.left() + kSide / 2, plot.right() - kSide / 2);
        if (x < taken + kSide) {
            continue;
        }
        taken = x;
        QPainterPath sign;
        sign.moveTo(x, plot.bottom() - kSide - 1);
        sign.lineTo(x + kSide / 2, plot.bottom() - 1);
        sign.lineTo(x - kSide / 2, plot.bottom() - 1);
        sign.closeSubpath();
        painter.fillPath(sign, theme.color(Token::Warning));
        if (place == places.front()) {
            const QString words = QCoreApplication::translate("CurvePainter", "not a finite number");
            painter.setFont(wordFont());
            painter.setPen(theme.color(Token::Warning));
            const double wide = std::ceil(QFontMetricsF(wordFont()).horizontalAdvance(words)) + 1;
            const double left = x + kSide + wide <= plot.right() ? x + kSide : x - kSide - wide;
            painter.drawText(QRectF(left, plot.bottom() - 1 - Fonts::lineHeight(wordFont()), wide, Fonts::lineHeight(wordFont())),
                             Qt::AlignLeft | Qt::AlignVCenter, words);
        }
    }
}

void CurvePainter::readout(QPainter& painter, double place, const QStringList& lines) const {
    const Theme& theme = Theme::current();
    const QRectF& plot = m_frame.plot;
    const double x = crisp(m_frame.xOf(place));
    painter.setPen(QPen(theme.color(Token::Faint), 1));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    const QFontMetricsF metrics(numberFont());
    double wide = 0;
    for (const QString& line : lines) {
        wide = std::max(wide, std::ceil(metrics.horizontalAdvance(line)));
    }
    const double tall = Fonts::lineHeight(numberFont());
    const QSizeF size(wide + 2 * kInside, tall * static_cast<double>(lines.size()) + 2 * kInside);
    const double left = x + kBeside + size.width() <= plot.right() ? x + kBeside : std::max(0.0, x - kBeside - size.width());
    const QRectF card(QPointF(left, plot.top()), size);
    painter.setPen(QPen(theme.color(Token::Line), 1));
    painter.setBrush(theme.color(Token::Panel));
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), kCurveCorner, kCurveCorner);
    painter.setBrush(Qt::NoBrush);
    painter.setFont(numberFont());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter.setPen(theme.color(i == 0 ? Token::Mute : Token::Ink));
        painter.drawText(QRectF(card.left() + kInside, card.top() + kInside + tall * static_cast<double>(i), wide, tall),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, lines.at(i));
    }
}

void CurvePainter::rubberBand(QPainter& painter, const QRectF& band) const {
    const Theme& theme = Theme::current();
    painter.setPen(QPen(theme.color(Token::Accent), 1));
    painter.setBrush(theme.color(Token::Accent, 0.12));
    painter.drawRect(band);
    painter.setBrush(Qt::NoBrush);
}

}  // namespace glassnet::ui
