#include "ui/training/TrainBar.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/inspector/ValueField.h"
#include "ui/support/ErrorText.h"
#include "ui/support/NumberParser.h"
#include "ui/support/NumberText.h"
#include "ui/support/RoundButton.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"
#include "ui/training/SpeedSlider.h"

namespace glassnet::ui {

namespace {

constexpr double kMargin = 16;
constexpr double kTrainGap = 8;
constexpr double kTextGap = 20;
constexpr double kFieldWide = 76;
constexpr double kMostEpochs = 1e9;
constexpr double kTextWide = 210;
constexpr double kLeastProgress = 120;
constexpr double kTall = 76;

QFont barTitleFont() { return Fonts::text(FontSize::Heading, QFont::DemiBold); }
QFont lineFont() { return Fonts::text(FontSize::Caption); }

}  // namespace

TrainBar::TrainBar(QWidget* parent)
    : QWidget(parent),
      m_play(new RoundButton(QStringLiteral("step-forward"), tr("Train"), RoundButton::Kind::Primary, this)),
      m_batch(new RoundButton(QStringLiteral("to-end"), tr("Train one batch"), RoundButton::Kind::Small, this)),
      m_epoch(new RoundButton(QStringLiteral("play"), tr("Train one epoch"), RoundButton::Kind::Small, this)),
      m_restart(new RoundButton(QStringLiteral("restart"), tr("Begin again with the same seed"), RoundButton::Kind::Small, this)),
      m_epochs(new ValueField(this)),
      m_speed(new SpeedSlider(this)) {
    setAccessibleName(tr("Training"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_epochs->setAccessibleName(tr("Epochs to train"));
    m_epochs->setToolTip(tr("Training stops after so many epochs."));
    connect(m_play, &RoundButton::clicked, this, [this] {
        if (m_report != nullptr && m_report->isPlaying) {
            emit pauseRequested();
        } else {
            emit playRequested();
        }
    });
    connect(m_batch, &RoundButton::clicked, this, &TrainBar::batchRequested);
    connect(m_epoch, &RoundButton::clicked, this, &TrainBar::epochRequested);
    connect(m_restart, &RoundButton::clicked, this, &TrainBar::restartRequested);
    connect(m_epochs, &ValueField::entered, this, &TrainBar::takeEpochs);
    setTabOrder(m_restart, m_epochs);
    setTabOrder(m_epochs, m_speed);
    write();
}

void TrainBar::setReport(TrainReportPtr report) {
    const bool wasPlaying = m_report != nullptr && m_report->isPlaying;
    m_report = std::move(report);
    const bool isPlaying = m_report != nullptr && m_report->isPlaying;
    if (isPlaying != wasPlaying) {
        m_play->setIconName(isPlaying ? QStringLiteral("pause") : QStringLiteral("step-forward"));
        const auto name = isPlaying ? tr("Pause") : tr("Train");
        m_play->setToolTip(name);
        m_play->setAccessibleName(name);
    }
    write();
}

void TrainBar::setTrainable(bool trainable) {
    m_trainable = trainable;
    for (auto* button : buttons()) {
        button->setEnabled(trainable);
    }
    write();
}

void TrainBar::setLastEpoch(std::int64_t epoch) {
    m_lastEpoch = epoch;
    write();
}

void TrainBar::takeEpochs(const QString& text) {
    const auto value = NumberParser().parse(text);
    if (!value || *value < 1 || *value > kMostEpochs || *value != std::floor(*value)) {
        m_epochs->refuse();
        emit sentence(value ? tr("The number of epochs is a whole number from 1 to %1.").arg(NumberText().whole(std::llround(kMostEpochs)))
                            : ErrorText::of(value.error()));
        return;
    }
    m_lastEpoch = std::llround(*value);
    m_epochs->settle();
    write();
    emit lastEpochChanged(m_lastEpoch);
}

QString TrainBar::timeLeft(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) {
        return {};
    }
    if (seconds < 10) {
        return tr("%1 s left").arg(QLocale().toString(seconds, 'f', 1));
    }
    const auto whole = std::llround(seconds);
    if (whole < 120) {
        return tr("%1 s left").arg(whole);
    }
    if (whole < 7200) {
        return tr("%1 min left").arg(whole / 60);
    }
    return tr("%1 h %2 min left").arg(whole / 3600).arg(whole % 3600 / 60);
}

void TrainBar::write() {
    const NumberText numbers;
    m_left.clear();
    if (m_report == nullptr || !m_trainable) {
        m_title = tr("Nothing to train");
        m_line = m_trainable ? QString() : tr("The drawing cannot run yet.");
    } else {
        m_title = tr("Epoch %1").arg(numbers.whole(m_report->epoch));
        const auto steps = m_report->step == 1 ? tr("1 step") : tr("%1 steps").arg(numbers.whole(m_report->step));
        const auto rate = m_report->stepsPerSecond;
        m_line = m_report->isPlaying && rate > 0 ? tr("%1 · %2 a second").arg(steps, rate < 10 ? QLocale().toString(rate, 'f', 1)
                                                                                               : numbers.whole(std::llround(rate)))
                                                 : steps;
        if (m_report->isPlaying && rate > 0) {
            const auto left = static_cast<double>(m_lastEpoch - m_report->epoch) * static_cast<double>(m_report->batches) -
                              static_cast<double>(m_report->batch);
            m_left = timeLeft(left / rate);
        }
    }
    m_epochs->setShown(numbers.whole(m_lastEpoch));
    setAccessibleDescription(m_line.isEmpty() ? m_title : tr("%1, %2").arg(m_title, m_line));
    update();
}

double TrainBar::textLeft() const {
    double left = Fonts::scaled(kMargin);
    for (const auto* button : buttons()) {
        left += button->sizeHint().width() + kTrainGap;
    }
    return left - kTrainGap + Fonts::scaled(kTextGap);
}

double TrainBar::textWidth() const {
    return std::min(Fonts::scaled(kTextWide), std::max(120.0, width() - textLeft() - m_speed->sizeHint().width() - kLeastProgress - 60));
}

QRectF TrainBar::progressRect() const {
    const double left = textLeft() + textWidth() + Fonts::scaled(kTextGap);
    const double right = m_speed->geometry().left() - Fonts::scaled(kTextGap);
    return {left, std::round(height() / 2.0 + Fonts::scaled(8)), std::max(0.0, right - left), Fonts::scaled(6)};
}

void TrainBar::place() {
    double left = Fonts::scaled(kMargin);
    for (auto* button : buttons()) {
        const auto size = button->sizeHint();
        button->setGeometry(static_cast<int>(left), (height() - size.height()) / 2, size.width(), size.height());
        left += size.width() + kTrainGap;
    }
    const auto speed = m_speed->sizeHint();
    m_speed->setGeometry(width() - static_cast<int>(Fonts::scaled(kMargin)) - speed.width(), (height() - speed.height()) / 2, speed.width(),
                         speed.height());
    const auto bar = progressRect();
    const auto before = QFontMetricsF(lineFont()).horizontalAdvance(tr("to epoch")) + 8;
    const auto tall = m_epochs->sizeHint().height();
    m_epochs->setGeometry(static_cast<int>(bar.left() + before), static_cast<int>(bar.top()) - tall - 6, static_cast<int>(Fonts::scaled(kFieldWide)),
                          tall);
}

QSize TrainBar::sizeHint() const { return {1000, static_cast<int>(Fonts::scaled(kTall))}; }

void TrainBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void TrainBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
        place();
        write();
    }
}

void TrainBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& theme = Theme::current();
    const QFontMetricsF title(barTitleFont());
    const QFontMetricsF line(lineFont());
    const double tall = title.height() + 2 + line.height();
    const double top = std::round((height() - tall) / 2);
    painter.setFont(barTitleFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(QRectF(textLeft(), top, textWidth(), title.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     title.elidedText(m_title, Qt::ElideRight, textWidth()));
    painter.setFont(lineFont());
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(QRectF(textLeft(), top + title.height() + 2, textWidth(), line.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     line.elidedText(m_line, Qt::ElideRight, textWidth()));
    const auto bar = progressRect();
    if (bar.width() < kLeastProgress / 2) {
        return;
    }
    const QRectF above(bar.left(), m_epochs->geometry().top(), bar.width(), m_epochs->height());
    painter.drawText(above, Qt::AlignLeft | Qt::AlignVCenter, tr("to epoch"));
    painter.drawText(above, Qt::AlignRight | Qt::AlignVCenter, m_left);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Line));
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    if (m_report != nullptr && m_report->step > 0) {
        const double done = static_cast<double>(m_report->epoch) + static_cast<double>(m_report->batch) / static_cast<double>(m_report->batches);
        const double part = std::clamp(done / static_cast<double>(m_lastEpoch), 0.0, 1.0);
        painter.setBrush(theme.color(Token::Accent));
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), std::max(bar.height(), bar.width() * part), bar.height()), bar.height() / 2,
                                bar.height() / 2);
    }
}

}  // namespace glassnet::ui
