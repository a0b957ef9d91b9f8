#include "ui/canvas/LinkRenderer.h"

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "ui/canvas/CanvasView.h"

using glassnet::test::chainOf;
using glassnet::ui::CanvasView;
using glassnet::ui::LinkBundle;
using glassnet::ui::LinkPair;
using glassnet::ui::LinkRenderer;
using glassnet::ui::LinkScene;
using glassnet::ui::LinkTone;
using glassnet::ui::LinkValues;

namespace {

LinkScene sceneOf(std::int64_t units, double first) {
    auto pair = std::make_shared<LinkPair>();
    pair->source = {20, 20, 2, units};
    pair->target = {220, 20, 2, units};
    pair->setDirect();
    auto weights = glassnet::Tensor::zeros(glassnet::Shape{units, units});
    for (std::int64_t i = 0; i < weights.elements(); ++i) {
        weights.set(i, std::sin(first + static_cast<double>(i)));
    }
    LinkScene scene;
    scene.bundles.push_back({glassnet::LinkId{1}, pair, LinkValues{weights, 0}, LinkTone::Values, false, 1, true});
    scene.size = {240, 300};
    scene.most = 200;
    return scene;
}

}  // namespace

class LinkRendererTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void firstTheStrongestThenAll() {
        LinkRenderer renderer;
        QVERIFY(!renderer.isBusy() && renderer.picture() == nullptr);
        renderer.request(sceneOf(40, 0));
        QVERIFY(renderer.isBusy());
        QTRY_VERIFY(renderer.update() || renderer.picture() != nullptr);
        if (renderer.picture()->isCut) {
            QCOMPARE(renderer.picture()->counts.at(glassnet::LinkId{1}).shown, std::int64_t{200});
            QCOMPARE(renderer.picture()->counts.at(glassnet::LinkId{1}).total, std::int64_t{1600});
            QTRY_VERIFY(renderer.update() || !renderer.picture()->isCut);
        }
        QVERIFY(!renderer.picture()->isCut);
        QCOMPARE(renderer.picture()->counts.at(glassnet::LinkId{1}).shown, std::int64_t{1600});
        QTRY_VERIFY(!renderer.isBusy());
        QVERIFY(!renderer.update());
    }

    void theNewestWins() {
        LinkRenderer renderer;
        LinkRenderer alone;
        for (int i = 0; i < 50; ++i) {
            renderer.request(sceneOf(40, i));
        }
        renderer.finish();
        QVERIFY(renderer.update());
        QVERIFY(!renderer.update());
        alone.request(sceneOf(40, 49));
        alone.finish();
        QVERIFY(alone.update());
        QVERIFY(!renderer.picture()->isCut);
        QCOMPARE(renderer.picture()->lines, alone.picture()->lines);
        QCOMPARE(renderer.picture()->tiles.at(glassnet::LinkId{1}), alone.picture()->tiles.at(glassnet::LinkId{1}));
        QVERIFY(!renderer.picture()->lines.allGray());
    }

    // Requests that come faster than pictures are drawn do not keep every picture from being finished.
    void picturesComeWhileThingsMove() {
        LinkRenderer renderer;
        int pictures = 0;
        for (int i = 0; i < 100000 && pictures < 3; ++i) {
            renderer.request(sceneOf(20, i));
            pictures += renderer.update() ? 1 : 0;
        }
        QCOMPARE(pictures, 3);
    }

    void whatIsClearedDoesNotComeBack() {
        LinkRenderer renderer;
        renderer.request(sceneOf(40, 0));
        renderer.finish();
        QVERIFY(renderer.update());
        renderer.clear();
        QVERIFY(renderer.picture() == nullptr);
        QVERIFY(!renderer.update());
        renderer.finish();
    }

    // Cleared before the thread has begun, or in the middle: nothing is waited for that does not come.
    void whatIsClearedIsNotWaitedFor() {
        for (int i = 0; i < 50; ++i) {
            LinkRenderer renderer;
            renderer.request(sceneOf(i % 2 == 0 ? 4 : 200, i));
            if (i % 4 > 1) {
                std::this_thread::yield();
            }
            renderer.clear();
            renderer.finish();
            QVERIFY(!renderer.isBusy());
            QVERIFY(!renderer.update());
        }
    }

    void endsInTheMiddle() {
        for (int i = 0; i < 20; ++i) {
            LinkRenderer renderer;
            renderer.request(sceneOf(200, i));
        }
    }

    // Lines, strips and pictures for drawing 784-512-512-10, counted by their bytes.
    void memoryStaysSmall() {
        CanvasView view;
        view.resize(1200, 760);
        const auto chain = chainOf({784, 512, 512, 10});
        view.setNetwork(chain.network, {});
        view.setSnapshot(chain.snapshot);
        view.show();
        view.fit();
        view.finishLinks();
        QVERIFY(view.links().bytes() > 1'000'000);
        QVERIFY2(view.links().bytes() < 150'000'000, qPrintable(QString::number(view.links().bytes())));
    }
};

GLASSNET_TEST(LinkRendererTest);
#include "LinkRendererTest.moc"
