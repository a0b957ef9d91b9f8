#include "ui/canvas/ZoomControl.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QTimer>
#include <algorithm>
#include <cmath>

#include "ui/support/KeepKeys.h"
#include "ui/support/NumberParser.h"
#include "ui/support/NumberText.h"
#include "ui/support/RoundButton.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kZoomWide = 188;
constexpr double kPresets[] = {0.25, 0.5, 1, 2};

}  // namespace

ZoomControl::ZoomControl(QWidget* parent)
    : QWidget(parent),
      m_out(new RoundButton(QStringLiteral("minus"), tr("Smaller"), RoundButton::Kind::Bare, this)),
      m_number(new QLineEdit(this)),
      m_menu(new RoundButton(QStringLiteral("chevron-down"), tr("Choose a size"), RoundButton::Kind::Bare, this)),
      m_in(new RoundButton(QStringLiteral("plus"), tr("Larger"), RoundButton::Kind::Bare, this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 2, 4, 2);
    layout->setSpacing(0);
    layout->addWidget(m_out);
    // As wide as the menu's button, so that the number stands in the middle.
    layout->addSpacing(m_menu->sizeHint().width());
    layout->addWidget(m_number, 1);
    layout->addWidget(m_menu);
    layout->addWidget(m_in);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Size of the network"));
    // No field within a card until it is typed into.
    m_number->setStyleSheet(QStringLiteral("QLineEdit:!focus { background: transparent; border-color: transparent; }"));
    m_number->setAlignment(Qt::AlignCenter);
    m_number->setAccessibleName(tr("Size in percent"));
    m_number->setToolTip(tr("Type a size, such as 80."));
    m_number->installEventFilter(this);
    keepKeys(m_number, {Qt::Key_Escape, Qt::Key_Return, Qt::Key_Enter, Qt::Key_Up, Qt::Key_Down});
    for (auto* button : {m_out, m_in}) {
        button->setAutoRepeat(true);
    }
    connect(m_out, &RoundButton::clicked, this, &ZoomControl::zoomOutRequested);
    connect(m_in, &RoundButton::clicked, this, &ZoomControl::zoomInRequested);
    connect(m_menu, &RoundButton::clicked, this, &ZoomControl::showMenu);
    connect(m_number, &QLineEdit::editingFinished, this, &ZoomControl::commit);
    dress();
    setZoom(1);
}

QSize ZoomControl::sizeHint() const {
    return {static_cast<int>(Fonts::scaled(kZoomWide)), std::max(m_in->sizeHint().height(), m_number->sizeHint().height()) + 4};
}

void ZoomControl::setZoom(double zoom) {
    m_zoom = zoom;
    if (!m_number->isModified()) {
        showNumber();
    }
    // A hair's breadth: what is left after many steps up and down.
    m_out->setEnabled(zoom > m_smallest * 1.001);
    m_in->setEnabled(zoom < m_largest * 0.999);
}

void ZoomControl::setLimits(double smallest, double largest) {
    m_smallest = smallest;
    m_largest = largest;
    setZoom(m_zoom);
}

std::optional<double> ZoomControl::parse(const QString& text) const {
    QString plain = text;
    plain.remove(QLatin1Char('%')).remove(locale().percent());
    const auto percent = NumberParser(locale()).parse(plain);
    if (!percent || *percent <= 0) {
        return std::nullopt;
    }
    return std::clamp(*percent / 100, m_smallest, m_largest);
}

void ZoomControl::showNumber() {
    m_number->setText(tr("%1\u00A0%", "a percentage").arg(NumberText(4, locale()).whole(std::llround(m_zoom * 100))));
    m_number->setModified(false);
}

void ZoomControl::commit() {
    if (!m_number->isModified()) {
        return;
    }
    const auto zoom = parse(m_number->text());
    showNumber();
    if (zoom.has_value()) {
        emit zoomRequested(*zoom);
    }
}

void ZoomControl::showMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("The whole network")), &QAction::triggered, this, &ZoomControl::fitRequested);
    menu->addSeparator();
    for (const double preset : kPresets) {
        if (preset >= m_smallest && preset <= m_largest) {
            const auto text = tr("%1\u00A0%", "a percentage").arg(NumberText(4, locale()).whole(std::llround(preset * 100)));
            connect(menu->addAction(text), &QAction::triggered, this, [this, preset] { emit zoomRequested(preset); });
        }
    }
    // Above: the control stands at the lower edge of the canvas.
    menu->popup(mapToGlobal(QPoint(0, -4 - menu->sizeHint().height())));
}

bool ZoomControl::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_number) {
        return QWidget::eventFilter(watched, event);
    }
    if (event->type() == QEvent::FocusIn) {
        // After the click that brought the focus has placed the cursor.
        QTimer::singleShot(0, m_number, &QLineEdit::selectAll);
    } else if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
            case Qt::Key_Escape:
                showNumber();
                m_number->clearFocus();
                return true;
            case Qt::Key_Up:
                emit zoomInRequested();
                return true;
            case Qt::Key_Down:
                emit zoomOutRequested();
                return true;
            default:
                break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ZoomControl::dress() { m_number->setFont(Fonts::mono(FontSize::Body)); }

void ZoomControl::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        dress();
        updateGeometry();
    }
}

void ZoomControl::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Line), 1));
    painter.setBrush(theme.color(Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

}  // namespace glassnet::ui
