#include <benchmark/benchmark.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QTemporaryDir>
#include <QTest>
#include <ctime>
#include <memory>
#include <random>

#include "app/CanvasArea.h"
#include "app/MainWindow.h"
#include "app/Settings.h"
#include "resources/examples/Examples.h"
#include "tests/bench/Samples.h"
#include "tests/bench/Settle.h"
#include "tests/ui/canvas/Chain.h"
#include "ui/canvas/CanvasView.h"
#include "ui/workbench/Session.h"

// Stepping through 784-128-64-10. What a person waits for is measured on the wall clock; the canvas's own share is CPU time of the
// window's thread. Every step is a sample of its own.

namespace {

using glassnet::Direction;
using glassnet::Project;
using glassnet::StateKey;
using glassnet::StateRole;
using glassnet::StepSize;
using glassnet::StoredRows;
using glassnet::Tensor;
using glassnet::test::samples;
using glassnet::ui::CanvasView;
using glassnet::ui::Session;

constexpr int kSteps = 200;
constexpr QSize kWindow{1440, 900};
constexpr QSize kCanvas{1000, 640};
constexpr std::int64_t kRows = 64;
constexpr std::int64_t kBatch = 16;
constexpr std::int64_t kTrained = 10'000;

double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

Tensor noise(std::int64_t columns) {
    auto tensor = Tensor::zeros(glassnet::Shape{kRows, columns});
    std::minstd_rand generator(11);
    for (float& value : tensor.values<float>()) {
        value = static_cast<float>(generator() % 1000) / 500 - 1;
    }
    return tensor;
}

/// 784-128-64-10 on rows of noise.
Project digits() {
    Project project;
    project.name = "digits";
    project.network = *glassnet::test::chainOf({784, 128, 64, 10}).network;
    project.network.find(project.network.layers().front().id)->settings = glassnet::InputSettings{784, 0, {}};
    StoredRows rows;
    rows.inputs[project.network.layers().front().id] = noise(784);
    rows.targets[project.network.layers().back().id] = noise(10);
    project.data = rows;
    project.training.batches.batchSize = kBatch;
    return project;
}

// From new numbers to the end of painting, without the window around it.
void canvasStep(benchmark::State& state) {
    auto& times = samples()["canvasStep"];
    const auto session = Session::open(digits()).value();
    CanvasView view;
    view.resize(kCanvas);
    view.setNetwork(session->network(), {});
    view.setSnapshot(session->snapshot({}, false));
    view.show();
    view.fit();
    view.finishLinks();
    QImage image(kCanvas, QImage::Format_RGB32);
    for (auto _ : state) {
        for (int i = 0; i < kSteps; ++i) {
            session->move(StepSize::Layer, Direction::Forward, 0);
            const auto snapshot = session->snapshot({}, false);
            const double start = threadMilliseconds();
            view.setSnapshot(snapshot);
            view.viewport()->render(&image);
            times.push_back(threadMilliseconds() - start);
        }
    }
}

/// The whole window with the network in it, in Step mode. Tells when the canvas has painted other numbers.
class StepWindow final : public QObject {
public:
    StepWindow() : m_settings(m_folder.filePath(QStringLiteral("settings.ini"))), m_window(m_settings) {
        m_window.resize(kWindow);
        m_window.workbench().open(digits());
        m_window.show();
        m_window.activateWindow();
        glassnet::test::settle(m_window);
        m_window.setMode(glassnet::ui::Mode::Step);
        glassnet::test::settle(m_window);
        canvas().finishLinks();
        canvas().viewport()->installEventFilter(this);
        connect(&m_window.workbench(), &glassnet::ui::Workbench::snapshotChanged, this, [this] { m_isNew = true; });
    }
    [[nodiscard]] glassnet::app::MainWindow& window() { return m_window; }
    [[nodiscard]] CanvasView& canvas() { return m_window.canvasArea().canvas(); }

    /// Milliseconds from the start of `act` until all that it changes is painted.
    double frameAfter(const std::function<void()>& act) {
        m_isNew = false;
        m_isPainted = false;
        QElapsedTimer timer;
        timer.start();
        act();
        while (!m_isPainted) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        return static_cast<double>(timer.nsecsElapsed()) * 1e-6;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        // The paint event is the last thing a frame does with the canvas; the frame's other widgets are painted before processEvents
        // returns.
        m_isPainted = m_isPainted || (event->type() == QEvent::Paint && m_isNew);
        return QObject::eventFilter(watched, event);
    }

private:
    QTemporaryDir m_folder;
    glassnet::app::Settings m_settings;
    glassnet::app::MainWindow m_window;
    bool m_isNew = false;
    bool m_isPainted = false;
};

void stepKeyToFrame(benchmark::State& state) {
    auto& times = samples()["stepKeyToFrame"];
    StepWindow stepping;
    for (auto _ : state) {
        for (int i = 0; i < kSteps; ++i) {
            times.push_back(stepping.frameAfter([&] { QTest::keyClick(&stepping.window(), Qt::Key_Right); }));
        }
    }
}

void dragWeightFrame(benchmark::State& state) {
    auto& times = samples()["dragWeightFrame"];
    StepWindow stepping;
    auto& workbench = stepping.window().workbench();
    const auto& snapshot = *workbench.snapshot();
    const auto weight = snapshot.program->find(StateKey{snapshot.network->layers()[1].id, StateRole::Weight, 0});
    stepping.frameAfter([&] { workbench.toEnd(); });
    for (auto _ : state) {
        for (int i = 0; i < kSteps; ++i) {
            times.push_back(stepping.frameAfter([&] { workbench.previewElement({weight, 500}, 0.01 * i); }));
        }
    }
}

void back10000Steps(benchmark::State& state) {
    auto& times = samples()["back10000Steps"];
    for (const auto& example : glassnet::exampleProjects()) {
        if (example.file != "spiral.glassnet") {
            continue;
        }
        const auto session = Session::open(example.project).value();
        const auto begin = session->state().step;
        session->train(kTrained, {});
        for (auto _ : state) {
            QElapsedTimer timer;
            timer.start();
            benchmark::DoNotOptimize(session->goToStep(begin, {}));
            benchmark::DoNotOptimize(session->snapshot({}, false));
            times.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        }
    }
}

BENCHMARK(canvasStep)->Iterations(1);
BENCHMARK(stepKeyToFrame)->Iterations(1);
BENCHMARK(dragWeightFrame)->Iterations(1);
BENCHMARK(back10000Steps)->Iterations(1);

}  // namespace
