#include "ui/inspector/BuildPanel.h"

#include <QLabel>

#include "tests/support/Gallery.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/ShapeFacts.h"

namespace glassnet::test {

using ui::BuildPanel;
using ui::Fact;

class BuildPanelTest final : public TestCase {
    Q_OBJECT
private slots:
    void shapesOfTheIris();
    void shapesOfABrokenDrawing();
    void frozenAndHuge();
    void nothingChosen();
    void nothingIsCut_data();
    void nothingIsCut();

private:
    static QString valueOf(const std::vector<Fact>& facts, const QString& name) {
        for (const auto& fact : facts) {
            if (fact.name == name) {
                return fact.value;
            }
        }
        return QStringLiteral("none");
    }
    /// 4-8-3, as in the introduction of every textbook.
    static Project iris() {
        Project project;
        project.network = chain({4, 8, 3}, {Activation::Relu, Activation::Softmax}, Loss::CrossEntropy);
        project.network.find(project.network.layers().at(1).id)->dense()->weightStart = {InitializerKind::KaimingUniform, 1.5, 0};
        project.training.seeds = {42, 42, 42};
        return project;
    }
    static QStringList labels(const QWidget& panel) {
        QStringList texts;
        for (const auto* label : panel.findChildren<QLabel*>()) {
            if (label->isVisibleTo(&panel)) {
                texts.append(label->text());
            }
        }
        return texts;
    }
};

void BuildPanelTest::shapesOfTheIris() {
    const auto project = iris();
    const auto facts = ui::shapeFacts(project.network, project.network.layers().at(1).id, {});
    QCOMPARE(valueOf(facts, QStringLiteral("In")), QStringLiteral("[batch, 4]"));
    QCOMPARE(valueOf(facts, QStringLiteral("Weight")), QStringLiteral("[4, 8]"));
    QCOMPARE(valueOf(facts, QStringLiteral("Bias")), QStringLiteral("[1, 8]"));
    QCOMPARE(valueOf(facts, QStringLiteral("Out")), QStringLiteral("[batch, 8]"));
    // 4 x 8 + 8 of them and 8 x 3 + 3.
    QCOMPARE(valueOf(facts, QStringLiteral("Parameters")), QStringLiteral("40 of 67"));
    QCOMPARE(valueOf(facts, QStringLiteral("Multiply-adds a sample")), QStringLiteral("32"));
    QCOMPARE(valueOf(ui::shapeFacts(project.network, project.network.layers().at(0).id, {}, 5), QStringLiteral("Out")),
             QStringLiteral("[5, 4]"));
}

void BuildPanelTest::shapesOfABrokenDrawing() {
    auto project = iris();
    const auto dense = project.network.layers().at(1).id;
    const auto output = project.network.layers().at(2).id;
    // A circle: what goes in cannot be known, what comes out can.
    project.network.addLink(output, dense);
    const auto facts = ui::shapeFacts(project.network, dense, {});
    QCOMPARE(valueOf(facts, QStringLiteral("In")), QStringLiteral("?"));
    QCOMPARE(valueOf(facts, QStringLiteral("Out")), QStringLiteral("[batch, 8]"));
    QCOMPARE(valueOf(facts, QStringLiteral("Parameters")), QStringLiteral("?"));
    QVERIFY(ui::shapeFacts(project.network, LayerId{99}, {}).empty());
}

void BuildPanelTest::frozenAndHuge() {
    auto project = iris();
    auto* layer = project.network.find(project.network.layers().at(1).id);
    layer->dense()->trainable = false;
    QCOMPARE(valueOf(ui::shapeFacts(project.network, layer->id, {}), QStringLiteral("Parameters")), QStringLiteral("40 of 67, frozen"));
    layer->dense()->units = 9'000'000'000'000'000;
    QVERIFY(!ui::shapeFacts(project.network, layer->id, {}).empty());
}

void BuildPanelTest::nothingChosen() {
    BuildPanel panel;
    panel.setProject({});
    QVERIFY(labels(panel).contains(QStringLiteral("An empty canvas")));
    panel.setProject(iris());
    QVERIFY(labels(panel).contains(QStringLiteral("Nothing is chosen")));
    QVERIFY(labels(panel).contains(QStringLiteral("67")));
    const auto dense = iris().network.layers().at(1).id;
    panel.setSelection({dense}, std::nullopt);
    QVERIFY(labels(panel).contains(QStringLiteral("Dense 1")));
    QVERIFY(labels(panel).contains(QStringLiteral("40 of 67")));
    panel.setSelection({dense, iris().network.layers().at(2).id}, std::nullopt);
    QVERIFY(labels(panel).contains(QStringLiteral("2 layers")));
    auto without = iris();
    without.network.removeLayer(dense);
    panel.setSelection({dense}, std::nullopt);
    panel.setProject(without);
    QVERIFY(labels(panel).contains(QStringLiteral("Nothing is chosen")));
    QVERIFY(panel.form().isEmpty());
}

void BuildPanelTest::nothingIsCut_data() {
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("unit");
    QTest::addRow("nothing") << 0 << -1;
    QTest::addRow("input") << 1 << -1;
    QTest::addRow("dense") << 2 << -1;
    QTest::addRow("dense and a unit") << 2 << 1;
    QTest::addRow("output") << 4 << -1;
    QTest::addRow("several") << 6 << -1;
    QTest::addRow("all") << 7 << -1;
}

void BuildPanelTest::nothingIsCut() {
    QFETCH(int, layers);
    QFETCH(int, unit);
    auto project = iris();
    std::set<LayerId> chosen;
    for (int i = 0; i < 3; ++i) {
        if ((layers & (1 << i)) != 0) {
            chosen.insert(project.network.layers().at(static_cast<std::size_t>(i)).id);
        }
    }
    project.colors[project.network.layers().at(1).id] = 2;
    project.network.find(project.network.layers().at(1).id)->clamps[1] = -0.5;
    BuildPanel panel;
    panel.setProject(project);
    panel.setSelection(chosen, unit < 0 ? std::nullopt : std::optional<std::int64_t>(unit));
    panel.setFixedWidth(360);
    panel.resize(360, 820);
    panel.show();
    QCoreApplication::processEvents();
    const auto wrong = lookAt(panel, QStringLiteral("build_%1%2").arg(layers).arg(unit < 0 ? QString() : QStringLiteral("_unit")));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

GLASSNET_TEST(BuildPanelTest);

}  // namespace glassnet::test

#include "BuildPanelTest.moc"
