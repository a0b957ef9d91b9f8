#include "ui/inspector/CheckList.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kGap = 4;
constexpr double kPadding = 10;

double relativeDifference(const GradientCheckItem& item) {
    const double scale = std::max({std::abs(item.analytic), std::abs(item.numeric), 1e-30});
    return std::abs(item.analytic - item.numeric) / scale;
}

}  // namespace

CheckList::CheckList(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void CheckList::show(const InspectorContext& context) {
    auto items = context.snapshot->gradientCheck;
    const auto agreeing = std::count_if(items.begin(), items.end(), [](const GradientCheckItem& item) { return item.agrees; });
    if (items.size() > kMostRows) {
        std::stable_sort(items.begin(), items.end(),
                         [](const auto& a, const auto& b) { return relativeDifference(a) > relativeDifference(b); });
        items.resize(kMostRows);
    }
    // Two digits more than elsewhere: the difference between the two is what one looks for.
    const NumberText numbers(std::min(context.numbers.decimals() + 2, NumberText::kMost), context.numbers.locale());
    const auto names = context.names();
    m_rows.clear();
    for (const auto& item : items) {
        m_rows.push_back({names.element(item.parameter, item.element), numbers.of(item.analytic), numbers.of(item.numeric), item.agrees});
    }
    const auto all = static_cast<int>(context.snapshot->gradientCheck.size());
    m_summary = all > static_cast<int>(m_rows.size()) ? tr("%1 of %2 agree; these differ most.").arg(agreeing).arg(all)
                                                      : tr("(L(w + ε) − L(w − ε)) / 2ε, in double precision");
    QStringList read;
    for (const auto& row : m_rows) {
        read.append(
            tr("%1: gradient %2, by a nudge %3, %4").arg(row.name, row.analytic, row.numeric, row.agrees ? tr("agrees") : tr("differs")));
    }
    setAccessibleName(tr("Checked against a nudge"));
    setAccessibleDescription(read.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

double CheckList::rowHeight() const { return std::ceil(QFontMetricsF(Fonts::mono(FontSize::Caption)).height()) + 12; }

double CheckList::headHeight() const {
    return std::ceil(QFontMetricsF(Fonts::text(FontSize::Body, QFont::DemiBold)).height()) +
           std::ceil(QFontMetricsF(Fonts::text(FontSize::Caption)).height()) + 12;
}

QSize CheckList::sizeHint() const {
    return {300, static_cast<int>(std::ceil(headHeight() + static_cast<double>(m_rows.size()) * (rowHeight() + kGap)))};
}

QSize CheckList::minimumSizeHint() const { return {240, sizeHint().height()}; }

void CheckList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& theme = Theme::current();
    const auto heading = Fonts::text(FontSize::Body, QFont::DemiBold);
    painter.setFont(heading);
    painter.setPen(theme.color(Token::Ink));
    const double headingTall = std::ceil(QFontMetricsF(heading).height());
    painter.drawText(QRectF(0, 0, width(), headingTall), Qt::AlignVCenter | Qt::AlignLeft, tr("Checked against a nudge"));
    painter.setFont(Fonts::text(FontSize::Caption));
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(QRectF(0, headingTall + 2, width(), headHeight() - headingTall - 10), Qt::AlignVCenter | Qt::AlignLeft, m_summary);
    double y = headHeight();
    const auto verdictFont = Fonts::text(FontSize::Caption, QFont::DemiBold);
    const QFontMetricsF verdictMetrics(verdictFont);
    const double verdictWide = std::max(verdictMetrics.horizontalAdvance(tr("agrees")), verdictMetrics.horizontalAdvance(tr("differs")));
    for (const auto& row : m_rows) {
        const QRectF place(0, y, width(), rowHeight());
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Window));
        painter.drawRoundedRect(place, 5, 5);
        const auto inner = place.adjusted(kPadding, 0, -kPadding, 0);
        painter.setFont(Fonts::mono(FontSize::Caption));
        painter.setPen(theme.color(Token::Ink));
        painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, row.name);
        const double numbersRight = inner.right() - verdictWide - 12;
        const double column = (numbersRight - inner.left()) / 3;
        painter.drawText(QRectF(inner.left() + column - 8, y, column, rowHeight()), Qt::AlignVCenter | Qt::AlignRight, row.analytic);
        painter.setPen(theme.color(Token::Mute));
        painter.drawText(QRectF(numbersRight - column, y, column, rowHeight()), Qt::AlignVCenter | Qt::AlignRight, row.numeric);
        painter.setFont(verdictFont);
        painter.setPen(theme.color(row.agrees ? Token::Accent : Token::Warning));
        painter.drawText(inner, Qt::AlignVCenter | Qt::AlignRight, row.agrees ? tr("agrees") : tr("differs"));
        y += rowHeight() + kGap;
    }
}

}  // namespace glassnet::ui
