#include "ui/data/ProgressLine.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/inspector/Note.h"
#include "ui/support/PillButton.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kProgressLineBarHigh = 4;

}  // namespace

ProgressLine::ProgressLine(QWidget* parent) : QWidget(parent), m_words(new Note(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, kProgressLineBarHigh + 6);
    layout->addWidget(m_words, 1);
    auto* cancel = new PillButton(tr("Cancel"), PillButton::Kind::Quiet, this);
    layout->addWidget(cancel);
    connect(cancel, &PillButton::clicked, this, &ProgressLine::cancelWanted);
}

void ProgressLine::setProgress(const LoadProgress& progress) {
    m_progress = progress;
    const auto size = [](std::int64_t bytes) { return QLocale().formattedDataSize(bytes); };
    const bool isReading = progress.total > 0 && progress.done < progress.total;
    m_words->setText(isReading ? tr("Reading: %1 of %2").arg(size(progress.done), size(progress.total)) : tr("Making the data ready"));
    update();
}

void ProgressLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRect bar(0, height() - kProgressLineBarHigh, width(), kProgressLineBarHigh);
    painter.fillRect(bar, Theme::current().color(Token::Window));
    const double part = m_progress.total > 0 ? static_cast<double>(m_progress.done) / static_cast<double>(m_progress.total) : 0;
    painter.fillRect(QRectF(bar.x(), bar.y(), bar.width() * std::clamp(part, 0.0, 1.0), kProgressLineBarHigh),
                     Theme::current().color(Token::Accent));
}

}  // namespace glassnet::ui
