#include "ui/theme/LaidText.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>

#include "tests/support/TestCase.h"
#include "ui/theme/Fonts.h"

using namespace glassnet::ui;

namespace {

constexpr QSize kSize(260, 60);

/// The texts of the window: words, numbers, symbols, marks over letters, another script, and none.
QStringList texts() {
    return {QStringLiteral("784 units · relu"),
            QStringLiteral(u"−0.1234"),
            QStringLiteral(u"+123456.0000e−17"),
            QStringLiteral(u"\u00A0\u00A01,5\u00A0"),
            QStringLiteral("nan"),
            QStringLiteral(u"∂L/∂w +1.2e−7"),
            QStringLiteral(u"y\u0302 = σ(z₁)"),
            QStringLiteral("AVA fi To -> =="),
            QStringLiteral(" spaces around  "),
            QStringLiteral(u"隐藏层"),
            QStringLiteral("two\nlines"),
            QStringLiteral("a\ttab"),
            QString()};
}

template <class Draw>
QImage painted(double pixelRatio, const QTransform& world, Draw draw) {
    QImage image((QSizeF(kSize) * pixelRatio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(QColor(250, 240, 230));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setWorldTransform(world);
    painter.setPen(QColor(20, 40, 160));
    draw(painter);
    return image;
}

}  // namespace

class LaidTextTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void cleanup() { Fonts::setScale(1); }

    // Against QPainter's own drawing, twice: what is kept is the same as what was made.
    void paintsAsThePainterDoes_data() {
        QTest::addColumn<int>("flags");
        QTest::addColumn<QRectF>("rect");
        QTest::addColumn<double>("pixelRatio");
        QTest::addColumn<QTransform>("world");
        const QRectF wide(10.3, 5.7, 230, 40);
        const QRectF narrow(10, 20.25, 31.5, 11);
        const int center = Qt::AlignCenter;
        const int left = Qt::AlignLeft | Qt::AlignVCenter;
        QTest::newRow("center") << center << wide << 1.0 << QTransform();
        QTest::newRow("left") << left << wide << 1.0 << QTransform();
        QTest::newRow("right") << int(Qt::AlignRight | Qt::AlignVCenter) << wide << 1.0 << QTransform();
        QTest::newRow("top") << int(Qt::AlignLeft | Qt::AlignTop) << wide << 1.0 << QTransform();
        QTest::newRow("bottom") << int(Qt::AlignRight | Qt::AlignBottom) << wide << 1.0 << QTransform();
        QTest::newRow("cut off") << center << narrow << 1.0 << QTransform();
        QTest::newRow("cut off, right") << int(Qt::AlignRight | Qt::AlignVCenter) << narrow << 1.0 << QTransform();
        QTest::newRow("not clipped") << int(Qt::AlignCenter | Qt::TextDontClip) << narrow << 1.0 << QTransform();
        QTest::newRow("single line") << int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine) << wide << 1.0 << QTransform();
        QTest::newRow("sharp screen") << center << wide << 2.0 << QTransform();
        QTest::newRow("zoomed") << center << wide << 1.0 << QTransform(0.83, 0, 0, 0.83, 3.4, 7.1);
        QTest::newRow("turned") << left << wide << 1.0 << QTransform().rotate(7);
    }
    void paintsAsThePainterDoes() {
        QFETCH(const int, flags);
        QFETCH(const QRectF, rect);
        QFETCH(const double, pixelRatio);
        QFETCH(const QTransform, world);
        for (const double scale : {1.0, 1.5}) {
            Fonts::setScale(scale);
            QFont odd = Fonts::mono(FontSize::Body, QFont::Bold);
            odd.setPointSizeF(odd.pointSizeF() * 0.871);
            for (const QFont& font : {Fonts::text(FontSize::Heading, QFont::DemiBold), Fonts::mono(FontSize::Caption), odd}) {
                for (const QString& text : texts()) {
                    const QImage wanted = painted(pixelRatio, world, [&](QPainter& painter) {
                        painter.setFont(font);
                        painter.drawText(rect, flags, text);
                    });
                    const auto draw = [&](QPainter& painter) { LaidText::draw(painter, font, rect, flags, text); };
                    QVERIFY2(painted(pixelRatio, world, draw) == wanted, qPrintable(text));
                    QVERIFY2(painted(pixelRatio, world, draw) == wanted, qPrintable(text));
                }
            }
        }
    }

    void leavesThePaintersFontAlone() {
        painted(1, {}, [](QPainter& painter) {
            const QFont before = painter.font();
            LaidText::draw(painter, Fonts::text(FontSize::Title), QRectF(0, 0, 100, 20), Qt::AlignCenter, QStringLiteral("a\tb"));
            LaidText::draw(painter, Fonts::text(FontSize::Title), QRectF(0, 0, 100, 20), Qt::AlignCenter, QStringLiteral("ab"));
            QCOMPARE(painter.font(), before);
        });
    }

    void measuresAsTheMetricsDo() {
        for (const QFont& font : {Fonts::text(FontSize::Body), Fonts::mono(FontSize::Title)}) {
            QCOMPARE(LaidText::height(font), QFontMetricsF(font).height());
            for (const QString& text : texts()) {
                const QFontMetricsF metrics(font);
                QCOMPARE(LaidText::width(font, text), metrics.horizontalAdvance(text));
                QCOMPARE(LaidText::width(font, text), metrics.horizontalAdvance(text));
                for (const double room : {0.0, 20.0, metrics.horizontalAdvance(text), metrics.horizontalAdvance(text) + 0.01, 500.0}) {
                    QCOMPARE(LaidText::elided(font, text, room), metrics.elidedText(text, Qt::ElideRight, room));
                }
            }
        }
    }

    // More lines than are kept: those that fell out come back as they were.
    void forgetsAndFindsAgain() {
        const QFont font = Fonts::mono(FontSize::Body);
        const double first = LaidText::width(font, QStringLiteral("0"));
        for (int i = 0; i < 9000; ++i) {
            QVERIFY(LaidText::width(font, QString::number(i)) > 0);
        }
        QCOMPARE(LaidText::width(font, QStringLiteral("0")), first);
    }
};

GLASSNET_TEST(LaidTextTest);
#include "LaidTextTest.moc"
