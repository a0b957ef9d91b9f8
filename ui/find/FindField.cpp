#include "ui/find/FindField.h"

#include <QAccessible>
#include <QApplication>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/find/FindList.h"
#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kWide = 210;
constexpr double kPadding = 26;  // the style's, both sides, with the border and room for the cursor
constexpr double kTall = 34;
constexpr int kBelow = 4;   // between the field and its list
constexpr int kAround = 8;  // between the list and the window's edges
constexpr double kShortcutSide = 10;

QFont shortcutFont() { return Fonts::mono(FontSize::Caption); }

}  // namespace

FindField::FindField(QWidget* parent) : QLineEdit(parent), m_list(new FindList(this)) {
    m_list->hide();
    setPlaceholderText(tr("Find an action…"));
    setAccessibleName(tr("Find an action, a layer or a unit"));
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    keepKeys(this, {Qt::Key_Up, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Return, Qt::Key_Enter, Qt::Key_Escape});
    connect(this, &QLineEdit::textEdited, this, &FindField::refresh);
    connect(m_list, &QObject::destroyed, this, [this] { m_list = nullptr; });
    connect(m_list, &FindList::clicked, this, &FindField::take);
    connect(m_list, &FindList::currentChanged, this, &FindField::describe);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget* before, QWidget* now) {
        if (now == this && before != nullptr && before != this) {
            m_before = before;
        }
    });
    dress();
}

// The list belongs to the window, once it was shown.
FindField::~FindField() { delete m_list; }

void FindField::setSource(Source source) { m_source = std::move(source); }

void FindField::setShortcut(const QKeySequence& shortcut) {
    m_shortcut = shortcut.toString(QKeySequence::NativeText);
    dress();
}

QSize FindField::sizeHint() const {
    const QSize least = minimumSizeHint();
    return {std::max(least.width(), static_cast<int>(Fonts::scaled(kWide))), least.height()};
}

QSize FindField::minimumSizeHint() const {
    const double words = QFontMetricsF(Fonts::text(FontSize::Body)).horizontalAdvance(placeholderText());
    return {static_cast<int>(std::ceil(words + textMargins().right() + kPadding)), static_cast<int>(Fonts::scaled(kTall))};
}

bool FindField::isOpen() const { return m_list != nullptr && m_list->isVisible(); }

void FindField::start() {
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
    refresh();
}

void FindField::refresh() {
    if (!m_source || m_list == nullptr) {
        return;
    }
    if (m_list->parentWidget() != window()) {
        m_list->setParent(window());
    }
    m_list->setRows(m_source(text()), text());
    if (!isOpen()) {
        qApp->installEventFilter(this);
        m_list->show();
        m_list->raise();
    }
    place();
    describe();
}

void FindField::place() {
    const QPoint corner = mapTo(window(), QPoint(0, height() + kBelow));
    const QSize hint = m_list->sizeHint();
    const int wide = std::min(std::max(width(), hint.width()), window()->width() - 2 * kAround);
    const int tall = std::min(hint.height(), window()->height() - corner.y() - kAround);
    const int wanted = layoutDirection() == Qt::RightToLeft ? corner.x() : corner.x() + width() - wide;
    m_list->setGeometry(std::clamp(wanted, kAround, std::max(kAround, window()->width() - kAround - wide)), corner.y(), wide, tall);
}

void FindField::hideList() {
    qApp->removeEventFilter(this);
    if (m_list != nullptr) {
        m_list->hide();
    }
    describe();
}

void FindField::leave() {
    const QPointer<QWidget> before = std::exchange(m_before, nullptr);
    hideList();
    clear();
    if (before != nullptr && before->isVisible() && before->isEnabled()) {
        before->setFocus(Qt::OtherFocusReason);
    } else {
        clearFocus();
    }
}

void FindField::take(int index) {
    // A copy: what is done about it may change the rows.
    const FindRow row = m_list->rows().at(static_cast<std::size_t>(index));
    leave();
    emit chosen(row);
}

void FindField::describe() {
    QString said;
    if (isOpen() && m_list->current() >= 0) {
        const FindRow& row = m_list->rows().at(static_cast<std::size_t>(m_list->current()));
        const QString name =
            row.detail.isEmpty() ? row.title : tr("%1, %2", "what was found, and its shortcut or kind").arg(row.title, row.detail);
        said = tr("%1, %2 of %3").arg(name).arg(m_list->current() + 1).arg(m_list->rows().size());
    } else if (isOpen()) {
        said = tr("Nothing was found.");
    } else {
        said = m_shortcut;
    }
    setAccessibleDescription(said);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void FindField::keyPressEvent(QKeyEvent* event) {
    const int current = isOpen() ? m_list->current() : 0;
    switch (event->key()) {
        case Qt::Key_Escape:
            leave();
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!isOpen()) {
                refresh();
            } else if (current >= 0) {
                take(current);
            }
            return;
        case Qt::Key_Up:
            m_list->setCurrent(current - 1);
            return;
        case Qt::Key_Down:
            if (isOpen()) {
                m_list->setCurrent(current + 1);
            } else {
                refresh();
            }
            return;
        case Qt::Key_PageUp:
            m_list->setCurrent(current - m_list->pageRows());
            return;
        case Qt::Key_PageDown:
            m_list->setCurrent(current + m_list->pageRows());
            return;
        default:
            QLineEdit::keyPressEvent(event);
    }
}

void FindField::mousePressEvent(QMouseEvent* event) {
    QLineEdit::mousePressEvent(event);
    if (!isOpen()) {
        refresh();
    }
}

void FindField::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    if (event->reason() == Qt::ShortcutFocusReason) {
        refresh();
    }
}

void FindField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    // The field's own context menu keeps the list; another window closes it and keeps what was typed.
    if (event->reason() == Qt::PopupFocusReason) {
        return;
    }
    hideList();
    if (event->reason() != Qt::ActiveWindowFocusReason) {
        clear();
    }
}

bool FindField::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (isOpen() && widget != nullptr && widget != this && widget != m_list && !m_list->isAncestorOf(widget)) {
            hideList();
        }
    } else if (event->type() == QEvent::Resize && watched == window() && isOpen()) {
        place();
    }
    return QLineEdit::eventFilter(watched, event);
}

void FindField::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        dress();
    }
}

void FindField::dress() {
    setFont(Fonts::text(FontSize::Body));
    const double room = m_shortcut.isEmpty() ? 0 : QFontMetricsF(shortcutFont()).horizontalAdvance(m_shortcut) + kShortcutSide;
    setTextMargins(0, 0, static_cast<int>(std::ceil(room)), 0);
    if (!isOpen()) {
        describe();
    }
    updateGeometry();
}

void FindField::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (m_shortcut.isEmpty() || hasFocus() || !text().isEmpty()) {
        return;
    }
    QPainter painter(this);
    painter.setFont(shortcutFont());
    painter.setPen(Theme::current().color(Token::Mute));
    const auto align = QStyle::visualAlignment(layoutDirection(), Qt::AlignRight) | Qt::AlignVCenter;
    painter.drawText(QRectF(rect()).adjusted(kShortcutSide, 0, -kShortcutSide, 0), static_cast<int>(align), m_shortcut);
}

}  // namespace glassnet::ui
