#include <algorithm>
#include <random>

#include "engine/project/Clip.h"
#include "engine/project/DrawingEdits.h"
#include "engine/project/UnitMoves.h"
#include "tests/engine/project/DrawingSupport.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

/// Edits a project at random, many edits wrong on purpose.
class Editor {
public:
    Editor(Project& project, std::uint32_t seed) : m_project(project), m_random(seed) {}

    /// Makes one edit; true when it was carried out.
    bool edit() {
        switch (whole(0, 16)) {
            case 0:
            case 1:
            case 2:
                return addLayer(m_project, whole(0, 20) == 0 ? "" : "Layer", settings(), position()).has_value();
            case 3:
                return insertOnLink(m_project, anyLink(), "Between", settings(), position()).has_value();
            case 4:
            case 5:
            case 6:
                return connectLayers(m_project, anyLayer(), anyLayer()).has_value();
            case 7:
                return removeFromDrawing(m_project, someLayers(), someLinks()).has_value();
            case 8:
                return setUnits(m_project, anyLayer(), whole(0, 5)).has_value();
            case 9:
                return setProperty();
            case 10:
                return renameLayer(m_project, anyLayer(), "Layer " + std::to_string(whole(0, 4))).has_value();
            case 11:
                return setUnitName(m_project, anyLayer(), whole(-1, 4), whole(0, 1) == 0 ? "" : "unit " + std::to_string(whole(0, 2)))
                    .has_value();
            case 12:
                return whole(0, 1) == 0 ? setLayerColor(m_project, someLayers(), static_cast<int>(whole(0, 9))).has_value()
                                        : moveLayers(m_project, {{anyLayer(), position()}}).has_value();
            case 13:
                return moveUnit(m_project, {anyLayer(), whole(-1, 4), anyLayer(), whole(-1, 4)}).has_value();
            case 14:
                return m_project.network.layers().size() < 20 &&
                       pasteLayers(m_project, copyLayers(m_project, nullptr, someLayers()), position()).has_value();
            case 15:
                return repair();
            default:
                return setCut(m_project, anyLink(), {whole(0, 4), whole(0, 4)}, whole(0, 2) != 0).has_value();
        }
    }

private:
    std::int64_t whole(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(high - low + 1));
    }
    Position position() { return {static_cast<double>(whole(-500, 500)), static_cast<double>(whole(-500, 500))}; }

    LayerSettings settings() {
        LayerSpec layer;
        layer.settings = layerKinds()[static_cast<std::size_t>(whole(0, 6))].make();
        static_cast<void>(glassnet::setProperty(layer, "units", whole(1, 4)));
        if (whole(0, 1) == 0) {
            static_cast<void>(glassnet::setProperty(layer, "loss", defaultSpec(Loss::CrossEntropy)));
        }
        return layer.settings;
    }

    template <class Items>
    auto anyOf(const Items& items) {
        using Id = decltype(items.front().id);
        // Now and then an id that nothing has.
        return items.empty() || whole(0, 30) == 0
                   ? Id{9999}
                   : items[static_cast<std::size_t>(whole(0, static_cast<std::int64_t>(items.size()) - 1))].id;
    }
    LayerId anyLayer() { return anyOf(m_project.network.layers()); }
    LinkId anyLink() { return anyOf(m_project.network.links()); }

    std::set<LayerId> someLayers() {
        std::set<LayerId> ids;
        for (auto count = whole(0, 2); count >= 0; --count) {
            ids.insert(anyLayer());
        }
        return ids;
    }
    std::set<LinkId> someLinks() { return whole(0, 3) == 0 ? std::set{anyLink()} : std::set<LinkId>(); }

    bool repair() {
        const auto problems = findProblems(m_project.network, {.batchSize = m_project.training.batches.batchSize});
        if (problems.empty()) {
            return false;
        }
        const auto& repairs = problems[static_cast<std::size_t>(whole(0, static_cast<std::int64_t>(problems.size()) - 1))].repairs;
        return !repairs.empty() && repairDrawing(m_project, repairs.front(), "Repaired").has_value();
    }

    bool setProperty() {
        static const std::vector<std::pair<std::string, PropertyValue>> kValues{
            {"drawnRows", std::int64_t{0}},
            {"drawnRows", std::int64_t{1}},
            {"drawnRows", std::int64_t{3}},
            {"loss", defaultSpec(Loss::Hinge)},
            {"loss", defaultSpec(Loss::MeanSquaredError)},
            {"mode", JoinMode::Add},
            {"mode", JoinMode::Concatenate},
            {"bias", false},
            {"activation", defaultSpec(Activation::Softmax)},
        };
        const auto& [key, value] = kValues[static_cast<std::size_t>(whole(0, static_cast<std::int64_t>(kValues.size()) - 1))];
        return setLayerProperty(m_project, {anyLayer()}, key, value).has_value();
    }

    Project& m_project;
    std::mt19937 m_random;
};

template <class Items>
bool areUnique(const Items& items) {
    std::set<decltype(items.front().id)> ids;
    return std::ranges::all_of(items, [&ids](const auto& item) { return ids.insert(item.id).second; });
}

template <class Value>
bool areKnown(const Project& project, const std::map<LayerId, Value>& values) {
    return std::ranges::all_of(values, [&project](const auto& entry) { return project.network.find(entry.first) != nullptr; });
}

/// What always holds, whatever was drawn.
void checkInvariants(const Project& project) {
    const auto& network = project.network;
    QVERIFY(areUnique(network.layers()));
    QVERIFY(areUnique(network.links()));
    const auto& rows = std::get<StoredRows>(project.data);
    QVERIFY(areKnown(project, project.positions) && areKnown(project, project.colors));
    QVERIFY(areKnown(project, rows.inputs) && areKnown(project, rows.targets));
    QCOMPARE(project.positions.size(), network.layers().size());
    QVERIFY(network.drawOrder() == moduleDrawOrder(network));
    QCOMPARE(network.topologicalOrder().size(), network.layers().size());
    if (findProblems(network, {.batchSize = 2}).empty()) {
        QVERIFY(trainingData(project, startOf(project)).has_value());
    }
    const auto bytes = writeProject(project);
    QVERIFY(bytes.has_value());
    const auto back = readProject(*bytes, "test");
    QVERIFY2(back.has_value(), back.has_value() ? "" : errorName(back.error().code).data());
    QVERIFY(sameProject(*back, project));
}

}  // namespace

class DrawingSequenceTest final : public TestCase {
    Q_OBJECT
private slots:
    void keepsInvariants_data();
    void keepsInvariants();
};

void DrawingSequenceTest::keepsInvariants_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 6; ++seed) {
        QTest::addRow("%d", seed) << seed;
    }
}

void DrawingSequenceTest::keepsInvariants() {
    QFETCH(int, seed);
    Project project = seed % 2 == 0 ? Project() : drawnChain({3, 4, 2});
    Editor editor(project, static_cast<std::uint32_t>(seed));
    int done = 0;
    for (int i = 0; i < 300; ++i) {
        const Project before = project;
        if (editor.edit()) {
            ++done;
            checkInvariants(project);
        } else {
            QVERIFY(sameProject(project, before));
        }
        if (QTest::currentTestFailed()) {
            return;
        }
    }
    QVERIFY2(done > 100, std::to_string(done).c_str());
}

GLASSNET_TEST(DrawingSequenceTest);

}  // namespace glassnet::test

#include "DrawingSequenceTest.moc"
