#include "ui/history/WaysList.h"

#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/history/WayText.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

using ui::NumberText;
using ui::TimeFacts;
using ui::WayLine;
using ui::wayLines;
using ui::WaysList;

class WaysListTest final : public TestCase {
    Q_OBJECT
private slots:
    void oneWayInvites();
    void waysStandInTheTreesOrder();
    void linesSayWhereAndHowFar();
    void memoryIsSaid_data();
    void memoryIsSaid();
    void clickGoesToAnotherWay();
    void arrowsLookAndEnterGoes();
    void shrinksAndGrows();
    void aLongChainOfWays();
    void looks();

private:
    /// Way 1 with two children (2 and 4); way 3 left way 2. The present one is way 2.
    static std::shared_ptr<TimeFacts> time() {
        auto facts = std::make_shared<TimeFacts>();
        facts->branches = {{BranchId{1}, BranchId{}, 0, 40, 0.25, true},
                           {BranchId{2}, BranchId{1}, 12, 1040, 0.0317, true},
                           {BranchId{3}, BranchId{2}, 20, 20, 0, false},
                           {BranchId{4}, BranchId{1}, 30, 55, 0.5, true}};
        facts->branch = BranchId{2};
        facts->bytes = 1258291;
        facts->budget = std::uint64_t{256} << 20U;
        return facts;
    }
    static void show(WaysList& ways) {
        ways.resize(280, 320);
        ways.show();
    }
    static void click(const WaysList& ways, int row) {
        QTest::mouseClick(ways.list()->viewport(), Qt::LeftButton, {}, ways.list()->visualItemRect(ways.list()->item(row)).center());
    }
};

void WaysListTest::oneWayInvites() {
    WaysList ways;
    show(ways);
    auto facts = time();
    facts->branches.resize(1);
    facts->branch = BranchId{1};
    ways.setTime(facts);
    QVERIFY(!ways.list()->isVisible());
    const QString said = paintedTexts(ways).join(QLatin1Char(' '));
    QVERIFY2(said.contains(QStringLiteral("So far there is one way. Go back and")), qPrintable(said));
    ways.setTime(time());
    QVERIFY(ways.list()->isVisible());
    QVERIFY(!paintedTexts(ways).join(QLatin1Char(' ')).contains(QStringLiteral("So far")));
}

void WaysListTest::waysStandInTheTreesOrder() {
    QStringList names;
    std::vector<int> depths;
    std::vector<std::vector<int>> rails;
    for (const WayLine& line : wayLines(*time(), NumberText(4))) {
        names.append(line.name);
        depths.push_back(line.depth);
        rails.push_back(line.rails);
        QCOMPARE(line.isHere, line.branch == BranchId{2});
    }
    QCOMPARE(names, (QStringList{"Way 1", "Way 2", "Way 3", "Way 4"}));
    QCOMPARE(depths, (std::vector<int>{0, 1, 2, 1}));
    // The line to way 4 passes ways 2 and 3.
    QCOMPARE(rails, (std::vector<std::vector<int>>{{}, {1}, {1}, {}}));
    // Way 4 left way 2 now: it comes after way 3, which left way 2 before.
    auto facts = time();
    facts->branches[3].parent = BranchId{2};
    facts->branches[2].parent = BranchId{1};
    names.clear();
    for (const WayLine& line : wayLines(*facts, NumberText(4))) {
        names.append(line.name);
    }
    QCOMPARE(names, (QStringList{"Way 1", "Way 2", "Way 4", "Way 3"}));
}

void WaysListTest::linesSayWhereAndHowFar() {
    const auto lines = wayLines(*time(), NumberText(4));
    QCOMPARE(lines[0].about, QStringLiteral("from the start to step 40"));
    QCOMPARE(lines[1].about, QStringLiteral("from step 12 of way 1 to step 1040"));
    QCOMPARE(lines[1].loss, QStringLiteral("0.0317"));
    QVERIFY(lines[2].loss.isEmpty());
    QCOMPARE(lines[1].sentence(), QStringLiteral("Way 2, from step 12 of way 1 to step 1040, loss 0.0317. You are on this way."));
    QCOMPARE(lines[2].sentence(), QStringLiteral("Way 3, from step 20 of way 2 to step 20."));
    QCOMPARE(wayLines(*time(), NumberText(2))[1].loss, QStringLiteral("0.03"));
    QCOMPARE(wayLines(*time(), NumberText(2).withAllDigits(true))[1].loss, QStringLiteral("0.0317"));
    QCOMPARE(wayLines(*time(), NumberText(2).withFractions(true))[1].loss, QStringLiteral("0.03"));
    QCOMPARE(wayLines(*time(), NumberText(2).withFractions(true))[0].loss, QStringLiteral("1/4"));
}

void WaysListTest::memoryIsSaid_data() {
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addRow("bytes") << quint64{832} << "Checkpoints use 832 bytes of 256 MB.";
    QTest::addRow("small") << quint64{1258291} << "Checkpoints use 1.2 MB of 256 MB.";
    QTest::addRow("large") << quint64{std::uint64_t{100} << 20U} << "Checkpoints use 100 MB of 256 MB.";
}

void WaysListTest::memoryIsSaid() {
    QFETCH(quint64, bytes);
    QFETCH(QString, text);
    auto facts = time();
    facts->bytes = bytes;
    QCOMPARE(ui::memoryText(*facts), text);
}

void WaysListTest::clickGoesToAnotherWay() {
    WaysList ways;
    show(ways);
    ways.setTime(time());
    QSignalSpy chosen(&ways, &WaysList::branchChosen);
    click(ways, 1);
    QCOMPARE(chosen.size(), 0);
    click(ways, 2);
    click(ways, 0);
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(chosen.at(0).at(0).value<BranchId>(), BranchId{3});
    QCOMPARE(chosen.at(1).at(0).value<BranchId>(), BranchId{1});
}

void WaysListTest::arrowsLookAndEnterGoes() {
    WaysList ways;
    show(ways);
    ways.setTime(time());
    QCOMPARE(ways.list()->currentRow(), 1);
    QSignalSpy chosen(&ways, &WaysList::branchChosen);
    QTest::keyClick(ways.list(), Qt::Key_Down);
    QTest::keyClick(ways.list(), Qt::Key_Down);
    QCOMPARE(chosen.size(), 0);
    QTest::keyClick(ways.list(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).value<BranchId>(), BranchId{4});
}

void WaysListTest::shrinksAndGrows() {
    WaysList ways;
    show(ways);
    ways.setTime(time());
    auto facts = time();
    facts->branches.resize(2);
    ways.setTime(facts);
    QCOMPARE(ways.list()->count(), 2);
    ways.setTime(time());
    QCOMPARE(ways.list()->count(), 4);
    ways.setTime(nullptr);
    QCOMPARE(ways.list()->count(), 0);
}

void WaysListTest::aLongChainOfWays() {
    auto facts = std::make_shared<TimeFacts>();
    for (std::uint32_t i = 1; i <= 2000; ++i) {
        facts->branches.push_back({BranchId{i}, BranchId{i - 1}, i, i + 5, 0.5, true});
    }
    const auto lines = wayLines(*facts, NumberText(4));
    QCOMPARE(lines.size(), std::size_t{2000});
    QCOMPARE(lines.back().depth, 1999);
}

void WaysListTest::looks() {
    WaysList ways;
    ways.setTime(time());
    ways.resize(300, 260);
    const QStringList found = lookAt(ways, QStringLiteral("ways"));
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('|'))));
    auto facts = time();
    facts->branches.resize(1);
    WaysList empty;
    empty.setTime(facts);
    empty.resize(300, 120);
    QStringList wrong = lookAt(empty, QStringLiteral("ways_empty"));
    wrong.removeAll(QStringLiteral("nothing in color is painted"));
    QCOMPARE(wrong, QStringList());
    // Also in the other theme that lookAt ends with, the invitation is secondary text.
    for (const auto* label : empty.findChildren<QLabel*>()) {
        QCOMPARE(label->palette().color(QPalette::WindowText), ui::Theme::current().color(ui::Token::Mute));
    }
    for (const auto* label : ways.findChildren<QLabel*>()) {
        QVERIFY(!label->text().isEmpty());
    }
}

GLASSNET_TEST(WaysListTest);

}  // namespace glassnet::test

#include "WaysListTest.moc"
