#include "ui/workbench/Session.h"
#include "ui/workbench/FocusedElement.h"

#include <cmath>
#include <cstring>

#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"

namespace glassnet::test {

namespace {

using ui::Selection;
using ui::Session;
using ui::SnapshotPtr;

std::unique_ptr<Session> opened(const Project& project = lessonProject()) { return Session::open(project).value(); }

SnapshotPtr shot(const Session& session) { return session.snapshot({}, false); }

/// Where two snapshots differ, empty when every number and the place are the same, bit for bit.
QString difference(const SnapshotPtr& a, const SnapshotPtr& b) {
    if (a->position != b->position || a->step != b->step || a->epoch != b->epoch) {
        return QStringLiteral("step %1 place %2 against step %3 place %4").arg(a->step).arg(a->position).arg(b->step).arg(b->position);
    }
    if (a->values.size() != b->values.size()) {
        return QStringLiteral("%1 tensors against %2").arg(a->values.size()).arg(b->values.size());
    }
    for (const auto& [id, values] : a->values) {
        const auto* other = b->find(id);
        if (other == nullptr || other->shape() != values.shape()) {
            return QStringLiteral("tensor %1 is missing or has another shape").arg(id.value);
        }
        for (std::int64_t i = 0; i < values.elements(); ++i) {
            const double x = values.at(i);
            const double y = other->at(i);
            if (std::memcmp(&x, &y, sizeof x) != 0) {
                return QStringLiteral("tensor %1 element %2: %3 against %4").arg(id.value).arg(i).arg(x, 0, 'g', 17).arg(y, 0, 'g', 17);
            }
        }
    }
    return {};
}

void forward(Session& session, std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) {
        session.forward();
    }
}

StateKey keyOf(const Session& session, std::size_t layer, StateRole role) {
    return {shot(session)->network->layers().at(layer).id, role, 0};
}

double parameter(const Session& session, const StateKey& key, std::int64_t element) {
    return session.trainer().executable().read(session.trainer().program().find(key)).at(element);
}

}  // namespace

class SessionTest final : public TestCase {
    Q_OBJECT
private slots:
    void showsTheLessonsNumbers();
    void backIsExact();
    void editInMidStepIsAFreshRun_data();
    void editInMidStepIsAFreshRun();
    void lateEditHoldsFromTheNextStep();
    void backDropsALateEdit();
    void editsComeBackWithTheirStep();
    void anotherWayStartsABranch();
    void focus_data();
    void focus();
    void gradientCheckAgrees();
    void lookingChangesNothing();
    void tooBigIsToldBeforeItIsDrawn();
};

void SessionTest::showsTheLessonsNumbers() {
    const auto session = opened();
    QCOMPARE(session->trainer().program().size(), std::size_t{17});
    session->moveTo(5);
    const auto now = shot(*session);
    const auto* output = now->find(now->program->outputOf(now->network->layers().back().id));
    QVERIFY(output != nullptr);
    QCOMPARE(QString::number(output->item(), 'f', 4), QStringLiteral("0.3171"));
    QCOMPARE(QString::number(now->find(now->program->loss())->item(), 'f', 4), QStringLiteral("0.4664"));
}

void SessionTest::backIsExact() {
    constexpr std::size_t kWay = 17 * 3 + 3 + 9;  // three steps, the three ends between them, half of the fourth
    const auto session = opened();
    std::vector<SnapshotPtr> seen{shot(*session)};
    for (std::size_t i = 0; i < kWay; ++i) {
        session->forward();
        seen.push_back(shot(*session));
    }
    QCOMPARE(seen.back()->step, std::int64_t{3});
    // What is seen along the way is what fresh runs see that go there at once.
    for (const std::size_t i : {std::size_t{5}, std::size_t{17}, std::size_t{18}, std::size_t{40}, kWay}) {
        const auto fresh = opened();
        fresh->train(seen[i]->step, {});
        fresh->moveTo(seen[i]->position);
        QCOMPARE(difference(shot(*fresh), seen[i]), QString());
    }
    for (std::size_t i = kWay; i > 0; --i) {
        session->back();
        QCOMPARE(difference(shot(*session), seen[i - 1]), QString());
    }
    session->back();
    QCOMPARE(difference(shot(*session), seen.front()), QString());
    forward(*session, kWay);
    QCOMPARE(difference(shot(*session), seen.back()), QString());
}

void SessionTest::editInMidStepIsAFreshRun_data() {
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("layer");
    QTest::addColumn<int>("role");
    QTest::newRow("W1 at the start") << 0 << 1 << static_cast<int>(StateRole::Weight);
    QTest::newRow("W1 after the forward pass") << 5 << 1 << static_cast<int>(StateRole::Weight);
    QTest::newRow("b1 in the backward pass") << 11 << 1 << static_cast<int>(StateRole::Bias);
    QTest::newRow("W2 just before its update") << 13 << 2 << static_cast<int>(StateRole::Weight);
    QTest::newRow("W1 after W2 and b2 are updated") << 15 << 1 << static_cast<int>(StateRole::Weight);
}

void SessionTest::editInMidStepIsAFreshRun() {
    QFETCH(int, position);
    QFETCH(int, layer);
    QFETCH(int, role);
    const auto session = opened();
    const auto key = keyOf(*session, static_cast<std::size_t>(layer), static_cast<StateRole>(role));
    forward(*session, 18 + static_cast<std::size_t>(position));
    const auto before = shot(*session);
    session->setElement(key, 0, 0.5);
    session->commitElement(key);
    QVERIFY(!difference(before, shot(*session)).isEmpty());
    const auto fresh = opened();
    fresh->train(1, {});
    fresh->setElement(key, 0, 0.5);
    fresh->moveTo(static_cast<std::size_t>(position));
    QCOMPARE(difference(shot(*session), shot(*fresh)), QString());
    QCOMPARE(shot(*session)->position, static_cast<std::size_t>(position));
}

void SessionTest::lateEditHoldsFromTheNextStep() {
    const auto session = opened();
    const auto key = keyOf(*session, 2, StateRole::Weight);
    session->moveTo(17);
    const auto updated = shot(*session);
    session->setElement(key, 1, 0.25);
    session->commitElement(key);
    const auto edited = shot(*session);
    QCOMPARE(parameter(*session, key, 1), 0.25);
    // Only that number is another one: the step that has run stays as it was.
    const auto parameterId = session->trainer().program().find(key);
    for (const auto& [id, values] : updated->values) {
        for (std::int64_t i = 0; i < values.elements(); ++i) {
            const bool isEdited = id == parameterId && i == 1;
            QCOMPARE(edited->find(id)->at(i) == values.at(i), !isEdited);
        }
    }
    session->forward();
    QCOMPARE(shot(*session)->step, std::int64_t{1});
    QCOMPARE(parameter(*session, key, 1), 0.25);
    session->moveTo(9);
    const auto next = shot(*session);
    const auto fresh = opened();
    fresh->train(1, {});
    fresh->setElement(key, 1, 0.25);
    fresh->moveTo(9);
    QCOMPARE(difference(next, shot(*fresh)), QString());
    // It is remembered with the step: forth and back it is there again.
    forward(*session, 30);
    QVERIFY(session->goToStep(1, {}));
    session->moveTo(9);
    QCOMPARE(difference(shot(*session), next), QString());
}

void SessionTest::backDropsALateEdit() {
    const auto session = opened();
    const auto key = keyOf(*session, 2, StateRole::Weight);
    session->moveTo(17);
    const auto updated = shot(*session);
    session->setElement(key, 0, 9);
    session->commitElement(key);
    session->moveTo(3);
    session->moveTo(17);
    QCOMPARE(difference(shot(*session), updated), QString());
    session->forward();
    const auto fresh = opened();
    fresh->train(1, {});
    QCOMPARE(difference(shot(*session), shot(*fresh)), QString());
}

void SessionTest::editsComeBackWithTheirStep() {
    const auto session = opened();
    const auto key = keyOf(*session, 1, StateRole::Weight);
    forward(*session, 2 * 18 + 5);
    for (const double dragged : {0.1, 0.2, 0.75}) {
        session->setElement(key, 3, dragged);
    }
    session->commitElement(key);
    const auto edited = shot(*session);
    forward(*session, 18 * 2);
    const auto later = shot(*session);
    // Before the edit the old value holds, after it the new one, in both directions.
    QVERIFY(session->goToStep(1, {}));
    const auto untouched = opened();
    untouched->train(1, {});
    QCOMPARE(difference(shot(*session), shot(*untouched)), QString());
    forward(*session, 18 + 5);
    QCOMPARE(difference(shot(*session), edited), QString());
    forward(*session, 18 * 2);
    QCOMPARE(difference(shot(*session), later), QString());
    for (int i = 0; i < 18 * 2; ++i) {
        session->back();
    }
    QCOMPARE(difference(shot(*session), edited), QString());
}

void SessionTest::anotherWayStartsABranch() {
    const auto session = opened();
    const auto key = keyOf(*session, 1, StateRole::Bias);
    session->train(3, {});
    QCOMPARE(session->timeline().branches().size(), std::size_t{1});
    QVERIFY(session->goToStep(1, {}));
    session->setElement(key, 0, 2);
    session->commitElement(key);
    session->train(2, {});
    QCOMPARE(session->timeline().branches().size(), std::size_t{2});
    const auto& branch = session->timeline().branches().back();
    QCOMPARE(branch.forkStep, std::int64_t{1});
    QCOMPARE(branch.lastStep, std::int64_t{3});
    const auto fresh = opened();
    fresh->train(1, {});
    fresh->setElement(key, 0, 2);
    fresh->train(2, {});
    QCOMPARE(difference(shot(*session), shot(*fresh)), QString());
    QCOMPARE(stateHash(session->state()), stateHash(fresh->state()));
}

void SessionTest::focus_data() {
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("layer");
    QTest::addColumn<int>("unit");
    QTest::addColumn<int>("weight");
    QTest::addColumn<int>("element");
    // The tape: z1 h z2 ŷ L; dŷ dz2 dW2 db2 dh dz1 dW1 db1; W2 B2 W1 B1. Layer 1 is the hidden one; weight is an element of W1.
    QTest::newRow("nothing chosen") << 1 << -1 << -1 << -1 << 0;
    QTest::newRow("unit of the layer") << 1 << 1 << 1 << -1 << 1;
    QTest::newRow("unit of another layer") << 1 << 2 << 1 << -1 << 0;
    QTest::newRow("unit beyond the last") << 2 << 1 << 7 << -1 << 1;
    QTest::newRow("a weight, at its layer's values") << 2 << 1 << 1 << 5 << 1;
    QTest::newRow("a weight, at its gradient") << 12 << 1 << 1 << 5 << 5;
    QTest::newRow("a weight, at its update") << 16 << 1 << 1 << 4 << 4;
    QTest::newRow("a weight, at another gradient") << 8 << 1 << 1 << 4 << 0;
    QTest::newRow("a weight that is none") << 12 << 1 << 1 << 99 << 5;
    QTest::newRow("unit, at the gradient of the weights") << 12 << 1 << 1 << -1 << 1;
    QTest::newRow("the loss") << 5 << 2 << 3 << -1 << 0;
}

void SessionTest::focus() {
    QFETCH(int, position);
    QFETCH(int, layer);
    QFETCH(int, unit);
    QFETCH(int, weight);
    QFETCH(int, element);
    const auto session = opened();
    session->moveTo(static_cast<std::size_t>(position));
    const auto& program = session->trainer().program();
    const auto& entry = program.entries()[static_cast<std::size_t>(position) - 1];
    Selection selection;
    if (layer >= 0) {
        selection.layer = shot(*session)->network->layers().at(static_cast<std::size_t>(layer)).id;
    }
    if (unit >= 0) {
        selection.unit = unit;
    }
    if (weight >= 0) {
        selection.parameter = ui::ElementRef{program.find(keyOf(*session, 1, StateRole::Weight)), weight};
    }
    QCOMPARE(ui::focusedElement(program, entry, selection, 1), std::int64_t{element});
    const auto now = session->snapshot(selection, false);
    QVERIFY(now->explanation.has_value());
    QCOMPARE(now->explanation->tensor, entry.outputs[0]);
    QCOMPARE(now->explanation->element, std::int64_t{element});
    QCOMPARE(now->inner.has_value(), entry.op == Op::Activate);
}

void SessionTest::gradientCheckAgrees() {
    const auto session = opened();
    Selection selection;
    selection.layer = shot(*session)->network->layers().at(1).id;
    session->moveTo(11);
    QVERIFY(session->snapshot(selection, true)->gradientCheck.empty());  // dW1 has not been computed
    session->moveTo(13);
    const auto now = session->snapshot(selection, true);
    QCOMPARE(now->gradientCheck.size(), std::size_t{8});  // W1 has 6 elements, b1 has 2
    for (const auto& item : now->gradientCheck) {
        QVERIFY(item.agrees);
        QVERIFY(std::abs(item.analytic - item.numeric) <= 1e-4 * std::abs(item.analytic));
    }
    QVERIFY(session->snapshot(selection, false)->gradientCheck.empty());
    // An updated weight's gradient belongs to the weight before it: there is nothing to nudge any more.
    session->moveTo(17);
    QVERIFY(session->snapshot(selection, true)->gradientCheck.empty());
}

void SessionTest::lookingChangesNothing() {
    const auto session = opened();
    forward(*session, 18 + 13);
    const auto hash = stateHash(session->state());
    const auto before = shot(*session);
    for (const auto& layer : before->network->layers()) {
        Selection selection;
        selection.layer = layer.id;
        selection.unit = 0;
        static_cast<void>(session->snapshot(selection, true));
    }
    QCOMPARE(stateHash(session->state()), hash);
    QCOMPARE(difference(shot(*session), before), QString());
    forward(*session, 22);
    const auto blind = opened();
    forward(*blind, 18 + 13 + 22);
    QCOMPARE(difference(shot(*session), shot(*blind)), QString());
    QCOMPARE(stateHash(session->state()), stateHash(blind->state()));
}

void SessionTest::tooBigIsToldBeforeItIsDrawn() {
    auto project = lessonProject();
    for (const std::size_t layer : {std::size_t{1}, std::size_t{2}}) {
        project.network.find(project.network.layers()[layer].id)->dense()->units = 1'000'000;
    }
    const auto session = Session::open(project);
    QVERIFY(!session.has_value());
    QCOMPARE(session.error().code, ErrorCode::NetworkTooBig);
}

GLASSNET_TEST(SessionTest);

}  // namespace glassnet::test

#include "SessionTest.moc"
