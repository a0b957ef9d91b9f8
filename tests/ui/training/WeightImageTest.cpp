#include "ui/training/WeightImage.h"

#include <QSignalSpy>
#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

class WeightImageTest : public test::TestCase {
    Q_OBJECT
private slots:
    void limitsAreSymmetric() {
        WeightImage image;
        image.setWeights(QStringLiteral(u"h₁"), 2, 2, {-0.5F, 0, 0.25F, 0.5F});
        QCOMPARE(image.limit(), 0.5);
        WeightImage negative;
        negative.setWeights(QStringLiteral(u"h₂"), 2, 1, {-0.9F, 0.1F});
        QCOMPARE(negative.limit(), static_cast<double>(0.9F));
        QCOMPARE(image.accessibleDescription(), QStringLiteral(u"Between −0.5000 and 0.5000, orange is negative and blue is positive."));
        image.resize(84, image.sizeHint().height());
        QImage picture(image.size(), QImage::Format_RGB32);
        image.render(&picture);
        const QRectF place = image.imageRect();
        const auto at = [&](double x, double y) {
            return picture.pixelColor((place.topLeft() + QPointF(x * place.width(), y * place.height())).toPoint());
        };
        const Theme& theme = Theme::current();
        QCOMPARE(at(0.25, 0.25), theme.color(Token::Negative));
        QCOMPARE(at(0.75, 0.25), theme.color(Token::Zero));
        QCOMPARE(at(0.75, 0.75), theme.color(Token::Positive));
        // A limit of its own, to compare pictures.
        image.setLimit(2);
        QCOMPARE(image.limit(), 2.0);
        image.render(&picture);
        QVERIFY(at(0.75, 0.75) != theme.color(Token::Positive));
    }

    void tellsAWeight() {
        WeightImage image;
        image.setWeights(QStringLiteral(u"h₁"), 3, 2, {1, 2, 3, 4, 5, -6});
        image.resize(90, image.sizeHint().height());
        QSignalSpy spy(&image, &WeightImage::told);
        const QPointF at = image.imageRect().bottomRight() - QPointF(2, 2);
        QMouseEvent move(QEvent::MouseMove, at, at, Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(&image, &move);
        QCOMPARE(spy.last().at(0).toString(), QStringLiteral(u"Row 2, column 3: −6.0000"));
    }

    void looks() {
        WeightImage image;
        std::vector<float> weights;
        for (int i = 0; i < 784; ++i) {
            weights.push_back(static_cast<float>(0.3 * std::sin(i % 28 / 3.0) * std::cos(i / 28 / 4.0)));
        }
        image.setWeights(QStringLiteral(u"h₁₂"), 28, 28, weights);
        image.resize(image.sizeHint());
        QCOMPARE(test::lookAt(image, QStringLiteral("weights")), QStringList());
        image.setWeights(QStringLiteral(u"h₁₂"), 28, 28, {1, 2});
        QVERIFY(test::paintedTexts(image).contains(QStringLiteral("?")));
    }
};

GLASSNET_TEST(WeightImageTest);

}  // namespace

}  // namespace glassnet::ui

#include "WeightImageTest.moc"
