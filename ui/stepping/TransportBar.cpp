#include "ui/stepping/TransportBar.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/stepping/StepPlaceText.h"
#include "ui/stepping/StepSizeControl.h"
#include "ui/stepping/StepSizeText.h"
#include "ui/support/RoundButton.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kTransportMargin = 12;
constexpr double kTextGap = 12;
constexpr double kRowGap = 4;        // between the buttons and the step size
constexpr double kWidestText = 190;  // a longer text is shortened, with the full one as tool tip

QFont stepFont() { return Fonts::text(FontSize::Body, QFont::DemiBold); }
QFont placeFont() { return Fonts::text(FontSize::Caption); }
const QFont& fontOfLine(std::size_t line, const QFont& step, const QFont& place) { return line == 0 ? step : place; }

}  // namespace

TransportBar::TransportBar(QWidget* parent)
    : QWidget(parent),
      m_toStart(new RoundButton(QStringLiteral("to-start"), tr("Back to the start of this training step"), RoundButton::Kind::Small, this)),
      m_back(new RoundButton(QStringLiteral("step-back"), QString(), RoundButton::Kind::Small, this)),
      m_forward(new RoundButton(QStringLiteral("step-forward"), QString(), RoundButton::Kind::Primary, this)),
      m_play(new RoundButton(QStringLiteral("play"), tr("Play the steps one after the other"), RoundButton::Kind::Small, this)),
      m_toEnd(new RoundButton(QStringLiteral("to-end"), tr("To the end of this training step"), RoundButton::Kind::Small, this)),
      m_sizes(new StepSizeControl(this)) {
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
    connect(m_sizes, &StepSizeControl::stepSizeChosen, this, [this](StepSize size) {
        setStepSize(size);
        emit stepSizeChosen(size);
    });
    nameButtons();
    setSnapshot(nullptr);
}

StepSize TransportBar::stepSize() const { return m_sizes->stepSize(); }

void TransportBar::setStepSize(StepSize size) {
    m_sizes->setStepSize(size);
    nameButtons();
    writeLines();
}

void TransportBar::nameButtons() {
    const StepSizeText text = stepSizeText(stepSize());
    m_back->setToolTip(text.back);
    m_back->setAccessibleName(text.back);
    m_forward->setToolTip(text.forward);
    m_forward->setAccessibleName(text.forward);
}

bool TransportBar::isAtEnd() const {
    return !m_snapshot || (m_snapshot->position >= m_snapshot->program->size() && !m_snapshot->part.has_value());
}

void TransportBar::setSnapshot(SnapshotPtr snapshot) {
    const bool isOther = !m_snapshot || !snapshot || m_snapshot->program != snapshot->program || m_snapshot->network != snapshot->network;
    m_snapshot = std::move(snapshot);
    if (isOther) {
        measure();
    }
    writeLines();
    const bool isThere = m_snapshot && m_snapshot->program->size() > 0;
    const std::size_t at = m_snapshot ? m_snapshot->position : 0;
    m_toStart->setEnabled(at > 0);
    // Beyond the ends lie the steps before and after.
    m_back->setEnabled(at > 0 || (m_snapshot && m_snapshot->step > 0));
    m_forward->setEnabled(isThere);
    m_toEnd->setEnabled(!isAtEnd());
    m_play->setEnabled(isThere);
    m_sizes->setEnabled(isThere);
    if (!isThere || (isAtEnd() && stepSize() < StepSize::Batch)) {
        setPlaying(false);
    }
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
    if (playing && isAtEnd() && stepSize() < StepSize::Batch) {
        emit toStartRequested();
    } else if (playing) {
        playOn();
    }
}

/// One step at a time: where the worker is still at the last one, this beat is left out.
void TransportBar::playOn() {
    const auto place = std::tuple(m_snapshot->step, m_snapshot->position, m_snapshot->part);
    if (m_played != place) {
        m_played = place;
        emit forwardRequested();
    }
}

void TransportBar::writeLines() {
    m_lines = {};
    QString whole;
    if (m_snapshot && m_snapshot->program->size() > 0) {
        const StepPlaceText text = stepPlaceText(*m_snapshot);
        const bool isLong = stepSize() >= StepSize::Batch;
        m_lines[0] = text.step;
        m_lines[1] = isLong ? text.training : text.place;
        const QString last = text.batch.isEmpty() ? text.training : text.batch;
        m_lines[2] = !text.part.isEmpty() ? text.part : last == m_lines[1] ? QString() : last;
        whole = text.whole;
        const auto widthOf = [](const QString& line) { return LaidText::width(placeFont(), line); };
        if (!text.term.isEmpty() && widthOf(text.part) > Fonts::scaled(kWidestText)) {
            // Large numbers need both lines; the tape says which entry it is.
            m_lines[1] = text.number;
            m_lines[2] = text.term;
        }
        const double wanted = std::max(widthOf(m_lines[1]), widthOf(m_lines[2]));
        const double given = std::min(std::ceil(wanted), Fonts::scaled(kWidestText));
        if (given > m_textWidth) {
            m_textWidth = given;
            updateGeometry();
        }
    }
    if (whole != accessibleDescription()) {
        setAccessibleDescription(whole);
    }
    // The buttons beside the lines stay as they are.
    update(textRect().toAlignedRect());
}

void TransportBar::measure() {
    m_textWidth = 0;
    if (m_snapshot) {
        const QStringList texts = longestPlaceTexts(*m_snapshot);
        for (const QString& text : texts) {
            m_textWidth = std::max(m_textWidth, LaidText::width(placeFont(), text));
        }
        m_textWidth = std::max(m_textWidth, LaidText::width(stepFont(), texts.front()));
        m_textWidth = std::ceil(std::min(m_textWidth, Fonts::scaled(kWidestText)));
    }
    updateGeometry();
    place();
    update();
}

double TransportBar::buttonsWidth() const {
    double width = -1;
    for (const RoundButton* button : buttons()) {
        width += button->sizeHint().width() + 1;
    }
    return width;
}

double TransportBar::columnWidth() const { return std::max<double>(buttonsWidth(), m_sizes->sizeHint().width()); }

void TransportBar::place() {
    const int row = m_forward->sizeHint().height();
    const QSize sizes = m_sizes->sizeHint();
    const double gap = Fonts::scaled(kRowGap);
    const double top = std::round((height() - row - gap - sizes.height()) / 2);
    const double middle = Fonts::scaled(kTransportMargin) + columnWidth() / 2;
    double left = std::round(middle - buttonsWidth() / 2);
    for (RoundButton* button : buttons()) {
        const QSize size = button->sizeHint();
        button->setGeometry(static_cast<int>(left), static_cast<int>(top) + (row - size.height()) / 2, size.width(), size.height());
        left += size.width() + 1;
    }
    m_sizes->setGeometry(static_cast<int>(std::round(middle - sizes.width() / 2.0)), static_cast<int>(top + row + gap), sizes.width(),
                         sizes.height());
}

QRectF TransportBar::textRect() const {
    const double upper = std::ceil(LaidText::height(stepFont()));
    const double lower = std::ceil(LaidText::height(placeFont()));
    const double tall = upper + (kLines - 1) * (lower + 2);
    return {Fonts::scaled(kTransportMargin) + columnWidth() + Fonts::scaled(kTextGap), std::round((height() - tall) / 2), m_textWidth + 1,
            tall};
}

QSize TransportBar::sizeHint() const {
    const double width = 2 * Fonts::scaled(kTransportMargin) + columnWidth() + Fonts::scaled(kTextGap) + m_textWidth;
    const double rows = m_forward->sizeHint().height() + Fonts::scaled(kRowGap) + m_sizes->sizeHint().height();
    return {static_cast<int>(std::ceil(width)), static_cast<int>(rows + 2 * Fonts::scaled(4))};
}

void TransportBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

bool TransportBar::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (textRect().contains(help->pos()) && !accessibleDescription().isEmpty()) {
            QToolTip::showText(help->globalPos(), accessibleDescription(), this, textRect().toAlignedRect());
        } else {
            QToolTip::hideText();
            event->ignore();
        }
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        measure();
        writeLines();
    }
    return QWidget::event(event);
}

void TransportBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = Theme::current();
    const QFont step = stepFont();
    const QFont place = placeFont();
    QRectF line = textRect();
    for (std::size_t i = 0; i < kLines; ++i) {
        const QFont& font = fontOfLine(i, step, place);
        line.setHeight(std::ceil(LaidText::height(font)));
        painter.setPen(theme.color(i == 0 ? Token::Ink : Token::Mute));
        LaidText::draw(painter, font, line, Qt::AlignLeft | Qt::AlignVCenter, LaidText::elided(font, m_lines[i], line.width()));
        line.moveTop(line.bottom() + 2);
    }
}

}  // namespace glassnet::ui
