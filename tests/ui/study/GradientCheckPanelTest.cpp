#include "ui/study/GradientCheckPanel.h"

#include <QLabel>
#include <QSignalSpy>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/study/StudyScene.h"
#include "ui/study/ErrorMap.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

namespace {

using ui::ErrorMap;
using ui::GradientCheckPanel;

QString words(const QWidget& panel) {
    QStringList texts;
    for (const auto* label : panel.findChildren<QLabel*>()) {
        if (label->isVisibleTo(&panel)) {
            texts.append(label->text());
        }
    }
    return texts.join(QLatin1Char('\n'));
}

QList<ErrorMap*> maps(const QWidget& panel) {
    QList<ErrorMap*> shown;
    for (auto* map : panel.findChildren<ErrorMap*>()) {
        if (map->isVisibleTo(&panel)) {
            shown.append(map);
        }
    }
    return shown;
}

class GradientCheckPanelTest final : public TestCase {
    Q_OBJECT
private slots:
    void asksWhereThereIsSomethingToCheck();
    void namesTheWorst();
    void saysThatOneDiffers();
    void pointsAtElements();
    void theScaleIsLogarithmic();
    void whatIsNotFiniteIsHatched_data();
    void whatIsNotFiniteIsHatched();
    void looks();
};

void GradientCheckPanelTest::asksWhereThereIsSomethingToCheck() {
    const auto session = ui::Session::open(lessonProject()).value();
    GradientCheckPanel panel;
    QSignalSpy wanted(&panel, &ui::StudyPanel::wanted);
    session->moveTo(session->trainer().program().phaseBegin(Phase::Update));
    panel.setContext(contextOf(*session));
    // Not in view, nothing is asked; in view it is, once.
    QCOMPARE(wanted.count(), 0);
    panel.show();
    QCOMPARE(wanted.count(), 1);
    panel.setContext(contextOf(*session));
    QCOMPARE(wanted.count(), 1);
    panel.setReport(checkAllGradients(session->trainer(), session->reference()));
    QVERIFY(!panel.isStale());
    panel.setContext(contextOf(*session));
    QCOMPARE(wanted.count(), 1);
    // Another position may have more gradients; too early there is nothing to ask for.
    session->moveTo(session->trainer().program().phaseBegin(Phase::Backward) + 2);
    panel.setContext(contextOf(*session));
    QCOMPARE(wanted.count(), 1);
    QVERIFY(words(panel).contains(QStringLiteral("No gradient is computed yet")));
    QVERIFY(maps(panel).isEmpty());
    panel.setContext(ui::InspectorContext());
    QVERIFY(words(panel).contains(QStringLiteral("does not run")));
}

void GradientCheckPanelTest::namesTheWorst() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(session->trainer().program().phaseBegin(Phase::Update));
    GradientCheckPanel panel;
    panel.setContext(contextOf(*session));
    auto report = checkAllGradients(session->trainer(), session->reference());
    const auto& program = session->trainer().program();
    const auto weight = program.find(StateKey{contextOf(*session).selection.layer, StateRole::Weight, 0});
    // A worst one of our own: element 4 of the 3 x 2 weights is row 2, column 0.
    report.worst = GradientReport::Worst{{weight, 4}, 3.14e-10};
    panel.setReport(report);
    QVERIFY(words(panel).contains(QStringLiteral(u"The largest relative error is 3.1e−10, at W1[2,0].")));
    QVERIFY(words(panel).contains(QStringLiteral("Agrees: all 11")));
    QCOMPARE(maps(panel).size(), 4);
}

void GradientCheckPanelTest::saysThatOneDiffers() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(session->trainer().program().size());
    GradientCheckPanel panel;
    panel.setContext(contextOf(*session));
    auto report = checkAllGradients(session->trainer(), session->reference());
    report.differing = 2;
    report.notYet.push_back(report.checked.back().parameter);
    report.checked.pop_back();
    report.worst = GradientReport::Worst{{report.checked.front().parameter, 0}, 0.25};
    panel.setReport(report);
    QVERIFY(words(panel).contains(QStringLiteral("Differs: 2 of 11")));
    QVERIFY(words(panel).contains(QStringLiteral("It is not rounding.")));
    report.rounded = 2;
    panel.setReport(report);
    QVERIFY(words(panel).contains(QStringLiteral("It is rounding: in double precision")));
    QVERIFY(words(panel).contains(QStringLiteral("0.25")));
    // What is not computed is said and outlined.
    QVERIFY(words(panel).contains(QStringLiteral("not computed yet")));
    QCOMPARE(maps(panel).size(), 4);
    QVERIFY(paintedTexts(*maps(panel).back()).contains(QStringLiteral("?")));
}

void GradientCheckPanelTest::pointsAtElements() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(session->trainer().program().size());
    GradientCheckPanel panel;
    panel.resize(360, 700);
    panel.setContext(contextOf(*session));
    const auto report = checkAllGradients(session->trainer(), session->reference());
    panel.setReport(report);
    panel.show();
    std::vector<ui::ElementRef> chosen;
    connect(&panel, &ui::StudyPanel::elementSelected, this, [&](ui::ElementRef element) { chosen.push_back(element); });
    auto* map = maps(panel).front();
    QTest::keyClick(map, Qt::Key_Down);
    QTest::keyClick(map, Qt::Key_Return);
    QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(6, 6));
    QCOMPARE(chosen.size(), std::size_t{2});
    QCOMPARE(chosen[1], (ui::ElementRef{report.checked.front().parameter, 0}));
    QVERIFY(chosen[0].tensor == report.checked.front().parameter);
}

void GradientCheckPanelTest::theScaleIsLogarithmic() {
    QCOMPARE(ErrorMap::partOf(0), 0.0);
    QCOMPARE(ErrorMap::partOf(1e-20), 0.0);
    QCOMPARE(ErrorMap::partOf(1e-6), 0.5);
    QCOMPARE(ErrorMap::partOf(1e-3), 0.75);
    QCOMPARE(ErrorMap::partOf(5), 1.0);
    QVERIFY(std::isnan(ErrorMap::partOf(std::nan(""))));
}

void GradientCheckPanelTest::whatIsNotFiniteIsHatched_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<double>("value");
    QTest::newRow("cells, not a number") << 2 << 4 << std::nan("");
    QTest::newRow("cells, infinite") << 2 << 4 << double{INFINITY};
    QTest::newRow("pixels, not a number") << 300 << 400 << std::nan("");
    QTest::newRow("pixels, infinite") << 300 << 400 << double{INFINITY};
}

void GradientCheckPanelTest::whatIsNotFiniteIsHatched() {
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(double, value);
    const auto warned = [&](bool hasOdd) {
        std::vector<double> errors(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns), 1e-7);
        // In the right half.
        errors[static_cast<std::size_t>(columns - 1)] = hasOdd ? value : 1e-7;
        ErrorMap map;
        map.setErrors(rows, columns, errors);
        map.resize(200, map.sizeHint().height());
        const QImage image = map.grab().toImage();
        const auto warning = ui::Theme::current().color(ui::Token::Warning).rgb();
        int left = 0;
        int right = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                (x < 20 ? left : right) += image.pixel(x, y) == warning ? 1 : 0;
            }
        }
        return std::pair(left, right);
    };
    QCOMPARE(warned(false), std::pair(0, 0));
    QCOMPARE(warned(true).first, 0);
    QVERIFY(warned(true).second > 3);
}

void GradientCheckPanelTest::looks() {
    const auto session = trainedSession(5);
    session->moveTo(session->trainer().program().phaseBegin(Phase::Update));
    GradientCheckPanel panel;
    panel.setContext(contextOf(*session));
    panel.setReport(checkAllGradients(session->trainer(), session->reference()));
    panel.resize(360, panel.sizeHint().height());
    QCOMPARE(lookAt(panel, QStringLiteral("check")), QStringList());
    // More cells than pixels.
    ErrorMap map;
    std::vector<double> errors(784UL * 128UL, 1e-9);
    errors[5000] = 0.5;
    map.setErrors(784, 128, errors);
    map.setMarked(5000);
    map.resize(320, map.sizeHint().height());
    QCOMPARE(lookAt(map, QStringLiteral("check_large")), QStringList());
}

GLASSNET_TEST(GradientCheckPanelTest);

}  // namespace

}  // namespace glassnet::test

#include "GradientCheckPanelTest.moc"
