#include "ui/batch/GradientParts.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/batch/BatchScene.h"
#include "ui/batch/PartsMap.h"
#include "ui/batch/SampleTable.h"
#include "ui/inspector/ChoiceField.h"

namespace glassnet::test {

namespace {

using ui::ElementRef;
using ui::GradientParts;
using ui::SampleColumn;

bool says(const GradientParts& parts, const QString& text) {
    for (const auto* label : parts.findChildren<QLabel*>()) {
        if (!label->isHidden() && label->text().contains(text)) {
            return true;
        }
    }
    return false;
}

const SampleColumn& partOf(const GradientParts& parts) {
    const auto& columns = parts.table().rows().columns;
    return columns[columns.size() - 2];
}

/// One weight w = 0.5 and the rows 1, 2, 3 with targets 0, 0, 1: parts 1/3, 4/3, 1 of the gradient 8/3.
BatchScene slope() {
    auto network = chain({1, 1}, {Activation::Identity}, Loss::MeanSquaredError);
    auto& dense = *network.find(network.layers().back().id)->dense();
    dense.bias = false;
    dense.weightStart = {InitializerKind::Constant, 0.5, 0.0};
    TrainingData data;
    data.inputs[network.layers().front().id] = Tensor::from<float>({1, 2, 3}, {3, 1});
    data.targets[network.layers().back().id] = Tensor::from<float>({0, 0, 1}, {3, 1});
    return {network, data, 3};
}

}  // namespace

class GradientPartsTest final : public TestCase {
    Q_OBJECT
private slots:
    void byHand();
    void undivided();
    void unknownUntilTheyAreMade();
    void termsJoinOneByOne();
    void whichGradient();
    void aChoiceTellsTheParameter();
    void theMapHoldsEveryPart();
    void aLargeGradientShowsOneRow();
    void saysWhatCannotBeTakenApart();
    void saysThatAConnectionIsCut();
    void nothingToLearn();
    void looks_data();
    void looks();
};

void GradientPartsTest::byHand() {
    auto scene = slope();
    scene.moveBehind(scene.gradient(1, SymbolLetter::Weight));
    GradientParts parts;
    parts.setSnapshot(scene.shot());
    const auto& part = partOf(parts);
    const auto third = [](double value) { return static_cast<double>(static_cast<float>(value / 3)); };
    QVERIFY(std::abs(part.value(0).value() - third(1)) < 1e-7);
    QVERIFY(std::abs(part.value(1).value() - third(4)) < 1e-7);
    QVERIFY(std::abs(part.value(2).value() - third(3)) < 1e-7);
    QVERIFY(std::abs(part.total.value() - third(8)) < 1e-6);
    // x, and what the loss sends back: 2 (w x - y) / 3.
    const auto& columns = parts.table().rows().columns;
    QCOMPARE(columns.size(), std::size_t{5});
    QCOMPARE(columns[1].head, QStringLiteral("x"));
    QCOMPARE(columns[1].value(2), std::optional(3.0));
    QVERIFY(std::abs(columns[2].value(2).value() - third(1)) < 1e-7);
    QCOMPARE(columns[1].element(2), std::optional(ElementRef{scene.program().inputs().front().tensor, 2}));
    QCOMPARE(parts.table().rows().totalName, QStringLiteral("Sum, the gradient"));
}

void GradientPartsTest::undivided() {
    auto scene = slope();
    scene.moveBehind(scene.gradient(1, SymbolLetter::Weight));
    GradientParts parts;
    parts.setSnapshot(scene.shot());
    QVERIFY(!says(parts, QStringLiteral("Computed for display")));
    parts.setUndivided(true);
    QVERIFY(parts.isUndivided());
    const auto& part = partOf(parts);
    QVERIFY(std::abs(part.value(0).value() - 1) < 1e-6);
    QVERIFY(std::abs(part.value(1).value() - 4) < 1e-6);
    QVERIFY(std::abs(part.total.value() - 8) < 1e-6);
    QVERIFY(says(parts, QStringLiteral("Computed for display: every part times 3")));
    QCOMPARE(part.head, QStringLiteral("part times n"));
    // These numbers are no elements of the program.
    QCOMPARE(part.totalElement, std::optional<ElementRef>());
    QVERIFY(!parts.table().rows().columns[2].element);
    QVERIFY(std::abs(parts.map().at(1, 0).value() - 4) < 1e-6);
    parts.setUndivided(false);
    QVERIFY(!says(parts, QStringLiteral("Computed for display")));
}

void GradientPartsTest::unknownUntilTheyAreMade() {
    auto scene = slope();
    scene.moveBehind(scene.program().loss());
    GradientParts parts;
    parts.setSnapshot(scene.shot());
    QCOMPARE(partOf(parts).value(0), std::optional<double>());
    QCOMPARE(partOf(parts).total, std::optional<double>());
    QVERIFY(!parts.map().at(0, 0).has_value());
    QVERIFY(says(parts, QStringLiteral("as soon as the step has made ∂L/∂W")));
}

void GradientPartsTest::termsJoinOneByOne() {
    auto scene = BatchScene::small();
    const auto gradient = scene.gradient(1, SymbolLetter::Weight);
    scene.moveBehind(gradient);
    GradientParts parts;
    // Two numbers are made and four terms of the third have joined.
    parts.setSnapshot(scene.shot(ElementRef{gradient, 2}, EntryPart{2, 4}));
    QVERIFY(parts.focus().has_value());
    QCOMPARE(parts.focus()->element, std::int64_t{2});
    QVERIFY(partOf(parts).value(3).has_value());
    QCOMPARE(partOf(parts).value(4), std::optional<double>());
    QCOMPARE(partOf(parts).total, std::optional<double>());
    const auto& map = parts.map();
    QCOMPARE(map.rows(), 10);
    QCOMPARE(map.columns(), 6);
    QVERIFY(map.at(9, 1).has_value());
    QVERIFY(map.at(3, 2).has_value());
    QVERIFY(!map.at(4, 2).has_value());
    QVERIFY(!map.at(0, 3).has_value());
}

void GradientPartsTest::whichGradient() {
    auto scene = BatchScene::small();
    const auto shownBy = [](const GradientParts& parts) { return ElementRef{parts.focus()->gradient, parts.focus()->element}; };
    GradientParts parts;
    parts.setSnapshot(scene.shot());
    QCOMPARE(shownBy(parts), (ElementRef{scene.gradient(1, SymbolLetter::Weight), 0}));
    // The selected parameter goes first,
    ui::Selection selection;
    selection.parameter = ElementRef{scene.parameter(2, SymbolLetter::Weight), 1};
    parts.setSelection(selection);
    QCOMPARE(shownBy(parts), (ElementRef{scene.gradient(2, SymbolLetter::Weight), 1}));
    // but the number in hand before another of the same gradient,
    const auto own = scene.gradient(2, SymbolLetter::Weight);
    scene.moveBehind(own);
    parts.setSnapshot(scene.shot(ElementRef{own, 2}));
    QCOMPARE(shownBy(parts), (ElementRef{own, 2}));
    // and without a selection the gradient that is being made.
    const auto bias = scene.gradient(1, SymbolLetter::Bias);
    scene.moveBehind(bias);
    parts.setSelection({});
    parts.setSnapshot(scene.shot(ElementRef{bias, 1}));
    QCOMPARE(shownBy(parts), (ElementRef{bias, 1}));
    // A bias has no factors: no., part, bar.
    QCOMPARE(parts.table().rows().columns.size(), std::size_t{3});
}

void GradientPartsTest::aChoiceTellsTheParameter() {
    auto scene = BatchScene::small();
    GradientParts parts;
    parts.setSnapshot(scene.shot());
    auto& choice = *parts.findChild<ui::ChoiceField*>();
    QCOMPARE(choice.count(), 4);
    QCOMPARE(choice.itemText(0), QStringLiteral("∂L/∂W1 · Dense 1"));
    const QSignalSpy chosen(&parts, &GradientParts::parameterChosen);
    emit choice.chosen(3);
    QCOMPARE(chosen.first().first().value<ElementRef>(), (ElementRef{scene.parameter(2, SymbolLetter::Bias), 0}));
    QCOMPARE(parts.focus()->gradient, scene.gradient(2, SymbolLetter::Bias));
    // The choice holds until the step moves on.
    parts.setSnapshot(scene.shot());
    QCOMPARE(parts.focus()->gradient, scene.gradient(2, SymbolLetter::Bias));
    scene.moveBehind(scene.program().loss());
    parts.setSnapshot(scene.shot());
    QCOMPARE(parts.focus()->gradient, scene.gradient(1, SymbolLetter::Weight));
}

// Every column of the map sums to its element of the gradient, which the program computed.
void GradientPartsTest::theMapHoldsEveryPart() {
    auto scene = BatchScene::small();
    scene.train(3);
    const auto gradient = scene.gradient(1, SymbolLetter::Weight);
    scene.moveBehind(gradient);
    GradientParts parts;
    parts.setSnapshot(scene.shot());
    const auto& map = parts.map();
    QCOMPARE(map.rows(), 5);
    QCOMPARE(map.columns(), 6);
    const auto computed = scene.trainer().executable().read(gradient);
    for (int element = 0; element < 6; ++element) {
        double sum = 0;
        for (int sample = 0; sample < 5; ++sample) {
            sum += map.at(sample, element).value();
        }
        QVERIFY(std::abs(sum - computed.at(element)) < 1e-6);
    }
    const QSignalSpy parameter(&parts, &GradientParts::parameterChosen);
    const QSignalSpy sample(&parts, &GradientParts::sampleChosen);
    parts.resize(320, 700);
    parts.show();
    QVERIFY(QTest::qWaitForWindowExposed(&parts));
    QTest::mouseClick(&parts.map(), Qt::LeftButton, {}, map.cellRect(2, 4).center().toPoint());
    QCOMPARE(parameter.first().first().value<ElementRef>(), (ElementRef{scene.parameter(1, SymbolLetter::Weight), 4}));
    QCOMPARE(sample.first().first().toLongLong(), 2);
    QCOMPARE(parts.focus()->element, std::int64_t{4});
    QTest::keyClick(&parts.map(), Qt::Key_Right);
    QCOMPARE(parameter.last().first().value<ElementRef>(), (ElementRef{scene.parameter(1, SymbolLetter::Weight), 5}));
}

void GradientPartsTest::aLargeGradientShowsOneRow() {
    const auto network = chain({5, 100, 2}, {Activation::Tanh, Activation::Identity}, Loss::MeanSquaredError);
    TrainingData data;
    data.inputs[network.layers().front().id] = Tensor::ones({500, 5});
    data.targets[network.layers().back().id] = Tensor::zeros({500, 2});
    BatchScene scene(network, data, 500);
    scene.moveBehind(scene.gradient(1, SymbolLetter::Weight));
    GradientParts parts;
    ui::Selection selection;
    selection.sample = 430;
    selection.parameter = ElementRef{scene.parameter(1, SymbolLetter::Weight), 3 * 100 + 70};
    parts.setSnapshot(scene.shot());
    parts.setSelection(selection);
    const auto& map = parts.map();
    QCOMPARE(map.firstElement(), std::int64_t{3 * 100 + 64});
    QCOMPARE(map.firstSample(), std::int64_t{400});
    QCOMPARE(map.columns(), 36);
    QCOMPARE(map.rows(), 100);
    QCOMPARE(map.at(30, 6), partOf(parts).value(430));
    QVERIFY(map.accessibleDescription().startsWith(QStringLiteral("sample 431, W1[3,70]: ")));
}

void GradientPartsTest::saysWhatCannotBeTakenApart() {
    NetworkSpec network;
    DenseSettings dense;
    dense.units = 2;
    const auto x = network.addLayer("Input", InputSettings{.units = 2});
    const auto first = network.addLayer("Dense 1", dense);
    const auto norm = network.addLayer("Batch norm", BatchNormSettings{});
    const auto output = network.addLayer("Output", OutputSettings{dense, defaultSpec(Loss::MeanSquaredError), 1.0});
    network.addLink(x, first);
    network.addLink(first, norm);
    network.addLink(norm, output);
    TrainingData data;
    data.inputs[x] = Tensor::from<float>({1, 2, 3, 5, -1, 0.5F}, {3, 2});
    data.targets[output] = Tensor::zeros({3, 2});
    BatchScene scene(network, data, 3);
    GradientParts parts;
    ui::Selection selection;
    selection.parameter = ElementRef{scene.parameter(1, SymbolLetter::Weight), 0};
    parts.setSnapshot(scene.shot());
    parts.setSelection(selection);
    QVERIFY(says(parts, QStringLiteral("batch norm, which joins all samples")));
    selection.parameter = ElementRef{scene.parameter(3, SymbolLetter::Weight), 0};
    parts.setSelection(selection);
    QVERIFY(!says(parts, QStringLiteral("batch norm")));
    selection.parameter = ElementRef{scene.parameter(2, SymbolLetter::Scale), 0};
    parts.setSelection(selection);
    QCOMPARE(parts.focus()->gradient, scene.gradient(2, SymbolLetter::Scale));
    QVERIFY(!says(parts, QStringLiteral("batch norm, which")));
}

void GradientPartsTest::saysThatAConnectionIsCut() {
    auto network = chain({2, 2}, {Activation::Tanh}, Loss::MeanSquaredError);
    network.find(network.links().front().id)->cut = {{0, 1}};
    TrainingData data;
    data.inputs[network.layers().front().id] = Tensor::ones({3, 2});
    data.targets[network.layers().back().id] = Tensor::zeros({3, 2});
    BatchScene scene(network, data, 3);
    scene.moveBehind(scene.gradient(1, SymbolLetter::Weight));
    GradientParts parts;
    ui::Selection selection;
    selection.parameter = ElementRef{scene.parameter(1, SymbolLetter::Weight), 1};
    parts.setSnapshot(scene.shot());
    parts.setSelection(selection);
    QVERIFY(says(parts, QStringLiteral("This connection is cut")));
    QCOMPARE(partOf(parts).value(0), std::optional(0.0));
    QCOMPARE(partOf(parts).total, std::optional(0.0));
}

void GradientPartsTest::nothingToLearn() {
    auto network = chain({2, 1}, {Activation::Identity}, Loss::MeanSquaredError);
    network.find(network.layers().back().id)->dense()->trainable = false;
    TrainingData data;
    data.inputs[network.layers().front().id] = Tensor::ones({3, 2});
    data.targets[network.layers().back().id] = Tensor::zeros({3, 1});
    const BatchScene scene(network, data, 3);
    GradientParts parts;
    parts.setSnapshot(scene.shot());
    QVERIFY(!parts.focus().has_value());
    QVERIFY(says(parts, QStringLiteral("Every layer of this network is frozen")));
    parts.setSnapshot(nullptr);
    QVERIFY(!says(parts, QStringLiteral("frozen")));
}

void GradientPartsTest::looks_data() {
    QTest::addColumn<bool>("undivided");
    QTest::addColumn<bool>("isMade");
    QTest::newRow("parts") << false << true;
    QTest::newRow("parts_undivided") << true << true;
    QTest::newRow("parts_unknown") << false << false;
}

void GradientPartsTest::looks() {
    QFETCH(bool, undivided);
    QFETCH(bool, isMade);
    auto scene = BatchScene::small();
    scene.train(1);
    if (isMade) {
        scene.moveBehind(scene.gradient(1, SymbolLetter::Weight));
    }
    GradientParts parts;
    ui::Selection selection;
    selection.sample = 2;
    selection.parameter = ElementRef{scene.parameter(1, SymbolLetter::Weight), 1};
    parts.setSnapshot(scene.shot());
    parts.setSelection(selection);
    parts.setUndivided(undivided);
    parts.show();
    parts.resize(320, parts.heightForWidth(320));
    const auto wrong = lookAt(parts, QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("; "))));
}

GLASSNET_TEST(GradientPartsTest);

}  // namespace glassnet::test

#include "GradientPartsTest.moc"
