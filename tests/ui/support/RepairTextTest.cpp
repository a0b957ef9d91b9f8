#include "ui/support/RepairText.h"

#include <QRegularExpression>
#include <set>

#include "tests/support/TestCase.h"
#include "ui/support/CountText.h"

namespace glassnet::test {

using ui::CountText;
using ui::RepairText;

class RepairTextTest final : public TestCase {
    Q_OBJECT
private slots:
    void everyKindHasItsWords();
    void namesWhatItTouches();
    void countsOneAndMany();
};

void RepairTextTest::everyKindHasItsWords() {
    NetworkSpec network;
    const auto a = network.addLayer("Dense 1", DenseSettings{});
    const auto b = network.addLayer("Input", InputSettings{});
    std::set<QString> seen;
    for (int kind = 0; kind <= static_cast<int>(RepairKind::RemoveClamp); ++kind) {
        const auto text = RepairText::of({static_cast<RepairKind>(kind), a, {}, b, 8}, network);
        static const QRegularExpression kHole(QStringLiteral("%\\d"));
        QVERIFY2(!text.isEmpty() && !text.contains(kHole) && !text.contains(QLatin1Char('.')), qPrintable(text));
        QVERIFY2(seen.insert(text).second, qPrintable(text));
    }
}

void RepairTextTest::namesWhatItTouches() {
    NetworkSpec network;
    const auto odd = network.addLayer("50%2 of it", DenseSettings{});
    const auto other = network.addLayer("A layer with a name that is long", DenseSettings{});
    QCOMPARE(RepairText::of({RepairKind::SetUnits, odd, {}, {}, 1}, network), QStringLiteral("Set 50%2 of it to 1 unit"));
    QCOMPARE(RepairText::of({RepairKind::AddLink, odd, {}, other, 0}, network),
             QStringLiteral("Link A layer with a name that is long to 50%2 of it"));
    QCOMPARE(RepairText::of({RepairKind::RemoveLink, odd, {}, other, 0}, network, 10), QStringLiteral(u"Remove the link from A layer w…"));
    QCOMPARE(RepairText::of({RepairKind::SetBatchSize, odd, {}, {}, 2}, network), QStringLiteral("Use batches of 2"));
}

void RepairTextTest::countsOneAndMany() {
    QCOMPARE(CountText::units(1, QLocale(QLocale::English)), QStringLiteral("1 unit"));
    QCOMPARE(CountText::units(0, QLocale(QLocale::English)), QStringLiteral("0 units"));
    QCOMPARE(CountText::units(1024, QLocale(QLocale::English)), QStringLiteral("1,024 units"));
    QCOMPARE(CountText::features(1, QLocale(QLocale::English)), QStringLiteral("1 feature"));
    QCOMPARE(CountText::features(4, QLocale(QLocale::English)), QStringLiteral("4 features"));
}

GLASSNET_TEST(RepairTextTest);

}  // namespace glassnet::test

#include "RepairTextTest.moc"
