#include "ui/header/HeaderBar.h"

#include <QApplication>
#include <cstdlib>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/header/ProjectTitle.h"
#include "ui/header/SeedField.h"
#include "ui/theme/ApplyTheme.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

using ui::HeaderBar;
using ui::Mode;

class HeaderBarTest final : public TestCase {
    Q_OBJECT
private slots:
    void initTestCase() { ui::applyTheme(*qApp, ui::Theme::light()); }
    void hidesWhatHasNothingToShow();
    void nothingOverlaps_data();
    void nothingOverlaps();
    void modesStandInTheMiddle();
    void theStateGoesBeforeTheName();
    void looks();

private:
    static void fill(HeaderBar& bar, const QString& name) {
        bar.setProject(name, QStringLiteral("edited"));
        bar.setSeed(42);
        bar.setModes({Mode::Build, Mode::Step});
        bar.setFindSource([](const QString&) { return std::vector<ui::FindRow>(); });
        bar.findField().setShortcut(QKeySequence(QStringLiteral("Ctrl+K")));
    }
};

void HeaderBarTest::hidesWhatHasNothingToShow() {
    HeaderBar bar;
    bar.resize(1024, bar.height());
    bar.show();
    QVERIFY(!bar.modeSwitch().isVisible());
    QVERIFY(!bar.findField().isVisible());
    fill(bar, QStringLiteral("Iris"));
    QVERIFY(bar.modeSwitch().isVisible());
    QVERIFY(bar.findField().isVisible());
}

void HeaderBarTest::nothingOverlaps_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("width");
    QTest::addColumn<quint64>("seed");
    const QString longName(120, QLatin1Char('m'));
    for (const int width : {1024, 1366, 1920}) {
        QTest::addRow("short, %d", width) << QStringLiteral("Iris") << width << quint64{42};
        QTest::addRow("long, %d", width) << longName << width << quint64{42};
        QTest::addRow("long name and seed, %d", width) << longName << width << ~quint64{0};
    }
}

void HeaderBarTest::nothingOverlaps() {
    QFETCH(QString, name);
    QFETCH(int, width);
    QFETCH(quint64, seed);
    HeaderBar bar;
    fill(bar, name);
    bar.setSeed(seed);
    bar.resize(width, bar.height());
    bar.show();
    QCOMPARE(bar.width(), width);
    int right = 0;
    for (QWidget* part : {static_cast<QWidget*>(bar.findChild<ui::ProjectTitle*>()), static_cast<QWidget*>(&bar.modeSwitch()),
                          static_cast<QWidget*>(&bar.findField()), static_cast<QWidget*>(&bar.seedField())}) {
        QVERIFY(part->x() >= right);
        QVERIFY(part->width() >= part->minimumSizeHint().width());
        right = part->x() + part->width();
    }
    QVERIFY(right < width);
    QVERIFY(bar.findField().width() <= bar.findField().sizeHint().width());
}

void HeaderBarTest::modesStandInTheMiddle() {
    HeaderBar bar;
    fill(bar, QStringLiteral("Iris"));
    bar.resize(1440, bar.height());
    bar.show();
    QVERIFY(std::abs(bar.modeSwitch().geometry().center().x() - bar.rect().center().x()) <= 1);
}

void HeaderBarTest::theStateGoesBeforeTheName() {
    ui::ProjectTitle title;
    title.setTexts(QStringLiteral("Iris flowers"), QStringLiteral("edited"));
    QCOMPARE(title.accessibleName(), QStringLiteral("Iris flowers, edited"));
    title.resize(title.sizeHint());
    QCOMPARE(paintedTexts(title), (QStringList{QStringLiteral("Iris flowers"), QStringLiteral("edited")}));
    title.resize(title.width() - 10, title.height());
    QCOMPARE(paintedTexts(title), QStringList{QStringLiteral("Iris flowers")});
    title.resize(60, title.height());
    QVERIFY(paintedTexts(title).first().endsWith(QChar(0x2026)));
    QCOMPARE(title.toolTip(), QStringLiteral("Iris flowers, edited"));
}

void HeaderBarTest::looks() {
    HeaderBar bar;
    fill(bar, QStringLiteral("Iris flowers"));
    bar.setSeed(9876);
    for (const int width : {1024, 1440}) {
        bar.resize(width, bar.height());
        bar.show();
        auto wrong = lookAt(bar, QStringLiteral("header_%1").arg(width));
        // Its own words, not words cut short.
        wrong.removeAll(QStringLiteral("elided: ") + bar.findField().placeholderText());
        QCOMPARE(wrong, QStringList());
    }
}

GLASSNET_TEST(HeaderBarTest);

}  // namespace glassnet::test

#include "HeaderBarTest.moc"
