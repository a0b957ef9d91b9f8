#include "engine/data/PlaygroundSets.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <bit>

#include "engine/data/SeedRandom.h"
#include "engine/data/SyntheticSets.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

class PlaygroundSetsTest final : public TestCase {
    Q_OBJECT
private slots:
    void drawsWhatSeedrandomDraws();
    void makesPlaygroundsPoints_data();
    void makesPlaygroundsPoints();
    void firstLoad();
    void oddCounts();
};

namespace {

QJsonObject reference() {
    QFile file(QStringLiteral(GLASSNET_SOURCE "/tests/data/playground/points.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

SyntheticSpec specOf(const QJsonObject& one) {
    SyntheticSpec spec = usualSpec("playground." + one[QStringLiteral("set")].toString().toStdString());
    spec.rows = one[QStringLiteral("rows")].toInt();
    spec.noise = one[QStringLiteral("noise")].toDouble();
    spec.seedText = one[QStringLiteral("seed")].toString().toStdString();
    return spec;
}

/// Point i as Playground has it: x, y and a label of -1 and 1 or a number.
std::array<float, 3> pointOf(const Dataset& set, std::int64_t i) {
    const auto label = static_cast<float>(set.targets().at({i, 0}));
    return {static_cast<float>(set.features().at({i, 0})), static_cast<float>(set.features().at({i, 1})),
            set.classNames().empty() ? label : 2.0F * label - 1.0F};
}

std::uint32_t hashOf(const Dataset& set) {
    std::uint32_t hash = 0;
    for (std::int64_t i = 0; i < set.samples(); ++i) {
        for (const float value : pointOf(set, i)) {
            hash = hash * 31U + std::bit_cast<std::uint32_t>(value == 0.0F ? 0.0F : value);
        }
    }
    return hash;
}

}  // namespace

void PlaygroundSetsTest::drawsWhatSeedrandomDraws() {
    // In the README of seedrandom.
    SeedRandom hello("hello.");
    QCOMPARE(hello.next(), 0.9282578795792454);
    QCOMPARE(hello.next(), 0.3752569768646784);
    const auto numbers = reference()[QStringLiteral("numbers")].toArray();
    QVERIFY(numbers.size() >= 5);
    for (const auto& one : numbers) {
        SeedRandom random(one[QStringLiteral("seed")].toString().toStdString());
        for (const auto& value : one[QStringLiteral("values")].toArray()) {
            // Exactly, which QCOMPARE of doubles is not.
            QVERIFY(random.next() == value.toDouble());
        }
    }
    // What is no UTF-8 is no crash.
    for (const char* bad : {"\xff", "a\xe2\x82", "\xf0\x9f\x98", "\xc3("}) {
        const double value = SeedRandom(bad).next();
        QVERIFY(value >= 0.0 && value < 1.0);
    }
}

void PlaygroundSetsTest::makesPlaygroundsPoints_data() {
    QTest::addColumn<QJsonObject>("one");
    const auto cases = reference()[QStringLiteral("cases")].toArray();
    QVERIFY(cases.size() >= 18);
    for (const auto& one : cases) {
        const auto name = one[QStringLiteral("set")].toString() + QString::number(one[QStringLiteral("noise")].toInt());
        QTest::newRow(qPrintable(name)) << one.toObject();
    }
}

void PlaygroundSetsTest::makesPlaygroundsPoints() {
    QFETCH(QJsonObject, one);
    const auto set = makeSyntheticSet(specOf(one));
    QVERIFY(set.has_value());
    QCOMPARE(set->samples(), one[QStringLiteral("rows")].toInteger());
    const auto points = one[QStringLiteral("points")].toArray();
    QCOMPARE(points.size(), 16);
    for (qsizetype i = 0; i < points.size(); ++i) {
        const auto found = pointOf(*set, i < 12 ? i : set->samples() - points.size() + i);
        for (std::size_t column = 0; column < found.size(); ++column) {
            QVERIFY(static_cast<double>(found.at(column)) == points[i][static_cast<qsizetype>(column)].toDouble());
        }
    }
    QCOMPARE(hashOf(*set), static_cast<std::uint32_t>(one[QStringLiteral("hash")].toDouble()));
}

void PlaygroundSetsTest::firstLoad() {
    // The page with #seed=0.12345 and nothing else: its first points for training.
    SyntheticSpec spec = usualSpec("playground.circle");
    spec.seedText = "0.12345";
    const auto set = makeSyntheticSet(spec);
    QVERIFY(set->samples() == 500 && set->classNames() == (std::vector<std::string>{"-1", "1"}));
    constexpr std::array kFirst{4.618077316847547,  -1.8354395887379444, 0.0, 3.031594167181799, 2.027827810592421, 0.0,
                                -4.597539542202247, -0.2550840585704418, 0.0};
    for (std::size_t i = 0; i < kFirst.size(); i += 3) {
        const auto row = static_cast<std::int64_t>(i / 3);
        QVERIFY(set->features().at({row, 0}) == static_cast<double>(static_cast<float>(kFirst.at(i))));
        QVERIFY(set->features().at({row, 1}) == static_cast<double>(static_cast<float>(kFirst.at(i + 1))));
        QVERIFY(set->targets().at({row, 0}) == kFirst.at(i + 2));
    }
}

void PlaygroundSetsTest::oddCounts() {
    for (const char* key : {"playground.circle", "playground.gauss", "playground.spiral"}) {
        SyntheticSpec spec = usualSpec(key);
        spec.rows = 7;
        QCOMPARE(makeSyntheticSet(spec)->samples(), std::int64_t{7});
    }
}

GLASSNET_TEST(PlaygroundSetsTest);

}  // namespace glassnet::test

#include "PlaygroundSetsTest.moc"
