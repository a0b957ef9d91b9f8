#include <QImage>
#include <QPainter>
#include <cmath>

#include "engine/program/Compiler.h"
#include "tests/support/TestCase.h"
#include "tests/ui/canvas/BuildScene.h"
#include "ui/canvas/tools/Grab.h"
#include "ui/support/MimeTypes.h"
#include "ui/theme/Theme.h"

using glassnet::LayerId;
using glassnet::test::BuildScene;
using glassnet::ui::kDataMime;
using glassnet::ui::kLayerMime;
using glassnet::ui::Theme;
using glassnet::ui::Token;

class BuildLooksTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    /// The picture in a theme; saved where GLASSNET_GALLERY says.
    static QImage picture(BuildScene& scene, const char* name, const Theme& theme) {
        scene.view->setTheme(theme);
        QImage image(scene.view->size(), QImage::Format_RGB32);
        QPainter painter(&image);
        scene.view->viewport()->render(&painter);
        painter.end();
        const QString folder = qEnvironmentVariable("GLASSNET_GALLERY");
        if (!folder.isEmpty()) {
            image.save(QStringLiteral("%1/build_%2_%3.png").arg(folder, QLatin1String(name), theme.isDark() ? "dark" : "light"));
        }
        return image;
    }

    static bool holds(const QImage& image, const QColor& color) {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == color) {
                    return true;
                }
            }
        }
        return false;
    }

    static void snapshot(BuildScene& scene) {
        auto snapshot = std::make_shared<glassnet::ui::Snapshot>();
        snapshot->network = scene.network;
        snapshot->program = std::make_shared<glassnet::Program>(glassnet::compile(*scene.network).value());
        snapshot->rows = 1;
        for (const auto& tensor : snapshot->program->tensors()) {
            if (tensor.role != glassnet::TensorRole::Parameter) {
                continue;
            }
            auto values = glassnet::Tensor::zeros(tensor.shape);
            for (std::int64_t i = 0; i < values.elements(); ++i) {
                values.set(i, std::sin(2.3 * static_cast<double>(i) + tensor.id.value));
            }
            snapshot->values[tensor.id] = values;
        }
        scene.view->setSnapshot(snapshot);
        scene.view->fit();
    }

private slots:
    void looks_data() {
        QTest::addColumn<QString>("state");
        for (const char* state : {"insert", "append", "wire", "refused", "move", "resize", "unit", "band", "marks", "selection", "data"}) {
            QTest::newRow(state) << QString::fromLatin1(state);
        }
    }
    void looks() {
        QFETCH(QString, state);
        BuildScene scene({4, 8, 6, 3});
        snapshot(scene);
        auto& view = *scene.view;
        const auto header = [&](std::size_t index) { return scene.layer(index).card.topLeft() + QPointF(40, 8); };
        view.setConnectRule([&](LayerId, LayerId to) {
            return to == scene.layers[0] ? std::optional(QStringLiteral("Input takes no links: values come in there from the data. "
                                                                        "Begin the link at Input instead."))
                                         : std::nullopt;
        });
        Token mark = Token::Accent;
        if (state == QLatin1String("insert")) {
            scene.dragIn(kLayerMime, "dense", {410, 3}, false);
        } else if (state == QLatin1String("append")) {
            scene.network->removeLayer(scene.layers[3]);
            scene.show();
            scene.dragIn(kLayerMime, "output", {820, 3}, false);
        } else if (state == QLatin1String("wire")) {
            scene.drag(scene.layer(0).card.topRight() + QPointF(-2, 40), header(2), {}, true);
        } else if (state == QLatin1String("refused")) {
            scene.drag(scene.layer(3).card.topLeft() + QPointF(2, 40), {300, 330}, {}, true);
            QTest::keyClick(&view, Qt::Key_Escape);
            QTest::mouseRelease(view.viewport(), Qt::LeftButton);
            scene.drag(scene.layer(2).card.topRight() + QPointF(-2, 40), header(0), {}, true);
            mark = Token::Warning;
        } else if (state == QLatin1String("move")) {
            scene.drag(header(3), header(3) + QPointF(4, 118), {}, true);
        } else if (state == QLatin1String("resize")) {
            const QPointF edge(scene.layer(2).card.center().x() - 20, scene.layer(2).card.bottom());
            scene.drag(edge, edge + QPointF(0, 50 / view.zoom()), {}, true);
        } else if (state == QLatin1String("unit")) {
            scene.drag(scene.layer(1).shown[2].center, scene.layer(2).shown[3].center + QPointF(10, 24), {}, true);
        } else if (state == QLatin1String("band")) {
            scene.drag({-120, -260}, {300, 40}, {}, true);
        } else if (state == QLatin1String("marks")) {
            scene.network->find(scene.layers[2])->dense()->trainable = false;
            for (const auto& cut : {glassnet::UnitPair{0, 0}, {3, 7}, {1, 4}}) {
                scene.network->find(scene.links[0])->cut.insert(cut);
            }
            scene.show();
            view.setProblems({{scene.layers[3], QStringLiteral("Output has no target.")}});
            view.setColors({{scene.layers[0], 1}, {scene.layers[1], 3}, {scene.layers[2], 6}, {scene.layers[3], 8}});
            mark = Token::Warning;
        } else if (state == QLatin1String("selection")) {
            scene.select({scene.layers[1]}, {scene.links[1]});
            QTest::mouseMove(view.viewport(), scene.at(glassnet::ui::steppersOf(scene.layer(1), view.zoom())->more.center()));
        } else {
            scene.dragIn(kDataMime, "xor", {300, 300}, false);
        }
        for (const auto* theme : {&Theme::light(), &Theme::dark()}) {
            QVERIFY(holds(picture(scene, QTest::currentDataTag(), *theme), theme->color(mark)));
        }
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, QPoint(5, 5));
    }

    void anEmptyCanvasSaysWhatToDo() {
        BuildScene scene({2, 1});
        scene.view->setNetwork(std::make_shared<glassnet::NetworkSpec>(), {});
        for (const auto* theme : {&Theme::light(), &Theme::dark()}) {
            QVERIFY(holds(picture(scene, "empty", *theme), theme->color(Token::Mute)));
        }
    }
};

GLASSNET_TEST(BuildLooksTest);
#include "BuildLooksTest.moc"
