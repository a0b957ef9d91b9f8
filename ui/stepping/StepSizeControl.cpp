#include "ui/stepping/StepSizeControl.h"

#include <QAccessible>
#include <QActionGroup>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/stepping/StepSizeText.h"
#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kStepSizeSide = 8;   // left and right of a word
constexpr double kStepSizeAbove = 3;  // above and below it
constexpr double kRing = 2;   // room for the focus ring
constexpr int kNotch = 120;

QFont chosenFont() { return Fonts::text(FontSize::Caption, QFont::DemiBold); }
QFont otherFont() { return Fonts::text(FontSize::Caption); }

double widestWord() {
    double widest = 0;
    for (std::size_t i = 0; i < kStepSizes; ++i) {
        widest = std::max(widest, LaidText::width(chosenFont(), stepSizeText(static_cast<StepSize>(i)).name));
    }
    return std::ceil(widest + 2 * Fonts::scaled(kStepSizeSide));
}

}  // namespace

StepSizeControl::StepSizeControl(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Step size"));
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_Return, Qt::Key_Enter,
                    Qt::Key_Space});
    describe();
}

void StepSizeControl::setStepSize(StepSize size) {
    if (size != m_size) {
        m_size = size;
        describe();
        update();
    }
}

void StepSizeControl::describe() {
    const StepSizeText text = stepSizeText(m_size);
    setAccessibleDescription(
        tr("%1, %2 of %3. %4").arg(text.name).arg(static_cast<int>(m_size) + 1).arg(static_cast<int>(kStepSizes)).arg(text.help));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void StepSizeControl::choose(int size) {
    const auto wanted = static_cast<StepSize>(std::clamp(size, 0, static_cast<int>(kStepSizes) - 1));
    if (wanted != m_size) {
        setStepSize(wanted);
        emit stepSizeChosen(wanted);
    }
}

std::optional<QRectF> StepSizeControl::wordRect(StepSize size) const {
    const int place = static_cast<int>(size) - static_cast<int>(m_size);
    if (std::abs(place) > 1) {
        return std::nullopt;
    }
    const double third = (width() - 2 * kRing) / 3.0;
    const double left = kRing + std::round((layoutDirection() == Qt::RightToLeft ? 1 - place : 1 + place) * third);
    return QRectF(left, kRing, std::round(third), height() - 2 * kRing);
}

std::optional<StepSize> StepSizeControl::sizeAt(QPointF position) const {
    for (std::size_t i = 0; i < kStepSizes; ++i) {
        const auto rect = wordRect(static_cast<StepSize>(i));
        if (rect.has_value() && rect->contains(position)) {
            return static_cast<StepSize>(i);
        }
    }
    return std::nullopt;
}

QSize StepSizeControl::sizeHint() const {
    const double text = std::ceil(LaidText::height(chosenFont()));
    return {static_cast<int>(3 * widestWord() + 2 * kRing), static_cast<int>(text + 2 * Fonts::scaled(kStepSizeAbove) + 2 * kRing)};
}

QMenu* StepSizeControl::makeMenu() {
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    auto* group = new QActionGroup(menu);
    for (std::size_t i = 0; i < kStepSizes; ++i) {
        const auto size = static_cast<StepSize>(i);
        const StepSizeText text = stepSizeText(size);
        auto* action = menu->addAction(text.name + QLatin1Char('\t') + text.help);
        action->setToolTip(text.help);
        action->setCheckable(true);
        action->setChecked(size == m_size);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] { choose(static_cast<int>(i)); });
    }
    menu->setActiveAction(menu->actions().at(static_cast<int>(m_size)));
    return menu;
}

void StepSizeControl::openMenu() {
    auto* menu = makeMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(mapToGlobal(QPoint(0, -menu->sizeHint().height() - 4)));
}

bool StepSizeControl::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto size = sizeAt(help->pos());
        if (size.has_value()) {
            const StepSizeText text = stepSizeText(*size);
            QToolTip::showText(help->globalPos(), tr("%1: %2").arg(text.name, text.help), this, wordRect(*size)->toAlignedRect());
        } else {
            QToolTip::hideText();
            event->ignore();
        }
        return true;
    }
    if (event->type() == QEvent::FocusIn) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        m_keyboardFocus = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
        update();
    } else if (event->type() == QEvent::FocusOut) {
        update();
    } else if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    return QWidget::event(event);
}

void StepSizeControl::mousePressEvent(QMouseEvent* event) {
    const auto size = sizeAt(event->position());
    if (event->button() != Qt::LeftButton || !size.has_value()) {
        return;
    }
    m_keyboardFocus = false;
    if (*size == m_size) {
        openMenu();
    } else {
        choose(static_cast<int>(*size));
    }
}

void StepSizeControl::mouseMoveEvent(QMouseEvent* event) {
    if (const auto size = sizeAt(event->position()); size != m_hovered) {
        m_hovered = size;
        setCursor(size.has_value() ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
}

void StepSizeControl::leaveEvent(QEvent* event) {
    m_hovered.reset();
    update();
    QWidget::leaveEvent(event);
}

void StepSizeControl::wheelEvent(QWheelEvent* event) {
    // Away from the hand is a larger step.
    m_turned += event->angleDelta().y();
    const int notches = m_turned / kNotch;
    m_turned -= notches * kNotch;
    choose(static_cast<int>(m_size) + notches);
    event->accept();
}

void StepSizeControl::keyPressEvent(QKeyEvent* event) {
    const int here = static_cast<int>(m_size);
    const int onward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    m_keyboardFocus = true;
    switch (event->key()) {
        case Qt::Key_Left:
            choose(here - onward);
            break;
        case Qt::Key_Right:
            choose(here + onward);
            break;
        case Qt::Key_Up:
            choose(here + 1);
            break;
        case Qt::Key_Down:
            choose(here - 1);
            break;
        case Qt::Key_Home:
            choose(0);
            break;
        case Qt::Key_End:
            choose(static_cast<int>(kStepSizes) - 1);
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            openMenu();
            break;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    update();
}

void StepSizeControl::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track = QRectF(rect()).adjusted(kRing, kRing, -kRing, -kRing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Window));
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);
    const QRectF pill = *wordRect(m_size);
    const bool isEnabledNow = isEnabled();
    painter.setBrush(theme.color(isEnabledNow ? Token::AccentSoft : Token::Line));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    if (hasFocus() && m_keyboardFocus) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Accent), 1.5));
        const QRectF ring = track.adjusted(-1, -1, 1, 1);
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2);
    }
    for (std::size_t i = 0; i < kStepSizes; ++i) {
        const auto size = static_cast<StepSize>(i);
        const auto word = wordRect(size);
        if (!word.has_value()) {
            continue;
        }
        const bool isChosen = size == m_size;
        const Token token = !isEnabledNow ? Token::Faint : isChosen ? Token::Accent : size == m_hovered ? Token::Ink : Token::Mute;
        painter.setPen(theme.color(token));
        LaidText::draw(painter, isChosen ? chosenFont() : otherFont(), *word, Qt::AlignCenter, stepSizeText(size).name);
    }
}

}  // namespace glassnet::ui
