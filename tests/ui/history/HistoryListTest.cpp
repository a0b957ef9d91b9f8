#include "ui/history/HistoryList.h"

#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

using ui::HistoryLine;
using ui::HistoryList;
using ui::Theme;
using ui::Token;

class HistoryListTest final : public TestCase {
    Q_OBJECT
private slots:
    void startsAsOpened();
    void showsWhatIsDoneAndWhatIsNot();
    void clickJumps();
    void arrowsLookAndEnterJumps();
    void shrinksAndGrows();
    void looks();

private:
    static std::vector<HistoryLine> lines() {
        return {{QStringLiteral("Add Dense 1"), false},
                {QStringLiteral("Link Input to Dense 1"), false},
                {QStringLiteral("Step to the loss"), true},
                {QStringLiteral("Set W1[2, 0] to 0.5"), false},
                {QStringLiteral("Train 200 steps"), true}};
    }
    static void click(HistoryList& list, int row) {
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(row)).center());
    }
};

void HistoryListTest::startsAsOpened() {
    HistoryList list;
    QCOMPARE(list.count(), 1);
    QCOMPARE(list.item(0)->text(), QStringLiteral("As opened"));
    QCOMPARE(list.accessibleName(), QStringLiteral("History"));
}

void HistoryListTest::showsWhatIsDoneAndWhatIsNot() {
    HistoryList list;
    list.setHistory(lines(), 3);
    QCOMPARE(list.count(), 6);
    QCOMPARE(list.currentRow(), 3);
    const auto color = [&](int row) { return list.item(row)->foreground().color(); };
    QCOMPARE(color(1), Theme::current().color(Token::Ink));
    QCOMPARE(color(3), Theme::current().color(Token::Accent));
    QCOMPARE(color(4), Theme::current().color(Token::Faint));
    QCOMPARE(list.item(3)->data(Qt::AccessibleTextRole).toString(), QStringLiteral("Step to the loss; here"));
    QCOMPARE(list.item(5)->data(Qt::AccessibleTextRole).toString(), QStringLiteral("Train 200 steps; undone"));
}

void HistoryListTest::clickJumps() {
    HistoryList list;
    list.setHistory(lines(), 5);
    list.resize(240, 240);
    list.show();
    QSignalSpy jumps(&list, &HistoryList::jumpRequested);
    click(list, 2);
    QCOMPARE(jumps, (QList<QList<QVariant>>{{2}}));
    list.setHistory(lines(), 2);
    click(list, 2);
    QCOMPARE(jumps.size(), 1);
    click(list, 0);
    click(list, 5);
    QCOMPARE(jumps.mid(1), (QList<QList<QVariant>>{{0}, {5}}));
}

void HistoryListTest::arrowsLookAndEnterJumps() {
    HistoryList list;
    list.setHistory(lines(), 5);
    QSignalSpy jumps(&list, &HistoryList::jumpRequested);
    QTest::keyClick(&list, Qt::Key_Up);
    QTest::keyClick(&list, Qt::Key_Up);
    QVERIFY(jumps.isEmpty());
    QTest::keyClick(&list, Qt::Key_Return);
    QCOMPARE(jumps, (QList<QList<QVariant>>{{3}}));
}

void HistoryListTest::shrinksAndGrows() {
    HistoryList list;
    list.setHistory(lines(), 5);
    list.setHistory({lines().front()}, 7);
    QCOMPARE(list.count(), 2);
    QCOMPARE(list.done(), 1);
    list.setHistory(lines(), -1);
    QCOMPARE(list.count(), 6);
    QCOMPARE(list.currentRow(), 0);
}

void HistoryListTest::looks() {
    HistoryList list;
    list.setHistory(lines(), 3);
    list.resize(280, 200);
    QCOMPARE(lookAt(list, QStringLiteral("history")), QStringList());
}

GLASSNET_TEST(HistoryListTest);

}  // namespace glassnet::test

#include "HistoryListTest.moc"
