#include "ui/theme/Icon.h"

#include <QImage>
#include <QLabel>
#include <QPainter>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"

using namespace glassnet::ui;

namespace {

/// All icons in a row, for looking at.
class Shelf : public QWidget {
public:
    Shelf() { resize(static_cast<int>(Icon::names().size()) * 40, 40); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        QRectF place(10, 10, 20, 20);
        for (const QString& name : Icon::names()) {
            Icon::paint(painter, place, name, Theme::current().color(Token::Ink), Theme::current().color(Token::Accent));
            place.translate(40, 0);
        }
    }
};

}  // namespace

class IconTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void allAreThere() {
        for (const char* name :
             {"input", "dense", "output", "dropout", "normalize", "join", "to-start", "step-back", "step-forward", "to-end", "theme-light",
              "theme-dark", "menu", "plus", "minus", "chevron-down", "batch-norm", "layer-norm", "spiral"}) {
            QVERIFY2(Icon::names().contains(QLatin1String(name)), name);
        }
    }

    void tintedAndWhole_data() {
        QTest::addColumn<QString>("name");
        for (const QString& name : Icon::names()) {
            QTest::addRow("%s", qPrintable(name)) << name;
        }
    }
    void tintedAndWhole() {
        QFETCH(QString, name);
        for (const qreal dpr : {1.0, 1.5, 2.0}) {
            const QPixmap pixmap = Icon::pixmap(name, Qt::red, 24, dpr);
            QCOMPARE(pixmap.deviceIndependentSize(), QSizeF(24, 24));
            const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
            int inked = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (pixel.alpha() < 32) {
                        continue;
                    }
                    ++inked;
                    QVERIFY2(pixel.red() > 240 && pixel.green() < 16 && pixel.blue() < 16, "not tinted");
                    QVERIFY2(x > 0 && y > 0 && x < image.width() - 1 && y < image.height() - 1, "touches its edge");
                }
            }
            QVERIFY2(inked > 30 * dpr, "nearly empty");
        }
    }

    void looks() {
        Shelf shelf;
        QCOMPARE(glassnet::test::lookAt(shelf, QStringLiteral("icons")), QStringList());
    }
};

GLASSNET_TEST(IconTest);
#include "IconTest.moc"
