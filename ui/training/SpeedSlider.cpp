#include "ui/training/SpeedSlider.h"

#include <QMouseEvent>
#include <QPainter>
#include <array>
#include <cmath>
#include <limits>

#include "ui/support/NumberText.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr std::array kSpeeds{1.0, 2.0, 5.0, 10.0, 30.0, 100.0, 1000.0, std::numeric_limits<double>::infinity()};
constexpr double kGroove = 130;
constexpr double kHandle = 7;
constexpr double kSpeedGap = 12;

QFont wordsFont() { return Fonts::text(FontSize::Body); }

QString speedWords(double speed) {
    if (std::isinf(speed)) {
        return SpeedSlider::tr("as fast as possible");
    }
    return speed == 1.0 ? SpeedSlider::tr("1 step a second") : SpeedSlider::tr("%1 steps a second").arg(NumberText().whole(std::llround(speed)));
}

}  // namespace

SpeedSlider::SpeedSlider(QWidget* parent) : QAbstractSlider(parent) {
    setRange(0, static_cast<int>(kSpeeds.size()) - 1);
    setPageStep(1);
    setSliderPosition(maximum());
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Speed"));
    describe();
    connect(this, &QAbstractSlider::valueChanged, this, [this] {
        describe();
        update();
        emit speedChanged(speed());
    });
}

double SpeedSlider::speed() const { return kSpeeds.at(static_cast<std::size_t>(value())); }

QString SpeedSlider::words() const { return speedWords(speed()); }

void SpeedSlider::describe() {
    setAccessibleDescription(words());
    setToolTip(tr("How fast training may go: %1").arg(words()));
}

QSize SpeedSlider::sizeHint() const {
    const QFontMetricsF metrics(wordsFont());
    double widest = 0;
    for (const double speed : kSpeeds) {
        widest = std::max(widest, metrics.horizontalAdvance(speedWords(speed)));
    }
    const double width =
        metrics.horizontalAdvance(tr("Speed")) + kSpeedGap + Fonts::scaled(kGroove) + kSpeedGap + widest + 2 * Fonts::scaled(kHandle) + 4;
    return {static_cast<int>(std::ceil(width)), static_cast<int>(std::ceil(std::max(metrics.height(), 2 * Fonts::scaled(kHandle + 3))))};
}

QRectF SpeedSlider::groove() const {
    const double left = QFontMetricsF(wordsFont()).horizontalAdvance(tr("Speed")) + kSpeedGap + Fonts::scaled(kHandle);
    return {left, height() / 2.0 - 2, Fonts::scaled(kGroove), 4};
}

double SpeedSlider::placeOf(int position) const {
    const auto track = groove();
    return track.left() + track.width() * position / maximum();
}

void SpeedSlider::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& theme = Theme::current();
    const auto track = groove();
    painter.setFont(wordsFont());
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(QRectF(0, 0, track.left(), height()), Qt::AlignLeft | Qt::AlignVCenter, tr("Speed"));
    painter.drawText(QRectF(track.right() + Fonts::scaled(kHandle) + kSpeedGap, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter,
                     words());
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Line));
    painter.drawRoundedRect(track, 2, 2);
    const double place = placeOf(value());
    painter.setBrush(theme.color(Token::Accent));
    painter.drawRoundedRect(QRectF(track.topLeft(), QPointF(place, track.bottom())), 2, 2);
    const double radius = Fonts::scaled(kHandle);
    if (hasFocus()) {
        painter.setBrush(theme.color(Token::AccentSoft));
        painter.drawEllipse(QPointF(place, height() / 2.0), radius + 3, radius + 3);
    }
    painter.setBrush(theme.color(Token::Panel));
    painter.setPen(QPen(theme.color(Token::Accent), 2));
    painter.drawEllipse(QPointF(place, height() / 2.0), radius, radius);
}

void SpeedSlider::moveTo(double x) {
    const auto track = groove();
    setValue(static_cast<int>(std::lround((x - track.left()) / track.width() * maximum())));
}

void SpeedSlider::mousePressEvent(QMouseEvent* event) { moveTo(event->position().x()); }

void SpeedSlider::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons().testFlag(Qt::LeftButton)) {
        moveTo(event->position().x());
    }
}

void SpeedSlider::changeEvent(QEvent* event) {
    QAbstractSlider::changeEvent(event);
    updateGeometry();
    update();
}

void SpeedSlider::focusInEvent(QFocusEvent* event) {
    QAbstractSlider::focusInEvent(event);
    update();
}

void SpeedSlider::focusOutEvent(QFocusEvent* event) {
    QAbstractSlider::focusOutEvent(event);
    update();
}

}  // namespace glassnet::ui
