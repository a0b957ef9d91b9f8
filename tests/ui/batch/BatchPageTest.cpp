#include "ui/batch/BatchPage.h"

#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/batch/BatchScene.h"
#include "ui/batch/BatchTable.h"
#include "ui/batch/GradientParts.h"
#include "ui/batch/SampleTable.h"
#include "ui/theme/Motion.h"

namespace glassnet::test {

using ui::BatchPage;
using ui::ElementRef;

class BatchPageTest final : public TestCase {
    Q_OBJECT
private slots:
    void bothPartsFollow();
    void worksOnlyWhileItIsSeen();
    void looks_data();
    void looks();
};

void BatchPageTest::bothPartsFollow() {
    auto scene = BatchScene::small();
    scene.moveBehind(scene.gradient(1, SymbolLetter::Weight));
    BatchPage page;
    page.resize(360, 800);
    page.show();
    ui::Selection selection;
    selection.sample = 6;
    page.setStep(selection, scene.shot());
    QCOMPARE(page.table().table().followed(), std::int64_t{6});
    QCOMPARE(page.parts().table().followed(), std::int64_t{6});
    const QSignalSpy samples(&page, &BatchPage::sampleChosen);
    QTest::keyClick(&page.table().table(), Qt::Key_Up);
    QTest::keyClick(&page.parts().table(), Qt::Key_Home);
    QCOMPARE(samples.size(), 2);
    QCOMPARE(samples.at(0).first().toLongLong(), 5);
    QCOMPARE(samples.at(1).first().toLongLong(), 0);
    const QSignalSpy parameters(&page, &BatchPage::parameterChosen);
    emit page.parts().parameterChosen({scene.parameter(2, SymbolLetter::Weight), 1});
    QCOMPARE(parameters.size(), 1);
}

void BatchPageTest::worksOnlyWhileItIsSeen() {
    auto scene = BatchScene::small();
    BatchPage page;
    page.setStep({}, scene.shot());
    QCOMPARE(page.table().table().rows().rows, std::int64_t{0});
    page.show();
    QCOMPARE(page.table().table().rows().rows, std::int64_t{10});
    page.hide();
    scene.train(3);
    page.setStep({}, scene.shot());
    QCOMPARE(page.table().table().rows().rows, std::int64_t{10});
    page.show();
    QCOMPARE(page.table().table().rows().rows, std::int64_t{5});
}

void BatchPageTest::looks_data() {
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("height");
    QTest::newRow("page_full") << 2 << 900;
    QTest::newRow("page_short") << 3 << 700;
}

void BatchPageTest::looks() {
    QFETCH(int, steps);
    QFETCH(int, height);
    ui::Motion::setReduced(true);
    auto scene = BatchScene::small();
    scene.train(steps);
    const auto gradient = scene.gradient(1, SymbolLetter::Weight);
    scene.moveBehind(gradient);
    BatchPage page;
    page.resize(360, height);
    page.show();
    ui::Selection selection;
    selection.sample = 2;
    page.setStep(selection, scene.shot(ElementRef{gradient, 1}));
    auto wrong = lookAt(page, QString::fromUtf8(QTest::currentDataTag()));
    // What the page scrolls is cut at its edge, and the head of inputs that are left out is no cut text.
    wrong.erase(
        std::remove_if(wrong.begin(), wrong.end(),
                       [&](const QString& text) { return text == QStringLiteral("elided: …") || text.startsWith(QStringLiteral("cut")); }),
        wrong.end());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("; "))));
    QVERIFY(page.widget()->width() <= page.viewport()->width());
}

GLASSNET_TEST(BatchPageTest);

}  // namespace glassnet::test

#include "BatchPageTest.moc"
