#include "ui/heatmap/GradientHistory.h"

#include <QSignalSpy>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "tests/support/Gallery.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"

namespace glassnet::test {

using namespace ui;

class GradientHistoryTest final : public TestCase {
    Q_OBJECT
private slots:
    void largestRowsAgainstSorting();
    void labelsAndWords();
    void pointingTells();
    void keysWalk();
    void moreRowsThanFit();
    void nothingYet();
    void rowsOfAnotherProgramAreNotShown();
    void looks();

private:
    /// `steps` steps of every element of the parameters: a decaying wave, the same every time.
    static GradientColumns columnsOf(const Program& program, int steps, bool ofGradients = false) {
        GradientColumns columns;
        for (int step = 0; step < steps; ++step) {
            columns.steps.push_back(step + 1);
        }
        for (const auto& parameter : program.parameters()) {
            for (std::int64_t element = 0; element < program.tensor(parameter.value).shape.elements(); ++element) {
                const double scale = std::sin(1.7 * static_cast<double>(columns.rows.size()));
                columns.rows.push_back({ofGradients ? parameter.gradient : parameter.value, element});
                for (int step = 0; step < steps; ++step) {
                    columns.values.push_back(static_cast<float>(0.2 * scale * std::exp(-0.08 * step)));
                }
            }
        }
        return columns;
    }
};

void GradientHistoryTest::largestRowsAgainstSorting() {
    std::mt19937 random(5);
    std::normal_distribution<float> normal;
    GradientColumns columns;
    columns.steps = {1, 2, 3};
    for (int row = 0; row < 500; ++row) {
        columns.rows.push_back({TensorId{1}, row});
        for (int step = 0; step < 3; ++step) {
            columns.values.push_back(normal(random));
        }
    }
    columns.values[3 * 123 + 1] = std::nanf("");
    std::vector<std::size_t> order(500);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto size = [&](std::size_t row) {
        float largest = 0;
        for (std::size_t step = 0; step < 3; ++step) {
            const float value = columns.at(row, step);
            largest = std::isnan(value) ? 1e9F : std::max(largest, std::abs(value));
        }
        return row == 123 ? 1e9F : largest;
    };
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
    order.resize(20);
    std::ranges::sort(order);
    QCOMPARE(GradientRows::largest(columns, 20), order);
    QVERIFY(std::ranges::find(order, std::size_t{123}) != order.end());
    QCOMPARE(GradientRows::largest(columns, 500).size(), std::size_t{500});
    QVERIFY(std::isfinite(GradientRows::limit(columns)) && GradientRows::limit(columns) > 2);
}

void GradientHistoryTest::labelsAndWords() {
    const auto scene = SteppingScene::lesson();
    for (const bool ofGradients : {false, true}) {
        GradientHistory history;
        history.resize(340, 400);
        history.setSnapshot(scene.at(0));
        auto columns = columnsOf(scene.program(), 24, ofGradients);
        const auto& program = scene.program();
        const auto weight = program.find(scene.network().layers().at(1).id, SymbolLetter::Weight);
        const ElementRef element{ofGradients ? program.gradientOf(weight) : weight, 2};
        const auto row = static_cast<std::size_t>(std::ranges::find(columns.rows, element) - columns.rows.begin());
        columns.values[row * 24 + 11] = -0.0312F;
        history.setColumns(columns);
        QCOMPARE(history.label(row), QStringLiteral("W1 10"));
        QCOMPARE(history.words(row, 11), QStringLiteral(u"∂L/∂W1[1,0] at step 12: −0.0312"));
        QCOMPARE(history.shown().size(), columns.rows.size());
        QCOMPARE(history.title(), QStringLiteral("Gradient heatmap, last 24 steps"));
    }
}

void GradientHistoryTest::pointingTells() {
    const auto scene = SteppingScene::lesson();
    GradientHistory history;
    history.resize(340, 400);
    history.setSnapshot(scene.at(0));
    const auto columns = columnsOf(scene.program(), 24);
    history.setColumns(columns);
    history.show();
    QVERIFY(QTest::qWaitForWindowExposed(&history));
    QSignalSpy hovered(&history, &GradientHistory::hovered);
    QTest::mouseMove(&history, history.cellRect({3, 20}).center().toPoint());
    QTRY_COMPARE(hovered.size(), 1);
    QCOMPARE(hovered.at(0).at(0).value<std::optional<ElementRef>>(), std::optional(columns.rows.at(3)));
    QCOMPARE(history.readout(), history.words(3, 20));
    QCOMPARE(history.accessibleDescription(), history.readout());
    QTest::mouseMove(&history, QPoint(2, 2));
    QTRY_COMPARE(hovered.size(), 2);
    QVERIFY(!hovered.at(1).at(0).value<std::optional<ElementRef>>().has_value());
}

void GradientHistoryTest::keysWalk() {
    const auto scene = SteppingScene::lesson();
    GradientHistory history;
    history.resize(340, 400);
    history.setSnapshot(scene.at(0));
    history.setColumns(columnsOf(scene.program(), 24));
    for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Left, Qt::Key_Left, Qt::Key_Right}) {
        QTest::keyClick(&history, key);
    }
    // It begins at the newest step of the first row.
    QCOMPARE(history.readout(), history.words(1, 22));
}

void GradientHistoryTest::moreRowsThanFit() {
    const SteppingScene scene(chain({784, 16, 1}, {Activation::Relu, Activation::Identity}, Loss::MeanSquaredError));
    GradientHistory history;
    history.setSnapshot(scene.at(0));
    const auto columns = columnsOf(scene.program(), 24);
    history.setColumns(columns);
    history.resize(340, history.sizeHint().height());
    QCOMPARE(history.shown(), GradientRows::largest(columns, 24));
    QVERIFY2(history.readout().contains(QStringLiteral("24 of 12577 parameters with the largest gradients")),
             qPrintable(history.readout()));
    const auto weight = scene.program().find(scene.network().layers().at(1).id, SymbolLetter::Weight);
    const auto last = std::ranges::find(columns.rows, ElementRef{weight, 784 * 16 - 1}) - columns.rows.begin();
    QCOMPARE(history.label(static_cast<std::size_t>(last)), QStringLiteral("W1 783,15"));
    // Less room, fewer rows; and they all lie within.
    history.show();
    history.resize(340, 200);
    QVERIFY(history.shown().size() < 24);
    QVERIFY(history.cellRect({static_cast<int>(history.shown().size()) - 1, 0}).bottom() < 200);
    QCOMPARE(history.shown(), GradientRows::largest(columns, history.shown().size()));
}

void GradientHistoryTest::nothingYet() {
    const auto scene = SteppingScene::lesson();
    GradientHistory history;
    history.resize(340, 200);
    history.setSnapshot(scene.at(0));
    QVERIFY(history.readout().contains(QStringLiteral("before the first step")));
    history.setColumns({{1, 2}, {{scene.program().parameters().front().value, 0}}, {0.5F}});
    QVERIFY(history.shown().empty());
    QTest::keyClick(&history, Qt::Key_Down);
    history.setColumns({{1}, {{scene.program().parameters().front().value, 0}}, {0.0F}});
    QVERIFY(history.readout().contains(QStringLiteral("zero")));
}

void GradientHistoryTest::rowsOfAnotherProgramAreNotShown() {
    const auto scene = SteppingScene::lesson();
    GradientHistory history;
    history.resize(340, 200);
    history.setColumns({{1}, {{TensorId{5000}, 0}}, {0.5F}});
    history.setSnapshot(scene.at(0));
    QVERIFY(history.shown().empty());
    history.setSnapshot(nullptr);
    QVERIFY(history.shown().empty());
}

void GradientHistoryTest::looks() {
    const auto scene = SteppingScene::lesson();
    GradientHistory history;
    history.setSnapshot(scene.at(0));
    auto columns = columnsOf(scene.program(), 24);
    history.setColumns(columns);
    history.resize(340, history.sizeHint().height());
    QCOMPARE(lookAt(history, QStringLiteral("history")), QStringList());
    columns.values[30] = std::nanf("");
    history.setColumns(columns);
    QTest::keyClick(&history, Qt::Key_Down);
    history.setHovered(columns.rows.at(4));
    QCOMPARE(lookAt(history, QStringLiteral("history_pointed")), QStringList());
    const SteppingScene large(chain({784, 16, 1}, {Activation::Relu, Activation::Identity}, Loss::MeanSquaredError));
    GradientHistory many;
    many.setSnapshot(large.at(0));
    many.setColumns(columnsOf(large.program(), 100));
    many.resize(300, 300);
    QCOMPARE(lookAt(many, QStringLiteral("history_many")), QStringList());
}

GLASSNET_TEST(GradientHistoryTest);

}  // namespace glassnet::test

#include "GradientHistoryTest.moc"
