#include "ui/heatmap/TensorView.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <cmath>
#include <limits>

#include "tests/support/Gallery.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"
#include "ui/heatmap/ColorLegend.h"
#include "ui/heatmap/HeatmapPlot.h"
#include "ui/heatmap/Histogram.h"
#include "ui/heatmap/TensorChoice.h"
#include "ui/support/Dialogs.h"
#include "ui/support/RoundButton.h"
#include "ui/theme/ApplyTheme.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

using namespace ui;

/// The heatmap as a whole.
class TensorViewTest final : public TestCase {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(*qApp, Theme::light()); }
    void pointingReads();
    void hoveredElsewhereIsRinged();
    void clickSelects();
    void keysWalk();
    void notComputedYet();
    void optionsRecolor();
    void changesOfAStep();
    void copiesEveryNumber();
    void savesAPicture();
    void closes();
    void histogramTells();
    void pointingPaintsNoMap();
    void legendTicks();
    void nothingWithoutNumbers();
    void looks_data();
    void looks();

private:
    struct Shown {
        SteppingScene scene = SteppingScene::lesson();
        TensorView view;
        TensorId weight;
    };
    static void show(Shown& shown, std::size_t position, QSize size = {900, 600}) {
        shown.weight = weightOf(shown.scene);
        shown.view.setSnapshot(shown.scene.at(position));
        shown.view.setTensor(shown.weight);
        shown.view.resize(size);
        shown.view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
    }
    static TensorId weightOf(const SteppingScene& scene) {
        return scene.program().find(scene.network().layers().at(1).id, SymbolLetter::Weight);
    }
    static QPoint middle(const TensorView& view, MatrixCell cell) { return view.plot().cells().cellRect(cell).center().toPoint(); }
    static std::shared_ptr<Snapshot> changed(const SnapshotPtr& snapshot, TensorId id, const Tensor& values) {
        auto copy = std::make_shared<Snapshot>(*snapshot);
        copy->values.insert_or_assign(id, values);
        return copy;
    }
};

void TensorViewTest::pointingReads() {
    Shown shown;
    show(shown, 4);
    QSignalSpy hovered(&shown.view, &TensorView::hovered);
    QTest::mouseMove(&shown.view.plot(), middle(shown.view, {1, 0}));
    QTRY_COMPARE(hovered.size(), 1);
    QCOMPARE(hovered.at(0).at(0).value<std::optional<ElementRef>>(), std::optional(ElementRef{shown.weight, 2}));
    // torch.manual_seed(7); torch.randn((1, 3)); torch.randn(3, 2)[1, 0], all its digits.
    QVERIFY2(shown.view.readout().startsWith(QStringLiteral(u"W1[1,0] = −0.8948")), qPrintable(shown.view.readout()));
    QTest::mouseMove(&shown.view.plot(), QPoint(shown.view.plot().width() - 1, shown.view.plot().height() - 1));
    QTRY_COMPARE(hovered.size(), 2);
    QVERIFY(!hovered.at(1).at(0).value<std::optional<ElementRef>>().has_value());
    QVERIFY(!shown.view.readout().contains(QStringLiteral("W1")));
}

void TensorViewTest::hoveredElsewhereIsRinged() {
    Shown shown;
    show(shown, 4);
    QSignalSpy hovered(&shown.view, &TensorView::hovered);
    shown.view.setHovered(ElementRef{shown.weight, 5});
    QCOMPARE(shown.view.plot().pointed(), std::optional(MatrixCell{2, 1}));
    QVERIFY(shown.view.readout().startsWith(QStringLiteral("W1[2,1] = 0.138")));
    shown.view.setHovered(ElementRef{shown.scene.program().gradientOf(shown.weight), 0});
    QVERIFY(!shown.view.plot().pointed());
    QVERIFY(hovered.isEmpty());
}

void TensorViewTest::clickSelects() {
    Shown shown;
    show(shown, 4);
    QSignalSpy selected(&shown.view, &TensorView::elementSelected);
    QTest::mouseClick(&shown.view.plot(), Qt::LeftButton, {}, middle(shown.view, {2, 1}));
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.at(0).at(0).value<ElementRef>(), (ElementRef{shown.weight, 5}));
}

void TensorViewTest::keysWalk() {
    Shown shown;
    show(shown, 4);
    QSignalSpy selected(&shown.view, &TensorView::elementSelected);
    for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Right, Qt::Key_Right, Qt::Key_Up, Qt::Key_Return}) {
        QTest::keyClick(&shown.view.plot(), key);
    }
    // The first key only shows where one is.
    QCOMPARE(shown.view.plot().pointed(), std::optional(MatrixCell{0, 1}));
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.at(0).at(0).value<ElementRef>(), (ElementRef{shown.weight, 1}));
    QCOMPARE(shown.view.plot().accessibleDescription(), shown.view.readout());
}

void TensorViewTest::notComputedYet() {
    Shown shown;
    show(shown, 0);
    const auto hidden = shown.scene.program().find(shown.scene.network().layers().at(1).id, SymbolLetter::PreActivation);
    shown.view.setTensor(hidden);
    QVERIFY2(shown.view.words().contains(QStringLiteral("not computed yet")), qPrintable(shown.view.words()));
    QVERIFY(paintedTexts(shown.view.plot()).contains(QStringLiteral("?")) || shown.view.plot().timesPainted() > 0);
    QTest::mouseMove(&shown.view.plot(), middle(shown.view, {0, 1}));
    QTRY_VERIFY2(shown.view.readout().contains(QStringLiteral("not computed yet")), qPrintable(shown.view.readout()));
    shown.view.setSnapshot(shown.scene.at(1));
    QVERIFY(!shown.view.words().contains(QStringLiteral("not computed yet")));
}

void TensorViewTest::optionsRecolor() {
    Shown shown;
    show(shown, 4);
    QCOMPARE(static_cast<int>(shown.view.heatmap().map), static_cast<int>(MapKind::Signed));
    QCOMPARE(static_cast<float>(shown.view.heatmap().scale.limit()), static_cast<float>(shown.view.heatmap().range.largest()));
    shown.view.setMapChoice(MapChoice::OneSided);
    QCOMPARE(static_cast<int>(shown.view.heatmap().map), static_cast<int>(MapKind::Size));
    QVERIFY(shown.view.words().contains(QStringLiteral("without the sign")));
    shown.view.setLogarithmic(true);
    QVERIFY(shown.view.heatmap().scale.isLogarithmic());
    QVERIFY(shown.view.words().contains(QStringLiteral("linear below")));
    // What was chosen holds for other tensors and snapshots too.
    shown.view.setSnapshot(shown.scene.at(6));
    QVERIFY(shown.view.heatmap().scale.isLogarithmic());
}

void TensorViewTest::changesOfAStep() {
    Shown shown;
    show(shown, 4);
    const auto before = std::make_shared<StepStart>();
    const auto first = shown.scene.at(0);
    for (const auto& parameter : shown.scene.program().parameters()) {
        before->emplace(parameter.value, first->values.at(parameter.value));
    }
    shown.view.setStepStart(before);
    shown.view.setKey({shown.weight, true});
    QVERIFY(shown.view.heatmap().values.isKnownNowhere());
    const auto last = shown.scene.at(shown.scene.program().size());
    shown.view.setSnapshot(last);
    QVERIFY(shown.view.heatmap().values.isKnownWhole());
    for (std::int64_t element = 0; element < 6; ++element) {
        const double wanted = last->values.at(shown.weight).at(element) - first->values.at(shown.weight).at(element);
        QVERIFY(std::abs(shown.view.heatmap().values.tensor().at(element) - wanted) < 1e-7);
    }
    QTest::mouseMove(&shown.view.plot(), middle(shown.view, {1, 1}));
    QTRY_VERIFY2(shown.view.readout().startsWith(QStringLiteral("ΔW1[1,1] = ")), qPrintable(shown.view.readout()));
    shown.view.setStepStart(nullptr);
    QVERIFY(!shown.view.key().update);
}

void TensorViewTest::copiesEveryNumber() {
    Shown shown;
    show(shown, 4);
    QTest::keyClick(&shown.view.plot(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines.at(2).split(QLatin1Char('\t')).at(1).toFloat(), static_cast<float>(shown.view.heatmap().values.at({2, 1})));
}

void TensorViewTest::savesAPicture() {
    Shown shown;
    show(shown, 4);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("map"));
    QSignalSpy told(&shown.view, &TensorView::sentence);
    Dialogs::answerNextFile(path);
    shown.view.save();
    const QImage picture(path + QStringLiteral(".png"));
    QCOMPARE(picture.size(), 2 * shown.view.size());
    QVERIFY(told.at(0).at(0).toString().contains(QStringLiteral("map.png")));
    // Its four corners are ground, and the colors of the map are in it.
    const ColorMap map(Theme::current());
    const QRgb strongest = map.color(shown.view.heatmap().range.greatest, shown.view.heatmap().range.largest()).rgb();
    int found = 0;
    for (int y = 0; y < picture.height(); y += 2) {
        for (int x = 0; x < picture.width(); x += 2) {
            found += picture.pixel(x, y) == strongest ? 1 : 0;
        }
    }
    QVERIFY2(found > 100, qPrintable(QString::number(found)));
    QCOMPARE(picture.pixelColor(0, 0), Theme::current().color(Token::Panel));
    Dialogs::answerNextFile(folder.filePath(QStringLiteral("none/map.png")));
    shown.view.save();
    QVERIFY(told.at(1).at(0).toString().contains(QStringLiteral("could not be written")));
    Dialogs::answerNextFile(QString());
    shown.view.save();
    QCOMPARE(told.size(), 2);
}

void TensorViewTest::closes() {
    Shown shown;
    show(shown, 4);
    QSignalSpy closed(&shown.view, &TensorView::closeRequested);
    QTest::keyClick(&shown.view.plot(), Qt::Key_Escape);
    QCOMPARE(closed.size(), 1);
    QTest::mouseClick(shown.view.findChild<RoundButton*>(), Qt::LeftButton);
    QCOMPARE(closed.size(), 2);
}

void TensorViewTest::histogramTells() {
    Shown shown;
    show(shown, 4);
    Histogram& histogram = shown.view.histogram();
    std::int64_t all = 0;
    for (int bin = 0; bin < histogram.bins().size(); ++bin) {
        all += histogram.bins().count(bin);
    }
    QCOMPARE(all, 6);
    // The largest number is in the last stretch.
    const int last = histogram.bins().size() - 1;
    QVERIFY(histogram.bins().count(last) >= 1);
    QTest::mouseMove(&histogram, QPoint(histogram.width() - 2, histogram.height() / 2));
    QTRY_COMPARE(shown.view.readout(), histogram.words(last));
    QVERIFY2(shown.view.readout().contains(QStringLiteral("1.6908")), qPrintable(shown.view.readout()));
}

void TensorViewTest::pointingPaintsNoMap() {
    const SteppingScene scene(chain({784, 128, 10}, {Activation::Relu, Activation::Identity}, Loss::MeanSquaredError));
    TensorView view;
    view.setSnapshot(scene.at(0));
    view.setTensor(weightOf(scene));
    view.resize(900, 600);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QCOMPARE(view.heatmap().values.size(), (MatrixCell{784, 128}));
    QVERIFY(view.words().contains(QStringLiteral("smaller than a pixel")));
    view.grab();
    const int painted = view.plot().timesPainted();
    QSignalSpy hovered(&view, &TensorView::hovered);
    for (int i = 0; i < 40; ++i) {
        QTest::mouseMove(&view.plot(), view.plot().cells().map().topLeft().toPoint() + QPoint(5 + 3 * i, 7 + 2 * i));
        view.grab();
    }
    QVERIFY(hovered.size() > 20);
    QCOMPARE(view.plot().timesPainted(), painted);
    // Names of rows and columns are made again for another tensor only.
    const auto before = view.heatmap().heads.rows.constData();
    view.setSnapshot(scene.at(0));
    QVERIFY(view.heatmap().heads.rows.size() == 784 && view.heatmap().heads.rows.constData() == before);
}

void TensorViewTest::legendTicks() {
    Heatmap heatmap;
    heatmap.values = MatrixValues(1, 3, Tensor::from<float>({-0.02F, 0.5F, 8.0F}, Shape{1, 3}));
    heatmap.range = heatmap.values.range();
    heatmap.choose(MapChoice::Automatic, false);
    QCOMPARE(ColorLegend::ticks(heatmap), (std::vector<double>{-8, 8, 0, -4, 4}));
    heatmap.choose(MapChoice::Automatic, true);
    std::vector<double> rounded;
    for (const double tick : ColorLegend::ticks(heatmap)) {
        rounded.push_back(std::round(tick * 1e6) / 1e6);
    }
    QCOMPARE(rounded, (std::vector<double>{-8, 8, 0, 0.01, -0.01, 0.1, -0.1, 1, -1}));
}

void TensorViewTest::nothingWithoutNumbers() {
    TensorView view;
    view.resize(600, 400);
    view.setSnapshot(nullptr);
    QVERIFY(view.readout().contains(QStringLiteral("no numbers")));
    view.copy();
    const auto scene = SteppingScene::lesson();
    view.setSnapshot(scene.at(3));
    QCOMPARE(view.key().tensor, weightOf(scene));
    view.setSnapshot(nullptr);
    QVERIFY(!view.key().tensor.valid());
}

void TensorViewTest::looks_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("what");
    for (const QSize size : {QSize(480, 360), QSize(760, 520), QSize(1100, 700)}) {
        for (int what = 0; what < 6; ++what) {
            QTest::addRow("tensor_%d_%d", what, size.width()) << size << what;
        }
    }
}

void TensorViewTest::looks() {
    QFETCH(QSize, size);
    QFETCH(int, what);
    const bool large = what == 1 || what == 5;
    const SteppingScene scene =
        large ? SteppingScene(chain({784, 128, 10}, {Activation::Relu, Activation::Identity}, Loss::MeanSquaredError))
              : SteppingScene(chain({4, 12, 1}, {Activation::Sigmoid, Activation::Sigmoid}, Loss::MeanSquaredError), 9);
    TensorView view;
    const auto weight = weightOf(scene);
    const auto hidden = scene.program().outputOf(scene.network().layers().at(1).id);
    auto snapshot = scene.at(what == 2 ? 0 : scene.program().size());
    if (what == 3 || what == 5) {
        Tensor odd = snapshot->values.at(weight).clone();
        for (const std::int64_t element : {1, 7, 33, 39}) {
            odd.set(large ? element * 2048 + 100 : element, element % 2 == 0 ? std::nan("") : -std::numeric_limits<double>::infinity());
        }
        snapshot = changed(snapshot, weight, odd);
    }
    view.setSnapshot(snapshot);
    view.setTensor(what == 2 || what == 4 ? hidden : weight);
    view.setLogarithmic(what == 4 || what == 5);
    view.resize(size);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    if (what == 0) {
        view.setHovered(ElementRef{weight, 17});
    }
    QCOMPARE(lookAt(view, QString::fromLatin1(QTest::currentDataTag())).join(QLatin1Char('|')), QString());
}

GLASSNET_TEST(TensorViewTest);

}  // namespace glassnet::test

#include "TensorViewTest.moc"
