#include "ui/canvas/CanvasBackdrop.h"

#include <QImage>
#include <QPainter>

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/CanvasView.h"
#include "ui/theme/Motion.h"

namespace glassnet::test {

namespace {

using ui::CanvasView;
using ui::Motion;
using ui::Selection;

constexpr QSize kSize{900, 560};

QImage painted(CanvasView& view, double pixelRatio = 1) {
    view.finishLinks();
    QImage image((QSizeF(kSize) * pixelRatio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    view.viewport()->render(&image);
    return image;
}

/// What is shown at the moment, painted by a view that has never shown anything else.
QImage paintedAnew(const std::shared_ptr<const NetworkSpec>& network, const ui::SnapshotPtr& snapshot, const Selection& selection,
                   double pixelRatio = 1) {
    CanvasView view;
    view.resize(kSize);
    view.setNetwork(network, {});
    view.setSnapshot(snapshot);
    view.setSelection(selection);
    view.fit();
    return painted(view, pixelRatio);
}

}  // namespace

/// A picture that is painted only where it changes, held against one that is painted as a whole.
class CanvasBackdropTest final : public TestCase {
    Q_OBJECT
private slots:
    void init() { Motion::setReduced(true); }
    void cleanup() { Motion::setReduced(false); }

    void everyStepOfTheLesson() {
        const Lesson net = lesson();
        CanvasView view;
        view.resize(kSize);
        view.setNetwork(net.network, {});
        view.setSnapshot(net.at(0));
        view.fit();
        for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 7U, 8U, 10U, 12U, 17U, 9U, 4U, 0U}) {
            view.setSnapshot(net.at(at));
            QVERIFY2(painted(view) == paintedAnew(net.network, net.at(at), {}), qPrintable(QString::number(at)));
        }
    }

    void longColumnsAndAnySelection_data() {
        QTest::addColumn<double>("pixelRatio");
        QTest::newRow("plain") << 1.0;
        QTest::newRow("sharp") << 2.0;
    }
    void longColumnsAndAnySelection() {
        QFETCH(const double, pixelRatio);
        const std::vector<std::int64_t> units{200, 40, 6};
        const Chain first = chainOf(units);
        CanvasView view;
        view.resize(kSize);
        view.setNetwork(first.network, {});
        view.setSnapshot(first.snapshot);
        view.fit();
        std::size_t at = 0;
        for (const std::int64_t unit : {0, 3, 199, 17, 17, 5}) {
            auto next = std::make_shared<ui::Snapshot>(*chainOf(units, at += 2).snapshot);
            next->program = first.snapshot->program;
            next->network = first.network;
            const auto& layers = first.network->layers();
            const auto& layer = layers.at(at % layers.size());
            Selection selection;
            selection.layer = layer.id;
            selection.unit = std::min<std::int64_t>(unit, units.at(at % layers.size()) - 1);
            view.setSelection(selection);
            view.setSnapshot(next);
            QVERIFY2(painted(view, pixelRatio) == paintedAnew(first.network, next, selection, pixelRatio), qPrintable(QString::number(at)));
        }
    }

    // Digits, theme, zoom and what is pointed at change every card or one.
    void whateverElseChanges() {
        const Lesson net = lesson();
        const auto shot = net.at(6);
        CanvasView view;
        view.resize(kSize);
        view.setNetwork(net.network, {});
        view.setSnapshot(shot);
        view.fit();
        const QImage plain = painted(view);
        view.setDigits(7);
        QVERIFY(painted(view) != plain);
        view.setDigits(4);
        QVERIFY(painted(view) == plain);
        view.setTheme(ui::Theme::dark());
        QVERIFY(painted(view) != plain);
        view.setTheme(ui::Theme::light());
        QVERIFY(painted(view) == plain);
        view.setHovered(ui::ElementRef{net.program->outputOf(net.hidden), 1});
        QVERIFY(painted(view) != plain);
        view.setHovered(std::nullopt);
        QVERIFY(painted(view) == plain);
        view.setLit({net.program->loss()});
        QVERIFY(painted(view) != plain);
        view.setLit({});
        QVERIFY(painted(view) == plain);
        view.zoomBy(1.25);
        QVERIFY(painted(view) != plain);
        view.fit();
        QVERIFY(painted(view) == plain);
        // While building nothing stands behind the links but the ground: it looks the same.
        view.setBuilding(true);
        view.setBuilding(false);
        view.fit();
        QVERIFY(painted(view) == plain);
    }
};

GLASSNET_TEST(CanvasBackdropTest);

}  // namespace glassnet::test

#include "CanvasBackdropTest.moc"
