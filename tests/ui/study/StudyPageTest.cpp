#include "ui/study/StudyPage.h"

#include <QCoreApplication>
#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/study/StudyScene.h"
#include "ui/study/GradientCheckPanel.h"
#include "ui/study/LedgerPanel.h"

namespace glassnet::test {

namespace {

using ui::StudyPage;
using Study = ui::StudyPage::Study;

class StudyPageTest final : public TestCase {
    Q_OBJECT
private slots:
    void onlyTheOneInViewAsks();
    void theKeyChecks();
    void selectionChoosesTheWeight();
    void nothingIsCut();
};

void StudyPageTest::onlyTheOneInViewAsks() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(session->trainer().program().size());
    StudyPage page;
    page.resize(360, 700);
    page.show();
    QSignalSpy ledger(&page.ledger(), &ui::StudyPanel::wanted);
    QSignalSpy curve(&page.sensitivity(), &ui::StudyPanel::wanted);
    QSignalSpy check(&page.check(), &ui::StudyPanel::wanted);
    page.setSelection(contextOf(*session).selection);
    page.setSnapshot(contextOf(*session).snapshot);
    QCOMPARE(ledger.count(), 1);
    QCOMPARE(curve.count() + check.count(), 0);
    page.showStudy(Study::Sensitivity);
    QCOMPARE(curve.count(), 1);
    QCOMPARE(check.count(), 0);
    page.showStudy(Study::Ledger);
    QCOMPARE(page.study(), Study::Ledger);
    QCOMPARE(ledger.count(), 1);
}

void StudyPageTest::theKeyChecks() {
    const auto session = ui::Session::open(lessonProject()).value();
    session->moveTo(session->trainer().program().size());
    StudyPage page;
    page.setSnapshot(contextOf(*session).snapshot);
    QSignalSpy check(&page.check(), &ui::StudyPanel::wanted);
    // Also where the page is not in view.
    page.checkGradients();
    QCOMPARE(check.count(), 1);
    QCOMPARE(page.study(), Study::Check);
}

void StudyPageTest::selectionChoosesTheWeight() {
    const auto session = ui::Session::open(lessonProject()).value();
    StudyPage page;
    auto context = contextOf(*session);
    page.setSnapshot(context.snapshot);
    const auto weight = context.snapshot->program->find(context.selection.layer, SymbolLetter::Weight);
    context.selection.parameter = ui::ElementRef{weight, 4};
    page.setSelection(context.selection);
    QCOMPARE(page.sensitivity().parameter().value(), (ui::ElementRef{weight, 4}));
    page.chooseSecond({weight, 1});
    QCOMPARE(page.sensitivity().second().value(), (ui::ElementRef{weight, 1}));
    QCOMPARE(page.study(), Study::Sensitivity);
}

void StudyPageTest::nothingIsCut() {
    const auto session = trainedSession(20);
    session->moveTo(session->trainer().program().size());
    StudyPage page;
    page.resize(360, 720);
    page.show();
    page.setSelection(contextOf(*session).selection);
    page.setSnapshot(contextOf(*session).snapshot);
    page.ledger().setLedger(lossLedger(session->trainer(), session->reference()));
    page.check().setReport(checkAllGradients(session->trainer(), session->reference()));
    page.sensitivity().setAnswer(answerFor(page.sensitivity(), *session));
    for (const auto& [study, name] : {std::pair(Study::Ledger, "ledger"), {Study::Sensitivity, "sensitivity"}, {Study::Check, "check"}}) {
        page.showStudy(study);
        QCoreApplication::processEvents();
        QCOMPARE(lookAt(page, QStringLiteral("page_%1").arg(QLatin1String(name))), QStringList());
    }
}

GLASSNET_TEST(StudyPageTest);

}  // namespace

}  // namespace glassnet::test

#include "StudyPageTest.moc"
