#include "ui/training/ImagesPage.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/inspector/Note.h"
#include "ui/training/DrawPad.h"
#include "ui/training/WeightImage.h"

namespace glassnet::ui {

namespace {

constexpr std::int64_t kSmallestSide = 8;

}  // namespace

std::int64_t imageSide(const SplitData& data) {
    if (data.prepared == nullptr) {
        return 0;
    }
    const auto& pipeline = data.prepared->pipeline;
    const auto columns = static_cast<std::int64_t>(pipeline.columns.size());
    const auto side = std::llround(std::sqrt(static_cast<double>(columns)));
    const bool isPlain = std::ranges::all_of(pipeline.features, [](const FeatureSpec& spec) { return spec.kind == FeatureKind::Column; });
    return side >= kSmallestSide && side * side == columns && isPlain ? side : 0;
}

ImagesPage::ImagesPage(QWidget* parent)
    : ScrollPage(parent),
      m_pad(new DrawPad(widget())),
      m_choose(new Note(widget())),
      m_weights(new WeightImage(widget())),
      m_strip(new ImageStrip(widget())) {
    addHeading(tr("Draw one"));
    column().addWidget(m_pad);
    addHeading(tr("What a unit looks for"));
    m_choose->setText(tr("Click a unit of the first layer to see its weights as an image."));
    m_choose->setWordWrap(true);
    column().addWidget(m_choose);
    column().addWidget(m_weights);
    m_weights->hide();
    addHeading(tr("Samples"));
    column().addWidget(m_strip);
    // The images of a set fill their squares; centering by mass is MNIST's way.
    m_pad->setCentered(false);
    connect(m_pad, &DrawPad::imageChanged, this, [this](const std::vector<float>& pixels) {
        m_isDrawn = std::ranges::any_of(pixels, [](float pixel) { return pixel > 0; });
        if (!m_isDrawn) {
            m_pad->setScores({});
        }
        emit drawingChanged();
    });
}

void ImagesPage::setRows(const MapRows& rows, std::int64_t side) {
    m_side = side;
    m_classNames = rows.classNames;
    m_labels.clear();
    m_isDrawn = false;
    if (side == 0) {
        m_samples = Tensor::zeros(glassnet::Shape{0, 0});
        m_strip->setSamples(0, {}, {});
        return;
    }
    const auto& part = rows.test.elements() > 0 ? rows.test : rows.training;
    const auto& targets = rows.test.elements() > 0 ? rows.testTargets : rows.trainingTargets;
    const auto count = std::min(kSamples, part.size(0));
    m_samples = part.narrow(0, 0, count).clone();
    for (std::size_t i = 0; rows.classes > 0 && i < static_cast<std::size_t>(count) && i < targets.size(); ++i) {
        m_labels.push_back(static_cast<int>(targets[i]));
    }
    const auto values = rows.training.values<float>();
    m_ink = values.empty() ? 1.0 : std::max<double>(*std::ranges::max_element(values), 1e-6);
    m_pad->setSide(static_cast<int>(side));
    m_pad->setClassNames(m_classNames);
    m_pad->clear();
    showSamples({});
}

void ImagesPage::showSamples(const std::vector<int>& predicted) {
    std::vector<ImageSample> samples;
    const auto pixels = static_cast<std::size_t>(m_side * m_side);
    const auto values = m_samples.values<float>();
    for (std::size_t i = 0; pixels > 0 && (i + 1) * pixels <= values.size(); ++i) {
        ImageSample sample;
        for (const float value : values.subspan(i * pixels, pixels)) {
            sample.pixels.push_back(static_cast<float>(value / m_ink));
        }
        sample.label = i < m_labels.size() ? std::optional(m_labels[i]) : std::nullopt;
        sample.predicted = i < predicted.size() ? std::optional(predicted[i]) : std::nullopt;
        samples.push_back(std::move(sample));
    }
    m_strip->setSamples(static_cast<int>(m_side), std::move(samples), m_classNames);
}

std::optional<Tensor> ImagesPage::drawn() const {
    const auto& pixels = m_pad->pixels();
    if (!m_isDrawn || m_side == 0 || pixels.size() != static_cast<std::size_t>(m_side * m_side)) {
        return std::nullopt;
    }
    auto row = Tensor::zeros(glassnet::Shape{1, m_side * m_side});
    std::ranges::transform(pixels, row.values<float>().begin(), [this](float pixel) { return static_cast<float>(pixel * m_ink); });
    return row;
}

void ImagesPage::setWeights(const QString& unit, std::vector<float> weights) {
    const bool isThere = !weights.empty();
    m_choose->setVisible(!isThere);
    m_weights->setVisible(isThere);
    if (isThere) {
        m_weights->setWeights(unit, static_cast<int>(m_side), static_cast<int>(m_side), std::move(weights));
    }
}

void ImagesPage::setScores(std::vector<double> scores) { m_pad->setScores(std::move(scores)); }

void ImagesPage::setPredicted(const std::vector<int>& classes) { showSamples(classes); }

void ImagesPage::setNumberText(const NumberText& text) {
    m_pad->setNumberText(text);
    m_weights->setNumberText(text);
    m_strip->setNumberText(text);
}

}  // namespace glassnet::ui
