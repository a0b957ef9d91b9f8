#include <benchmark/benchmark.h>

#include <QApplication>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QFile>
#include <QMimeData>
#include <QTemporaryDir>
#include <QUrl>

#include "app/MainWindow.h"
#include "app/RightPanel.h"
#include "app/Settings.h"
#include "tests/bench/Samples.h"
#include "tests/bench/Settle.h"
#include "ui/data/DataPage.h"
#include "ui/support/PillButton.h"

// A large table in the window. What a person waits for is measured on the wall clock.

namespace {

using glassnet::test::samples;

constexpr qint64 kBytes = 100'000'000;
constexpr qint64 kGivenUp = 120'000;
constexpr int kCancels = 5;

/// A window in Train mode and a file of 100 MB, eight numbers a row.
class TableWindow {
public:
    TableWindow() : m_settings(m_folder.filePath(QStringLiteral("settings.ini"))), m_window(m_settings) {
        QFile file(path());
        if (file.open(QIODevice::WriteOnly)) {
            file.write("a,b,c,d,e,f,g,kind\n");
            QByteArray block;
            for (int i = 0; block.size() < 1'000'000; ++i) {
                for (int column = 0; column < 7; ++column) {
                    block += QByteArray::number(0.001 * ((i * 7919 + column * 104729) % 20011) - 10, 'f', 6) + ',';
                }
                block += i % 3 == 0 ? "1\n" : "0\n";
            }
            while (file.size() < kBytes) {
                file.write(block);
            }
        }
        m_window.resize(1440, 900);
        m_window.openExample(QStringLiteral("two-arms"));
        m_window.show();
        glassnet::test::settle(m_window);
        m_window.setMode(glassnet::ui::Mode::Train);
        glassnet::test::settle(m_window);
    }
    void drop() {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path())});
        QDropEvent event(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&m_window, &event);
    }
    /// The button that ends the reading; null or hidden while nothing is read.
    [[nodiscard]] glassnet::ui::PillButton* cancelButton() const {
        for (auto* button : m_window.rightPanel().data().findChildren<glassnet::ui::PillButton*>()) {
            if (button->text() == QStringLiteral("Cancel")) {
                return button;
            }
        }
        return nullptr;
    }
    [[nodiscard]] bool isReading() const { return cancelButton() != nullptr && cancelButton()->isVisible(); }
    [[nodiscard]] bool isLearnedFrom() {
        return std::holds_alternative<glassnet::TableSpec>(m_window.workbench().project().data) &&
               m_window.workbench().snapshot() != nullptr;
    }
    [[nodiscard]] glassnet::app::MainWindow& window() { return m_window; }

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("large.csv")); }

    QTemporaryDir m_folder;
    glassnet::app::Settings m_settings;
    glassnet::app::MainWindow m_window;
};

/// From dropping the file to a network that is fitted to it and has its numbers; and every turn of the event loop meanwhile.
void openTable100MB(benchmark::State& state) {
    TableWindow window;
    auto& gaps = samples()["openTableGaps"];
    for (auto _ : state) {
        QElapsedTimer all;
        all.start();
        window.drop();
        while (!window.isLearnedFrom() && all.elapsed() < kGivenUp) {
            QElapsedTimer turn;
            turn.start();
            QCoreApplication::processEvents();
            const double took = static_cast<double>(turn.nsecsElapsed()) * 1e-6;
            if (took >= 0.1) {
                gaps.push_back(took);
            } else {
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1);
            }
        }
        samples()["openTable100MB"].push_back(static_cast<double>(all.nsecsElapsed()) * 1e-6);
    }
}

/// From pressing Cancel to a window in which nothing is read.
void cancelTable(benchmark::State& state) {
    TableWindow window;
    auto& times = samples()["cancelTable"];
    for (auto _ : state) {
        for (int i = 0; i < kCancels; ++i) {
            QElapsedTimer timer;
            timer.start();
            window.drop();
            while (!window.isReading() && timer.elapsed() < kGivenUp) {
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
            }
            timer.restart();
            window.cancelButton()->click();
            while (window.isReading() && timer.elapsed() < kGivenUp) {
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
            }
            times.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        }
    }
}

BENCHMARK(openTable100MB)->Iterations(1);
BENCHMARK(cancelTable)->Iterations(1);

}  // namespace
