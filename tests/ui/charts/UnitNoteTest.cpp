#include "ui/charts/UnitNote.h"

#include <array>

#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

class UnitNoteTest final : public TestCase {
    Q_OBJECT
private:
    static QString noteOf(Activation kind, const std::vector<double>& z, std::size_t followed = 0) {
        return ui::unitNote(unitCondition(defaultSpec(kind), z, followed), QStringLiteral(u"h₁"), ui::NumberText());
    }

private slots:
    void sentences() {
        QCOMPARE(noteOf(Activation::Sigmoid, {0.5}), QString());
        // sigmoid'(7.8) = 0.00040939...
        QCOMPARE(noteOf(Activation::Sigmoid, {7.8}),
                 QStringLiteral(u"h₁ is saturated: its slope is 0.0004, so almost none of the error passes through it."));
        QVERIFY(noteOf(Activation::Sigmoid, {7.8, 0, -9}).endsWith(QStringLiteral("So it is for 2 of the 3 samples of the batch.")));
        QVERIFY(noteOf(Activation::Sigmoid, {7.8, 0, -9}, 1).contains(QStringLiteral("saturated for 2 of the 3")));
        QVERIFY(noteOf(Activation::Relu, {-1, 2}).contains(QStringLiteral("off for this sample")));
        QVERIFY(noteOf(Activation::Relu, {-1, 2}, 1).contains(QStringLiteral("off for 1 of the 2")));
        QVERIFY(noteOf(Activation::Relu, {-1, -2}).contains(QStringLiteral("dead on this batch")));
        QVERIFY(noteOf(Activation::Relu, {-1, -2}).contains(QStringLiteral("any of the 2 samples")));
        QVERIFY(noteOf(Activation::Relu, {-1}).contains(QStringLiteral("dead on this batch")));
        QVERIFY(noteOf(Activation::Step, {-1}).contains(QStringLiteral("0 everywhere")));
    }
};

GLASSNET_TEST(UnitNoteTest);

}  // namespace

}  // namespace glassnet::test

#include "UnitNoteTest.moc"
