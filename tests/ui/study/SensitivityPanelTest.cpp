#include "ui/study/SensitivityPanel.h"

#include <QSignalSpy>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/study/StudyScene.h"
#include "ui/study/LossCurveView.h"
#include "ui/study/LossSurfaceView.h"
#include "ui/support/PillButton.h"

namespace glassnet::test {

namespace {

using ui::ElementRef;
using ui::LossCurveView;
using ui::LossSurfaceView;
using ui::PillButton;
using ui::SensitivityPanel;

PillButton* button(const SensitivityPanel& panel, const QString& name) {
    for (auto* each : panel.findChildren<PillButton*>()) {
        if (each->accessibleName() == name) {
            return each;
        }
    }
    return nullptr;
}

class SensitivityPanelTest final : public TestCase {
    Q_OBJECT
private slots:
    void startsWithTheLayersFirstWeight();
    void drawsTheCurve();
    void theSlopeIsTheGradient();
    void aDragKeepsTheCurve();
    void theSecondWeightMakesASurface();
    void anotherProgramForgetsTheWeights();
    void rangesAreRoundTheValue();
    void looks();
};

void SensitivityPanelTest::startsWithTheLayersFirstWeight() {
    const auto session = ui::Session::open(lessonProject()).value();
    SensitivityPanel panel;
    QSignalSpy wanted(&panel, &ui::StudyPanel::wanted);
    panel.show();
    const auto context = contextOf(*session);
    panel.setContext(context);
    const auto weight = context.snapshot->program->find(context.selection.layer, SymbolLetter::Weight);
    QCOMPARE(panel.parameter().value(), (ElementRef{weight, 0}));
    QCOMPARE(wanted.count(), 1);
    // What is no parameter is passed over.
    panel.setParameter(ElementRef{context.snapshot->program->loss(), 0});
    QCOMPARE(panel.parameter().value(), (ElementRef{weight, 0}));
    panel.setParameter(ElementRef{weight, 3});
    QCOMPARE(panel.parameter().value(), (ElementRef{weight, 3}));
    QCOMPARE(wanted.count(), 2);
    panel.setContext(ui::InspectorContext());
    QVERIFY(!panel.findChild<LossCurveView*>()->isVisibleTo(&panel));
}

void SensitivityPanelTest::drawsTheCurve() {
    const auto session = ui::Session::open(lessonProject()).value();
    SensitivityPanel panel;
    panel.resize(360, 700);
    panel.show();
    panel.setContext(contextOf(*session));
    panel.setAnswer(answerFor(panel, *session));
    auto* view = panel.findChild<LossCurveView*>();
    QVERIFY(view->isVisibleTo(&panel));
    QVERIFY(!panel.isStale());
    // The first weight of the lesson.
    QVERIFY(std::abs(view->value() + 1.1143) < 5e-5);
    std::vector<std::pair<ElementRef, double>> edits;
    connect(&panel, &SensitivityPanel::valueEdited, this, [&](ElementRef element, double value) { edits.emplace_back(element, value); });
    QTest::keyClick(view, Qt::Key_Right);
    QCOMPARE(edits.size(), std::size_t{1});
    QCOMPARE(edits.front().first, panel.parameter().value());
    QVERIFY(std::abs(edits.front().second - (-1.1143 + 0.01)) < 5e-5);
}

void SensitivityPanelTest::theSlopeIsTheGradient() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(session->trainer().program().phaseBegin(Phase::Update));
    SensitivityPanel panel;
    panel.setContext(contextOf(*session));
    panel.setAnswer(answerFor(panel, *session));
    const auto& program = session->trainer().program();
    const double gradient = session->trainer().executable().read(program.gradientOf(panel.parameter()->tensor)).at(0);
    const auto* view = panel.findChild<LossCurveView*>();
    QVERIFY(gradient != 0);
    QVERIFY(std::abs(view->slopeAt(view->value()) - gradient) < 1e-6 * std::abs(gradient));
}

void SensitivityPanelTest::aDragKeepsTheCurve() {
    const auto session = ui::Session::open(lessonProject()).value();
    SensitivityPanel panel;
    panel.resize(360, 700);
    panel.show();
    panel.setContext(contextOf(*session));
    panel.setAnswer(answerFor(panel, *session));
    QSignalSpy wanted(&panel, &ui::StudyPanel::wanted);
    const auto key = session->trainer().program().tensor(panel.parameter()->tensor).key;
    connect(&panel, &SensitivityPanel::valuePreviewed, this, [&](ElementRef element, double value) {
        session->setElement(key, element.element, value);
        panel.setContext(contextOf(*session));
    });
    auto* view = panel.findChild<LossCurveView*>();
    const auto from = view->pointPlace().toPoint();
    QTest::mousePress(view, Qt::LeftButton, {}, from);
    QTest::mouseMove(view, from + QPoint(20, 0));
    QTest::mouseMove(view, from + QPoint(40, 0));
    QCOMPARE(wanted.count(), 0);
    QVERIFY(view->isVisibleTo(&panel));
    // The curve that is drawn is the true one there.
    const double there = lossCurve(session->trainer(), session->reference(), {panel.parameter()->tensor, 0}, {}).loss;
    QVERIFY(std::abs(view->lossAt(view->value()) - there) < 1e-5 * std::abs(there));
    QTest::mouseRelease(view, Qt::LeftButton, {}, from + QPoint(40, 0));
    // Let go, the point's own numbers are asked for.
    panel.setContext(contextOf(*session));
    QCOMPARE(wanted.count(), 1);
}

void SensitivityPanelTest::theSecondWeightMakesASurface() {
    const auto session = trainedSession(4);
    SensitivityPanel panel;
    panel.resize(360, 900);
    panel.show();
    panel.setContext(contextOf(*session));
    panel.setAnswer(answerFor(panel, *session));
    const auto first = panel.parameter().value();
    const ElementRef other{first.tensor, 5};
    // While a second one is chosen, the next weight is that.
    auto* choose = button(panel, QStringLiteral("Choose a second weight"));
    QVERIFY(!button(panel, QStringLiteral("Close up on the way of the last steps"))->isVisibleTo(&panel));
    QTest::mouseClick(choose, Qt::LeftButton);
    panel.setParameter(other);
    QCOMPARE(panel.parameter().value(), first);
    QCOMPARE(panel.second().value(), other);
    const auto answer = answerFor(panel, *session);
    QCOMPARE(answer.path.size(), std::size_t{5});
    panel.setAnswer(answer);
    auto* surface = panel.findChild<LossSurfaceView*>();
    QVERIFY(surface->isVisibleTo(&panel));
    // The present values stand in the middle of their ranges.
    const auto place = surface->at(answer.path.back().first, answer.path.back().second);
    const auto corner = surface->at(answer.surface->xs.front(), answer.surface->ys.front());
    const auto opposite = surface->at(answer.surface->xs.back(), answer.surface->ys.back());
    QVERIFY(std::abs(place.x() - (corner.x() + opposite.x()) / 2) < 1e-9);
    QVERIFY(std::abs(place.y() - (corner.y() + opposite.y()) / 2) < 1e-9);
    QVERIFY(corner.y() > opposite.y());
    // Close up is another question.
    auto* closeUp = button(panel, QStringLiteral("Close up on the way of the last steps"));
    QVERIFY(closeUp->isVisibleTo(&panel));
    QVERIFY(!panel.question().closeUp);
    closeUp->setChecked(true);
    QVERIFY(panel.isStale());
    QVERIFY(panel.question().closeUp);
    panel.setAnswer(answerFor(panel, *session));
    closeUp->setChecked(false);
    // The next weight is again the first one.
    panel.setParameter(ElementRef{first.tensor, 2});
    QCOMPARE(panel.parameter()->element, std::int64_t{2});
    QCOMPARE(panel.second().value(), other);
    panel.setSecond(std::nullopt);
    panel.setAnswer(answerFor(panel, *session));
    QVERIFY(!surface->isVisibleTo(&panel));
}

void SensitivityPanelTest::anotherProgramForgetsTheWeights() {
    const auto session = trainedSession(0);
    SensitivityPanel panel;
    panel.show();
    panel.setContext(contextOf(*session));
    panel.setSecond(ElementRef{panel.parameter()->tensor, 7});
    panel.setAnswer(answerFor(panel, *session));
    const auto lesson = ui::Session::open(lessonProject()).value();
    panel.setContext(contextOf(*lesson));
    QVERIFY(!panel.second().has_value());
    QVERIFY(!panel.findChild<LossCurveView*>()->isVisibleTo(&panel));
    QVERIFY(panel.isStale());
}

void SensitivityPanelTest::rangesAreRoundTheValue() {
    for (const double value : {0.0, -1.1143, 0.3, 7.7, -250.0}) {
        const auto range = SensitivityPanel::rangeRound(value, 65);
        QVERIFY(range.low <= value - 2 && range.high >= value + 2);
        QCOMPARE(range.low * 2, std::round(range.low * 2));
        QCOMPARE(range.points, std::int64_t{65});
    }
}

void SensitivityPanelTest::looks() {
    const auto session = trainedSession(30);
    SensitivityPanel panel;
    panel.show();
    panel.setContext(contextOf(*session));
    panel.setSecond(ElementRef{panel.parameter()->tensor, 7});
    panel.setAnswer(answerFor(panel, *session));
    panel.resize(360, panel.sizeHint().height() + 60);
    QCOMPARE(lookAt(panel, QStringLiteral("sensitivity")), QStringList());
    button(panel, QStringLiteral("Close up on the way of the last steps"))->setChecked(true);
    panel.setAnswer(answerFor(panel, *session));
    QCOMPARE(lookAt(panel, QStringLiteral("sensitivity_close")), QStringList());
}

GLASSNET_TEST(SensitivityPanelTest);

}  // namespace

}  // namespace glassnet::test

#include "SensitivityPanelTest.moc"
