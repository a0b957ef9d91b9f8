#include "ui/find/FindMatch.h"

#include <QLocale>
#include <algorithm>

#include "tests/support/TestCase.h"

namespace glassnet::test {

using ui::FindKind;
using ui::FindRow;

class FindMatchTest final : public TestCase {
    Q_OBJECT
private slots:
    void kinds_data();
    void kinds();
    void places_data();
    void places();
    void ranks_data();
    void ranks();
    void equalOnesKeepTheirOrder();
    void theLocaleDoesNotMatter();

private:
    static std::vector<FindRow> rows(const QStringList& titles) {
        std::vector<FindRow> made;
        for (const auto& title : titles) {
            made.push_back({title, title, {}, {}});
        }
        return made;
    }
    static QStringList titles(const std::vector<FindRow>& rows) {
        QStringList all;
        for (const auto& row : rows) {
            all.append(row.title);
        }
        return all;
    }
};

void FindMatchTest::kinds_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kind");
    constexpr int none = -1;
    constexpr auto words = static_cast<int>(FindKind::Words);
    constexpr auto initials = static_cast<int>(FindKind::Initials);
    constexpr auto part = static_cast<int>(FindKind::Part);
    constexpr auto subsequence = static_cast<int>(FindKind::Subsequence);
    const auto row = [](const char* query, const char* text, int kind) {
        QTest::addRow("%s in %s", query, text) << QString::fromUtf8(query) << QString::fromUtf8(text) << kind;
    };
    row("", "Step forward", words);
    row("  ", "Step forward", words);
    row("st", "Step forward", words);
    row("STEP", "Step forward", words);
    row("for", "Step forward", words);
    row("step f", "Step forward", words);
    row("f step", "Step forward", words);
    row(" st  fo ", "Step forward", words);
    row("step step", "Step forward", none);
    row("step", "", none);
    row("a ab", "abc ax", words);
    row("sf", "Step forward", initials);
    row("tte", "To the end of the step", initials);
    row("teo", "To the end of the step", initials);
    row("bn", "BatchNorm", initials);
    row("norm", "BatchNorm", words);
    row("war", "Step forward", part);
    row("p f", "Step forward", part);
    row("sfd", "Step forward", subsequence);
    row("stf wd", "Step forward", subsequence);
    row("fs", "Step forward", none);
    row("x", "Step forward", none);
    row("h2", "h₂", words);
    row("h2,1", "h₂,₁", words);
    row("x2", "x²", words);
    row("ŷ", "ŷ", words);
    row("Ŷ", "ŷ", words);
    row("größe", "Die GRÖßE", words);
    row("4-8-6-3", "Make the network 4–8–6–3", words);
    row("4–8", "Make the network 4-8-6-3", words);
    row("+", "Zoom in +", part);
    row("层", "隐藏层", part);
    row("隐", "隐藏层", words);
}

void FindMatchTest::kinds() {
    QFETCH(QString, query);
    QFETCH(QString, text);
    QFETCH(int, kind);
    const auto match = ui::findMatch(query, text);
    QCOMPARE(match.has_value() ? static_cast<int>(match->kind) : -1, kind);
    for (std::size_t i = 0; match.has_value() && i < match->places.size(); ++i) {
        QVERIFY(match->places[i] >= 0 && match->places[i] < text.size());
        QVERIFY(i == 0 || match->places[i] > match->places[i - 1]);
    }
}

void FindMatchTest::places_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("marked");
    // What is matched is in capitals.
    const auto row = [](const QString& query, const QString& marked) {
        QTest::addRow("%s", qPrintable(marked)) << query << marked.toLower() << marked;
    };
    row(QStringLiteral("fo st"), QStringLiteral("STep FOrward"));
    row(QStringLiteral("sf"), QStringLiteral("Step Forward"));
    row(QStringLiteral("ward"), QStringLiteral("step forWARD"));
    // The shortest piece of text that has the letters.
    row(QStringLiteral("ace"), QStringLiteral("a xAxCxE"));
}

void FindMatchTest::places() {
    QFETCH(QString, query);
    QFETCH(QString, text);
    QFETCH(QString, marked);
    const auto match = ui::findMatch(query, text);
    QVERIFY(match.has_value());
    for (const int place : match->places) {
        text[place] = text[place].toUpper();
    }
    QCOMPARE(text, marked);
}

void FindMatchTest::ranks_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("worstFirst");
    QTest::addRow("kinds") << "st" << QStringList{"Sort", "Fast", "Show tape", "Start again"};
    QTest::addRow("one word, then more") << "step" << QStringList{"Step back and forth", "Step back", "Step"};
    QTest::addRow("the first word") << "step" << QStringList{"To the end of the step", "Next step", "Step"};
    QTest::addRow("in order") << "zo in" << QStringList{"In zoom", "Zoom in"};
    QTest::addRow("no word left out") << "sf" << QStringList{"Step back, then forward", "Step forward"};
    QTest::addRow("earlier") << "ense" << QStringList{"Condense", "Dense"};
    QTest::addRow("closer together") << "dns" << QStringList{"Dunes", "Dense"};
    QTest::addRow("layers and actions") << "out" << QStringList{"About Glassnet", "Zoom out", "Output"};
}

void FindMatchTest::ranks() {
    QFETCH(QString, query);
    QFETCH(QStringList, worstFirst);
    auto expected = worstFirst;
    std::ranges::reverse(expected);
    QCOMPARE(titles(ui::rankedRows(query, rows(worstFirst))), expected);
    QCOMPARE(titles(ui::rankedRows(query, rows(expected))), expected);
}

void FindMatchTest::equalOnesKeepTheirOrder() {
    const QStringList given{QStringLiteral("Zoom out"), QStringLiteral("Open"), QStringLiteral("About Glassnet")};
    QCOMPARE(titles(ui::rankedRows({}, rows(given))), given);
    const QStringList alike{QStringLiteral("Dense 2"), QStringLiteral("Dense 1")};
    QCOMPARE(titles(ui::rankedRows(QStringLiteral("dense"), rows(alike))), alike);
}

void FindMatchTest::theLocaleDoesNotMatter() {
    // In Turkish the capital of i is another letter.
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::Turkish));
    const auto match = ui::findMatch(QStringLiteral("INPUT"), QStringLiteral("input"));
    QLocale::setDefault(before);
    QVERIFY(match.has_value());
    QCOMPARE(match->kind, FindKind::Words);
}

GLASSNET_TEST(FindMatchTest);

}  // namespace glassnet::test

#include "FindMatchTest.moc"
