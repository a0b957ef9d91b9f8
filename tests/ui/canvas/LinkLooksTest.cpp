#include <QImage>
#include <QPainter>
#include <QToolTip>

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "ui/canvas/CanvasView.h"

using glassnet::test::chainOf;
using glassnet::ui::CanvasThing;
using glassnet::ui::CanvasView;
using glassnet::ui::Theme;

namespace {

std::vector<std::int64_t> unitsOf(const QString& name) {
    std::vector<std::int64_t> units;
    for (const auto& part : name.split(QLatin1Char('-'))) {
        units.push_back(part.toLongLong());
    }
    return units;
}

}  // namespace

/// Large networks as the canvas shows them: pictures, what is pointed at, how much memory they take.
class LinkLooksTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static void show(CanvasView& view, const glassnet::test::Chain& chain) {
        view.resize(1200, 760);
        view.setNetwork(chain.network, {});
        view.setSnapshot(chain.snapshot);
        view.show();
        view.fit();
    }

private slots:
    void looks_data() {
        QTest::addColumn<double>("factor");
        for (const auto* name : {"64-48-32-10", "784-512-512-10", "20-20-3", "12-12-12-12-3"}) {
            QTest::addRow("%s", name) << 1.0;
            QTest::addRow("%s at 60 percent", name) << 0.6;
            QTest::addRow("%s at 45 percent", name) << 0.45;
            QTest::addRow("%s at 200 percent", name) << 2.0;
        }
    }
    void looks() {
        QFETCH(double, factor);
        const QString folder = qEnvironmentVariable("GLASSNET_GALLERY");
        const QString name = QString::fromLatin1(QTest::currentDataTag()).section(QLatin1Char(' '), 0, 0);
        CanvasView view;
        show(view, chainOf(unitsOf(name)));
        view.zoomAt(QRectF(view.viewport()->rect()).center(), factor);
        for (const auto* theme : {&Theme::light(), &Theme::dark()}) {
            view.setTheme(*theme);
            view.finishLinks();
            const QImage image = view.viewport()->grab().toImage();
            QVERIFY(!image.allGray());
            if (!folder.isEmpty()) {
                QVERIFY(image.save(QStringLiteral("%1/links_%2_%3_%4.png")
                                       .arg(folder, name, theme->isDark() ? QStringLiteral("dark") : QStringLiteral("light"))
                                       .arg(qRound(factor * 100))));
            }
        }
    }
};

GLASSNET_TEST(LinkLooksTest);
#include "LinkLooksTest.moc"
