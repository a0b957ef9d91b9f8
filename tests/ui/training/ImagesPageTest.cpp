#include "ui/training/ImagesPage.h"

#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/training/DrawPad.h"

namespace glassnet::test {

namespace {

constexpr std::int64_t kSide = 8;

/// Images of 64 pixels from 0 to 16, two for training and one for the test.
ui::MapRows rows() {
    ui::MapRows made;
    for (int i = 0; i < kSide * kSide; ++i) {
        made.names.append(QString::number(i));
    }
    made.training = Tensor::full(Shape{2, kSide * kSide}, 16.0);
    made.test = Tensor::full(Shape{1, kSide * kSide}, 8.0);
    made.trainingTargets = {0, 1};
    made.testTargets = {1};
    made.classes = 2;
    made.classNames = {QStringLiteral("zero"), QStringLiteral("one")};
    return made;
}

class ImagesPageTest : public TestCase {
    Q_OBJECT
private slots:
    void showsTheTestPart();
    void aDrawnImageHasTheRowsInk();
    void weightsAreOneImage();
    void squaresOnly();
};

void ImagesPageTest::showsTheTestPart() {
    ui::ImagesPage page;
    page.setRows(rows(), kSide);
    QCOMPARE(page.samples().size(0), 1);
    page.setPredicted({0});
    const auto* strip = page.findChild<ui::ImageStrip*>();
    QCOMPARE(strip->words(0), QStringLiteral("Sample 1 is one, but the network says zero."));
    page.setRows({}, 0);
    QCOMPARE(page.samples().size(0), 0);
}

void ImagesPageTest::aDrawnImageHasTheRowsInk() {
    ui::ImagesPage page;
    page.setRows(rows(), kSide);
    QSignalSpy changed(&page, &ui::ImagesPage::drawingChanged);
    QVERIFY(!page.drawn().has_value());
    emit page.pad().imageChanged(std::vector<float>(kSide * kSide, 0.0F));
    QVERIFY(!page.drawn().has_value());
    QCOMPARE(changed.count(), 1);
}

void ImagesPageTest::weightsAreOneImage() {
    ui::ImagesPage page;
    page.resize(360, 900);
    page.setRows(rows(), kSide);
    page.setWeights(QStringLiteral("Unit 1 of Dense 1"), std::vector<float>(kSide * kSide, 0.25F));
    page.setScores({});
    QCOMPARE(lookAt(page, QStringLiteral("ImagesPage")), QStringList());
}

void ImagesPageTest::squaresOnly() {
    SplitData data;
    QCOMPARE(ui::imageSide(data), 0);
}

}  // namespace

GLASSNET_TEST(ImagesPageTest);

}  // namespace glassnet::test

#include "ImagesPageTest.moc"
