#include "ui/palette/Palette.h"

#include <QMimeData>
#include <QSignalSpy>
#include <set>

#include "engine/data/SyntheticSets.h"
#include "engine/network/LayerProperties.h"
#include "resources/datasets/ShippedSets.h"
#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/palette/PaletteEntry.h"
#include "ui/support/MimeTypes.h"
#include "ui/theme/Icon.h"

namespace glassnet::test {

using ui::Palette;
using ui::PaletteEntry;
using ui::PaletteSection;

class PaletteTest final : public TestCase {
    Q_OBJECT
private slots:
    void hasEveryKindAndFrequentSets();
    void rowsAreComplete();
    void carriesItsKey();
    void clickAndKeysActivate();
    void pressLightsUntilItIsLeft();
    void arrowsMove();
    void oneStopOfTheTabKey();
    void everyEntryIsNamed();
    void collapses();
    void scrollsWhereItIsLow();
    void looks();
};

void PaletteTest::hasEveryKindAndFrequentSets() {
    std::set<std::string> kinds;
    for (const auto& kind : layerKinds()) {
        kinds.emplace(kind.key);
    }
    std::set<std::string> layers;
    std::set<std::string> sets;
    for (const auto& row : ui::paletteTable()) {
        auto& there = row.section == PaletteSection::Layers ? layers : sets;
        QVERIFY2(there.emplace(row.key).second, row.key);
        // What the data page has more of is chosen there; here every row is a set that there is, or opens a file.
        const bool isKnown = findSyntheticSet(row.key) != nullptr || findShippedSet(row.key) != nullptr || std::string(row.key) == "table";
        QVERIFY2(row.section == PaletteSection::Layers || isKnown, row.key);
    }
    QVERIFY(layers == kinds);
    QVERIFY(sets.contains("spiral") && sets.contains("iris") && sets.contains("table"));
}

void PaletteTest::rowsAreComplete() {
    PaletteSection last = PaletteSection::Layers;
    for (const auto& row : ui::paletteTable()) {
        QVERIFY2(!ui::paletteTitle(row).isEmpty() && !ui::paletteLine(row).isEmpty(), row.key);
        QVERIFY2(ui::paletteHelp(row).endsWith(QLatin1Char('.')), row.key);
        QVERIFY2(ui::Icon::names().contains(QLatin1String(row.icon)), row.key);
        QVERIFY2(row.section >= last, "the sections are not in order");
        last = row.section;
    }
}

void PaletteTest::carriesItsKey() {
    for (const auto& row : ui::paletteTable()) {
        const auto data = ui::paletteMimeData(row);
        const auto mime = QLatin1String(row.section == PaletteSection::Layers ? ui::kLayerMime : ui::kDataMime);
        QCOMPARE(data->formats(), QStringList{mime});
        QCOMPARE(data->data(mime), QByteArray(row.key));
    }
}

void PaletteTest::clickAndKeysActivate() {
    Palette palette;
    palette.show();
    QSignalSpy activated(&palette, &Palette::activated);
    auto* dense = palette.entry(QStringLiteral("dense"));
    QTest::mouseClick(dense, Qt::LeftButton);
    QTest::keyClick(palette.entry(QStringLiteral("spiral")), Qt::Key_Return);
    QTest::keyClick(dense, Qt::Key_Enter);
    QTest::keyClick(dense, Qt::Key_Space);
    QTest::mouseClick(dense, Qt::RightButton);
    const QList<QVariant> aDense{QLatin1String(ui::kLayerMime), QStringLiteral("dense")};
    const QList<QVariant> aSpiral{QLatin1String(ui::kDataMime), QStringLiteral("spiral")};
    QCOMPARE(activated, (QList<QList<QVariant>>{aDense, aSpiral, aDense, aDense}));
    QVERIFY(palette.entry(QStringLiteral("nothing")) == nullptr);
}

void PaletteTest::pressLightsUntilItIsLeft() {
    Palette palette;
    palette.show();
    QSignalSpy activated(&palette, &Palette::activated);
    auto* dense = palette.entry(QStringLiteral("dense"));
    QVERIFY(!dense->isArmed());
    QTest::mousePress(dense, Qt::LeftButton);
    QVERIFY(dense->isArmed());
    QVERIFY(!palette.entry(QStringLiteral("input"))->isArmed());
    QTest::mouseRelease(dense, Qt::LeftButton);
    QVERIFY(!dense->isArmed());
    QCOMPARE(activated.size(), 1);
}

void PaletteTest::arrowsMove() {
    Palette palette;
    palette.show();
    QVERIFY(QTest::qWaitForWindowActive(&palette));
    palette.entry(QStringLiteral("input"))->setFocus();
    const auto press = [&palette](Qt::Key key) { QTest::keyClick(palette.focusWidget(), key); };
    const auto here = [&palette] { return QString::fromLatin1(qobject_cast<PaletteEntry*>(palette.focusWidget())->row().key); };
    press(Qt::Key_Up);
    QCOMPARE(here(), QStringLiteral("input"));
    press(Qt::Key_Down);
    QCOMPARE(here(), QStringLiteral("dense"));
    press(Qt::Key_Right);
    QCOMPARE(here(), QStringLiteral("output"));
    press(Qt::Key_Left);
    QCOMPARE(here(), QStringLiteral("dense"));
    press(Qt::Key_End);
    QCOMPARE(here(), QStringLiteral("table"));
    press(Qt::Key_Down);
    QCOMPARE(here(), QStringLiteral("table"));
    press(Qt::Key_Home);
    QCOMPARE(here(), QStringLiteral("input"));
}

void PaletteTest::oneStopOfTheTabKey() {
    Palette palette;
    palette.show();
    QVERIFY(QTest::qWaitForWindowActive(&palette));
    palette.entry(QStringLiteral("dropout"))->setFocus();
    int stops = 0;
    for (const auto* entry : palette.findChildren<PaletteEntry*>()) {
        stops += entry->focusPolicy() == Qt::StrongFocus ? 1 : 0;
    }
    QCOMPARE(stops, 1);
    QCOMPARE(palette.entry(QStringLiteral("dropout"))->focusPolicy(), Qt::StrongFocus);
}

void PaletteTest::everyEntryIsNamed() {
    const Palette palette;
    QVERIFY(!palette.accessibleName().isEmpty());
    for (const auto* entry : palette.findChildren<PaletteEntry*>()) {
        QVERIFY(!entry->accessibleName().isEmpty() && !entry->accessibleDescription().isEmpty() && !entry->toolTip().isEmpty());
    }
}

void PaletteTest::collapses() {
    Palette palette;
    palette.resize(palette.width(), 1000);
    palette.show();
    const int open = palette.width();
    palette.setCollapsed(true);
    QVERIFY(palette.isCollapsed() && palette.width() < open / 2);
    QCOMPARE(paintedTexts(palette), QStringList());
    for (const auto* entry : palette.findChildren<PaletteEntry*>()) {
        QVERIFY(entry->toolTip().startsWith(entry->accessibleName()));
    }
    QCOMPARE(lookAt(palette, QStringLiteral("palette_collapsed")), QStringList());
    palette.setCollapsed(false);
    QCOMPARE(palette.width(), open);
    QVERIFY(paintedTexts(palette).contains(QStringLiteral("Layers")));
}

void PaletteTest::scrollsWhereItIsLow() {
    Palette palette;
    palette.resize(palette.width(), 200);
    palette.show();
    QVERIFY(QTest::qWaitForWindowActive(&palette));
    palette.entry(QStringLiteral("input"))->setFocus();
    QTest::keyClick(palette.focusWidget(), Qt::Key_End);
    const auto* last = palette.entry(QStringLiteral("table"));
    QVERIFY(palette.rect().contains(QRect(last->mapTo(&palette, QPoint()), last->size())));
}

void PaletteTest::looks() {
    Palette palette;
    palette.resize(palette.width(), 600);
    palette.show();
    QTest::mousePress(palette.entry(QStringLiteral("dense")), Qt::LeftButton);
    QCOMPARE(lookAt(palette, QStringLiteral("palette")).join(QLatin1Char(0x0a)), QString());
    const QPixmap carried = palette.entry(QStringLiteral("dense"))->dragPicture(2);
    QVERIFY(carried.deviceIndependentSize().width() < palette.width());
    if (const QString folder = qEnvironmentVariable("GLASSNET_GALLERY"); !folder.isEmpty()) {
        QVERIFY(carried.save(folder + QStringLiteral("/palette_drag.png")));
    }
}

GLASSNET_TEST(PaletteTest);

}  // namespace glassnet::test

#include "PaletteTest.moc"
