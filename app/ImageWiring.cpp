#include "app/ImageWiring.h"

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/training/ClassForm.h"
#include "engine/training/Evaluator.h"
#include "ui/training/ImagesPage.h"
#include "ui/workbench/TrainLooks.h"

namespace glassnet::app {

namespace {

constexpr qint64 kBetween = 300;

/// What the worker says of rows of images: the values of the output in view.
struct Said {
    Tensor values;
    bool hasDrawn = false;
};

/// The outputs for raw rows; without values where the network cannot run.
Said say(const ui::Session& session, LayerId wanted, const Tensor& samples, const std::optional<Tensor>& drawn) {
    Said said;
    const CpuBackend backend;
    auto evaluator = Evaluator::create(*session.network(), backend, std::max<std::int64_t>(1, samples.size(0)));
    const auto* output = ui::outputOr(*session.network(), wanted);
    if (!evaluator || output == nullptr) {
        return said;
    }
    evaluator->setState(session.learned());
    const auto rows = ui::rowMaker(*session.network(), session.data());
    std::vector<float> values;
    std::int64_t units = 0;
    const auto add = [&](const Tensor& raw) {
        evaluator->run(rows(raw), [&](std::int64_t, const Executable& executable) {
            const auto given = executable.read(evaluator->program().outputOf(output->id));
            units = given.size(1);
            const auto view = std::as_const(given).values<float>();
            values.insert(values.end(), view.begin(), view.end());
        });
    };
    if (drawn.has_value()) {
        add(*drawn);
    }
    add(samples);
    said.hasDrawn = drawn.has_value();
    said.values = Tensor::from<float>(std::span<const float>(values),
                                      Shape{units == 0 ? 0 : static_cast<std::int64_t>(values.size()) / units, units});
    return said;
}

}  // namespace

ImageWiring::ImageWiring(ui::Workbench& workbench, ui::ImagesPage& page, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_page(page) {
    connect(&page, &ui::ImagesPage::drawingChanged, this, &ImageWiring::ask);
    connect(&workbench, &ui::Workbench::selectionChanged, this, &ImageWiring::showWeights);
    connect(&workbench, &ui::Workbench::snapshotChanged, this, &ImageWiring::showWeights);
}

void ImageWiring::setShown(bool shown) {
    m_shown = shown;
    showWeights();
    ask();
}

void ImageWiring::takeReport(const ui::TrainReport& report, LayerId output) {
    if (report.data != nullptr && (report.data != m_data || output != m_output)) {
        m_data = report.data;
        m_output = output;
        m_page.setRows(ui::mapRows(*report.network, *m_data, ui::outputOr(*report.network, output)), ui::imageSide(*m_data));
        m_asked.invalidate();
    }
    if (!report.isPlaying || !m_asked.isValid() || m_asked.elapsed() > kBetween) {
        ask();
    }
}

void ImageWiring::ask() {
    if (!m_shown || m_page.side() == 0) {
        return;
    }
    m_asked.start();
    m_workbench.ask<Said>(
        this, tr("Looking at images"),
        [samples = m_page.samples(), drawn = m_page.drawn(), output = m_output](const ui::Session& session, const ui::AskControl&) {
            return say(session, output, samples, drawn);
        },
        [this](const Said& said) {
            std::vector<double> scores;
            std::vector<int> classes;
            for (std::int64_t row = 0; row < said.values.size(0); ++row) {
                if (row == 0 && said.hasDrawn) {
                    for (std::int64_t i = 0; i < said.values.size(1); ++i) {
                        scores.push_back(said.values.at(i));
                    }
                } else {
                    classes.push_back(
                        static_cast<int>(said.values.size(1) > 1 ? largestOfRow(said.values, row) : std::lround(said.values.at(row))));
                }
            }
            m_page.setScores(std::move(scores));
            m_page.setPredicted(classes);
        });
}

void ImageWiring::showWeights() {
    const auto& snapshot = m_workbench.snapshot();
    const auto& selection = m_workbench.selection();
    const auto pixels = m_page.side() * m_page.side();
    std::vector<float> weights;
    QString name;
    if (m_shown && pixels > 0 && snapshot != nullptr && selection.unit.has_value()) {
        const auto id = snapshot->program->find(StateKey{selection.layer, StateRole::Weight, 0});
        const auto* values = id.valid() ? snapshot->find(id) : nullptr;
        if (values != nullptr && values->size(0) == pixels && *selection.unit < values->size(1)) {
            for (std::int64_t pixel = 0; pixel < pixels; ++pixel) {
                weights.push_back(static_cast<float>(values->at(pixel * values->size(1) + *selection.unit)));
            }
            name = tr("Unit %1 of %2").arg(*selection.unit + 1).arg(QString::fromStdString(snapshot->network->layer(selection.layer).name));
        }
    }
    m_page.setWeights(name, std::move(weights));
}

}  // namespace glassnet::app
