#include "ui/stepping/TransportBar.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/support/RoundButton.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kMargin = 12;
constexpr double kTextGap = 10;
constexpr double kWidestText = 190;  // a longer layer name is shortened, with the full one as tool tip

QFont stepFont() { return Fonts::text(FontSize::Body, QFont::DemiBold); }
QFont placeFont() { return Fonts::text(FontSize::Caption); }

QString stepText(std::size_t position, std::size_t count) { return TransportBar::tr("Step %1 of %2").arg(position).arg(count); }

}  // namespace

TransportBar::TransportBar(QWidget* parent)
    : QWidget(parent),
      m_toStart(new RoundButton(QStringLiteral("to-start"), tr("Back to the start of this pass"), RoundButton::Kind::Small, this)),
      m_back(new RoundButton(QStringLiteral("step-back"), tr("One step back"), RoundButton::Kind::Small, this)),
      m_forward(new RoundButton(QStringLiteral("step-forward"), tr("One step forward"), RoundButton::Kind::Primary, this)),
      m_play(new RoundButton(QStringLiteral("play"), tr("Play the steps one after the other"), RoundButton::Kind::Small, this)),
      m_toEnd(new RoundButton(QStringLiteral("to-end"), tr("To the end of this pass"), RoundButton::Kind::Small, this)) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setAccessibleName(tr("Move through the steps"));
    m_timer.setInterval(kPlayMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &TransportBar::playOn);
    // Whoever takes the wheel stops the automatic driver.
    const auto byHand = [this](RoundButton* button, auto signal) {
        connect(button, &RoundButton::clicked, this, [this, signal] {
            setPlaying(false);
            emit(this->*signal)();
        });
    };
    byHand(m_toStart, &TransportBar::toStartRequested);
    byHand(m_back, &TransportBar::backRequested);
    byHand(m_forward, &TransportBar::forwardRequested);
    byHand(m_toEnd, &TransportBar::toEndRequested);
    connect(m_play, &RoundButton::clicked, this, [this] { setPlaying(!isPlaying()); });
    setSnapshot(nullptr);
}

void TransportBar::setSnapshot(SnapshotPtr snapshot) {
    const bool isOther = !m_snapshot || !snapshot || m_snapshot->program != snapshot->program || m_snapshot->network != snapshot->network;
    m_snapshot = std::move(snapshot);
    if (isOther) {
        readTexts();
    }
    const std::size_t count = m_snapshot ? m_snapshot->program->size() : 0;
    const std::size_t at = m_snapshot ? m_snapshot->position : 0;
    m_step = count == 0 ? QString() : stepText(at, count);
    m_place = placeText(at);
    setAccessibleDescription(m_step + QStringLiteral(", ") + m_place);
    m_toStart->setEnabled(at > 0);
    // Beyond the ends lie the steps before and after.
    m_back->setEnabled(at > 0 || (m_snapshot && m_snapshot->step > 0));
    m_forward->setEnabled(count > 0);
    m_toEnd->setEnabled(at < count);
    m_play->setEnabled(count > 0);
    if (at >= count) {
        setPlaying(false);
    }
    update();
}

void TransportBar::setPlaying(bool playing) {
    if (playing == isPlaying() || (playing && !m_snapshot)) {
        return;
    }
    if (playing) {
        m_played.reset();
        m_timer.start();
    } else {
        m_timer.stop();
    }
    m_play->setIconName(playing ? QStringLiteral("pause") : QStringLiteral("play"));
    const QString name = playing ? tr("Pause") : tr("Play the steps one after the other");
    m_play->setToolTip(name);
    m_play->setAccessibleName(name);
    emit playToggled(playing);
    if (playing && m_snapshot->position >= m_snapshot->program->size()) {
        emit toStartRequested();
    } else if (playing) {
        playOn();
    }
}

/// One entry at a time: where the worker is still at the last one, this beat is left out.
void TransportBar::playOn() {
    const auto place = std::pair(m_snapshot->step, m_snapshot->position);
    if (m_played != place) {
        m_played = place;
        emit forwardRequested();
    }
}

QString TransportBar::placeText(std::size_t position) const {
    if (!m_snapshot) {
        return {};
    }
    if (position == 0) {
        return m_snapshot->step == 0 ? tr("ready") : tr("training step %1").arg(QLocale().toString(qlonglong{m_snapshot->step + 1}));
    }
    const Entry& entry = m_snapshot->program->entries().at(position - 1);
    // The layer of what was made: the gradient by h belongs to the layer of h, although the layer behind it sends it.
    const LayerSpec* layer = m_snapshot->network->find(m_snapshot->program->tensor(entry.outputs[0]).layer);
    const QString name = layer == nullptr ? QString() : QString::fromStdString(layer->name);
    switch (entry.phase) {
        case Phase::Forward:
            return tr("forward · %1").arg(name);
        case Phase::Backward:
            return tr("backward · %1").arg(name);
        case Phase::Update:
            return tr("update · %1").arg(name);
    }
    return {};
}

void TransportBar::readTexts() {
    m_textWidth = 0;
    if (m_snapshot) {
        const std::size_t count = m_snapshot->program->size();
        m_textWidth = QFontMetricsF(stepFont()).horizontalAdvance(stepText(count, count));
        for (std::size_t i = 0; i <= count; ++i) {
            m_textWidth = std::max(m_textWidth, QFontMetricsF(placeFont()).horizontalAdvance(placeText(i)));
        }
        m_textWidth = std::ceil(std::min(m_textWidth, Fonts::scaled(kWidestText)));
    }
    updateGeometry();
    place();
}

void TransportBar::place() {
    double left = Fonts::scaled(kMargin);
    for (RoundButton* button : {m_toStart, m_back, m_forward, m_play, m_toEnd}) {
        const QSize size = button->sizeHint();
        button->setGeometry(static_cast<int>(left), (height() - size.height()) / 2, size.width(), size.height());
        left += size.width() + 1;
    }
}

double TransportBar::textLeft() const { return m_toEnd->geometry().right() + 1 + Fonts::scaled(kTextGap); }

QSize TransportBar::sizeHint() const {
    double width = 2 * Fonts::scaled(kMargin) + Fonts::scaled(kTextGap) + m_textWidth;
    for (const RoundButton* button : {m_toStart, m_back, m_forward, m_play, m_toEnd}) {
        width += button->sizeHint().width() + 1;
    }
    return {static_cast<int>(std::ceil(width)), static_cast<int>(m_forward->sizeHint().height() + 2 * Fonts::scaled(4))};
}

void TransportBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void TransportBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        readTexts();
    }
    QWidget::changeEvent(event);
}

void TransportBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = Theme::current();
    const double upper = std::ceil(QFontMetricsF(stepFont()).height());
    const double lower = std::ceil(QFontMetricsF(placeFont()).height());
    const double top = std::round((height() - upper - lower - 2) / 2);
    const double width = m_textWidth + 1;
    painter.setPen(theme.color(Token::Ink));
    painter.setFont(stepFont());
    painter.drawText(QRectF(textLeft(), top, width, upper), Qt::AlignLeft | Qt::AlignVCenter, m_step);
    painter.setPen(theme.color(Token::Mute));
    painter.setFont(placeFont());
    const QString placed = QFontMetricsF(placeFont()).elidedText(m_place, Qt::ElideRight, width);
    painter.drawText(QRectF(textLeft(), top + upper + 2, width, lower), Qt::AlignLeft | Qt::AlignVCenter, placed);
}

}  // namespace glassnet::ui
