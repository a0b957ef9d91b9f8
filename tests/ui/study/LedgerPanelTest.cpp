#include "ui/study/LedgerPanel.h"

#include <QLabel>
#include <QSignalSpy>
#include <algorithm>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/study/StudyScene.h"
#include "ui/study/LedgerModel.h"
#include "ui/study/LedgerTable.h"

namespace glassnet::test {

namespace {

using ui::LedgerModel;
using ui::LedgerPanel;
using ui::LedgerTable;

QString shownWords(const QWidget& panel) {
    QStringList texts;
    for (const auto* label : panel.findChildren<QLabel*>()) {
        if (label->isVisibleTo(&panel)) {
            texts.append(label->text());
        }
    }
    return texts.join(QLatin1Char('\n'));
}

class LedgerPanelTest final : public TestCase {
    Q_OBJECT
private slots:
    void waitsForTheUpdate();
    void anUpdateShownInPartHasNotRun();
    void hasAllDigitsAndFractions();
    void showsTheBooks();
    void keysSort();
    void looks();
};

void LedgerPanelTest::waitsForTheUpdate() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(session->trainer().program().phaseBegin(Phase::Update));
    LedgerPanel panel;
    panel.show();
    QSignalSpy wanted(&panel, &ui::StudyPanel::wanted);
    panel.setContext(contextOf(*session));
    QCOMPARE(wanted.count(), 0);
    QVERIFY(shownWords(panel).contains(QStringLiteral("Walk on to the update")));
    QVERIFY(!panel.findChild<LedgerTable*>()->isVisibleTo(&panel));
    session->moveTo(session->trainer().program().size());
    panel.setContext(contextOf(*session));
    QCOMPARE(wanted.count(), 1);
}

void LedgerPanelTest::anUpdateShownInPartHasNotRun() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(session->trainer().program().phaseBegin(Phase::Update) + 1);
    LedgerPanel panel;
    panel.show();
    session->setPart(EntryPart{1, 0});
    QSignalSpy wanted(&panel, &ui::StudyPanel::wanted);
    panel.setContext(contextOf(*session));
    QVERIFY(shownWords(panel).contains(QStringLiteral("Walk on to the update")));
    QCOMPARE(wanted.count(), 0);
    // At the same place, once all of it is seen.
    session->setPart(std::nullopt);
    panel.setContext(contextOf(*session));
    QCOMPARE(wanted.count(), 1);
    panel.setLedger(lossLedger(session->trainer(), session->reference()));
    QVERIFY(!panel.isStale());
    session->setPart(EntryPart{1, 0});
    panel.setContext(contextOf(*session));
    QVERIFY(panel.isStale());
}

void LedgerPanelTest::hasAllDigitsAndFractions() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(session->trainer().program().size());
    LedgerPanel panel;
    auto context = contextOf(*session);
    context.numbers = ui::NumberText(4).withAllDigits(true);
    panel.setContext(context);
    const auto ledger = lossLedger(session->trainer(), session->reference());
    panel.setLedger(ledger);
    // The books are kept in double precision: the text reads back as the same number.
    const auto text = ui::NumberText(4).withAllDigits(true, DType::Float64).of(ledger.lossBefore);
    QVERIFY(shownWords(panel).contains(text));
    QCOMPARE(text.toDouble(), ledger.lossBefore);
}

void LedgerPanelTest::showsTheBooks() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(session->trainer().program().size());
    LedgerPanel panel;
    panel.resize(360, 700);
    panel.setContext(contextOf(*session));
    const auto ledger = lossLedger(session->trainer(), session->reference());
    panel.setLedger(ledger);
    auto* table = panel.findChild<LedgerTable*>();
    QVERIFY(table->isVisibleTo(&panel));
    QCOMPARE(table->model()->rowCount(), 12);
    const ui::NumberText numbers(6);
    QVERIFY(shownWords(panel).contains(numbers.of(ledger.lossBefore)));
    QVERIFY(shownWords(panel).contains(numbers.withSign(ledger.together())));
    QVERIFY(shownWords(panel).contains(numbers.withSign(ledger.rest())));
    // The largest change stands first below the sum.
    const auto& model = *qobject_cast<LedgerModel*>(table->model());
    double largest = 0;
    for (const auto& line : ledger.lines) {
        largest = std::max(largest, std::abs(line.real));
    }
    QCOMPARE(std::abs(model.data(model.index(1, LedgerModel::Came), LedgerModel::kNumberRole).toDouble()), largest);
    std::vector<ui::ElementRef> chosen;
    connect(&panel, &ui::StudyPanel::elementSelected, this, [&](ui::ElementRef element) { chosen.push_back(element); });
    panel.show();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(model.index(1, 0)).center());
    QCOMPARE(chosen.size(), std::size_t{1});
    QCOMPARE(chosen.front(), model.elementAt(1).value());
}

void LedgerPanelTest::keysSort() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(session->trainer().program().size());
    LedgerPanel panel;
    panel.resize(360, 700);
    panel.setContext(contextOf(*session));
    panel.setLedger(lossLedger(session->trainer(), session->reference()));
    panel.show();
    auto* table = panel.findChild<LedgerTable*>();
    const auto& model = *qobject_cast<LedgerModel*>(table->model());
    auto* header = table->horizontalHeader();
    QTest::keyClick(header, Qt::Key_Space);
    // By name: the first parameter's first element.
    QCOMPARE(model.elementAt(1)->element, std::int64_t{0});
    QCOMPARE(header->sortIndicatorSection(), int{LedgerModel::Name});
    QTest::keyClick(header, Qt::Key_Right);
    QTest::keyClick(header, Qt::Key_Space);
    QCOMPARE(header->sortIndicatorSection(), int{LedgerModel::Promised});
    const auto number = [&](int row) {
        return std::abs(model.data(model.index(row, LedgerModel::Promised), LedgerModel::kNumberRole).toDouble());
    };
    for (int row = 2; row < model.rowCount(); ++row) {
        QVERIFY(number(row) <= number(row - 1));
    }
}

void LedgerPanelTest::looks() {
    const auto session = trainedSession(3);
    session->moveTo(session->trainer().program().size());
    LedgerPanel panel;
    panel.setContext(contextOf(*session));
    panel.setLedger(lossLedger(session->trainer(), session->reference()));
    panel.resize(360, panel.sizeHint().height() + 40);
    QCOMPARE(lookAt(panel, QStringLiteral("ledger")), QStringList());
}

GLASSNET_TEST(LedgerPanelTest);

}  // namespace

}  // namespace glassnet::test

#include "LedgerPanelTest.moc"
