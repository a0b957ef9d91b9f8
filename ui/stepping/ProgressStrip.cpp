#include "ui/stepping/ProgressStrip.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/support/NumberText.h"
#include "ui/support/PillButton.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kSide = 16;
constexpr double kProgressGap = 12;
constexpr double kAbove = 6;
constexpr double kBar = 3;
constexpr double kWidestBar = 220;

QFont progressTitleFont() { return Fonts::text(FontSize::Caption, QFont::Medium); }
QFont countFont() { return Fonts::mono(FontSize::Caption); }

QString countText(const WorkProgress& progress) {
    const NumberText numbers;
    return ProgressStrip::tr("%1 of %2").arg(numbers.whole(progress.done), numbers.whole(progress.total));
}

}  // namespace

ProgressStrip::ProgressStrip(QWidget* parent) : QWidget(parent), m_cancel(new PillButton(tr("Cancel"), PillButton::Kind::Link, this)) {
    m_cancel->setToolTip(tr("Stop here (Escape)"));
    connect(m_cancel, &PillButton::clicked, this, &ProgressStrip::cancelRequested);
    parent->installEventFilter(this);
    hide();
}

void ProgressStrip::setProgress(const std::optional<WorkProgress>& progress) {
    if (progress == m_progress) {
        return;
    }
    const bool wasThere = m_progress.has_value();
    m_progress = progress;
    if (progress.has_value()) {
        place();
    }
    if (wasThere != progress.has_value()) {
        // The key is taken before it is anybody's shortcut, and only while there is something to cancel.
        if (progress.has_value()) {
            qApp->installEventFilter(this);
            raise();
        } else {
            qApp->removeEventFilter(this);
        }
        setVisible(progress.has_value());
    }
    if (progress.has_value()) {
        setAccessibleName(progress->title);
        setAccessibleDescription(countText(*progress));
    }
    update();
}

double ProgressStrip::part() const {
    const bool isKnown = m_progress.has_value() && m_progress->total > 0;
    return isKnown ? std::clamp(static_cast<double>(m_progress->done) / static_cast<double>(m_progress->total), 0.0, 1.0) : 0.0;
}

QSize ProgressStrip::sizeHint() const {
    const double text = std::ceil(QFontMetricsF(Fonts::text(FontSize::Body)).height());
    return {static_cast<int>(Fonts::scaled(320)), static_cast<int>(text + 2 * Fonts::scaled(kAbove))};
}

void ProgressStrip::place() {
    setGeometry(0, 0, parentWidget()->width(), sizeHint().height());
    if (m_progress.has_value()) {
        m_cancel->setGeometry(places().cancel);
    }
}

bool ProgressStrip::takesKeyOf(const QObject* watched) const {
    const auto* widget = qobject_cast<const QWidget*>(watched);
    return widget != nullptr && widget->window() == window();
}

bool ProgressStrip::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize) {
        place();
    }
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (isKey && m_progress.has_value() && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && takesKeyOf(watched)) {
        event->accept();
        if (event->type() == QEvent::KeyPress) {
            emit cancelRequested();
        }
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

ProgressStrip::Places ProgressStrip::places() const {
    const double gap = Fonts::scaled(kProgressGap);
    const double cancelWidth = m_cancel->sizeHint().width();
    // As wide as at the end, so that nothing moves on the way.
    const WorkProgress end{{}, m_progress->total, m_progress->total};
    const double countWidth = end.total > 0 ? std::ceil(QFontMetricsF(countFont()).horizontalAdvance(countText(end))) + 1 : 0;
    const double titled = std::ceil(QFontMetricsF(progressTitleFont()).horizontalAdvance(m_progress->title)) + 1;
    const double room = width() - 2 * Fonts::scaled(kSide) - 3 * gap - countWidth - cancelWidth;
    const double barWidth = std::clamp(room - titled, Fonts::scaled(60), Fonts::scaled(kWidestBar));
    Places places;
    places.title = QRectF(Fonts::scaled(kSide), 0, std::max(0.0, std::min(titled, room - barWidth)), height());
    places.bar = QRectF(places.title.right() + gap, std::round(height() / 2.0 - Fonts::scaled(kBar) / 2), barWidth, Fonts::scaled(kBar));
    places.count = QRectF(places.bar.right() + gap, 0, countWidth, height());
    places.cancel = QRect(static_cast<int>(places.count.right() + gap), 1, static_cast<int>(cancelWidth), height() - 2);
    return places;
}

void ProgressStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void ProgressStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        place();
    }
    QWidget::changeEvent(event);
}

void ProgressStrip::paintEvent(QPaintEvent*) {
    if (!m_progress.has_value()) {
        return;
    }
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.color(Token::Panel));
    painter.fillRect(QRect(0, 0, width(), 1), theme.color(Token::Line));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(Token::Line));
    const Places places = this->places();
    painter.setPen(theme.color(Token::Ink));
    painter.setFont(progressTitleFont());
    painter.drawText(places.title, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(progressTitleFont()).elidedText(m_progress->title, Qt::ElideRight, places.title.width()));
    painter.setPen(theme.color(Token::Mute));
    painter.setFont(countFont());
    painter.drawText(places.count, Qt::AlignLeft | Qt::AlignVCenter, m_progress->total > 0 ? countText(*m_progress) : QString());
    const QRectF bar = places.bar;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Line));
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    if (part() > 0) {
        painter.setBrush(theme.color(Token::Accent));
        painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(bar.height(), bar.width() * part()), bar.height())), bar.height() / 2,
                                bar.height() / 2);
    }
}

}  // namespace glassnet::ui
