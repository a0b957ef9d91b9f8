#include "ui/support/SymbolText.h"

#include "tests/support/TestCase.h"

using glassnet::Shape;
using glassnet::ui::SymbolText;

class SymbolTextTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void writes() {
        QCOMPARE(SymbolText::subscript(120), QStringLiteral(u"₁₂₀"));
        QCOMPARE(SymbolText::subscript(-1), QStringLiteral(u"₋₁"));
        QCOMPARE(SymbolText::superscript(23), QStringLiteral(u"²³"));
        QCOMPARE(SymbolText::indexed(QStringLiteral("x"), 1), QStringLiteral(u"x₁"));
        QCOMPARE(SymbolText::hat(QStringLiteral("y")), QStringLiteral(u"ŷ"));
        QCOMPARE(SymbolText::hat(QStringLiteral("p")).size(), 2);
        QCOMPARE(SymbolText::derivative(QStringLiteral("L"), QStringLiteral(u"W₁")), QStringLiteral(u"∂L/∂W₁"));
        QCOMPARE(SymbolText::transposed(QStringLiteral("h")), QStringLiteral(u"hᵀ"));
        QCOMPARE(SymbolText::shape(Shape{3, 2}), QStringLiteral("[3, 2]"));
        QCOMPARE(SymbolText::shape(Shape()), QStringLiteral("[]"));
        QCOMPARE(SymbolText::element(QStringLiteral("W1"), 2, 0), QStringLiteral("W1[2, 0]"));
    }
};

GLASSNET_TEST(SymbolTextTest);
#include "SymbolTextTest.moc"
