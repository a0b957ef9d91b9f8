#include "ui/study/StudyRequests.h"

#include <QCoreApplication>
#include <QLabel>

#include "tests/support/TestCase.h"
#include "tests/ui/study/StudyScene.h"
#include "ui/study/GradientCheckPanel.h"
#include "ui/study/LedgerPanel.h"
#include "ui/study/StudyPage.h"
#include "ui/workbench/Workbench.h"

namespace glassnet::test {

namespace {

using ui::StudyPage;
using Study = ui::StudyPage::Study;

class StudyRequestsTest final : public TestCase {
    Q_OBJECT
private slots:
    void answersComeBack();
};

/// The whole way: a workbench, its worker, the page; each study is answered, and lookings change nothing.
void StudyRequestsTest::answersComeBack() {
    ui::Workbench workbench;
    StudyPage page;
    page.resize(360, 700);
    page.show();
    const ui::StudyRequests requests(workbench, page);
    connect(&workbench, &ui::Workbench::snapshotChanged, &page, [&] { page.setSnapshot(workbench.snapshot()); });
    connect(&workbench, &ui::Workbench::selectionChanged, &page, [&] { page.setSelection(workbench.selection()); });
    workbench.open(lessonProject());
    workbench.settle();
    workbench.toEnd();
    workbench.settle();
    QTRY_VERIFY(!page.ledger().isStale());
    page.showStudy(Study::Sensitivity);
    QTRY_VERIFY(!page.sensitivity().isStale());
    page.chooseSecond({page.sensitivity().parameter()->tensor, 3});
    QVERIFY(page.sensitivity().isStale());
    QTRY_VERIFY(!page.sensitivity().isStale());
    page.checkGradients();
    QTRY_VERIFY(!page.check().isStale());
    const auto before = workbench.snapshot();
    // An edit makes all of it old; what is in view is answered anew.
    workbench.setElement(page.sensitivity().parameter().value(), 0.5);
    workbench.settle();
    QTRY_VERIFY(workbench.snapshot() != before);
    QTRY_VERIFY(!page.check().isStale());
    QVERIFY(page.ledger().isStale());
    page.showStudy(Study::Ledger);
    QTRY_VERIFY(!page.ledger().isStale());
}

GLASSNET_TEST(StudyRequestsTest);

}  // namespace

}  // namespace glassnet::test

#include "StudyRequestsTest.moc"
