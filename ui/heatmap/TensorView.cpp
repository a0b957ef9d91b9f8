#include "ui/heatmap/TensorView.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/heatmap/ColorLegend.h"
#include "ui/heatmap/HeatmapPainter.h"
#include "ui/heatmap/HeatmapPlot.h"
#include "ui/heatmap/HeatmapWords.h"
#include "ui/heatmap/Histogram.h"
#include "ui/heatmap/TableText.h"
#include "ui/heatmap/TensorChoice.h"
#include "ui/heatmap/TensorPicture.h"
#include "ui/heatmap/TextLabel.h"
#include "ui/support/Dialogs.h"
#include "ui/support/PillButton.h"
#include "ui/support/RoundButton.h"
#include "ui/support/SegmentedControl.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kTensorCorner = 10;

constexpr int kTensorViewMargin = 16;
constexpr int kTensorBeside = 200;  // the column of histogram and legend
constexpr int kTallestBars = 220;
constexpr double kPictureRatio = 2;

QFont captionFont() { return Fonts::text(FontSize::Caption); }
QFont bodyFont() { return Fonts::text(FontSize::Body); }
QFont readoutFont() { return Fonts::mono(FontSize::Body); }

/// A line that holds words as well as numbers, so that the map keeps its size when one follows the other.
int readoutTall() {
    return static_cast<int>(std::ceil(std::max(QFontMetricsF(bodyFont()).height(), QFontMetricsF(readoutFont()).height())));
}

}  // namespace

TensorView::TensorView(QWidget* parent)
    : QWidget(parent),
      m_choice(new TensorChoice(this)),
      m_facts(new TextLabel(captionFont, Token::Mute, this)),
      m_copy(new PillButton(tr("Copy as text"), PillButton::Kind::Quiet, this)),
      m_save(new PillButton(tr("Save picture"), PillButton::Kind::Quiet, this)),
      m_close(new RoundButton(QStringLiteral("close"), tr("Close the heatmap"), RoundButton::Kind::Bare, this)),
      m_maps(new SegmentedControl(this)),
      m_scales(new SegmentedControl(this)),
      m_plot(new HeatmapPlot(this)),
      m_histogram(new Histogram(this)),
      m_legend(new ColorLegend(this)),
      m_words(new TextLabel(captionFont, Token::Mute, this)),
      m_readout(new TextLabel(bodyFont, Token::Mute, this)) {
    build();
    connect(m_choice, &TensorChoice::chosen, this, [this](const TensorKey& key) {
        refresh();
        emit tensorChosen(key);
    });
    connect(m_copy, &PillButton::clicked, this, &TensorView::copy);
    connect(m_save, &PillButton::clicked, this, &TensorView::save);
    connect(m_close, &RoundButton::clicked, this, &TensorView::closeRequested);
    connect(m_maps, &SegmentedControl::currentChanged, this, [this](int index) {
        m_map = static_cast<MapChoice>(index);
        recolor();
    });
    connect(m_scales, &SegmentedControl::currentChanged, this, [this](int index) {
        m_logarithmic = index == 1;
        recolor();
    });
    connect(m_plot, &HeatmapPlot::cellPointed, this, [this](int row, int column) {
        m_hovered = elementAt(row < 0 ? std::nullopt : std::optional(MatrixCell{row, column}));
        tell();
        emit hovered(m_hovered);
    });
    connect(m_plot, &HeatmapPlot::cellSelected, this, [this](int row, int column) {
        if (const auto element = elementAt(MatrixCell{row, column})) {
            emit elementSelected(*element);
        }
    });
    connect(m_plot, &HeatmapPlot::resized, this, &TensorView::tell);
    connect(m_histogram, &Histogram::told, this, [this](const QString& sentence) {
        m_bar = sentence;
        tell();
    });
}

void TensorView::build() {
    m_maps->setCompact(true);
    m_maps->setItems({tr("Automatic"), tr("Signed"), tr("One-sided")});
    m_maps->setAccessibleName(tr("Color map"));
    m_maps->setToolTip(
        tr("Signed shows positive blue and negative orange with equal limits; one-sided shows only how large a number is. "
           "Automatic takes the second where all numbers have one sign."));
    m_scales->setCompact(true);
    m_scales->setItems({tr("Linear"), tr("Logarithmic")});
    m_scales->setAccessibleName(tr("Color scale"));
    m_scales->setToolTip(tr("Logarithmic gives each power of ten the same share of the colors, so that small numbers show too."));
    m_copy->setToolTip(tr("Copy all numbers with every digit, to be pasted into a spreadsheet."));
    m_save->setToolTip(tr("Save title, map and legend as a PNG file."));
    m_copy->setAccessibleName(m_copy->text());
    m_save->setAccessibleName(m_save->text());
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_readout->setFixedHeight(readoutTall());
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* head = new QHBoxLayout();
    head->setSpacing(8);
    head->addWidget(m_choice, 1);
    head->addWidget(m_copy);
    head->addWidget(m_save);
    head->addWidget(m_close);
    auto* options = new QHBoxLayout();
    options->setSpacing(12);
    options->addWidget(m_maps);
    options->addWidget(m_scales);
    options->addStretch(1);
    auto* beside = new QVBoxLayout();
    beside->setSpacing(4);
    beside->addWidget(m_histogram, 1000);
    beside->addWidget(m_legend);
    beside->addSpacing(8);
    beside->addWidget(m_words);
    beside->addStretch(1);
    auto* body = new QHBoxLayout();
    body->setSpacing(20);
    body->addWidget(m_plot, 1);
    body->addLayout(beside);
    m_histogram->setFixedWidth(kTensorBeside);
    m_histogram->setMaximumHeight(kTallestBars);
    m_legend->setFixedWidth(kTensorBeside);
    m_words->setFixedWidth(kTensorBeside);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kTensorViewMargin, 12, kTensorViewMargin, 12);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_facts);
    layout->addLayout(options);
    layout->addLayout(body, 1);
    layout->addWidget(m_readout);
}

void TensorView::setSnapshot(SnapshotPtr snapshot) {
    m_snapshot = std::move(snapshot);
    refresh();
}

void TensorView::setStepStart(std::shared_ptr<const StepStart> start) {
    m_start = std::move(start);
    refresh();
}

void TensorView::setTensor(TensorId tensor) { setKey({tensor, false}); }

void TensorView::setKey(const TensorKey& key) {
    m_choice->setKey(key);
    refresh();
}

TensorKey TensorView::key() const { return m_choice->key(); }

void TensorView::setDigits(int digits) {
    m_numbers = NumberText(digits, m_numbers.locale());
    refresh();
}

void TensorView::setHovered(std::optional<ElementRef> element) {
    m_hovered = element && element->tensor == key().tensor ? element : std::nullopt;
    const auto columns = std::max(m_heatmap.values.columns(), 1);
    m_plot->setPointed(m_hovered ? std::optional(MatrixCell{static_cast<int>(m_hovered->element / columns),
                                                            static_cast<int>(m_hovered->element % columns)})
                                 : std::nullopt);
    tell();
}

void TensorView::setMapChoice(MapChoice choice) { m_maps->setCurrent(static_cast<int>(choice)); }

void TensorView::setLogarithmic(bool logarithmic) { m_scales->setCurrent(logarithmic ? 1 : 0); }

QString TensorView::readout() const { return m_readout->text(); }

QString TensorView::words() const { return m_words->text(); }

void TensorView::refresh() {
    m_choice->setSnapshot(m_snapshot, m_start != nullptr);
    const TensorKey shown = key();
    const bool shows = m_snapshot != nullptr && shown.tensor.valid();
    for (QWidget* part : {static_cast<QWidget*>(m_facts), static_cast<QWidget*>(m_copy), static_cast<QWidget*>(m_save),
                          static_cast<QWidget*>(m_maps), static_cast<QWidget*>(m_scales), static_cast<QWidget*>(m_plot),
                          static_cast<QWidget*>(m_histogram), static_cast<QWidget*>(m_legend), static_cast<QWidget*>(m_words)}) {
        part->setVisible(shows);
    }
    if (!shows) {
        m_heatmap = Heatmap();
        m_namedProgram = nullptr;
        tell();
        return;
    }
    const auto& info = m_snapshot->program->tensor(shown.tensor);
    const SymbolNames names(*m_snapshot->network, *m_snapshot->program);
    const QString layer = names.layer(info.layer);
    const QString symbol = (shown.update ? QStringLiteral("Δ") : QString()) + names.tensor(shown.tensor);
    const QString what = TensorChoice::words(info, shown.update);
    const QString of = layer.isEmpty() ? tr("%1: %2").arg(symbol, what) : tr("%1: %2 of %3").arg(symbol, what, layer);
    m_heatmap.symbol = (shown.update ? QStringLiteral("Δ") : QString()) + SymbolNames::plain(*m_snapshot->program, info);
    m_heatmap.title = tr("%1, step %2").arg(of, m_numbers.whole(m_snapshot->step + 1));
    m_heatmap.numbers = m_numbers;
    nameHeads(names);
    if (!shown.update) {
        m_heatmap.values = tensorNumbers(*m_snapshot, shown.tensor);
    } else if (const auto before = m_start->find(shown.tensor); before != m_start->end()) {
        m_heatmap.values = updateNumbers(*m_snapshot, shown.tensor, before->second);
    } else {
        const auto now = tensorNumbers(*m_snapshot, shown.tensor);
        m_heatmap.values = MatrixValues(now.rows(), now.columns());
    }
    m_heatmap.range = m_heatmap.values.range();
    m_facts->setText(HeatmapWords::facts(m_heatmap, layer, m_snapshot->step + 1));
    m_plot->setAccessibleName(m_heatmap.title);
    recolor();
}

void TensorView::nameHeads(const SymbolNames& names) {
    const TensorId tensor = key().tensor;
    if (m_namedProgram == m_snapshot->program && m_namedNetwork == m_snapshot->network && m_namedTensor == tensor &&
        m_namedRows == m_snapshot->rows) {
        return;
    }
    m_namedProgram = m_snapshot->program;
    m_namedNetwork = m_snapshot->network;
    m_namedTensor = tensor;
    m_namedRows = m_snapshot->rows;
    m_heatmap.heads = tensorHeads(*m_snapshot, names, tensor, m_numbers);
    HeatmapPainter::measure(m_heatmap);
}

void TensorView::recolor() {
    m_heatmap.choose(m_map, m_logarithmic);
    m_plot->setHeatmap(m_heatmap);
    m_histogram->setHeatmap(m_heatmap);
    m_legend->setHeatmap(m_heatmap);
    // Without a number there is nothing that a color could stand for.
    m_histogram->setVisible(m_heatmap.range.known > 0);
    m_legend->setVisible(m_heatmap.range.known > 0);
    setHovered(m_hovered);
}

std::optional<ElementRef> TensorView::elementAt(std::optional<MatrixCell> cell) const {
    return cell && m_snapshot != nullptr ? std::optional(ElementRef{key().tensor, m_heatmap.values.index(*cell)}) : std::nullopt;
}

QString TensorView::cellText(MatrixCell cell) const {
    const SymbolNames names(*m_snapshot->network, *m_snapshot->program);
    const auto element = elementAt(cell);
    const QString plain = names.element(element->tensor, element->element, m_snapshot->rows > 1);
    const QString name = key().update ? QStringLiteral("Δ") + plain : plain;
    return HeatmapWords::cell(m_heatmap, name, cell);
}

void TensorView::tell() {
    if (m_snapshot == nullptr || !key().tensor.valid()) {
        m_readout->setText(tr("There are no numbers yet: the network cannot run."));
        return;
    }
    m_words->setText(HeatmapWords::summary(m_heatmap, m_plot->isFinerThanPixels()));
    const auto pointed = m_plot->pointed();
    m_readout->setText(pointed ? cellText(*pointed) : !m_bar.isEmpty() ? m_bar : tr("Point at a cell to read its number."));
    m_readout->setLook(pointed ? readoutFont : bodyFont, pointed || !m_bar.isEmpty() ? Token::Ink : Token::Mute);
    m_plot->setAccessibleDescription(pointed ? m_readout->text() : m_words->text());
}

void TensorView::copy() {
    if (m_heatmap.values.count() > 0) {
        QApplication::clipboard()->setText(tableText(m_heatmap.values));
        emit sentence(tr("%1 is copied as text.").arg(m_heatmap.symbol));
    }
}

void TensorView::save() {
    QString proposal = m_heatmap.symbol;
    proposal.replace(QLatin1Char('/'), QLatin1Char('_'));
    const QString path = Dialogs::askSaveFile(this, tr("Save the heatmap as a picture"), proposal, tr("Pictures"), QStringLiteral(".png"));
    if (path.isEmpty()) {
        return;
    }
    const QString line = HeatmapWords::summary(m_heatmap, m_plot->isFinerThanPixels()).replace(QLatin1Char('\n'), QLatin1Char(' '));
    const QImage picture = TensorPicture::paint(m_heatmap, line, size(), kPictureRatio);
    if (picture.save(path, "PNG")) {
        emit sentence(tr("The picture is saved as %1.").arg(QFileInfo(path).fileName()));
    } else {
        emit sentence(tr("The picture could not be written to %1. Choose another folder.").arg(path));
    }
}

bool TensorView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy) || key->key() == Qt::Key_Escape) {
            key->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void TensorView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->key() == Qt::Key_Escape) {
        emit closeRequested();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TensorView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) {
        HeatmapPainter::measure(m_heatmap);
        m_readout->setFixedHeight(readoutTall());
        m_plot->setHeatmap(m_heatmap);
    }
}

void TensorView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::current().color(Token::Line), 1));
    painter.setBrush(Theme::current().color(Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kTensorCorner, kTensorCorner);
}

}  // namespace glassnet::ui
