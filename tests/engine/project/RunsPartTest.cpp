#include "engine/project/RunsPart.h"

#include <QFile>
#include <cmath>
#include <limits>
#include <random>

#include "engine/exchange/Safetensors.h"
#include "engine/project/Container.h"
#include "engine/project/ProjectFile.h"
#include "tests/engine/project/RandomProject.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

using Bytes = std::vector<std::byte>;

QByteArray partText(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())}; }

Bytes partBytes(const QByteArray& text) {
    const auto bytes = std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size())));
    return {bytes.begin(), bytes.end()};
}

/// A curve of so many points; some are not finite.
Curve curveOf(std::mt19937& random, std::int64_t points) {
    Curve curve;
    std::int64_t step = 0;
    for (std::int64_t i = 0; i < points; ++i) {
        step += 1 + static_cast<std::int64_t>(random() % 5);
        const double value = random() % 50 == 0 ? std::numeric_limits<double>::quiet_NaN() : std::ldexp(static_cast<double>(random()), -30);
        curve.add({step, static_cast<double>(step) / 7.0, step * 3, static_cast<double>(step) / 1000.0, value});
    }
    return curve;
}

KeptRun runOf(std::uint32_t seed, std::int64_t points, const Project& of) {
    std::mt19937 random(seed);
    RunCurves curves;
    curves.batchLoss = curveOf(random, points);
    curves.trainingLoss = curveOf(random, points / 3);
    curves.testLoss = curveOf(random, seed % 2 == 0 ? 0 : 5);
    curves.testScore = curveOf(random, 4);
    curves.scoreIsAccuracy = seed % 3 == 0;
    for (std::uint32_t output = 0; output < seed % 3; ++output) {
        curves.outputs.push_back({LayerId{output + 4}, curveOf(random, 30), curveOf(random, 3), Curve(), curveOf(random, 3), output == 0});
    }
    KnobsTurned turned;
    turned.after.learningRate = 0.003;
    turned.chosenAfter = {OptimizerKind::Adam, Penalty::L2, Clipping::Norm, {32, false}};
    curves.addMark({{5, 0.5, 15, 1.25, 0.0}, turned});
    curves.addMark({{9, 0.75, 27, 2.5, 0.0}, StopReason::Plateau});
    KeptRun run;
    run.name = seed % 2 == 0 ? "schön \"1\"" : "";
    auto project = of;
    if (project.state) {
        run.state = std::make_shared<const TrainingState>(*std::exchange(project.state, std::nullopt));
    }
    run.project = std::make_shared<const Project>(std::move(project));
    run.curves = std::make_shared<const RunCurves>(std::move(curves));
    run.training = RunResult{std::numeric_limits<double>::infinity(), std::nullopt};
    run.test = seed % 2 == 0 ? std::optional(RunResult{0.1, 0.97}) : std::nullopt;
    run.steps = 17 + seed;
    run.isShown = seed % 5 == 0;
    return run;
}

/// A project with three runs: one of its own network and data, two of other projects.
Project withRuns(std::uint32_t seed, std::int64_t points = 200) {
    Project project = randomProject(seed);
    KeptRuns runs;
    runs.add(runOf(seed, points, project));
    runs.add(runOf(seed + 1, points, randomProject(seed + 1000)));
    runs.add(runOf(seed + 2, points, randomProject(seed + 1000)));
    runs.remove(seed % 4 == 0 ? 2 : 0);
    project.runs = std::make_shared<const KeptRuns>(std::move(runs));
    return project;
}

Parts partsOf(const Project& project) { return readContainer(*writeProject(project), "f")->parts; }

Error errorOf(const Parts& parts) {
    const auto project = readProject(*writeContainer(parts, "0"), "f");
    return project ? Error{ErrorCode::Count_, {}} : project.error();
}

}  // namespace

class RunsPartTest final : public TestCase {
    Q_OBJECT
private slots:
    void comeBackBitForBit();
    void longCurvesAreDecimated();
    void rowsAreKeptOnce();
    void survivesDamage();
    void refusesBadParts_data();
    void refusesBadParts();
    void refusesWhatIsNotListed();
    void keepsWhatItDoesNotKnow();
    void oldFilesHaveNone();
    void boundsAreKept();
    void settingsAreTaken();
};

void RunsPartTest::comeBackBitForBit() {
    int states = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const Project project = withRuns(seed);
        const auto bytes = writeProject(project);
        QVERIFY2(bytes.has_value(), QByteArray::number(seed).constData());
        const auto back = readProject(*bytes, "f");
        QVERIFY2(back.has_value(), (std::to_string(seed) + " " + (back ? "" : std::string(errorName(back.error().code)))).c_str());
        QVERIFY2(back->runs != nullptr && sameRuns(*back->runs, *project.runs), QByteArray::number(seed).constData());
        QVERIFY(writeProject(*back) == bytes);
        for (const auto& run : back->runs->all()) {
            states += run.state == nullptr ? 0 : 1;
        }
    }
    QVERIFY(states > 60);
    // The comparison sees one bit.
    auto other = *withRuns(3).runs;
    other.change(1, [](KeptRun& run) { run.test = RunResult{std::nextafter(0.1, 1.0), 0.97}; });
    QVERIFY(!sameRuns(other, *withRuns(3).runs));
}

void RunsPartTest::longCurvesAreDecimated() {
    const Project project = withRuns(5, 9000);
    const auto& before = project.runs->all().front().curves->batchLoss;
    QVERIFY(before.buckets().size() > kSavedBuckets);
    const auto back = readProject(*writeProject(project), "f");
    const auto& after = back->runs->all().front().curves->batchLoss;
    QVERIFY(after.buckets().size() <= kSavedBuckets && after.buckets().size() > kSavedBuckets / 4);
    const auto facts = [](const Curve& curve) {
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        double sum = 0.0;
        std::int64_t points = 0;
        std::int64_t odd = 0;
        for (const auto& bucket : curve.buckets()) {
            low = std::fmin(low, bucket.low);
            high = std::fmax(high, bucket.high);
            sum += bucket.sum;
            points += bucket.points();
            odd += bucket.odd;
        }
        return std::tuple(low, high, points, odd, curve.buckets().front().first.step, curve.last()->step, curve.last()->seconds);
    };
    QVERIFY(facts(before) == facts(after));
    QVERIFY(std::get<2>(facts(after)) == 9000 && std::get<3>(facts(after)) > 0);
    // Saving again loses nothing more.
    QVERIFY(sameRuns(*readProject(*writeProject(*back), "f")->runs, *back->runs));
}

void RunsPartTest::rowsAreKeptOnce() {
    Table table{{{"x", ColumnKind::Number, {1.5, 2.5, 0.1}, {}, {}}, {"y", ColumnKind::Number, {1, 2, 3}, {}, {}}}, 3};
    TableSpec spec{std::make_shared<const Table>(table), "t.csv", {ColumnRole::Feature, ColumnRole::Target}, MissingRule::DropRow};
    Project project;
    project.data = spec;
    auto otherRoles = project;
    std::get<TableSpec>(otherRoles.data).roles = {ColumnRole::Target, ColumnRole::Feature};
    auto otherTable = project;
    table.columns[0].numbers[0] = 1.25;
    std::get<TableSpec>(otherTable.data).table = std::make_shared<const Table>(table);
    KeptRuns runs;
    for (const auto* each : {&project, &otherRoles, &otherTable, &otherTable}) {
        runs.add(runOf(1, 3, *each));
    }
    QVERIFY(runBytes(runs.all(), project.data) > runBytes({runs.all()[0], runs.all()[1], runs.all()[0], runs.all()[1]}, project.data));
    project.runs = std::make_shared<const KeptRuns>(runs);
    const auto parts = partsOf(project);
    QVERIFY(!parts.contains("runs/1/table.safetensors") && !parts.contains("runs/2/table.safetensors"));
    QVERIFY(parts.contains("runs/3/table.safetensors") && !parts.contains("runs/4/table.safetensors"));
    const auto back = readProject(*writeProject(project), "f");
    QVERIFY(back && sameRuns(*back->runs, runs));
    const auto tableOf = [&](std::size_t run) { return std::get<TableSpec>(back->runs->all()[run].project->data).table; };
    QVERIFY(tableOf(0) == std::get<TableSpec>(back->data).table && tableOf(1) == tableOf(0) && tableOf(3) == tableOf(2));
}

void RunsPartTest::survivesDamage() {
    const auto parts = partsOf(withRuns(9, 10));
    const Bytes good = *writeContainer(parts, "0");
    int refused = 0;
    for (std::size_t at = 0; at < good.size(); at += 499) {
        Bytes flipped = good;
        flipped[at] ^= std::byte{0x41};
        const auto project = readProject(flipped, "f");
        refused += project ? 0 : 1;
    }
    QVERIFY(refused > 50);
    // Behind the hashes.
    for (const auto& [name, part] : parts) {
        if (name.starts_with("runs")) {
            for (std::size_t at = 0; at < part.size(); at += name.ends_with("run.json") || part.size() < 200 ? 5U : 211U) {
                auto flipped = parts;
                flipped[name][at] ^= std::byte{0x11};
                static_cast<void>(errorOf(flipped));
            }
        }
    }
}

void RunsPartTest::refusesBadParts_data() {
    QTest::addColumn<QString>("part");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("where");
    const auto row = [](const char* name, const char* part, const QByteArray& from, const QByteArray& to, const char* error,
                        const char* where) {
        QTest::newRow(name) << QString::fromLatin1(part) << from << to << QString::fromLatin1(error) << QString::fromLatin1(where);
    };
    row("nothing changed", "runs.json", "", "", "Count_", "");
    row("no curves", "runs/1/curves.safetensors", "*", "", "MissingPart", "f");
    row("no network", "runs/1/network.json", "*", "", "MissingPart", "f");
    row("half a state", "runs/3/state.json", "*", "", "MissingPart", "f");
    row("no run", "runs/1/run.json", "*", "", "MissingPart", "f");
    row("a run twice", "runs.json", "2,\n    3\n", "2,\n    2\n", "FileField", "runs.json");
    row("a run beyond the last", "runs.json", "\"last\": 3", "\"last\": 2", "FileField", "runs.json");
    row("too many runs", "runs.json", "\"runs\": [", "\"runs\": [" + QByteArray("9,").repeated(501), "FileLimit", "runs.json/runs");
    row("negative steps", "runs/1/run.json", "\"steps\": ", "\"steps\": -", "FileField", "runs/1/run.json");
    row("no power of two", "runs/1/run.json", "\"batchLoss\": 1", "\"batchLoss\": 3", "FileField", "runs/1/curves.safetensors");
    row("no such reason", "runs/1/run.json", "\"plateau\"", "\"platoon\"", "FileField", "runs/1/run.json");
    row("rows of a later run", "runs/1/run.json", "\"steps\"", "\"sharedRows\": 3, \"steps\"", "FileField", "runs/1/run.json");
    row("too many marks", "runs/1/run.json", "\"marks\": [", "\"marks\": [" + QByteArray("0,").repeated(300), "FileLimit",
        "runs/1/run.json/marks");
    row("counts without numbers", "runs/1/curves.safetensors", "batchLoss.numbers", "batchLoss.numberz", "TensorMissing",
        "batchLoss.numbers");
    row("more buckets than bytes", "runs/1/curves.safetensors", "[200,9]", "[999,9]", "FileField", "runs/1/curves.safetensors");
    row("another name of a layer's weights", "runs/3/weights.safetensors", ".weight\"", ".weighs\"", "FileField",
        "runs/3/weights.safetensors");
}

void RunsPartTest::refusesBadParts() {
    QFETCH(QString, part);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, error);
    QFETCH(QString, where);
    // A project whose third run has a state with weights.
    std::uint32_t seed = 1;
    auto parts = partsOf(withRuns(seed));
    while (!parts.contains("runs/3/weights.safetensors") || !partText(parts.at("runs/3/weights.safetensors")).contains(".weight\"") ||
           partText(parts.at("runs/1/run.json")).contains("sharedRows")) {
        parts = partsOf(withRuns(seed += 2));
    }
    const std::string name = part.toStdString();
    if (from == "*") {
        QVERIFY(parts.erase(name) == 1);
    } else if (!from.isEmpty()) {
        QByteArray changed = partText(parts.at(name));
        const auto at = changed.indexOf(from);
        QVERIFY2(at >= 0, changed.left(600).constData());
        parts[name] = partBytes(changed.replace(at, from.size(), to));
    }
    const auto found = errorOf(parts);
    QCOMPARE(found.code == ErrorCode::Count_ ? QStringLiteral("Count_") : QString::fromStdString(std::string(errorName(found.code))),
             error);
    if (!where.isEmpty()) {
        QCOMPARE(QString::fromStdString(std::get<std::string>(found.arguments.front())), where);
    }
}

void RunsPartTest::refusesWhatIsNotListed() {
    auto parts = partsOf(withRuns(1));
    parts["runs/9/network.json"] = parts.at("runs/1/network.json");
    QCOMPARE(errorOf(parts).code, ErrorCode::FileField);
    parts = partsOf(withRuns(1));
    parts.erase("runs.json");
    QCOMPARE(errorOf(parts).code, ErrorCode::FileField);
}

void RunsPartTest::keepsWhatItDoesNotKnow() {
    auto parts = partsOf(withRuns(1));
    parts["runs/1/notes.txt"] = partBytes("of a newer version");
    parts["runs/1/run.json"] = partBytes(partText(parts.at("runs/1/run.json")).replace("\"steps\"", "\"color\": \"red\", \"steps\""));
    parts["runs.json"] = partBytes(partText(parts.at("runs.json")).replace("\"last\"", "\"sorted\": true, \"last\""));
    const auto project = readProject(*writeContainer(parts, "9.9"), "f");
    QVERIFY(project.has_value());
    const auto back = partsOf(*project);
    QVERIFY(back.at("runs/1/notes.txt") == parts.at("runs/1/notes.txt"));
    QVERIFY(partText(back.at("runs/1/run.json")).contains("\"color\": \"red\""));
    QVERIFY(partText(back.at("runs.json")).contains("\"sorted\": true"));
}

/// Files that were written before there were runs open, have none, and are written without any.
void RunsPartTest::oldFilesHaveNone() {
    for (const char* name : {"/project/stored.glassnet", "/project/deflated.glassnet"}) {
        QFile file(QStringLiteral(GLASSNET_TEST_DATA) + QLatin1String(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto parts = readContainer(partBytes(file.readAll()), "f");
        QVERIFY(parts.has_value());
        QVERIFY(std::none_of(parts->parts.begin(), parts->parts.end(), [](const auto& part) { return part.first.starts_with("runs"); }));
    }
    QFile file(QStringLiteral(GLASSNET_SOURCE "/resources/examples/iris.glassnet"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto old = partBytes(file.readAll());
    const auto project = readProject(old, "f");
    QVERIFY(project && project->runs == nullptr);
    QVERIFY(partsOf(*project) == readContainer(old, "f")->parts);
}

void RunsPartTest::boundsAreKept() {
    Project project;
    KeptRuns runs;
    for (std::uint32_t i = 0; i < 6; ++i) {
        auto run = runOf(1, 100, project);
        run.name = i < 2 ? "named" : "";
        runs.add(run);
    }
    const auto each = runBytes({runs.all().front()}, project.data);
    QVERIFY(runs.fit(project.data).empty());
    const auto ids = [](const std::vector<KeptRun>& list) {
        std::vector<std::int64_t> all;
        for (const auto& run : list) {
            all.push_back(run.id);
        }
        return all;
    };
    // The oldest that nobody named goes first, then the oldest; the newest stays whatever it takes.
    QVERIFY(ids(runs.fit(project.data, 3 * each)) == (std::vector<std::int64_t>{3, 4, 5}));
    QVERIFY(ids(runs.fit(project.data, 2 * each)) == std::vector<std::int64_t>{1});
    QVERIFY(ids(runs.fit(project.data, 1)) == std::vector<std::int64_t>{2});
    QVERIFY(ids(runs.all()) == std::vector<std::int64_t>{6});
    for (std::size_t i = 0; i < KeptRuns::kMostRuns + 2; ++i) {
        runs.add(runOf(1, 1, project));
    }
    QVERIFY(runs.fit(project.data).size() == 3 && runs.all().size() == KeptRuns::kMostRuns);
    QCOMPARE(runs.lastId(), 6 + static_cast<std::int64_t>(KeptRuns::kMostRuns) + 2);
}

void RunsPartTest::settingsAreTaken() {
    Project project = randomProject(4);
    project.unknownParts["new.bin"] = {};
    project.runs = withRuns(4).runs;
    const auto before = project;
    KeptRun run = runOf(1, 5, randomProject(8));
    takeSettings(project, run);
    QVERIFY(project.network == run.project->network && project.training == run.project->training && sameData(project, *run.project));
    QVERIFY(project.unknownParts == before.unknownParts && project.runs == before.runs);
    for (const auto& [layer, position] : before.positions) {
        QVERIFY(project.network.find(layer) == nullptr || project.positions.at(layer) == position);
    }
}

GLASSNET_TEST(RunsPartTest);

}  // namespace glassnet::test

#include "RunsPartTest.moc"
