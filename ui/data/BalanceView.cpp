#include "ui/data/BalanceView.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/support/NumberText.h"
#include "ui/theme/ClassPalette.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kBarHigh = 4;
constexpr double kGap = 12;
constexpr double kMark = 4.5;
constexpr double kMarkWide = 18;
/// A bar's part for the test is seen through.
constexpr float kTestOpacity = 0.45F;

}  // namespace

BalanceView::BalanceView(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void BalanceView::setSummary(const DataSummary& summary) {
    m_lines.clear();
    m_classes = static_cast<int>(summary.classNames.size());
    m_most = 1;
    QStringList read;
    const std::size_t counted = std::min({summary.classNames.size(), summary.balance.training.size(), summary.balance.test.size()});
    for (std::size_t i = 0; i < counted; ++i) {
        const Line line{QString::fromStdString(summary.classNames[i]), summary.balance.training[i], summary.balance.test[i],
                        static_cast<int>(i)};
        if (i + 1 < kMostLines || counted <= kMostLines) {
            m_lines.push_back(line);
        } else if (i + 1 == kMostLines) {
            m_lines.push_back({tr("%1 others").arg(NumberText().whole(static_cast<qint64>(counted - i))), line.training, line.test, -1});
        } else {
            m_lines.back().training += line.training;
            m_lines.back().test += line.test;
        }
    }
    for (const Line& line : m_lines) {
        m_most = std::max(m_most, line.training + line.test);
        read << tr("%1: %2 for training, %3 for the test").arg(line.name, NumberText().whole(line.training), NumberText().whole(line.test));
    }
    setAccessibleName(tr("Samples of each class"));
    setAccessibleDescription(read.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

double BalanceView::lineHeight() const {
    const double words = QFontMetricsF(Fonts::text(FontSize::Body)).height();
    const double figures = QFontMetricsF(Fonts::mono(FontSize::Body)).height();
    return std::ceil(std::max(words, figures)) + kBarHigh + 8;
}

QSize BalanceView::sizeHint() const {
    const double head = std::ceil(QFontMetricsF(Fonts::text(FontSize::Caption)).height()) + 4;
    return {300, m_lines.empty() ? 0 : static_cast<int>(std::ceil(head + lineHeight() * static_cast<double>(m_lines.size())))};
}

void BalanceView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
}

void BalanceView::paintEvent(QPaintEvent*) {
    if (m_lines.empty()) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& theme = Theme::current();
    const QFont caption = Fonts::text(FontSize::Caption);
    const QFont words = Fonts::text(FontSize::Body);
    const QFont figures = Fonts::mono(FontSize::Body);
    const QFontMetricsF captionSize(caption);
    double column = std::max(captionSize.horizontalAdvance(tr("training")), captionSize.horizontalAdvance(tr("test")));
    for (const Line& line : m_lines) {
        for (const auto count : {line.training, line.test}) {
            column = std::max(column, QFontMetricsF(figures).horizontalAdvance(NumberText().whole(count)));
        }
    }
    column = std::ceil(column);
    const double testLeft = width() - column;
    const double trainingLeft = testLeft - kGap - column;
    const double head = std::ceil(captionSize.height()) + 4;
    painter.setFont(caption);
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(QRectF(trainingLeft, 0, column, head), Qt::AlignRight | Qt::AlignTop, tr("training"));
    painter.drawText(QRectF(testLeft, 0, column, head), Qt::AlignRight | Qt::AlignTop, tr("test"));
    const double textHigh = lineHeight() - kBarHigh - 8;
    double y = head;
    for (const Line& line : m_lines) {
        const QColor color = line.index < 0 ? theme.color(Token::Mute) : ClassPalette::color(line.index, m_classes, theme);
        if (line.index >= 0) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            painter.drawPath(ClassPalette::path(ClassPalette::shape(line.index), {kMark + 1, y + textHigh / 2}, kMark));
        }
        painter.setFont(words);
        painter.setPen(theme.color(Token::Ink));
        const double wide = trainingLeft - kGap - kMarkWide;
        painter.drawText(QRectF(kMarkWide, y, wide, textHigh), Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetricsF(words).elidedText(line.name, Qt::ElideMiddle, wide));
        painter.setFont(figures);
        painter.drawText(QRectF(trainingLeft, y, column, textHigh), Qt::AlignVCenter | Qt::AlignRight, NumberText().whole(line.training));
        painter.drawText(QRectF(testLeft, y, column, textHigh), Qt::AlignVCenter | Qt::AlignRight, NumberText().whole(line.test));
        const double bar = y + textHigh + 2;
        const double whole = width() - kMarkWide;
        const double training = whole * static_cast<double>(line.training) / static_cast<double>(m_most);
        const double test = whole * static_cast<double>(line.test) / static_cast<double>(m_most);
        painter.fillRect(QRectF(kMarkWide, bar, whole, kBarHigh), theme.color(Token::Window));
        painter.fillRect(QRectF(kMarkWide, bar, training, kBarHigh), color);
        QColor through = color;
        through.setAlphaF(kTestOpacity);
        painter.fillRect(QRectF(kMarkWide + training, bar, test, kBarHigh), through);
        y += lineHeight();
    }
}

}  // namespace glassnet::ui
