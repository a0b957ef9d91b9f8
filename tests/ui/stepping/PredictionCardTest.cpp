#include "ui/stepping/PredictionCard.h"

#include <QAbstractButton>
#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"
#include "ui/stepping/AnswerTable.h"
#include "ui/support/Dialogs.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::lookAt;
using glassnet::test::SteppingScene;

class PredictionCardTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static void fit(PredictionCard& card) {
        card.resize(730, card.heightForWidth(730));
        card.show();
    }
    static QAbstractButton* button(const QWidget& card, const QString& text) {
        for (auto* each : card.findChildren<QAbstractButton*>()) {
            if (each->text() == text && !each->isHidden()) {
                return each;
            }
        }
        return nullptr;
    }
    static QLineEdit* field(const PredictionCard& card) { return card.findChild<QLineEdit*>(); }
    static PredictionAnswer wrongAnswer() {
        return {3, QStringLiteral(u"h₁"), 0.7, 0.6813, PredictionResult::Wrong, 1, 4.5, DType::Float32};
    }

private slots:
    void aQuestionByKeysAlone() {
        PredictionCard card;
        card.setNumberText(NumberText(4, QLocale::c()));
        double now = 100;
        card.setClock([&now] { return now; });
        std::vector<PredictionAnswer> answers;
        connect(&card, &PredictionCard::answered, this, [&](const std::vector<PredictionAnswer>& given) { answers = given; });
        QSignalSpy done(&card, &PredictionCard::done);
        const auto snapshot = SteppingScene::lesson().at(2, 0);
        QVERIFY(card.ask(snapshot));
        fit(card);
        const ElementRef h{snapshot->explanation->tensor, 0};
        QVERIFY(card.hides(h));
        QCOMPARE(card.accessibleName(), QStringLiteral(u"What is h₁?"));
        QTest::keyClick(field(card), Qt::Key_Return);  // an empty field is no answer
        QVERIFY(card.verdict().isEmpty());
        QTest::keyClicks(field(card), QStringLiteral("0.7"));
        QTest::keyClick(field(card), Qt::Key_Return);
        QVERIFY(card.verdict().startsWith(QStringLiteral("0.7 is not it.")));
        QTest::keyClick(button(card, QStringLiteral("Hint")), Qt::Key_Space);
        QVERIFY(card.accessibleDescription().contains(QStringLiteral("so far")));
        QVERIFY(!card.accessibleDescription().contains(QStringLiteral("0.6813")));
        now = 112.5;
        field(card)->clear();
        QTest::keyClicks(field(card), QStringLiteral("0,6813"));
        QTest::keyClick(field(card), Qt::Key_Return);
        QCOMPARE(card.verdict(), QStringLiteral(u"That is right: h₁ is 0.6813."));
        QVERIFY(!card.hides(h));
        QCOMPARE(answers.size(), std::size_t{2});
        QCOMPARE(answers[1].hints, 1);
        QCOMPARE(answers[1].seconds, 12.5);
        QCOMPARE(done.size(), 0);
        QTest::keyClick(&card, Qt::Key_Escape);
        QCOMPARE(done.size(), 1);
        QVERIFY(card.prediction() == nullptr);
    }

    void revealAndSkip() {
        PredictionCard card;
        QSignalSpy answered(&card, &PredictionCard::answered);
        QSignalSpy done(&card, &PredictionCard::done);
        const auto scene = SteppingScene::lesson();
        QVERIFY(!card.ask(scene.at(2)));
        QVERIFY(card.ask(scene.at(7, 0)));
        QTest::mouseClick(button(card, QStringLiteral("Reveal")), Qt::LeftButton);
        QCOMPARE(card.prediction()->answers().back().result, PredictionResult::Revealed);
        QVERIFY(button(card, QStringLiteral("Check")) == nullptr);
        QTest::mouseClick(button(card, QStringLiteral("Go on")), Qt::LeftButton);
        QCOMPARE(answered.size(), 1);
        QVERIFY(card.ask(scene.at(7, 0)));
        QTest::keyClick(field(card), Qt::Key_Escape);
        QCOMPARE(answered.size(), 2);
        QCOMPARE(done.size(), 2);
    }

    void looks() {
        PredictionCard card;
        card.setNumberText(NumberText(4, QLocale::c()));
        const auto scene = SteppingScene::lesson();
        QVERIFY(card.ask(scene.at(2, 0)));
        fit(card);
        QCOMPARE(lookAt(card, QStringLiteral("ask_open")), QStringList());
        card.findChild<QLineEdit*>()->setText(QStringLiteral("0.5"));
        QTest::keyClick(field(card), Qt::Key_Return);
        fit(card);
        QCOMPARE(lookAt(card, QStringLiteral("ask_wrong")), QStringList());
        QTest::mouseClick(button(card, QStringLiteral("Hint")), Qt::LeftButton);
        QTest::mouseClick(button(card, QStringLiteral("Hint")), Qt::LeftButton);
        fit(card);
        QCOMPARE(lookAt(card, QStringLiteral("ask_hint")), QStringList());
        QTest::mouseClick(button(card, QStringLiteral("Reveal")), Qt::LeftButton);
        fit(card);
        QCOMPARE(lookAt(card, QStringLiteral("ask_revealed")), QStringList());
    }

    void theTableSavesWhatItShows() {
        AnswerTable table;
        QVERIFY(button(table, QStringLiteral("Save as CSV")) == nullptr);
        table.setNumberText(NumberText(4, QLocale::c()));
        table.add({wrongAnswer()});
        table.resize(620, 200);
        QCOMPARE(table.table()->rowCount(), 1);
        QCOMPARE(table.table()->item(0, 4)->text(), QStringLiteral("not right"));
        const QStringList wrong = lookAt(table, QStringLiteral("answers"));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("; "))));
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("answers.csv"));
        Dialogs::answerNextFile(path);
        QTest::mouseClick(button(table, QStringLiteral("Save as CSV")), Qt::LeftButton);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("\r\n3,h\xE2\x82\x81,0.7,0.6813,wrong,1,4.5\r\n"));
        // A place that cannot be written to is said.
        Dialogs::silence(true);
        Dialogs::answerNextFile(folder.filePath(QStringLiteral("none/answers.csv")));
        table.save();
        QVERIFY(Dialogs::lastTold().contains(QStringLiteral("none/answers.csv")));
        Dialogs::silence(false);
    }
};

GLASSNET_TEST(PredictionCardTest);
#include "PredictionCardTest.moc"
