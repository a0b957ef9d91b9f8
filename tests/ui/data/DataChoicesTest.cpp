#include "ui/data/DataChoices.h"

#include <QFile>
#include <set>

#include "engine/data/SyntheticSets.h"
#include "resources/datasets/ShippedSets.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

using ui::DataChoice;
using ui::DataGroup;

class DataChoicesTest final : public TestCase {
    Q_OBJECT
private slots:
    void offersEverySetOnce();
    void everyRowIsComplete();
    void knowsWhereDataComeFrom();
};

std::vector<DataChoice> allChoices() {
    std::vector<DataChoice> all;
    for (int group = 0; group < static_cast<int>(DataGroup::Count_); ++group) {
        for (const auto& choice : ui::dataChoices(static_cast<DataGroup>(group))) {
            all.push_back(choice);
        }
    }
    return all;
}

void DataChoicesTest::offersEverySetOnce() {
    std::multiset<std::string> wanted;
    for (const auto& set : syntheticSets()) {
        wanted.emplace(set.key);
    }
    for (const auto& set : shippedSets()) {
        wanted.emplace(set.key);
    }
    std::multiset<std::string> offered;
    for (const auto& choice : allChoices()) {
        offered.emplace(choice.key);
        QCOMPARE(choice.group == DataGroup::Real, findShippedSet(choice.key) != nullptr);
        QCOMPARE(choice.group == DataGroup::Playground, std::string(choice.key).starts_with("playground."));
        QCOMPARE(choice.group == DataGroup::Gates, std::string(choice.key).starts_with("gate."));
    }
    QVERIFY(offered == wanted);
}

void DataChoicesTest::everyRowIsComplete() {
    std::set<QString> titles;
    for (const auto& choice : allChoices()) {
        QVERIFY2(titles.insert(ui::choiceTitle(choice)).second, choice.key);
        QVERIFY2(ui::choiceHelp(choice).endsWith(QLatin1Char('.')), choice.key);
        QCOMPARE(ui::choiceRights(choice).contains(QStringLiteral("License CC")), choice.group == DataGroup::Real);
    }
    for (int group = 0; group < static_cast<int>(DataGroup::Count_); ++group) {
        QVERIFY(titles.insert(ui::groupTitle(static_cast<DataGroup>(group))).second);
        QVERIFY(ui::groupHelp(static_cast<DataGroup>(group)).endsWith(QLatin1Char('.')));
    }
}

void DataChoicesTest::knowsWhereDataComeFrom() {
    const auto table = [](const char* source) {
        TableSpec spec;
        spec.source = source;
        return DataSpec(spec);
    };
    QVERIFY(!ui::groupOf(StoredRows()).has_value());
    QVERIFY(ui::groupOf(SyntheticSpec{.key = "moons"}) == DataGroup::Formula);
    QVERIFY(ui::groupOf(SyntheticSpec{.key = "gate.or"}) == DataGroup::Gates);
    QVERIFY(ui::groupOf(table("iris")) == DataGroup::Real);
    // A file may be called like a set that is no table.
    QVERIFY(ui::groupOf(table("moons")) == DataGroup::File);
    QVERIFY(ui::groupOf(table("a.csv")) == DataGroup::File);
    QVERIFY(ui::groupOf(table("pasted")) == DataGroup::Pasted);
    QVERIFY(ui::groupOf(table("drawn")) == DataGroup::Drawn);
    QCOMPARE(ui::dataTitle(SyntheticSpec{.key = "sine"}), QStringLiteral("Sine wave"));
    QCOMPARE(ui::dataTitle(table("a.csv")), QStringLiteral("a.csv"));
    QCOMPARE(ui::dataTitle(table("breast-cancer")), QStringLiteral("Breast cancer"));
    QCOMPARE(ui::dataTitle(table("pasted")), QStringLiteral("Pasted cells"));
    QVERIFY(!ui::dataTitle(StoredRows()).isEmpty());
}

GLASSNET_TEST(DataChoicesTest);

}  // namespace glassnet::test

#include "DataChoicesTest.moc"
