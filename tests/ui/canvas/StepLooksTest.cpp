#include <QImage>
#include <QPainter>
#include <random>

#include "resources/examples/Examples.h"
#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/ValueMotion.h"
#include "ui/theme/Fonts.h"
#include "ui/workbench/Session.h"

namespace glassnet::test {

using ui::CanvasView;
using ui::Fonts;
using ui::Theme;

/// Walks through real networks by terms, units and layers: the canvas follows every place, and no text is cut. With GLASSNET_GALLERY=DIR
/// the pictures are saved.
class StepLooksTest final : public TestCase {
    Q_OBJECT
private:
    static Project wide();
    static void look(CanvasView& view, const QString& name);

private slots:
    void cleanup() { Fonts::setScale(1); }
    void everyPlace_data();
    void everyPlace();
};

/// 64-48-32-10 on rows of noise.
Project StepLooksTest::wide() {
    Project project;
    project.name = "wide";
    project.network = *chainOf({64, 48, 32, 10}).network;
    project.network.find(project.network.layers().front().id)->settings = InputSettings{64, 0, {}};
    StoredRows rows;
    std::minstd_rand generator(3);
    const auto noise = [&](std::int64_t columns) {
        auto tensor = Tensor::zeros(Shape{4, columns});
        for (float& value : tensor.values<float>()) {
            value = static_cast<float>(generator() % 1000) / 500 - 1;
        }
        return tensor;
    };
    rows.inputs[project.network.layers().front().id] = noise(64);
    rows.targets[project.network.layers().back().id] = noise(10);
    project.data = rows;
    project.training.batches.batchSize = 4;
    return project;
}

void StepLooksTest::look(CanvasView& view, const QString& name) {
    const QString folder = qEnvironmentVariable("GLASSNET_GALLERY");
    if (folder.isEmpty()) {
        return;
    }
    view.finishLinks();
    for (const int scale : {1, 2}) {
        QImage image(view.viewport()->size() * scale, QImage::Format_RGB32);
        image.setDevicePixelRatio(scale);
        QPainter painter(&image);
        view.viewport()->render(&painter);
        painter.end();
        QVERIFY(image.save(QStringLiteral("%1/step_%2_%3.png").arg(folder, name).arg(scale)));
    }
}

void StepLooksTest::everyPlace_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<double>("scale");
    QTest::addColumn<bool>("dark");
    for (const auto* file : {"three-two-one", "two-four-two-one", "spiral", "wide"}) {
        QTest::addRow("%s", file) << QString::fromLatin1(file) << 1.0 << false;
        QTest::addRow("%s_dark", file) << QString::fromLatin1(file) << 1.0 << true;
        QTest::addRow("%s_present", file) << QString::fromLatin1(file) << 1.6 << false;
    }
}

void StepLooksTest::everyPlace() {
    QFETCH(QString, file);
    QFETCH(double, scale);
    QFETCH(bool, dark);
    Project project = wide();
    for (const auto& example : exampleProjects()) {
        if (QString::fromUtf8(example.file.data(), static_cast<qsizetype>(example.file.size())).startsWith(file)) {
            project = example.project;
        }
    }
    auto session = std::move(ui::Session::open(project).value());
    Fonts::setScale(scale);
    CanvasView view;
    view.setTheme(dark ? Theme::dark() : Theme::light());
    view.resize(scale > 1 ? QSize(1024, 470) : QSize(980, 600));
    view.setNetwork(std::make_shared<NetworkSpec>(project.network), project.positions);
    view.setSnapshot(session->snapshot({}, false));
    view.show();
    view.fit();
    const auto entries = session->trainer().program().size();
    // Terms at the beginning of each entry, then its next unit, then what is left of it.
    for (std::size_t entry = 0; entry < entries; ++entry) {
        const auto tag = [&](const char* what) {
            return QStringLiteral("%1_%2_%3")
                .arg(QString::fromLatin1(QTest::currentDataTag()))
                .arg(entry + 1, 2, 10, QLatin1Char('0'))
                .arg(QString::fromLatin1(what));
        };
        for (const auto* what : {"term1", "term2", "unit", "layer"}) {
            const auto size = what[0] == 't' ? StepSize::Term : what[0] == 'u' ? StepSize::Unit : StepSize::Layer;
            if (session->trainer().position() <= entry || session->part()) {
                session->move(size, Direction::Forward, 0);
            }
            const auto snapshot = session->snapshot({}, false);
            view.setSnapshot(snapshot);
            QCOMPARE(snapshot->position, entry + 1);
            // Whatever is said to be known has a number, and the rest has none.
            for (const auto& [id, layer] : view.frame().geometry.layers) {
                const auto a = snapshot->program->outputOf(id);
                for (const auto& unit : view.frame().picture.layers.at(id).units) {
                    QCOMPARE(unit.value.has_value(), snapshot->at({a, unit.unit}).has_value());
                }
            }
            for (const auto& link : view.frame().geometry.links) {
                const auto tone = view.frame().picture.links.at(link.id).tone;
                QVERIFY(!snapshot->part || link.isComplete() || tone == ui::LinkTone::Faint);
            }
            view.motion()->stop();
            look(view, tag(what));
        }
        session->moveTo(entry + 1);
    }
    // Texts are looked at in the middle of a sum and in the middle of the way back.
    for (const auto place : {std::size_t{0}, session->trainer().program().phaseBegin(Phase::Backward) + 3}) {
        session->moveTo(place);
        session->move(StepSize::Term, Direction::Forward, 0);
        view.setSnapshot(session->snapshot({}, false));
        const auto wrong = lookAt(view, QStringLiteral("steplook_%1").arg(QString::fromLatin1(QTest::currentDataTag())));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }
}

GLASSNET_TEST(StepLooksTest);

}  // namespace glassnet::test

#include "StepLooksTest.moc"
