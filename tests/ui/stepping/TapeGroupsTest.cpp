#include <QFontMetricsF>
#include <QSignalSpy>
#include <set>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/LongProgram.h"
#include "tests/ui/stepping/SteppingScene.h"
#include "ui/stepping/TapeMetrics.h"
#include "ui/stepping/TapeWidget.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Motion.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::longNetwork;
using glassnet::test::lookAt;
using glassnet::test::paintedTexts;
using glassnet::test::SteppingScene;
using glassnet::test::withPart;

/// The tape of a program that is too long to show every entry, and of an entry that is only partly there.
class TapeGroupsTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static void show(TapeWidget& tape, const SnapshotPtr& snapshot, int width) {
        tape.setSnapshot(snapshot);
        tape.resize(width, tape.sizeHint().height());
        tape.show();
    }
    static void click(TapeWidget& tape, const QRectF& rect) { QTest::mouseClick(&tape, Qt::LeftButton, {}, rect.center().toPoint()); }
    static std::size_t position(const QSignalSpy& spy, qsizetype i) { return spy.at(i).at(0).value<std::size_t>(); }
    static const SteppingScene& scene() {
        static const SteppingScene made(longNetwork(12), 2);
        return made;
    }

private slots:
    void init() {
        TestCase::init();
        Motion::setReduced(true);
    }
    void cleanup() { Motion::setReduced(false); }

    void aLongProgramGroupsAndAShortOneDoesNot() {
        TapeWidget tape;
        show(tape, scene().at(0), 900);
        QVERIFY(tape.cards().isGrouping());
        const auto lesson = SteppingScene::lesson();
        tape.setSnapshot(lesson.at(0));
        QVERIFY(!tape.cards().isGrouping());
        const QRectF before = tape.cardRect(0);
        tape.toggleGroup(5);
        QTest::keyClick(&tape, Qt::Key_Return);
        QCOMPARE(tape.cardRect(0), before);
        QCOMPARE(tape.cards().cards().size(), std::size_t{17});
        // Where every card fits, none is hidden.
        tape.setSnapshot(scene().at(0));
        tape.resize(40000, tape.height());
        QVERIFY(!tape.cards().isGrouping());
        QCOMPARE(tape.cards().cards().size(), scene().program().size());
    }

    void aClickUnfoldsAndFolds() {
        TapeWidget tape;
        show(tape, scene().at(0), 900);
        QSignalSpy requests(&tape, &TapeWidget::entryRequested);
        const QRectF place = tape.groupRect(1);
        click(tape, place);
        QVERIFY(tape.cards().isUnfolded(1));
        QCOMPARE(requests.size(), 0);
        // Its card stays under the mouse, and its entries stand beside it.
        QCOMPARE(tape.groupRect(1).left(), place.left());
        const std::size_t first = tape.cards().groups()[1].first;
        QVERIFY(tape.cardRect(first).left() > tape.groupRect(1).right());
        click(tape, tape.cardRect(first + 1));
        QCOMPARE(requests.size(), 1);
        QCOMPARE(position(requests, 0), first + 2);
        click(tape, tape.groupRect(1));
        QVERIFY(!tape.cards().isUnfolded(1));
        QCOMPARE(tape.cardRect(first), tape.groupRect(1));
    }

    void aDoubleClickUnfoldsOnce() {
        TapeWidget tape;
        show(tape, scene().at(0), 900);
        const QPoint at = tape.groupRect(2).center().toPoint();
        QTest::mouseClick(&tape, Qt::LeftButton, {}, at);
        QTest::mouseDClick(&tape, Qt::LeftButton, {}, at);
        QVERIFY(tape.cards().isUnfolded(2));
    }

    void enterUnfoldsTheGroupInHand() {
        TapeWidget tape;
        show(tape, scene().at(0), 900);
        QTest::keyClick(&tape, Qt::Key_Return);
        QVERIFY(tape.cards().isUnfolded(0));
        tape.setSnapshot(scene().at(4));
        const int here = tape.cards().groupOf(3);
        QVERIFY(tape.cards().isUnfolded(here));
        QTest::keyClick(&tape, Qt::Key_Enter);
        QVERIFY(!tape.cards().isUnfolded(here));
    }

    void steppingUnfoldsWhereItIs() {
        TapeWidget tape;
        show(tape, scene().at(0), 900);
        const std::size_t folded = tape.cards().cards().size();
        for (std::size_t at = 1; at <= scene().program().size(); at += 7) {
            tape.setSnapshot(scene().at(at));
            const int group = tape.cards().groupOf(at - 1);
            QVERIFY(group < 0 || tape.cards().isUnfolded(group));
            // One group at a time: its entries and its head.
            const std::size_t more = group < 0 ? 0 : tape.cards().groups()[static_cast<std::size_t>(group)].count;
            QCOMPARE(tape.cards().cards().size(), folded + more);
            const QRectF card = tape.cardRect(at - 1);
            QVERIFY2(card.left() >= 0 && card.right() <= 900, qPrintable(QString::number(at)));
            QCOMPARE(tape.playhead().x(), card.center().x());
        }
    }

    void thePlayheadIsDraggedThroughGroups() {
        TapeWidget tape;
        show(tape, scene().at(1), 900);
        connect(&tape, &TapeWidget::entryRequested, &tape, [&tape](std::size_t at) { tape.setSnapshot(scene().at(at)); });
        const std::size_t cards = tape.cards().cards().size();
        const auto& group = tape.cards().groups()[3];
        const QPoint grip = tape.playhead().toPoint() - QPoint(0, 3);
        QTest::mousePress(&tape, Qt::LeftButton, {}, grip);
        // Over a folded card the place within it chooses the entry; under the drag no card moves.
        const auto over = [&](double part) {
            const QRectF card = tape.groupRect(3);
            QTest::mouseMove(&tape, {static_cast<int>(card.left() + card.width() * part), grip.y()});
        };
        QSignalSpy requests(&tape, &TapeWidget::entryRequested);
        over(0.02);
        QCOMPARE(position(requests, requests.size() - 1), group.first + 1);
        over(0.98);
        QCOMPARE(position(requests, requests.size() - 1), group.first + group.count);
        QCOMPARE(tape.cards().cards().size(), cards);
        const QRectF card = tape.groupRect(3);
        QVERIFY(tape.playhead().x() > card.center().x() && tape.playhead().x() < card.right());
        QTest::mouseRelease(&tape, Qt::LeftButton, {}, {static_cast<int>(card.right()) - 2, grip.y()});
        QVERIFY(tape.cards().isUnfolded(3));
        QCOMPARE(tape.playhead().x(), tape.cardRect(group.first + group.count - 1).center().x());
    }

    void hoveringTellsWhatIsReadAndMade() {
        TapeWidget tape;
        show(tape, scene().at(0), 900);
        using Ids = std::vector<TensorId>;
        std::vector<std::pair<Ids, Ids>> seen;
        connect(&tape, &TapeWidget::tensorsHovered, this, [&seen](const Ids& in, const Ids& out) { seen.emplace_back(in, out); });
        const auto& entries = scene().program().entries();
        QTest::mouseMove(&tape, tape.groupRect(0).center().toPoint());
        QCOMPARE(seen.size(), std::size_t{1});
        // Dense 1: z from x, W, b, then a from z. What it reads are x, W and b alone.
        QCOMPARE(seen.back().first, (Ids{entries[0].inputs}));
        QCOMPARE(seen.back().second, (Ids{entries[0].outputs[0], entries[1].outputs[0]}));
        tape.toggleGroup(0);
        QTest::mouseMove(&tape, tape.cardRect(1).center().toPoint());
        QCOMPARE(seen.back(), std::pair(Ids(entries[1].inputs), Ids(entries[1].outputs)));
        QTest::mouseMove(&tape, {3, 2});
        QCOMPARE(seen.back(), std::pair(Ids(), Ids()));
    }

    void aPartStandsWithinItsCard() {
        const auto lesson = SteppingScene::lesson();
        TapeWidget tape;
        show(tape, lesson.at(1), 2400);
        const auto at = [&](const EntryPart& part, std::optional<std::int64_t> element) {
            tape.setSnapshot(withPart(lesson.at(1, element), part));
            const QRectF card = tape.cardRect(0);
            return (tape.playhead().x() - card.left()) / card.width();
        };
        // Two units; z₁,₁ has three products and a bias.
        QCOMPARE(at({1, 0}, 0), 0.5);
        QCOMPARE(at({0, 1}, 0), 0.125);
        QCOMPARE(at({1, 2}, 1), 0.75);
        QVERIFY(tape.accessibleDescription().endsWith(QStringLiteral(u"Shown so far: unit 2 of 2 · term 2 of 4.")));
        // Right makes the entry whole.
        QSignalSpy requests(&tape, &TapeWidget::entryRequested);
        QTest::keyClick(&tape, Qt::Key_Right);
        QTest::keyClick(&tape, Qt::Key_Left);
        QCOMPARE(position(requests, 0), std::size_t{1});
        QCOMPARE(position(requests, 1), std::size_t{0});
    }

    /// The same program is not written anew: the texts stay where they are in memory.
    void textsAreWrittenOnce() {
        TapeWidget tape;
        show(tape, scene().at(0), 900);
        const auto* before = tape.texts().data();
        for (std::size_t at = 1; at < 20; ++at) {
            tape.setSnapshot(scene().at(at));
            QCOMPARE(tape.texts().data(), before);
        }
        auto shorter = std::make_shared<Snapshot>(*scene().at(20));
        shorter->rows = 1;
        tape.setSnapshot(shorter);
        QCOMPARE(tape.texts().data(), before);
    }

    void textsFitTheirCards() {
        for (const double scale : {1.0, 1.6}) {
            Fonts::setScale(scale);
            TapeWidget tape;
            show(tape, scene().at(0), 700);
            for (std::size_t i = 0; i < tape.cards().groups().size(); ++i) {
                const auto& group = tape.cards().groups()[i];
                const QString name = QString::fromStdString(scene().network().find(group.layer)->name);
                QVERIFY(tape.groupRect(static_cast<int>(i)).width() >=
                        QFontMetricsF(TapeMetrics::groupFont()).horizontalAdvance(name) + TapeMetrics::signWidth() + 2 * 5 * scale);
            }
        }
        Fonts::setScale(1);
    }

    void looks_data() {
        QTest::addColumn<std::size_t>("position");
        QTest::addColumn<int>("width");
        for (const std::size_t position : {std::size_t{0}, std::size_t{5}, std::size_t{60}}) {
            for (const int width : {694, 1366 - 330}) {
                QTest::addRow("%zu_%d", position, width) << position << width;
            }
        }
    }
    void looks() {
        QFETCH(std::size_t, position);
        QFETCH(int, width);
        TapeWidget tape;
        tape.setSnapshot(scene().at(position));
        tape.resize(width, tape.sizeHint().height());
        tape.toggleGroup(1);
        QStringList wrong = lookAt(tape, QStringLiteral("tape_long_%1").arg(QTest::currentDataTag()));
        // What is half scrolled away is under the fade, and an update's arrow ends in an ellipsis on purpose.
        wrong.removeIf([](const QString& text) {
            return text.startsWith(QStringLiteral("cut: ")) ||
                   (text.startsWith(QStringLiteral("elided: ")) && text.contains(QChar(0x2190)));
        });
        QCOMPARE(wrong, QStringList());
        QVERIFY(paintedTexts(tape).join(QString()).contains(QStringLiteral("Dense 1")));
    }
    void looksPartly() {
        const auto lesson = SteppingScene::lesson();
        TapeWidget tape;
        tape.setSnapshot(withPart(lesson.at(1, 1), {1, 2}));
        tape.resize(1366 - 290, tape.sizeHint().height());
        const QStringList wrong = lookAt(tape, QStringLiteral("tape_part"));
        QVERIFY(!wrong.contains(QStringLiteral("nothing in color is painted")));
    }
};

GLASSNET_TEST(TapeGroupsTest);
#include "TapeGroupsTest.moc"
