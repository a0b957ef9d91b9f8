#include "ui/canvas/ValueMotion.h"

#include <QImage>
#include <QPainter>

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/CanvasView.h"
#include "ui/theme/Motion.h"

namespace glassnet::test {

using ui::CanvasView;
using ui::isOneFurther;
using ui::Motion;
using ui::MotionPlan;

/// Numbers travel while a step is taken.
class ValueMotionTest final : public TestCase {
    Q_OBJECT
private:
    const Lesson m_lesson = lesson();

    [[nodiscard]] std::unique_ptr<CanvasView> viewAt(const ui::SnapshotPtr& snapshot) const {
        auto view = std::make_unique<CanvasView>();
        view->resize(900, 600);
        view->setNetwork(m_lesson.network, {});
        view->setSnapshot(snapshot);
        view->show();
        return view;
    }
    static QStringList texts(const MotionPlan& plan) {
        QStringList all;
        for (const auto& mover : plan.movers) {
            all.append(mover.text);
        }
        all.sort();
        return all;
    }
    [[nodiscard]] const ui::LinkCurve& curve(const CanvasView& view, std::size_t link, std::int64_t from, std::int64_t to) const {
        for (const auto& connection : view.frame().geometry.links.at(link).connections) {
            if (connection.from == from && connection.to == to) {
                return connection.curve;
            }
        }
        throw std::out_of_range("no such connection");
    }

private slots:
    void cleanup() { Motion::setReduced(false); }

    void oneStepForwardOnly() {
        const auto whole = [&](std::size_t position) { return m_lesson.at(position); };
        const auto part = [&](std::size_t position, std::int64_t numbers, std::int64_t terms) {
            return m_lesson.partlyAt(position, {numbers, terms});
        };
        QVERIFY(isOneFurther(*whole(0), *whole(1)));
        QVERIFY(isOneFurther(*whole(7), *whole(8)));
        QVERIFY(isOneFurther(*whole(0), *part(1, 0, 1)));
        QVERIFY(isOneFurther(*part(1, 0, 1), *part(1, 0, 2)));
        QVERIFY(isOneFurther(*part(1, 0, 3), *part(1, 1, 0)));
        QVERIFY(isOneFurther(*part(1, 1, 2), *whole(1)));
        QVERIFY(!isOneFurther(*whole(1), *whole(0)));
        QVERIFY(!isOneFurther(*whole(0), *whole(2)));
        QVERIFY(!isOneFurther(*whole(3), *whole(3)));
        QVERIFY(!isOneFurther(*part(1, 0, 2), *part(1, 0, 1)));
        QVERIFY(!isOneFurther(*part(1, 0, 1), *part(1, 1, 1)));
        QVERIFY(!isOneFurther(*part(1, 1, 0), *whole(2)));
        auto later = *whole(1);
        later.step = 1;
        QVERIFY(!isOneFurther(*whole(0), later));
    }

    void valuesTravelForward() {
        auto view = viewAt(m_lesson.at(0));
        view->setSnapshot(m_lesson.at(1));
        const auto& plan = view->motion()->plan();
        QCOMPARE(texts(plan), QStringList({QStringLiteral("0.7861"), QStringLiteral("0.7861"), QStringLiteral("0.9468"),
                                           QStringLiteral("0.9468"), QStringLiteral(u"−0.1468"), QStringLiteral(u"−0.1468")}));
        for (const auto& mover : plan.movers) {
            QVERIFY(mover.from == 0 && mover.to == 1);
        }
        QCOMPARE(view->motion()->animation().duration(), 180);
        // An activation uses no connection; the step replaces what was moving.
        view->setSnapshot(m_lesson.at(2));
        QVERIFY(view->motion()->plan().isEmpty());
        QVERIFY(view->motion()->animation().state() == QAbstractAnimation::Stopped);
    }

    void aTermTravelsAlone() {
        auto view = viewAt(m_lesson.partlyAt(1, {0, 1}));
        view->setSnapshot(m_lesson.partlyAt(1, {0, 2}));
        const auto& plan = view->motion()->plan();
        QCOMPARE(texts(plan), QStringList(QStringLiteral("0.7861")));
        QCOMPARE(plan.movers[0].curve.from(), curve(*view, 0, 1, 0).from());
        QCOMPARE(plan.movers[0].curve.to(), curve(*view, 0, 1, 0).to());
        // What was left of the unit: x₃ and the bias, which comes along no connection.
        view->setSnapshot(m_lesson.partlyAt(1, {1, 0}));
        QCOMPARE(texts(view->motion()->plan()), QStringList(QStringLiteral("0.9468")));
        // The last unit of the entry: all it is made from, and nothing of the unit before.
        view->setSnapshot(m_lesson.at(1));
        QCOMPARE(view->motion()->plan().movers.size(), std::size_t{3});
        QCOMPARE(view->motion()->plan().movers[0].curve.to(), curve(*view, 0, 0, 1).to());
        // A whole unit from the start.
        auto other = viewAt(m_lesson.at(0));
        other->setSnapshot(m_lesson.partlyAt(1, {1, 0}));
        QCOMPARE(other->motion()->plan().movers.size(), std::size_t{3});
    }

    void gradientsTravelBack() {
        auto view = viewAt(m_lesson.at(9));
        view->setSnapshot(m_lesson.at(10));
        // δ₂, −0.2958, to both hidden units.
        QCOMPARE(texts(view->motion()->plan()), QStringList({QStringLiteral(u"−0.2958"), QStringLiteral(u"−0.2958")}));
        for (const auto& mover : view->motion()->plan().movers) {
            QVERIFY(mover.from == 1 && mover.to == 0);
        }
        auto start = viewAt(m_lesson.at(5));
        start->setSnapshot(m_lesson.at(6));
        QCOMPARE(start->motion()->plan().movers.size(), std::size_t{1});
        QCOMPARE(start->motion()->plan().movers[0].from, 1.0);
    }

    void noMotionForJumpsOrWhenReduced() {
        auto view = viewAt(m_lesson.at(0));
        view->setSnapshot(m_lesson.at(3));
        QVERIFY(view->motion()->plan().isEmpty());
        view->setSnapshot(m_lesson.at(2));
        QVERIFY(view->motion()->plan().isEmpty());
        Motion::setReduced(true);
        view->setSnapshot(m_lesson.at(3));
        QVERIFY(view->motion()->plan().isEmpty());
        QVERIFY(view->motion()->animation().state() == QAbstractAnimation::Stopped);
    }

    void largeLayersPulse() {
        const Chain before = chainOf({64, 48, 10}, 0);
        auto after = std::make_shared<ui::Snapshot>(*before.snapshot);
        after->position = 1;
        CanvasView view;
        view.setNetwork(before.network, {});
        view.setSnapshot(before.snapshot);
        view.setSnapshot(after);
        QVERIFY(view.motion()->plan().movers.empty());
        QCOMPARE(view.motion()->plan().pulses.size(), std::size_t{1});
        // Many connections of small layers: the strongest, as dots.
        const Chain small = chainOf({12, 12, 1}, 0);
        auto next = std::make_shared<ui::Snapshot>(*small.snapshot);
        next->position = 1;
        view.setNetwork(small.network, {});
        view.setSnapshot(small.snapshot);
        view.setSnapshot(next);
        QCOMPARE(view.motion()->plan().movers.size(), MotionPlan::kMostMovers);
        QVERIFY(view.motion()->plan().movers[0].text.isEmpty());
    }

    // Half way the numbers are half way, and the picture shows them; at the end there is nothing left of them.
    void thePictureShowsTheWay() {
        auto view = viewAt(m_lesson.at(0));
        view->setSnapshot(m_lesson.at(1));
        auto& animation = view->motion()->animation();
        animation.pause();
        const auto still = [&] { return view->viewport()->grab().toImage(); };
        animation.setCurrentTime(90);
        QVERIFY(std::abs(animation.currentValue().toDouble() - 0.5) < 1e-6);
        const auto half = still();
        animation.setCurrentTime(40);
        QVERIFY(still() != half);
        animation.setCurrentTime(90);
        QCOMPARE(still(), half);
        if (const QString folder = qEnvironmentVariable("GLASSNET_GALLERY"); !folder.isEmpty()) {
            QVERIFY(half.save(folder + QStringLiteral("/motion_half.png")));
        }
        view->motion()->stop();
        const auto rest = still();
        QVERIFY(rest != half);
        auto other = viewAt(m_lesson.at(1));
        QCOMPARE(other->viewport()->grab().toImage(), rest);
    }

    void anotherNetworkEndsIt() {
        auto view = viewAt(m_lesson.at(0));
        view->setSnapshot(m_lesson.at(1));
        QVERIFY(!view->motion()->plan().isEmpty());
        const Chain chain = chainOf({4, 3, 1});
        view->setNetwork(chain.network, {});
        QVERIFY(view->motion()->plan().isEmpty());
        view->setNetwork(nullptr, {});
        QVERIFY(view->motion() == nullptr);
    }
};

GLASSNET_TEST(ValueMotionTest);

}  // namespace glassnet::test

#include "ValueMotionTest.moc"
