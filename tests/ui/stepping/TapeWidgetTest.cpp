#include "ui/stepping/TapeWidget.h"

#include <QFontMetricsF>
#include <QScreen>
#include <QSignalSpy>
#include <QWheelEvent>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Motion.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::lookAt;
using glassnet::test::SteppingScene;

class TapeWidgetTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static void show(TapeWidget& tape, const SnapshotPtr& snapshot, int width) {
        tape.setSnapshot(snapshot);
        tape.resize(width, tape.sizeHint().height());
        tape.show();
    }
    static std::size_t position(const QSignalSpy& spy, qsizetype i) { return spy.at(i).at(0).value<std::size_t>(); }

private slots:
    void init() {
        TestCase::init();
        Motion::setReduced(true);
    }
    void cleanup() { Motion::setReduced(false); }

    void aClickAsksForItsCard() {
        const auto scene = SteppingScene::lesson();
        TapeWidget tape;
        show(tape, scene.at(2), 2400);
        QSignalSpy spy(&tape, &TapeWidget::entryRequested);
        for (std::size_t i = 0; i < 17; ++i) {
            QTest::mouseClick(&tape, Qt::LeftButton, {}, tape.cardRect(i).center().toPoint());
        }
        QCOMPARE(spy.size(), 17);
        for (std::size_t i = 0; i < 17; ++i) {
            QCOMPARE(position(spy, static_cast<qsizetype>(i)), i + 1);
        }
        // Between two cards there is nothing to click.
        const QPointF gap((tape.cardRect(4).right() + tape.cardRect(5).left()) / 2, tape.cardRect(4).center().y());
        QTest::mouseClick(&tape, Qt::LeftButton, {}, gap.toPoint());
        QCOMPARE(spy.size(), 17);
    }

    // What is on the screen after steps, painted in parts, against the tape painted as a whole.
    void paintsWhatChanges_data() {
        QTest::addColumn<bool>("moves");
        QTest::newRow("at once") << false;
        QTest::newRow("gliding") << true;
    }
    void paintsWhatChanges() {
        QFETCH(const bool, moves);
        const auto scene = SteppingScene::lesson();
        for (const int width : {2400, 700}) {
            TapeWidget tape;
            TapeWidget atRest;
            show(tape, scene.at(0), width);
            show(atRest, scene.at(0), width);
            QVERIFY(QTest::qWaitForWindowExposed(&tape));
            for (const std::size_t at : {0U, 1U, 2U, 3U, 8U, 9U, 17U, 16U, 4U, 0U}) {
                Motion::setReduced(true);
                atRest.setSnapshot(scene.at(at));
                Motion::setReduced(!moves);
                tape.setSnapshot(scene.at(at));
                QVERIFY(QTest::qWaitFor([&] { return tape.playhead() == atRest.playhead(); }));
                QCoreApplication::processEvents();
                const QImage seen = tape.screen()->grabWindow(tape.winId()).toImage().convertToFormat(QImage::Format_RGB32);
                QVERIFY2(seen == tape.grab().toImage().convertToFormat(QImage::Format_RGB32), qPrintable(QString::number(at)));
                if (tape.width() >= tape.sizeHint().width()) {
                    // Not scrolled, it looks like one that has never shown anything else.
                    TapeWidget fresh;
                    Motion::setReduced(true);
                    show(fresh, scene.at(at), width);
                    QVERIFY2(seen == fresh.grab().toImage().convertToFormat(QImage::Format_RGB32), qPrintable(QString::number(at)));
                }
            }
        }
    }

    void thePlayheadCanBeDragged() {
        const auto scene = SteppingScene::lesson();
        TapeWidget tape;
        show(tape, scene.at(2), 2400);
        QSignalSpy spy(&tape, &TapeWidget::entryRequested);
        const QPoint grip = tape.playhead().toPoint() - QPoint(0, 3);
        QTest::mousePress(&tape, Qt::LeftButton, {}, grip);
        QTest::mouseMove(&tape, {static_cast<int>(tape.cardRect(2).center().x()), grip.y()});
        QTest::mouseMove(&tape, {static_cast<int>(tape.cardRect(2).center().x()) + 3, grip.y()});
        QTest::mouseMove(&tape, {static_cast<int>(tape.cardRect(4).center().x()), grip.y() + 40});
        QTest::mouseMove(&tape, {0, grip.y()});
        QTest::mouseRelease(&tape, Qt::LeftButton, {}, {0, grip.y()});
        QCOMPARE(spy.size(), 3);
        QCOMPARE(position(spy, 0), std::size_t{3});
        QCOMPARE(position(spy, 1), std::size_t{5});
        QCOMPARE(position(spy, 2), std::size_t{0});
    }

    void keysGoOneEntry() {
        const auto scene = SteppingScene::lesson();
        TapeWidget tape;
        show(tape, scene.at(1), 1100);
        QSignalSpy spy(&tape, &TapeWidget::entryRequested);
        QTest::keyClick(&tape, Qt::Key_Right);
        QTest::keyClick(&tape, Qt::Key_Left);
        QTest::keyClick(&tape, Qt::Key_End);
        QCOMPARE(position(spy, 0), std::size_t{2});
        QCOMPARE(position(spy, 1), std::size_t{0});
        QCOMPARE(position(spy, 2), std::size_t{17});
        tape.setSnapshot(scene.at(0));
        QTest::keyClick(&tape, Qt::Key_Left);
        QCOMPARE(spy.size(), 3);
    }

    void theCurrentCardStaysInView_data() {
        QTest::addColumn<int>("width");
        for (const int width : {1440 - 250, 1366 - 250, 700, 300}) {
            QTest::addRow("%d", width) << width;
        }
    }
    void theCurrentCardStaysInView() {
        QFETCH(int, width);
        const auto scene = SteppingScene::lesson();
        TapeWidget tape;
        show(tape, scene.at(0), width);
        for (std::size_t position = 1; position <= 17; ++position) {
            tape.setSnapshot(scene.at(position));
            const QRectF card = tape.cardRect(position - 1);
            QVERIFY2(card.left() >= 0 && card.right() <= width, qPrintable(QString::number(position)));
            QCOMPARE(tape.playhead().x(), card.center().x());
        }
    }

    void draggingAndTheWheelScroll() {
        const auto scene = SteppingScene::lesson();
        TapeWidget tape;
        show(tape, scene.at(1), 500);
        QSignalSpy spy(&tape, &TapeWidget::entryRequested);
        const double before = tape.cardRect(0).left();
        const QPoint from = tape.cardRect(2).center().toPoint();
        QTest::mousePress(&tape, Qt::LeftButton, {}, from);
        QTest::mouseMove(&tape, from - QPoint(60, 0));
        QTest::mouseMove(&tape, from - QPoint(100, 0));
        QTest::mouseRelease(&tape, Qt::LeftButton, {}, from - QPoint(100, 0));
        QCOMPARE(tape.cardRect(0).left(), before - 100);
        QCOMPARE(spy.size(), 0);
        QWheelEvent wheel({50, 50}, tape.mapToGlobal(QPointF(50, 50)), {}, {0, 120 * 50}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&tape, &wheel);
        QCOMPARE(tape.cardRect(0).left(), before);
    }

    void hoveringSaysTheEntry() {
        const auto scene = SteppingScene::lesson();
        TapeWidget tape;
        show(tape, scene.at(2), 2400);
        std::vector<std::optional<std::size_t>> seen;
        connect(&tape, &TapeWidget::entryHovered, this, [&seen](std::optional<std::size_t> entry) { seen.push_back(entry); });
        QTest::mouseMove(&tape, tape.cardRect(3).center().toPoint());
        QTest::mouseMove(&tape, {5, 2});
        QVERIFY(seen == (std::vector<std::optional<std::size_t>>{3, std::nullopt}));
    }

    /// No text touches the border of its card, at the widths of a small and a usual window.
    void textsFitTheirCards_data() {
        QTest::addColumn<int>("width");
        for (const int width : {1440 - 290, 1366 - 290, 1920 - 290}) {
            QTest::addRow("%d", width) << width;
        }
    }
    void textsFitTheirCards() {
        QFETCH(int, width);
        const auto scene = SteppingScene::lesson();
        TapeWidget tape;
        show(tape, scene.at(2), width);
        for (const double scale : {1.0, 1.5, 2.0}) {
            Fonts::setScale(scale);
            tape.setSnapshot(nullptr);
            tape.setSnapshot(scene.at(2));
            for (std::size_t i = 0; i < 17; ++i) {
                const double formula = QFontMetricsF(Fonts::text(FontSize::Body)).horizontalAdvance(tape.texts()[i].formula);
                const double caption = QFontMetricsF(Fonts::text(FontSize::Caption)).horizontalAdvance(tape.texts()[i].caption);
                QVERIFY(tape.cardRect(i).width() >= std::max(formula, caption) + 2 * 5 * scale);
                QVERIFY(i == 0 || tape.cardRect(i).left() >= tape.cardRect(i - 1).right() + 3);
            }
        }
        Fonts::setScale(1);
    }

    void looks_data() {
        QTest::addColumn<std::size_t>("position");
        QTest::addColumn<int>("width");
        for (const std::size_t position : {std::size_t{0}, std::size_t{2}, std::size_t{10}, std::size_t{17}}) {
            for (const int width : {1440 - 290, 1366 - 290, 1920 - 290}) {
                QTest::addRow("%zu_%d", position, width) << position << width;
            }
        }
    }
    void looks() {
        QFETCH(std::size_t, position);
        QFETCH(int, width);
        const auto scene = SteppingScene::lesson();
        TapeWidget tape;
        tape.setSnapshot(scene.at(position));
        tape.resize(width, tape.sizeHint().height());
        QStringList wrong = lookAt(tape, QStringLiteral("tape_%1").arg(QTest::currentDataTag()));
        // The update's arrow ends in an ellipsis on purpose, and what is half scrolled away is under the fade.
        wrong.removeIf([&](const QString& text) { return text.startsWith(QStringLiteral("elided: ")) && text.contains(QChar(0x2190)); });
        if (tape.sizeHint().width() > width) {
            wrong.removeIf([](const QString& text) { return text.startsWith(QStringLiteral("cut: ")); });
        }
        QCOMPARE(wrong, QStringList());
        QVERIFY(!tape.accessibleName().isEmpty());
        QVERIFY(!tape.accessibleDescription().isEmpty());
    }
};

GLASSNET_TEST(TapeWidgetTest);
#include "TapeWidgetTest.moc"
