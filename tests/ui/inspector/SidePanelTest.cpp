#include "ui/inspector/SidePanel.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/Groove.h"
#include "tests/support/RandomNetworks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/heatmap/MatrixView.h"
#include "ui/support/ValueSlider.h"
#include "ui/workbench/Session.h"

namespace glassnet::test {

namespace {

using ui::ElementRef;
using ui::MatrixView;
using ui::Selection;
using ui::Session;
using ui::SidePanel;

constexpr int kTabs = 4;
constexpr QSize kPanel(360, 760);

Selection layerOf(const Session& session, std::size_t index) {
    Selection selection;
    selection.layer = session.snapshot({}, false)->network->layers().at(index).id;
    selection.unit = 0;
    return selection;
}

void show(SidePanel& panel, const Session& session, const Selection& selection) {
    panel.setSelection(selection);
    panel.setSnapshot(session.snapshot(selection, true));
}

/// The matrices in view, by title.
MatrixView* matrix(const SidePanel& panel, const QString& name) {
    for (auto* view : panel.findChildren<MatrixView*>()) {
        if (view->isVisibleTo(&panel) && view->accessibleName().contains(name)) {
            return view;
        }
    }
    return nullptr;
}

QStringList labels(const SidePanel& panel) {
    QStringList texts;
    for (const auto* label : panel.findChildren<QLabel*>()) {
        if (label->isVisibleTo(&panel)) {
            texts.append(label->text());
        }
    }
    return texts;
}

/// Every kind of layer in one row, with data of its own.
Project everyKind() {
    Project project;
    project.name = "every kind";
    auto& network = project.network;
    DenseSettings dense;
    dense.units = 3;
    dense.activation = defaultSpec(Activation::Tanh);
    const auto input = network.addLayer("Input", InputSettings{.units = 3, .drawnRows = 4});
    const auto first = network.addLayer("Dense 1", dense);
    const auto norm = network.addLayer("Batch norm", BatchNormSettings{});
    const auto dropout = network.addLayer("Dropout", DropoutSettings{});
    const auto join = network.addLayer("Join", JoinSettings{});
    const auto layerNorm = network.addLayer("Layer norm", LayerNormSettings{});
    OutputSettings output;
    output.dense.units = 2;
    output.dense.activation = defaultSpec(Activation::Softmax);
    output.loss = defaultSpec(Loss::CrossEntropy);
    const auto last = network.addLayer("Output", output);
    network.addLink(input, first);
    network.addLink(first, norm);
    network.addLink(norm, dropout);
    network.addLink(dropout, join);
    network.addLink(input, join);
    network.addLink(join, layerNorm);
    network.addLink(layerNorm, last);
    StoredRows rows;
    rows.targets[last] = Tensor::zeros(Shape{4}, DType::Int64);
    project.data = rows;
    project.training.batches.batchSize = 4;
    return project;
}

}  // namespace

class SidePanelTest final : public TestCase {
    Q_OBJECT
private slots:
    void emptyWithoutNumbers();
    void showsTheLessonsLayer();
    void everyKindAtEveryPosition();
    void editingACellTellsItsElement();
    void noNumberIsRefused();
    void sliderPreviewsAndCommits();
    void selectingACellTellsItsElement();
    void gradientTabAsksForTheCheck();
    void saysThatAUnitIsSaturated();
    void nothingIsCut_data();
    void nothingIsCut();
};

void SidePanelTest::emptyWithoutNumbers() {
    SidePanel panel;
    panel.resize(kPanel);
    panel.setSnapshot(nullptr);
    QVERIFY(labels(panel).isEmpty());
    const auto session = Session::open(lessonProject()).value();
    show(panel, *session, layerOf(*session, 1));
    QVERIFY(labels(panel).contains(QStringLiteral("Dense 1")));
    panel.setSnapshot(nullptr);
    QVERIFY(labels(panel).isEmpty());
}

void SidePanelTest::showsTheLessonsLayer() {
    const auto session = Session::open(lessonProject()).value();
    SidePanel panel;
    panel.resize(kPanel);
    show(panel, *session, layerOf(*session, 1));
    QVERIFY(labels(panel).contains(QStringLiteral("Dense 1")));
    QVERIFY(!labels(panel).filter(QStringLiteral("sigmoid"), Qt::CaseInsensitive).isEmpty());
    const auto* weights = matrix(panel, QStringLiteral("W"));
    QVERIFY(weights != nullptr);
    QCOMPARE(weights->values().rows(), 3);
    QCOMPARE(weights->values().columns(), 2);
    // The first weights that torch.manual_seed(7); torch.randn((1, 3)); torch.randn(3, 2) gives.
    QCOMPARE(QString::number(weights->values().tensor().at(0), 'f', 4), QStringLiteral("-1.1143"));
    QCOMPARE(QString::number(weights->values().tensor().at(5), 'f', 4), QStringLiteral("0.1382"));
}

void SidePanelTest::everyKindAtEveryPosition() {
    auto opened = Session::open(everyKind());
    QVERIFY(opened.has_value());
    auto& session = **opened;
    const auto layers = session.snapshot({}, false)->network->layers();
    QCOMPARE(layers.size(), std::size_t{7});
    SidePanel panel;
    panel.resize(kPanel);
    for (std::size_t position = 0; position <= session.trainer().program().size(); ++position) {
        session.moveTo(position);
        for (std::size_t i = 0; i < layers.size(); ++i) {
            // Every tab of every layer comes up at a quarter of the positions.
            panel.setTab(static_cast<int>((position + i) % kTabs));
            show(panel, session, layerOf(session, i));
            panel.grab();
            QVERIFY(labels(panel).contains(QString::fromStdString(layers[i].name)));
        }
    }
}

void SidePanelTest::editingACellTellsItsElement() {
    const auto session = Session::open(lessonProject()).value();
    SidePanel panel;
    panel.resize(kPanel);
    std::vector<std::pair<ElementRef, double>> edits;
    connect(&panel, &SidePanel::valueEdited, this, [&](ElementRef element, double value) { edits.emplace_back(element, value); });
    show(panel, *session, layerOf(*session, 1));
    panel.show();
    auto* weights = matrix(panel, QStringLiteral("W"));
    QVERIFY(weights != nullptr);
    weights->setSelected(ui::MatrixCell{2, 1});
    weights->startEdit(QStringLiteral("1/2"));
    QTest::keyClick(panel.findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(edits.size(), std::size_t{1});
    const auto& program = session->trainer().program();
    const auto layer = layerOf(*session, 1).layer;
    QCOMPARE(edits.front().first.tensor, program.find(StateKey{layer, StateRole::Weight, 0}));
    QCOMPARE(edits.front().first.element, std::int64_t{5});
    QCOMPARE(edits.front().second, 0.5);
}

void SidePanelTest::noNumberIsRefused() {
    const auto session = Session::open(lessonProject()).value();
    SidePanel panel;
    panel.resize(kPanel);
    show(panel, *session, layerOf(*session, 1));
    panel.show();
    QSignalSpy edited(&panel, &SidePanel::valueEdited);
    QSignalSpy told(&panel, &SidePanel::sentence);
    auto* weights = matrix(panel, QStringLiteral("W"));
    weights->setSelected(ui::MatrixCell{0, 0});
    weights->startEdit(QStringLiteral("half"));
    QTest::keyClick(panel.findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(edited.count(), 0);
    QCOMPARE(told.count(), 1);
    QVERIFY(told.first().first().toString().contains(QStringLiteral("half")));
}

void SidePanelTest::sliderPreviewsAndCommits() {
    const auto session = Session::open(lessonProject()).value();
    SidePanel panel;
    panel.resize(kPanel);
    auto selection = layerOf(*session, 1);
    const auto tensor = session->trainer().program().find(StateKey{selection.layer, StateRole::Weight, 0});
    selection.parameter = ElementRef{tensor, 3};
    show(panel, *session, selection);
    panel.show();
    std::vector<ElementRef> previews;
    std::vector<ElementRef> edits;
    connect(&panel, &SidePanel::valuePreviewed, this, [&](ElementRef element) { previews.push_back(element); });
    connect(&panel, &SidePanel::valueEdited, this, [&](ElementRef element) { edits.push_back(element); });
    auto* slider = panel.findChild<ui::ValueSlider*>();
    QVERIFY(slider->isVisible());
    QCOMPARE(QString::number(slider->value(), 'f', 4), QStringLiteral("-0.3556"));
    const auto middle = grooveMiddle(*slider);
    QVERIFY(!middle.isNull());
    previews.clear();
    QTest::mousePress(slider, Qt::LeftButton, {}, middle);
    QTest::mouseMove(slider, middle + QPoint(30, 0));
    QVERIFY(!previews.empty());
    QVERIFY(edits.empty());
    QTest::mouseRelease(slider, Qt::LeftButton, {}, middle + QPoint(30, 0));
    QCOMPARE(edits.size(), std::size_t{1});
    QVERIFY(edits.front() == (ElementRef{tensor, 3}));
    QVERIFY(previews.front() == edits.front());
}

void SidePanelTest::selectingACellTellsItsElement() {
    const auto session = Session::open(lessonProject()).value();
    SidePanel panel;
    panel.resize(kPanel);
    show(panel, *session, layerOf(*session, 1));
    panel.show();
    std::vector<ElementRef> chosen;
    connect(&panel, &SidePanel::elementSelected, this, [&](ElementRef element) { chosen.push_back(element); });
    auto* weights = matrix(panel, QStringLiteral("W"));
    QTest::mouseClick(weights->viewport(), Qt::LeftButton, {}, weights->cellRect({1, 0}).center().toPoint());
    QCOMPARE(chosen.size(), std::size_t{1});
    QCOMPARE(chosen.front().element, std::int64_t{2});
}

void SidePanelTest::gradientTabAsksForTheCheck() {
    SidePanel panel;
    QSignalSpy wanted(&panel, &SidePanel::gradientCheckWanted);
    panel.setTab(2);
    QCOMPARE(wanted.count(), 1);
    QVERIFY(wanted.last().first().toBool());
    panel.setTab(0);
    QCOMPARE(wanted.count(), 2);
    QVERIFY(!wanted.last().first().toBool());
}

void SidePanelTest::saysThatAUnitIsSaturated() {
    auto project = lessonProject();
    const auto notes = [&project](std::size_t layer) {
        auto session = Session::open(project).value();
        // A large bias drives the layer's units to their ends.
        const auto id = session->snapshot({}, false)->network->layers().at(layer).id;
        const StateKey key{id, StateRole::Bias, 0};
        session->setElement(key, 0, 50.0);
        session->moveTo(session->trainer().program().phaseBegin(Phase::Backward));
        SidePanel panel;
        panel.resize(kPanel);
        show(panel, *session, layerOf(*session, layer));
        return labels(panel).filter(QStringLiteral("is saturated"));
    };
    QCOMPARE(notes(1).size(), 1);
    QVERIFY(notes(1).front().startsWith(QStringLiteral(u"h₁")));
    QCOMPARE(notes(2).size(), 1);
    // Binary cross entropy reads z itself: the error does not come through the sigmoid.
    std::get<OutputSettings>(project.network.find(project.network.layers().at(2).id)->settings).loss =
        defaultSpec(Loss::BinaryCrossEntropy);
    QVERIFY(notes(2).isEmpty());
}

void SidePanelTest::nothingIsCut_data() {
    QTest::addColumn<int>("tab");
    QTest::addColumn<int>("layer");
    for (int tab = 0; tab < kTabs; ++tab) {
        for (int layer = 0; layer < 3; ++layer) {
            QTest::addRow("tab %d of layer %d", tab, layer) << tab << layer;
        }
    }
}

void SidePanelTest::nothingIsCut() {
    QFETCH(int, tab);
    QFETCH(int, layer);
    const auto session = Session::open(lessonProject()).value();
    session->moveTo(13);
    SidePanel panel;
    panel.setFixedWidth(kPanel.width());
    panel.resize(kPanel.width(), 1200);
    panel.setTab(tab);
    show(panel, *session, layerOf(*session, static_cast<std::size_t>(layer)));
    panel.show();
    const auto wrong = lookAt(panel, QStringLiteral("panel_%1_%2").arg(tab).arg(layer));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

GLASSNET_TEST(SidePanelTest);

}  // namespace glassnet::test

#include "SidePanelTest.moc"
