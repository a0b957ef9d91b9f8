#include <benchmark/benchmark.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <ctime>

#include "app/Examples.h"
#include "app/MainWindow.h"
#include "app/Settings.h"
#include "app/TrainWiring.h"
#include "tests/bench/Samples.h"
#include "tests/bench/Settle.h"
#include "ui/workbench/Session.h"

// Training in the window. What a person waits for is measured on the wall clock.

namespace {

using glassnet::test::samples;

constexpr qint64 kWatched = 6'000;
constexpr int kStops = 20;
constexpr std::int64_t kSteps = 100;
constexpr qint64 kGivenUp = 20'000;
constexpr std::int64_t kEpochs = 30;

double processMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// The window in Train mode with an example in it.
class TrainWindow {
public:
    explicit TrainWindow(const QString& example) : m_settings(m_folder.filePath(QStringLiteral("settings.ini"))), m_window(m_settings) {
        m_window.resize(1440, 900);
        m_window.openExample(example);
        m_window.show();
        glassnet::test::settle(m_window);
        m_window.setMode(glassnet::ui::Mode::Train);
        glassnet::test::settle(m_window);
    }
    [[nodiscard]] bool isPlaying() const { return report() != nullptr && report()->isPlaying; }
    [[nodiscard]] const glassnet::ui::TrainReportPtr& report() const { return m_window.training().report(); }
    void press() { m_window.training().perform(glassnet::app::ActionId::Play); }
    /// Until it trains, or does not.
    void wait(bool playing) const {
        QElapsedTimer timer;
        timer.start();
        while (isPlaying() != playing && timer.elapsed() < kGivenUp) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
        }
    }

    /// Until it has trained to this step.
    void trainUntil(std::int64_t step) const {
        QElapsedTimer timer;
        timer.start();
        while (report()->step < step && timer.elapsed() < kGivenUp) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
        }
    }

private:
    QTemporaryDir m_folder;
    glassnet::app::Settings m_settings;
    glassnet::app::MainWindow m_window;
};

/// How long the window is away at a time: every turn of its event loop, with all that it does for a picture of training.
void trainGaps(benchmark::State& state) {
    auto& times = samples()["trainGaps"];
    TrainWindow window(QStringLiteral("two-arms"));
    for (auto _ : state) {
        window.press();
        window.wait(true);
        QElapsedTimer all;
        all.start();
        while (all.elapsed() < kWatched) {
            QElapsedTimer turn;
            turn.start();
            QCoreApplication::processEvents();
            times.push_back(static_cast<double>(turn.nsecsElapsed()) * 1e-6);
            // A turn without anything to do is no gap, but it must not crowd out the others either.
            if (times.back() < 0.1) {
                times.pop_back();
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1);
            }
            if (!window.isPlaying()) {
                window.press();
                window.wait(true);
            }
        }
        window.press();
        window.wait(false);
    }
}

void trainStop(benchmark::State& state) {
    auto& times = samples()["trainStop"];
    TrainWindow window(QStringLiteral("digits"));
    for (auto _ : state) {
        for (int i = 0; i < kStops; ++i) {
            window.press();
            window.wait(true);
            window.trainUntil(window.report()->step + kSteps);
            QElapsedTimer timer;
            timer.start();
            window.press();
            window.wait(false);
            times.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        }
    }
}

/// From the press to the first epoch of the default example that is on the screen with a smaller loss.
void trainSeen(benchmark::State& state) {
    auto& times = samples()["trainSeen"];
    TrainWindow window(QStringLiteral("three-two-one"));
    const double before = window.report()->training->loss;
    for (auto _ : state) {
        QElapsedTimer timer;
        timer.start();
        window.press();
        while (timer.elapsed() < kGivenUp && !(window.report()->training->loss < before)) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
        }
        times.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        if (window.isPlaying()) {
            window.press();
            window.wait(false);
        }
    }
}

/// Learning the digits, without a window: CPU time of the whole process.
void trainDigits(benchmark::State& state) {
    auto& times = samples()["trainDigits"];
    const auto project = glassnet::app::loadExample(QStringLiteral("digits")).value();
    for (auto _ : state) {
        const auto session = glassnet::ui::Session::open(project).value();
        const auto batch = session->trainer().program().options().batchSize;
        const auto batches = (session->data().training.rows() + batch - 1) / batch;
        const double start = processMilliseconds();
        session->train(kEpochs * batches, {});
        times.push_back(processMilliseconds() - start);
    }
}

BENCHMARK(trainGaps)->Iterations(1);
BENCHMARK(trainStop)->Iterations(1);
BENCHMARK(trainSeen)->Iterations(1);
BENCHMARK(trainDigits)->Iterations(1);

}  // namespace
