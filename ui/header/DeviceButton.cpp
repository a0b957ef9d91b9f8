#include "ui/header/DeviceButton.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kSide = 12;
constexpr int kMark = 8;
constexpr int kGap = 8;
constexpr int kArrow = 8;
constexpr int kHeight = 34;
/// Longer names are shortened; the whole one is in the menu and the tooltip.
constexpr int kLongest = 190;
/// Bars narrower than this have room for the brief name only.
constexpr int kRoomy = 1200;

}  // namespace

DeviceButton::DeviceButton(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    if (parent != nullptr) {
        parent->installEventFilter(this);
    }
}

bool DeviceButton::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize) {
        const bool isNarrow = parentWidget()->width() < kRoomy;
        if (isNarrow != m_isNarrow) {
            m_isNarrow = isNarrow;
            updateGeometry();
        }
    }
    return QAbstractButton::eventFilter(watched, event);
}

void DeviceButton::setDevice(const QString& name, const QString& brief, const QString& reason) {
    setText(name);
    m_brief = brief;
    setToolTip(reason.isEmpty() ? name : name + QLatin1Char('\n') + reason);
    setAccessibleName(tr("Device: %1").arg(name));
    setAccessibleDescription(reason);
    updateGeometry();
    update();
}

void DeviceButton::setTroubled(bool troubled) {
    m_troubled = troubled;
    update();
}

int DeviceButton::widthOf(const QString& text) const {
    return QFontMetrics(Fonts::text(FontSize::Body)).horizontalAdvance(text) + 2 * kSide + kMark + 2 * kGap + kArrow;
}

QSize DeviceButton::sizeHint() const { return {std::min(widthOf(text()), kLongest), kHeight}; }

QSize DeviceButton::minimumSizeHint() const { return m_isNarrow ? QSize(std::min(widthOf(m_brief), kLongest), kHeight) : sizeHint(); }

void DeviceButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& theme = Theme::current();
    painter.setPen(QPen(theme.color(hasFocus() ? Token::Accent : Token::Line), 1));
    painter.setBrush(theme.color(underMouse() || isDown() ? Token::AccentSoft : Token::Window));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(m_troubled ? Token::Warning : Token::Accent));
    painter.drawEllipse(QRectF(kSide, (height() - kMark) / 2.0, kMark, kMark));
    painter.setFont(Fonts::text(FontSize::Body));
    painter.setPen(theme.color(Token::Ink));
    const int left = kSide + kMark + kGap;
    const QRect room(left, 0, width() - left - kGap - kArrow - kSide, height());
    const auto shown = painter.fontMetrics().horizontalAdvance(text()) <= room.width() ? text() : m_brief;
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(shown, Qt::ElideRight, room.width()));
    QPainterPath arrow;
    const QPointF tip(width() - kSide - kArrow / 2.0, height() / 2.0 + 2);
    arrow.moveTo(tip + QPointF(-kArrow / 2.0, -kArrow / 2.0));
    arrow.lineTo(tip);
    arrow.lineTo(tip + QPointF(kArrow / 2.0, -kArrow / 2.0));
    painter.setPen(QPen(theme.color(Token::Mute), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(arrow);
}

}  // namespace glassnet::ui
