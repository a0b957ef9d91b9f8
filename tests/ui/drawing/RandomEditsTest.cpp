#include <QByteArray>
#include <cstring>
#include <random>

#include "engine/project/ChainProject.h"
#include "engine/project/DrawingEdits.h"
#include "tests/support/TestCase.h"
#include "ui/drawing/DrawingCommands.h"
#include "ui/drawing/LayerDefaults.h"
#include "ui/drawing/ValueCommands.h"

namespace glassnet::test {

namespace {

using ui::DrawingCommands;
using ui::Workbench;

/// Everything there is: the drawing, and every number with the place in time; none while the drawing cannot run.
struct Everything {
    Project project;
    ui::SnapshotPtr shot;
};

Everything everything(Workbench& workbench) {
    workbench.settle();
    return {workbench.project(), workbench.snapshot()};
}

bool sameNumbers(const ui::SnapshotPtr& a, const ui::SnapshotPtr& b) {
    if (a == nullptr || b == nullptr) {
        return a == b;
    }
    return a->position == b->position && a->step == b->step && a->epoch == b->epoch &&
           std::equal(a->values.begin(), a->values.end(), b->values.begin(), b->values.end(),
                      [](const auto& x, const auto& y) { return x.first == y.first && bitEqual(x.second, y.second); });
}

/// One person who does anything at any time.
class Wanderer {
public:
    Wanderer(Workbench& workbench, unsigned seed) : m_workbench(workbench), m_commands(workbench), m_values(workbench), m_random(seed) {}

    void act() {
        constexpr std::array kActs{&Wanderer::add,      &Wanderer::remove,  &Wanderer::resize,  &Wanderer::connect, &Wanderer::activation,
                                   &Wanderer::move,     &Wanderer::cut,     &Wanderer::hold,    &Wanderer::step,    &Wanderer::jump,
                                   &Wanderer::value,    &Wanderer::fill,    &Wanderer::seed,    &Wanderer::copy,    &Wanderer::freeze,
                                   &Wanderer::moveUnit, &Wanderer::repair,  &Wanderer::arrange, &Wanderer::name,    &Wanderer::again,
                                   &Wanderer::onLink,   &Wanderer::moveAway};
        (this->*kActs.at(below(kActs.size())))();
    }

private:
    std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(m_random); }
    const NetworkSpec& network() const { return m_workbench.project().network; }
    LayerId layer() { return network().layers().empty() ? LayerId() : network().layers()[below(network().layers().size())].id; }
    const LinkSpec* link() { return network().links().empty() ? nullptr : &network().links()[below(network().links().size())]; }
    void choose(LayerId id) {
        auto selection = m_workbench.selection();
        selection.layer = id;
        selection.layers = {id};
        selection.links.clear();
        m_workbench.select(selection);
    }
    LayerKind kind() { return static_cast<LayerKind>(below(7)); }

    void add() {
        choose(layer());
        if (network().layers().size() < 8) {
            m_commands.add(kind());
        }
    }
    void onLink() {
        if (const auto* chosen = link(); chosen != nullptr && network().layers().size() < 8) {
            m_commands.drop(kind(), {100, 20}, chosen->id, std::nullopt, std::nullopt);
        }
    }
    void remove() {
        choose(layer());
        if (below(3) == 0) {
            m_commands.removeSelected();
        }
    }
    void resize() { m_commands.setUnits(layer(), static_cast<std::int64_t>(1 + below(5)), below(2) == 0); }
    void connect() { m_commands.connectLayers(layer(), layer()); }
    void activation() { m_commands.setProperty({layer()}, "activation", defaultSpec(static_cast<Activation>(below(10)))); }
    void move() { m_commands.moveLayers({{layer(), {static_cast<double>(below(500)), static_cast<double>(below(300))}}}); }
    void cut() {
        if (const auto* chosen = link()) {
            m_commands.toggleCut(chosen->id, {static_cast<std::int64_t>(below(2)), static_cast<std::int64_t>(below(2))});
        }
    }
    void hold() { m_commands.setClamp(layer(), static_cast<std::int64_t>(below(3)), below(2) == 0 ? std::nullopt : std::optional(0.5)); }
    void step() {
        for (std::size_t i = below(30); i > 0; --i) {
            below(4) == 0 ? m_workbench.back() : m_workbench.forward();
        }
    }
    void jump() { m_workbench.moveTo(below(25)); }
    TensorId parameter() {
        m_workbench.settle();
        const auto& shot = m_workbench.snapshot();
        if (shot == nullptr || shot->program->parameters().empty()) {
            return {};
        }
        return shot->program->parameters()[below(shot->program->parameters().size())].value;
    }
    void value() {
        if (const auto id = parameter(); id.valid()) {
            m_workbench.previewElement({id, 0}, 3);
            m_workbench.setElement({id, 0}, static_cast<double>(below(5)));
        }
    }
    void fill() {
        if (const auto id = parameter(); id.valid()) {
            m_values.fill(id, initializers()[below(initializers().size())].preset());
        }
    }
    void seed() { m_workbench.setStartSeed(below(20)); }
    void copy() {
        if (network().layers().size() < 6) {
            choose(layer());
            m_commands.duplicateSelected();
        }
    }
    void freeze() {
        choose(layer());
        m_commands.toggleTrainable();
    }
    void moveUnit() {
        const auto id = layer();
        m_commands.moveUnit({id, static_cast<std::int64_t>(below(3)), id, static_cast<std::int64_t>(below(3))});
    }
    void moveAway() { m_commands.moveUnit({layer(), static_cast<std::int64_t>(below(3)), layer(), 0}); }
    void repair() {
        for (const auto& problem : m_workbench.problems()) {
            if (!problem.repairs.empty()) {
                const auto chosen = problem.repairs[below(problem.repairs.size())];
                m_commands.repair(chosen);
                return;
            }
        }
    }
    void arrange() { m_commands.arrange(); }
    void name() { m_commands.setName(layer(), QString::number(below(50))); }
    void again() { m_workbench.restart(); }

    Workbench& m_workbench;
    DrawingCommands m_commands;
    ui::ValueCommands m_values;
    std::mt19937 m_random;
};

}  // namespace

/// Whatever a person does, in whatever order: undoing all of it gives the beginning, redoing all of it the end.
class RandomEditsTest final : public TestCase {
    Q_OBJECT
private slots:
    void undoAllIsTheStartRedoAllIsTheEnd();
};

void RandomEditsTest::undoAllIsTheStartRedoAllIsTheEnd() {
    const unsigned sequences = qEnvironmentVariableIsSet("GLASSNET_LONG") ? 10'000 : 300;
    constexpr int kEdits = 200;
    std::size_t entries = 0;
    for (unsigned seed = 0; seed < sequences; ++seed) {
        Workbench workbench;
        const std::vector<std::int64_t> sizes{3, 2, 1};
        workbench.open(chainProject(sizes, ui::chainNames(), {7, 7, 7}));
        const auto start = everything(workbench);
        Wanderer person(workbench, seed);
        for (int i = 0; i < kEdits; ++i) {
            person.act();
        }
        const auto end = everything(workbench);
        entries += workbench.history().entries().size();
        while (workbench.history().done() > 0) {
            workbench.undo();
        }
        const auto undone = everything(workbench);
        QVERIFY2(sameProject(undone.project, start.project), qPrintable(QStringLiteral("seed %1, drawing").arg(seed)));
        QVERIFY2(sameNumbers(undone.shot, start.shot), qPrintable(QStringLiteral("seed %1, numbers").arg(seed)));
        while (workbench.history().done() < workbench.history().entries().size()) {
            workbench.redo();
        }
        const auto redone = everything(workbench);
        QVERIFY2(sameProject(redone.project, end.project), qPrintable(QStringLiteral("seed %1, drawing again").arg(seed)));
        QVERIFY2(sameNumbers(redone.shot, end.shot), qPrintable(QStringLiteral("seed %1, numbers again").arg(seed)));
        // A jump over everything is the same as one by one.
        workbench.jumpTo(0);
        const auto jumped = everything(workbench);
        QVERIFY2(sameNumbers(jumped.shot, start.shot), qPrintable(QStringLiteral("seed %1, jump").arg(seed)));
    }
    QVERIFY(entries > sequences * 50);  // The wanderers did do something.
}

GLASSNET_TEST(RandomEditsTest);

}  // namespace glassnet::test

#include "RandomEditsTest.moc"
