#include "engine/program/Cursor.h"

#include "engine/program/Compiler.h"
#include "tests/engine/tensor/Thrown.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"

namespace glassnet {

namespace {

class CursorTest : public test::TestCase {
    Q_OBJECT
private slots:
    void forwardRunsWhatLiesBetween();
    void backOverPlainEntriesRunsNothing();
    void backOverAnUpdateStartsAgain();
    void aResetIsTheStart();
    void whatIsComputedFollowsThePosition();
};

Program lessonProgram() { return compile(test::lesson()).value(); }

void CursorTest::forwardRunsWhatLiesBetween() {
    Cursor cursor(lessonProgram());
    const auto move = cursor.moveTo(9);
    QVERIFY(!move.restoreStep && move.from == 0 && move.to == 9);
    const auto next = cursor.moveTo(17);
    QVERIFY(!next.restoreStep && next.from == 9 && next.to == 17);
    QVERIFY(cursor.atEnd());
    QCOMPARE(cursor.direction(), Direction::Forward);
    QCOMPARE(test::thrown([&] { return cursor.moveTo(18); }).value().code, ErrorCode::EntryRange);
    QCOMPARE(cursor.position(), std::size_t{17});
}

void CursorTest::backOverPlainEntriesRunsNothing() {
    Cursor cursor(lessonProgram());
    cursor.moveTo(13);
    const auto move = cursor.moveTo(2);
    QVERIFY(!move.restoreStep);
    QCOMPARE(move.from, move.to);
    QCOMPARE(cursor.direction(), Direction::Backward);
    QCOMPARE(cursor.position(), std::size_t{2});
}

void CursorTest::backOverAnUpdateStartsAgain() {
    Cursor cursor(lessonProgram());
    cursor.moveTo(14);
    const auto move = cursor.moveTo(13);
    QVERIFY(move.restoreStep && move.from == 0 && move.to == 13);
}

void CursorTest::aResetIsTheStart() {
    Cursor cursor(lessonProgram());
    cursor.moveTo(17);
    cursor.reset();
    QCOMPARE(cursor.position(), std::size_t{0});
    QCOMPARE(cursor.direction(), Direction::Forward);
    QVERIFY(!cursor.moveTo(1).restoreStep);
}

void CursorTest::whatIsComputedFollowsThePosition() {
    const auto program = lessonProgram();
    QVERIFY(isComputed(program, program.inputs()[0].tensor, 0));
    QVERIFY(isComputed(program, program.parameters()[0].value, 0));
    for (std::size_t i = 0; i < program.phaseBegin(Phase::Update); ++i) {
        QVERIFY(!isComputed(program, program.entries()[i].outputs[0], i));
        QVERIFY(isComputed(program, program.entries()[i].outputs[0], i + 1));
    }
}

GLASSNET_TEST(CursorTest);

}  // namespace

}  // namespace glassnet

#include "CursorTest.moc"
