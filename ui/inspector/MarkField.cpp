#include "ui/inspector/MarkField.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/project/Project.h"
#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kDot = 14;
constexpr double kTall = 28;
constexpr double kRing = 2.5;

/// In the order of the theme's marks.
constexpr std::array kNames{
    QT_TRANSLATE_NOOP("MarkField", "none"), QT_TRANSLATE_NOOP("MarkField", "indigo"), QT_TRANSLATE_NOOP("MarkField", "cyan"),
    QT_TRANSLATE_NOOP("MarkField", "teal"), QT_TRANSLATE_NOOP("MarkField", "green"),  QT_TRANSLATE_NOOP("MarkField", "olive"),
    QT_TRANSLATE_NOOP("MarkField", "rose"), QT_TRANSLATE_NOOP("MarkField", "wine"),   QT_TRANSLATE_NOOP("MarkField", "purple")};
static_assert(kNames.size() == kLayerColors + 1 && kMarks == kLayerColors);

}  // namespace

MarkField::MarkField(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End});
    describe();
}

QString MarkField::nameOf(int mark) { return tr(kNames.at(static_cast<std::size_t>(mark))); }

QSize MarkField::sizeHint() const { return {static_cast<int>(Fonts::scaled(180)), static_cast<int>(Fonts::scaled(kTall))}; }

QRectF MarkField::dotRect(int mark) const {
    const double dot = Fonts::scaled(kDot);
    const double edge = kRing + 1;
    const double pitch = (std::min(static_cast<double>(width()), Fonts::scaled(220)) - 2 * edge - dot) / kLayerColors;
    return {edge + mark * pitch, (height() - dot) / 2, dot, dot};
}

int MarkField::markAt(const QPointF& position) const {
    const double reach = (dotRect(1).left() - dotRect(0).left()) / 2;
    for (int mark = 0; mark <= kLayerColors; ++mark) {
        if (std::abs(position.x() - dotRect(mark).center().x()) <= reach) {
            return mark;
        }
    }
    return -1;
}

void MarkField::setShown(int mark) {
    if (m_mark != mark) {
        m_mark = mark;
        describe();
        update();
    }
}

void MarkField::choose(int mark) {
    if (mark != m_mark) {
        setShown(mark);
        emit chosen(mark);
    }
}

void MarkField::describe() { setAccessibleDescription(m_mark < 0 ? tr("several values") : nameOf(m_mark)); }

void MarkField::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int mark = 0; mark <= kLayerColors; ++mark) {
        const QRectF dot = dotRect(mark);
        if (mark == 0) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(theme.color(Token::Faint), 1.2));
            painter.drawEllipse(dot.adjusted(0.6, 0.6, -0.6, -0.6));
            const double side = dot.width() / 2 / std::sqrt(2.0);
            painter.drawLine(dot.center() + QPointF(-side, side), dot.center() + QPointF(side, -side));
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(markToken(mark)));
            painter.drawEllipse(dot);
        }
        if (mark == m_mark) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(theme.color(hasFocus() ? Token::Accent : Token::Ink), 1.5));
            painter.drawEllipse(dot.adjusted(-kRing, -kRing, kRing, kRing));
        }
    }
    if (hasFocus() && m_mark < 0) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Accent), 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
}

void MarkField::mousePressEvent(QMouseEvent* event) {
    if (const int mark = markAt(event->position()); mark >= 0 && event->button() == Qt::LeftButton) {
        choose(mark);
    }
}

void MarkField::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
            choose(std::max(m_mark - 1, 0));
            break;
        case Qt::Key_Right:
            choose(std::min(m_mark + 1, kLayerColors));
            break;
        case Qt::Key_Home:
            choose(0);
            break;
        case Qt::Key_End:
            choose(kLayerColors);
            break;
        default:
            QWidget::keyPressEvent(event);
    }
}

void MarkField::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void MarkField::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

bool MarkField::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int mark = markAt(help->pos());
        mark >= 0 ? QToolTip::showText(help->globalPos(), nameOf(mark), this) : QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

}  // namespace glassnet::ui
