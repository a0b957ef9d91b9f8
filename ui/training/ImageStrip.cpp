#include "ui/training/ImageStrip.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Icon.h"
#include "ui/theme/Theme.h"
#include "ui/training/GrayImage.h"

namespace glassnet::ui {

namespace {

constexpr double kPicture = 58;  // the edge of a picture
constexpr double kImageGap = 10;
constexpr double kEdge = 2;  // for the ring of a chosen one
constexpr int kMark = 10;

QFont captionFont() { return Fonts::text(FontSize::Caption); }
double labelHeight() { return std::ceil(QFontMetricsF(captionFont()).height()) + 2; }
double pictureSide() { return Fonts::scaled(kPicture); }
double tileHeight() { return pictureSide() + labelHeight(); }

}  // namespace

ImageStrip::ImageStrip(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Samples as images"));
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down});
    describe();
}

void ImageStrip::setSamples(int side, std::vector<ImageSample> samples, const QStringList& classNames) {
    m_side = side;
    m_samples = std::move(samples);
    m_images.clear();
    m_classNames = classNames;
    if (m_chosen && *m_chosen >= m_samples.size()) {
        m_chosen.reset();
    }
    describe();
    updateGeometry();
    update();
}

void ImageStrip::setChosen(std::optional<std::size_t> sample) {
    m_chosen = sample && *sample < m_samples.size() ? sample : std::nullopt;
    describe();
    update();
}

void ImageStrip::setNumberText(const NumberText& text) {
    m_text = text;
    describe();
    update();
}

QString ImageStrip::className(int index) const {
    return index >= 0 && index < m_classNames.size() ? m_classNames.at(index) : m_text.whole(index);
}

QString ImageStrip::words(std::size_t index) const {
    const ImageSample& sample = m_samples.at(index);
    const QString number = m_text.whole(static_cast<qint64>(index) + 1);
    if (sample.label && sample.predicted) {
        return isWrong(sample)
                   ? tr("Sample %1 is %2, but the network says %3.").arg(number, className(*sample.label), className(*sample.predicted))
                   : tr("Sample %1 is %2, and the network says so.").arg(number, className(*sample.label));
    }
    return sample.label       ? tr("Sample %1 is %2.").arg(number, className(*sample.label))
           : sample.predicted ? tr("The network says %2 of sample %1.").arg(number, className(*sample.predicted))
                              : tr("Sample %1 has no class.").arg(number);
}

void ImageStrip::describe() {
    const auto wrong = std::ranges::count_if(m_samples, [this](const ImageSample& sample) { return isWrong(sample); });
    setAccessibleDescription(m_chosen ? words(*m_chosen)
                                      : tr("%1 samples, of which %2 are taken for another class.")
                                            .arg(m_text.whole(static_cast<qint64>(m_samples.size())), m_text.whole(wrong)));
}

int ImageStrip::columns(int width) const {
    return std::max(1, static_cast<int>((width - 2 * kEdge + kImageGap) / (pictureSide() + kImageGap)));
}

int ImageStrip::heightForWidth(int width) const {
    const int across = columns(width);
    const int rows = (static_cast<int>(m_samples.size()) + across - 1) / across;
    return static_cast<int>(std::ceil(2 * kEdge + std::max(1, rows) * (tileHeight() + kImageGap) - kImageGap));
}

QRectF ImageStrip::tileRect(std::size_t sample) const {
    const auto across = static_cast<std::size_t>(columns(width()));
    return {kEdge + static_cast<double>(sample % across) * (pictureSide() + kImageGap),
            kEdge + static_cast<double>(sample / across) * (tileHeight() + kImageGap), pictureSide(), tileHeight()};
}

std::optional<std::size_t> ImageStrip::sampleAt(const QPointF& position) const {
    for (std::size_t i = 0; i < m_samples.size(); ++i) {
        if (tileRect(i).contains(position)) {
            return i;
        }
    }
    return std::nullopt;
}

void ImageStrip::choose(std::optional<std::size_t> sample) {
    if (sample != m_chosen) {
        setChosen(sample);
        emit chosenChanged(m_chosen);
    }
}

void ImageStrip::paintTile(QPainter& painter, std::size_t index) {
    const Theme& theme = Theme::current();
    const ImageSample& sample = m_samples[index];
    const QRectF tile = tileRect(index);
    const QRectF place(tile.topLeft(), QSizeF(pictureSide(), pictureSide()));
    if (m_images[index].isNull()) {
        QPen dashed(theme.color(Token::Faint), 1);
        dashed.setDashPattern({3, 3});
        painter.setPen(dashed);
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5));
    } else {
        painter.drawImage(place, m_images[index]);
    }
    if (index == m_chosen) {
        painter.setPen(QPen(theme.color(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(place.adjusted(-1, -1, 1, 1), 3, 3);
    }
    const QRectF below(tile.left(), place.bottom(), tile.width(), labelHeight());
    const QFontMetricsF metrics(captionFont());
    painter.setFont(captionFont());
    if (isWrong(sample)) {
        const QString text =
            tr("%1, not %2", "what the network says, and what it is").arg(className(*sample.predicted), className(*sample.label));
        const QString shown = metrics.horizontalAdvance(text) <= below.width() - kMark - 2 ? text : className(*sample.predicted);
        const double wide = std::min(metrics.horizontalAdvance(shown), below.width() - kMark - 2);
        const double left = below.left() + std::max(0.0, (below.width() - kMark - 2 - wide) / 2);
        Icon::paint(painter, QRectF(left, below.center().y() - kMark / 2.0, kMark, kMark), QStringLiteral("close"),
                    theme.color(Token::Warning));
        painter.setPen(theme.color(Token::Warning));
        painter.drawText(QRectF(left + kMark + 2, below.top(), below.right() - left - kMark - 2, below.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(shown, Qt::ElideRight, below.width() - kMark - 2));
        return;
    }
    const auto said = sample.predicted ? sample.predicted : sample.label;
    painter.setPen(theme.color(sample.predicted ? Token::Ink : Token::Mute));
    painter.drawText(below, Qt::AlignCenter,
                     said ? metrics.elidedText(className(*said), Qt::ElideRight, below.width()) : QStringLiteral("?"));
}

void ImageStrip::paintEvent(QPaintEvent* event) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_images.size() != m_samples.size()) {
        m_images.clear();
        for (const ImageSample& sample : m_samples) {
            m_images.push_back(GrayImage::ofInk(sample.pixels, m_side, m_side, theme));
        }
    }
    for (std::size_t i = 0; i < m_samples.size(); ++i) {
        if (tileRect(i).adjusted(-kEdge, -kEdge, kEdge, kEdge).intersects(event->rect())) {
            paintTile(painter, i);
        }
    }
    if (hasFocus() && !m_chosen) {
        painter.setPen(QPen(theme.color(Token::Accent), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void ImageStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        choose(sampleAt(event->position()));
    }
}

void ImageStrip::keyPressEvent(QKeyEvent* event) {
    const auto across = static_cast<std::ptrdiff_t>(columns(width()));
    const std::ptrdiff_t step = event->key() == Qt::Key_Left    ? -1
                                : event->key() == Qt::Key_Right ? 1
                                : event->key() == Qt::Key_Up    ? -across
                                : event->key() == Qt::Key_Down  ? across
                                                                : 0;
    if (step == 0 || m_samples.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const std::ptrdiff_t next = m_chosen ? static_cast<std::ptrdiff_t>(*m_chosen) + step : 0;
    if (next >= 0 && next < static_cast<std::ptrdiff_t>(m_samples.size())) {
        choose(static_cast<std::size_t>(next));
    }
}

void ImageStrip::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void ImageStrip::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

bool ImageStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto sample = sampleAt(help->pos());
        QToolTip::showText(help->globalPos(), sample ? words(*sample) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

void ImageStrip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        m_images.clear();
        updateGeometry();
        update();
    }
}

}  // namespace glassnet::ui
