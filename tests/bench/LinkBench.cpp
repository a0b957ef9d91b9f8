#include <benchmark/benchmark.h>

#include <QImage>
#include <QPainter>
#include <cmath>
#include <ctime>
#include <random>

#include "tests/ui/canvas/Chain.h"
#include "ui/canvas/CanvasGeometry.h"
#include "ui/canvas/CanvasPicture.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/LinkHit.h"
#include "ui/canvas/LinkLayerItem.h"
#include "ui/canvas/LinkRenderer.h"

// All times are CPU times of the measuring thread, which other programs on the same cores change little. Each case is run fifteen times;
// the median counts.

namespace {

using glassnet::test::Chain;
using glassnet::test::chainOf;
using glassnet::ui::CanvasView;
using glassnet::ui::LinkLayerItem;
using glassnet::ui::LinkRenderer;
using glassnet::ui::LinkScene;

constexpr int kRuns = 15;
constexpr int kWidth = 1200;
constexpr int kHeight = 760;

/// CPU seconds of the calling thread.
double threadSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Three equal layers with about so many connections.
Chain chainWith(std::int64_t connections) {
    const auto units = static_cast<std::int64_t>(std::ceil(std::sqrt(static_cast<double>(connections) / 2)));
    return chainOf({units, units, units});
}

void show(CanvasView& view, const Chain& chain) {
    view.resize(kWidth, kHeight);
    view.setNetwork(chain.network, {});
    view.setSnapshot(chain.snapshot);
    view.show();
    view.fit();
    view.finishLinks();
}

/// The scene that a view of this size would ask for.
LinkScene sceneOf(const Chain& chain) {
    const auto geometry = glassnet::ui::geometryOf(*chain.network, {}, true);
    const auto picture = describe(*chain.network, geometry, chain.snapshot.get(), {}, glassnet::ui::NumberText());
    CanvasView view;
    show(view, chain);
    LinkScene scene;
    for (const auto& link : geometry.links) {
        const auto& shown = picture.links.at(link.id);
        scene.bundles.push_back({link.id, link.pair, shown.values, shown.tone, shown.ownLimit, 1, false});
    }
    const QTransform world = view.viewportTransform();
    scene.view = {world.m11(), {world.dx(), world.dy()}};
    scene.size = {kWidth, kHeight};
    return scene;
}

// A frame in which the newest picture is shown and another one is asked for, because the numbers changed.
void windowFrame(benchmark::State& state) {
    const Chain chain = chainWith(state.range(0));
    CanvasView view;
    show(view, chain);
    QGraphicsItem* links = nullptr;
    for (auto* item : view.scene()->items()) {
        links = dynamic_cast<LinkLayerItem*>(item) != nullptr ? item : links;
    }
    QImage image(kWidth, kHeight, QImage::Format_RGB32);
    for (auto _ : state) {
        view.setSnapshot(std::make_shared<glassnet::ui::Snapshot>(*chain.snapshot));
        QPainter painter(&image);
        painter.setWorldTransform(view.viewportTransform());
        const double start = threadSeconds();
        links->paint(&painter, nullptr, view.viewport());
        state.SetIterationTime(threadSeconds() - start);
    }
}

void picture(benchmark::State& state, std::int64_t connections, std::int64_t most) {
    const LinkScene scene = sceneOf(chainWith(connections));
    LinkRenderer renderer;
    for (auto _ : state) {
        const double start = threadSeconds();
        benchmark::DoNotOptimize(renderer.draw(scene, most, [] { return false; }));
        state.SetIterationTime(threadSeconds() - start);
    }
}

void newPictureOf10000(benchmark::State& state) { picture(state, 10'000, 2'000); }
void newPictureOfAll10000(benchmark::State& state) { picture(state, 10'000, 0); }
void newPictureOf100000(benchmark::State& state) { picture(state, 100'000, 2'000); }

void all100000AtRest(benchmark::State& state) {
    const LinkScene scene = sceneOf(chainWith(100'000));
    LinkRenderer renderer;
    for (auto _ : state) {
        const double start = threadSeconds();
        benchmark::DoNotOptimize(renderer.draw(scene, scene.most, [] { return false; }));
        benchmark::DoNotOptimize(renderer.draw(scene, 0, [] { return false; }));
        state.SetIterationTime(threadSeconds() - start + std::chrono::duration<double>(LinkRenderer::kRest).count());
    }
}

void hitAmong100000(benchmark::State& state) {
    const auto geometry = glassnet::ui::geometryOf(*chainOf({317, 317, 1}).network, {}, true);
    const auto& pair = *geometry.links[0].pair;
    std::minstd_rand generator(5);
    std::uniform_real_distribution<double> across(pair.source.x, pair.target.x);
    std::uniform_real_distribution<double> down(pair.bounds.top(), pair.bounds.bottom());
    constexpr int kPoints = 200;
    for (auto _ : state) {
        const double start = threadSeconds();
        for (int i = 0; i < kPoints; ++i) {
            benchmark::DoNotOptimize(nearestConnection(pair, {across(generator), down(generator)}, 6));
        }
        state.SetIterationTime((threadSeconds() - start) / kPoints);
    }
}

void addLayerToFifty(benchmark::State& state) {
    const Chain before = chainOf(std::vector<std::int64_t>(50, 8));
    const Chain after = chainOf(std::vector<std::int64_t>(51, 8));
    CanvasView view;
    show(view, before);
    for (auto _ : state) {
        view.setNetwork(before.network, {});
        view.finishLinks();
        const double start = threadSeconds();
        view.setNetwork(after.network, {});
        view.viewport()->grab();
        state.SetIterationTime(threadSeconds() - start);
    }
}

BENCHMARK(windowFrame)->Arg(1'000)->Arg(10'000)->Arg(100'000)->UseManualTime()->Iterations(1)->Repetitions(kRuns);
BENCHMARK(newPictureOf10000)->UseManualTime()->Iterations(1)->Repetitions(kRuns);
BENCHMARK(newPictureOfAll10000)->UseManualTime()->Iterations(1)->Repetitions(kRuns);
BENCHMARK(newPictureOf100000)->UseManualTime()->Iterations(1)->Repetitions(kRuns);
BENCHMARK(all100000AtRest)->UseManualTime()->Iterations(1)->Repetitions(kRuns);
BENCHMARK(hitAmong100000)->UseManualTime()->Iterations(1)->Repetitions(kRuns);
BENCHMARK(addLayerToFifty)->UseManualTime()->Iterations(1)->Repetitions(kRuns);

}  // namespace
