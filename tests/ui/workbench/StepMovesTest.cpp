#include "ui/workbench/StepMoves.h"

#include <cmath>

#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"

namespace glassnet::test {

namespace {

using ui::Selection;
using ui::Session;

std::unique_ptr<Session> openedLesson() { return Session::open(lessonProject()).value(); }

/// "step:position", with ".numbers.terms" where an entry is partly shown.
QString placeOf(const Session& session) {
    auto text = QStringLiteral("%1:%2").arg(session.state().step).arg(session.trainer().position());
    if (const auto& part = session.part()) {
        text += QStringLiteral(".%1.%2").arg(part->numbers).arg(part->terms);
    }
    return text;
}

QStringList walk(Session& session, StepSize size, Direction direction, int moves) {
    QStringList places;
    for (int i = 0; i < moves; ++i) {
        session.move(size, direction, 0);
        places.append(placeOf(session));
    }
    return places;
}

}  // namespace

class StepMovesTest : public TestCase {
    Q_OBJECT
private slots:
    /// The lesson: 17 entries; 5 forward, 8 backward, 4 updates. z1 has two numbers of three products and a bias.
    void everySizeStopsWhereItShould_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<QStringList>("places");
        const auto row = [](const char* name, StepSize size, const char* places) {
            QTest::newRow(name) << static_cast<int>(size) << QString::fromLatin1(places).split(QLatin1Char(' '));
        };
        row("term", StepSize::Term, "0:1.0.1 0:1.0.2 0:1.0.3 0:1.1.0 0:1.1.1 0:1.1.2 0:1.1.3 0:1 0:2.1.0 0:2");
        row("unit", StepSize::Unit, "0:1.1.0 0:1 0:2.1.0 0:2 0:3 0:4 0:5 0:6 0:7 0:8.1.0 0:8");
        row("layer", StepSize::Layer, "0:1 0:2 0:3 0:4 0:5 0:6 0:7 0:8 0:9 0:10 0:11 0:12 0:13 0:14 0:15 0:16 0:17 1:0 1:1");
        row("pass", StepSize::Pass, "0:5 0:13 0:17 1:0 1:5 1:13 1:17 2:0");
        row("batch", StepSize::Batch, "0:17 1:17 2:17");
        row("epoch", StepSize::Epoch, "0:17 1:17 2:17");
    }
    void everySizeStopsWhereItShould() {
        QFETCH(int, size);
        QFETCH(QStringList, places);
        const auto session = openedLesson();
        const auto which = static_cast<StepSize>(size);
        QCOMPARE(walk(*session, which, Direction::Forward, static_cast<int>(places.size())), places);
        // The way back meets the same places, to the very beginning.
        auto back = QStringList(places.rbegin() + 1, places.rend());
        back.append(QStringLiteral("0:0"));
        QCOMPARE(walk(*session, which, Direction::Backward, static_cast<int>(back.size())), back);
        session->move(which, Direction::Backward, 0);
        QCOMPARE(placeOf(*session), QStringLiteral("0:0"));
    }

    /// x (-0.1468, 0.7861, 0.9468) times (-1.1143, -0.8948, 1.2324), the lesson's numbers, one after the other.
    void termsJoinOneByOne() {
        const auto session = openedLesson();
        const std::array sums{0.1636, 0.1636 - 0.7861 * 0.8948, 0.1636 - 0.7861 * 0.8948 + 0.9468 * 1.2324};
        for (std::size_t term = 0; term < sums.size(); ++term) {
            session->move(StepSize::Term, Direction::Forward, 0);
            const auto shot = session->snapshot({}, false);
            QCOMPARE(shot->termsShown(), term + 1);
            const double sum = shot->explanation->terms.at(term).runningSum;
            QVERIFY2(std::abs(sum - sums.at(term)) < 2e-4, qPrintable(QString::number(sum)));
            // h1 is not known before its last term.
            QVERIFY(!shot->at({shot->explanation->tensor, 0}).has_value());
        }
        session->move(StepSize::Term, Direction::Forward, 0);
        const auto shot = session->snapshot({}, false);
        const auto z = shot->explanation->tensor;
        QVERIFY(shot->at({z, 0}).has_value());
        QVERIFY(!shot->at({z, 1}).has_value());
        QVERIFY(shot->find(z) == nullptr);
        QVERIFY(shot->findPart(z) != nullptr);
        QCOMPARE(shot->termsShown(), shot->explanation->terms.size());
    }

    /// While W1 is updated number by number, those still to come keep their old value.
    void updatesShowOldAndNew() {
        const auto session = openedLesson();
        const auto& program = session->trainer().program();
        session->moveTo(program.phaseBegin(Phase::Update));
        const auto before = session->snapshot({}, false);
        const auto weight = program.entries()[program.phaseBegin(Phase::Update)].outputs[0];
        session->move(StepSize::Unit, Direction::Forward, 0);
        const auto between = session->snapshot({}, false);
        session->move(StepSize::Layer, Direction::Forward, 0);
        const auto after = session->snapshot({}, false);
        QCOMPARE(between->at({weight, 0}), after->at({weight, 0}));
        QCOMPARE(between->at({weight, 1}), before->at({weight, 1}));
        QVERIFY(before->at({weight, 0}) != after->at({weight, 0}));
        QVERIFY(before->at({weight, 1}) != after->at({weight, 1}));
    }

    /// Tensors that did not change are the same storage from snapshot to snapshot: a step copies only what it made.
    void unchangedTensorsAreShared() {
        const auto session = openedLesson();
        session->move(StepSize::Layer, Direction::Forward, 0);
        const auto first = session->snapshot({}, false);
        session->move(StepSize::Layer, Direction::Forward, 0);
        const auto second = session->snapshot({}, false);
        int shared = 0;
        for (const auto& [id, values] : first->values) {
            if (values.dtype() == DType::Float32) {
                QCOMPARE(static_cast<const void*>(values.values<float>().data()),
                         static_cast<const void*>(second->findPart(id)->values<float>().data()));
                ++shared;
            }
        }
        QVERIFY(shared > 5);
        // And what is changed later does not reach into a snapshot from before.
        const auto key = StateKey{first->network->layers().at(1).id, StateRole::Weight, 0};
        const auto weight = first->program->find(key);
        const double old = *first->at({weight, 0});
        session->setElement(key, 0, 5.0);
        QCOMPARE(first->at({weight, 0}), std::optional(old));
        QCOMPARE(session->snapshot({}, false)->at({weight, 0}), std::optional(5.0));
    }
};

GLASSNET_TEST(StepMovesTest);

}  // namespace glassnet::test

#include "StepMovesTest.moc"
