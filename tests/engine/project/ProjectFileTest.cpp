#include "engine/project/ProjectFile.h"

#include <QFile>
#include <algorithm>
#include <set>
#include <variant>

#include "engine/project/Container.h"
#include "tests/engine/project/RandomProject.h"
#include "tests/engine/project/ZipForge.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

using Bytes = std::vector<std::byte>;

QByteArray text(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())}; }

Bytes bytesOf(const QByteArray& text) {
    const auto bytes = std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size())));
    return {bytes.begin(), bytes.end()};
}

Bytes example() {
    QFile file(QStringLiteral(GLASSNET_SOURCE "/resources/examples/two-four-two-one.glassnet"));
    return file.open(QIODevice::ReadOnly) ? bytesOf(file.readAll()) : Bytes();
}

/// A project with a state whose parts a test changes; its network can be understood in full.
Project withState() {
    for (std::uint32_t seed = 0;; ++seed) {
        Project project = randomProject(seed);
        if (project.state && project.state->order.elements() > 2 && project.state->tensors.size() > 4 &&
            project.state->tensors.begin()->second.elements() > 1 && project.state->tensors.begin()->first.layer == LayerId{1}) {
            return project;
        }
    }
}

ErrorCode codeOf(const Bytes& bytes) {
    const auto project = readProject(bytes, "f");
    return project ? ErrorCode::Count_ : project.error().code;
}

}  // namespace

class ProjectFileTest final : public TestCase {
    Q_OBJECT
private slots:
    void comesBackBitForBit();
    void survivesDamage();
    void refusesBadParts_data();
    void refusesBadParts();
    void keepsWhatItDoesNotKnow();
    void refusesNewerFiles();
    void refusesToWriteWhatJsonCannotHold();
};

void ProjectFileTest::comesBackBitForBit() {
    int states = 0;
    int plans = 0;
    std::set<std::size_t> kinds;
    for (std::uint32_t seed = 0; seed < 500; ++seed) {
        const Project project = randomProject(seed);
        const auto bytes = writeProject(project);
        QVERIFY2(bytes.has_value(), QByteArray::number(seed).constData());
        const auto back = readProject(*bytes, "f");
        const std::string what = back ? std::string() : std::string(errorName(back.error().code));
        QVERIFY2(back.has_value(), (std::to_string(seed) + " " + what).c_str());
        QCOMPARE(back->name, project.name);
        QVERIFY(back->network.layers() == project.network.layers());
        QVERIFY(back->network.links() == project.network.links());
        QVERIFY(back->network.drawOrder() == project.network.drawOrder());
        QVERIFY(back->positions == project.positions);
        QVERIFY(back->colors == project.colors);
        QVERIFY(back->training == project.training);
        QVERIFY(sameData(back->data, project.data) && back->plan == project.plan);
        kinds.insert(project.data.index());
        plans += project.plan == DataPlan() ? 0 : 1;
        QCOMPARE(back->state.has_value(), project.state.has_value());
        if (project.state) {
            QVERIFY(bitEqual(*back->state, *project.state));
            ++states;
        }
        QVERIFY(back->unknownParts.empty() && back->unknownFields.empty());
        QVERIFY(writeProject(*back) == bytes);
    }
    QVERIFY(states > 300 && plans > 200);
    QCOMPARE(kinds.size(), std::variant_size_v<DataSpec>);
}

void ProjectFileTest::survivesDamage() {
    const Bytes good = example();
    QVERIFY(good.size() > 1000);
    for (std::size_t size = 0; size < good.size(); ++size) {
        QVERIFY(codeOf(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))) != ErrorCode::Count_);
    }
    for (std::size_t at = 0; at < good.size(); ++at) {
        Bytes flipped = good;
        flipped[at] ^= std::byte{0x41};
        // No exception, no hang: an error, or a flip that means nothing.
        static_cast<void>(readProject(flipped, "f"));
    }
    // Behind the hashes: the same for the parts themselves.
    const auto parts = readContainer(*writeProject(withState()), "f")->parts;
    for (const auto& [name, part] : parts) {
        for (std::size_t at = 0; at < part.size(); at += name == "network.json" ? 1U : 7U) {
            auto flipped = parts;
            flipped[name][at] ^= std::byte{0x11};
            static_cast<void>(readProject(*writeContainer(flipped, "0"), "f"));
        }
    }
}

void ProjectFileTest::refusesBadParts_data() {
    QTest::addColumn<QString>("part");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const char* part, const QByteArray& from, const QByteArray& to, const char* error) {
        QTest::newRow(name) << QString::fromLatin1(part) << from << to << QString::fromLatin1(error);
    };
    row("nothing changed", "state.json", "", "", "Count_");
    row("no network", "network.json", "*", "", "MissingPart");
    row("no state", "state.json", "*", "", "MissingPart");
    row("no weights", "weights.safetensors", "*", "", "MissingPart");
    row("another tensor", "weights.safetensors", ".weight\"", ".weighs\"", "FileField");
    row("another layer", "weights.safetensors", "\"1.", "\"0.", "FileField");
    row("another dtype", "weights.safetensors", "\"F32\"", "\"F99\"", "TensorDType");
    row("no generator", "weights.safetensors", "\"generator.start\"", "\"generator.stort\"", "TensorMissing");
    row("cursor beyond the rows", "state.json", "\"cursor\": ", "\"cursor\": 99", "FileField");
    row("negative step", "state.json", "\"step\": ", "\"step\": -", "FileField");
    row("seed as a number", "state.json", "\"start\": \"1\"", "\"start\": 1", "FileField");
    row("no knobs", "state.json", "\"knobs\"", "\"knops\"", "FileField");
    row("no JSON", "state.json", "{", "[", "FileField");
}

void ProjectFileTest::refusesBadParts() {
    QFETCH(QString, part);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, error);
    auto parts = readContainer(*writeProject(withState()), "f")->parts;
    const std::string name = part.toStdString();
    if (from == "*") {
        parts.erase(name);
    } else if (!from.isEmpty()) {
        QByteArray changed = text(parts.at(name));
        const auto at = changed.indexOf(from);
        QVERIFY(at >= 0);
        parts[name] = bytesOf(changed.replace(at, from.size(), to));
    }
    const auto code = codeOf(*writeContainer(parts, "0"));
    QCOMPARE(code == ErrorCode::Count_ ? QStringLiteral("Count_") : QString::fromStdString(std::string(errorName(code))), error);
}

void ProjectFileTest::keepsWhatItDoesNotKnow() {
    auto parts = readContainer(example(), "f")->parts;
    QByteArray network = text(parts.at("network.json"));
    network.replace("\"drawOrder\"", "\"author\": {\"name\": \"A\"},\n\"drawOrder\"");
    network.replace("\"kind\": \"tanh\"", "\"kind\": \"tanh\", \"a/b~c\": [1, 2.5, null]");
    network.replace("\"cut\": []", "\"cut\": [], \"color\": \"red\"");
    parts["network.json"] = bytesOf(network);
    parts["thumbnail.png"] = bytesOf("not a picture");
    const auto project = readProject(*writeContainer(parts, "9.9"), "f");
    QVERIFY(project.has_value());
    QCOMPARE(project->unknownParts.size(), std::size_t{1});
    QCOMPARE(project->unknownFields.size(), std::size_t{1 + 2 + 3});
    const auto once = writeProject(*project);
    QVERIFY(once.has_value());
    const auto back = readContainer(*once, "f")->parts;
    QVERIFY(back.at("thumbnail.png") == parts.at("thumbnail.png"));
    const QByteArray written = text(back.at("network.json"));
    QCOMPARE(written.count("\"author\": {\n    \"name\": \"A\"\n  }"), 1);
    QCOMPARE(written.count("\"a/b~c\""), 2);
    QCOMPARE(written.count("\"color\": \"red\""), 3);
    QVERIFY(writeProject(*readProject(*once, "f")) == once);

    // What belonged to a layer goes with it.
    Project less = *project;
    less.network.removeLayer(less.network.layers().at(1).id);
    const auto shorter = text(readContainer(*writeProject(less), "f")->parts.at("network.json"));
    QCOMPARE(shorter.count("\"a/b~c\""), 1);
    QCOMPARE(shorter.count("\"color\": \"red\""), 1);
}

void ProjectFileTest::refusesNewerFiles() {
    std::vector<ForgedEntry> entries;
    const auto container = readContainer(example(), "f");
    for (const auto& [name, part] : container->parts) {
        entries.push_back({QByteArray::fromStdString(name), text(part)});
    }
    const auto forged = [&entries](const QByteArray& from, const QByteArray& to) {
        return bytesOf(forgeZip(forgeContainer(entries, [&](QByteArray manifest) { return manifest.replace(from, to); })));
    };
    QVERIFY(codeOf(forged("", "")) == ErrorCode::Count_);
    QVERIFY(codeOf(forged("\"minor\":0", "\"minor\":1")) == ErrorCode::FileTooNew ||
            codeOf(forged("\"minor\": 0", "\"minor\": 1")) == ErrorCode::FileTooNew);
}

void ProjectFileTest::refusesToWriteWhatJsonCannotHold() {
    const auto error = [](const Project& project) {
        const auto written = writeProject(project);
        return written ? Error{} : written.error();
    };
    Project project = *readProject(example(), "f");
    project.positions.begin()->second.x = std::numeric_limits<double>::infinity();
    QVERIFY(error(project) == (Error{ErrorCode::FileField, {"network.json", "/layers/0/position/x", "finite number"}}));
    project = *readProject(example(), "f");
    project.name = "\xFF";
    QVERIFY(error(project) == (Error{ErrorCode::FileField, {"network.json", "", "UTF-8"}}));
    project = *readProject(example(), "f");
    project.unknownParts["state.json"] = {};
    QVERIFY(error(project) == (Error{ErrorCode::FileField, {"state.json", "", "part name"}}));
}

GLASSNET_TEST(ProjectFileTest);

}  // namespace glassnet::test

#include "ProjectFileTest.moc"
