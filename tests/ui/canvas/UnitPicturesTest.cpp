#include "ui/canvas/UnitPictures.h"

#include <QGraphicsScene>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSignalSpy>
#include <algorithm>
#include <cmath>
#include <functional>

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "ui/canvas/CanvasView.h"

namespace glassnet::test {

namespace {

using ui::CanvasHit;
using ui::CanvasThing;
using ui::CanvasView;
using ui::MapImage;
using ui::Selection;
using ui::Theme;
using ui::Token;
using ui::UnitPictures;

using Formula = std::function<double(double, double)>;

std::shared_ptr<const MapImage> mapOf(const Formula& formula, int side = 48) {
    auto map = std::make_shared<MapImage>();
    map->side = side;
    map->low = -1;
    map->neutral = 0;
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            const double x = -1 + (column + 0.5) * 2 / side;
            const double y = 1 - (row + 0.5) * 2 / side;
            map->values.push_back(static_cast<float>(formula(x, y)));
        }
    }
    return map;
}

/// Made-up maps of the units of a chain with two inputs: what a unit gives is some mixture of those before it. `turn` changes them all.
std::shared_ptr<UnitPictures> picturesOf(const Chain& chain, double turn = 0) {
    auto pictures = std::make_shared<UnitPictures>();
    std::vector<Formula> before{[](double x, double) { return x; }, [](double, double y) { return y; }};
    for (const auto& layer : chain.network->layers()) {
        auto& maps = pictures->layers[layer.id];
        if (layer.dense() != nullptr) {
            const auto& settings = *layer.dense();
            std::vector<Formula> next;
            for (std::int64_t unit = 0; unit < settings.units; ++unit) {
                next.push_back([before, unit, turn](double x, double y) {
                    double sum = 0.4 * std::sin(static_cast<double>(unit) + turn);
                    for (std::size_t i = 0; i < before.size(); ++i) {
                        sum += 2.6 * std::cos(1.7 * static_cast<double>(unit) + 2.3 * static_cast<double>(i) + turn) * before[i](x, y);
                    }
                    return std::tanh(sum);
                });
            }
            before = next;
        }
        for (const auto& formula : before) {
            maps.push_back(mapOf(formula, before.size() > 2 ? 24 : 48));
        }
    }
    return pictures;
}

/// What the view paints, itself and not by asking its window system.
QImage paintedView(CanvasView& view, double ratio = 1) {
    view.finishLinks();
    QImage image((QSizeF(view.viewport()->size()) * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    view.viewport()->render(&image);
    return image;
}

}  // namespace

/// Units shown as small pictures of what they give over two inputs.
class UnitPicturesTest final : public TestCase {
    Q_OBJECT
private:
    const Chain m_chain = chainOf({2, 8, 6, 4, 1});

    [[nodiscard]] LayerId layer(std::size_t index) const { return m_chain.network->layers()[index].id; }
    std::unique_ptr<CanvasView> view(QSize size = {1000, 700}) const {
        auto view = std::make_unique<CanvasView>();
        view->resize(size);
        view->setNetwork(m_chain.network, {});
        view->setSnapshot(m_chain.snapshot);
        view->show();
        view->fit();
        return view;
    }
    /// Where a unit's picture is, in the window's units.
    static QRectF place(const CanvasView& view, LayerId id, std::int64_t unit) {
        const auto& layer = view.frame().geometry.layers.at(id);
        const QPointF half(layer.picture / 2, layer.picture / 2);
        return view.viewportTransform().mapRect(QRectF(layer.center(unit) - half, layer.center(unit) + half));
    }

private slots:
    void unitsAreTheirMaps_data();
    void unitsAreTheirMaps();
    void nullIsCirclesAgain();
    void onlyTheImageIsReplaced();
    void unitsKeepTheirPlaces();
    void linksEndAtThePictures();
    void numbersMakeRoom();
    void unitsWithoutAPictureStay();
    void longColumnsAndClasses();
    void whatIsThereIsTold();
    void anyPicturesAreTaken();
    void looks_data();
    void looks();
};

void UnitPicturesTest::unitsAreTheirMaps_data() {
    QTest::addColumn<double>("ratio");
    QTest::addColumn<bool>("dark");
    QTest::addRow("1 light") << 1.0 << false;
    QTest::addRow("2 dark") << 2.0 << true;
    QTest::addRow("1.5 light") << 1.5 << false;
}

/// The left half of a map that is -1 there is the orange of the theme, the right half the blue, whatever the screen.
void UnitPicturesTest::unitsAreTheirMaps() {
    QFETCH(double, ratio);
    QFETCH(bool, dark);
    const Theme& theme = dark ? Theme::dark() : Theme::light();
    auto shown = view();
    shown->setTheme(theme);
    auto pictures = picturesOf(m_chain);
    pictures->layers[layer(1)][3] = mapOf([](double x, double) { return x < 0 ? -1 : 1; });
    pictures->layers[layer(0)][1] = mapOf([](double, double y) { return y < 0 ? -1 : 1; });
    shown->setUnitPictures(pictures);
    const QImage image = paintedView(*shown, ratio);
    const auto at = [&](const QRectF& rect, double across, double down) {
        const QPointF point(rect.left() + across * rect.width(), rect.top() + down * rect.height());
        return image.pixelColor((point * ratio).toPoint()).name();
    };
    const QString blue = theme.color(Token::Positive).name();
    const QString orange = theme.color(Token::Negative).name();
    const QRectF h4 = place(*shown, layer(1), 3);
    for (const double down : {0.15, 0.5, 0.85}) {
        QCOMPARE(at(h4, 0.25, down), orange);
        QCOMPARE(at(h4, 0.75, down), blue);
    }
    const QRectF x2 = place(*shown, layer(0), 1);
    QCOMPARE(at(x2, 0.5, 0.25), blue);  // y grows upward
    QCOMPARE(at(x2, 0.5, 0.75), orange);
    // Its corners are round.
    QVERIFY(at(h4, 0.01, 0.01) != orange && at(h4, 0.99, 0.99) != blue);
}

void UnitPicturesTest::nullIsCirclesAgain() {
    auto shown = view();
    const QImage circles = paintedView(*shown);
    shown->setUnitPictures(picturesOf(m_chain));
    QVERIFY(paintedView(*shown) != circles);
    shown->setUnitPictures(nullptr);
    QCOMPARE(paintedView(*shown), circles);
    // No map of anything is the same as none.
    shown->setUnitPictures(std::make_shared<UnitPictures>());
    QCOMPARE(paintedView(*shown), circles);
}

/// Other maps of the same units change pixels and nothing else: no item is made, nothing is laid out, described or fitted, no picture of
/// the links is asked for.
void UnitPicturesTest::onlyTheImageIsReplaced() {
    auto shown = view();
    shown->setUnitPictures(picturesOf(m_chain));
    shown->zoomBy(1.1);
    const QImage before = paintedView(*shown);
    const auto items = shown->scene()->items();
    const auto* circles = shown->frame().geometry.layers.at(layer(1)).shown.data();
    const auto* pair = shown->frame().geometry.links.front().pair.get();
    const auto revision = shown->frame().revision;
    const double zoom = shown->zoom();
    QSignalSpy moved(shown.get(), &CanvasView::viewChanged);
    for (int turn = 1; turn <= 3; ++turn) {
        shown->setUnitPictures(picturesOf(m_chain, 0.7 * turn));
        QVERIFY(paintedView(*shown) != before);
    }
    QCOMPARE(shown->scene()->items(), items);
    QCOMPARE(shown->frame().geometry.layers.at(layer(1)).shown.data(), circles);
    QCOMPARE(shown->frame().geometry.links.front().pair.get(), pair);
    QCOMPARE(shown->frame().revision, revision);
    QCOMPARE(shown->zoom(), zoom);
    QCOMPARE(moved.count(), 0);
    // With the same maps it is the same picture again.
    shown->setUnitPictures(picturesOf(m_chain));
    QCOMPARE(paintedView(*shown), before);
    // New weights are written anew, and still nothing is laid out.
    shown->setSnapshot(std::make_shared<ui::Snapshot>(*m_chain.snapshot));
    QVERIFY(shown->frame().revision > revision);
    QCOMPARE(shown->scene()->items(), items);
    QCOMPARE(shown->frame().geometry.layers.at(layer(1)).shown.data(), circles);
    QCOMPARE(moved.count(), 0);
}

void UnitPicturesTest::unitsKeepTheirPlaces() {
    auto shown = view();
    const auto before = shown->frame().geometry;
    const double zoom = shown->zoom();
    shown->setUnitPictures(picturesOf(m_chain));
    const auto& after = shown->frame().geometry;
    QCOMPARE(after.bounds, before.bounds);
    QCOMPARE(shown->zoom(), zoom);
    for (const auto& [id, layer] : before.layers) {
        QCOMPARE(after.layers.at(id).card, layer.card);
        QCOMPARE(after.layers.at(id).title, layer.title);
        for (std::size_t i = 0; i < layer.shown.size(); ++i) {
            QCOMPARE(after.layers.at(id).shown[i].center, layer.shown[i].center);
        }
    }
    // A unit is hit where its circle was, and in the corners of its picture.
    QSignalSpy clicked(shown.get(), &CanvasView::unitClicked);
    const QRectF picture = place(*shown, layer(2), 4);
    for (const QPointF& point : {picture.center(), picture.topLeft() + QPointF(3, 3), picture.bottomRight() - QPointF(3, 3)}) {
        QTest::mouseClick(shown->viewport(), Qt::LeftButton, {}, point.toPoint());
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.takeFirst()[1].toLongLong(), qint64{4});
    }
    // The chosen one has a ring in the accent, outside of its picture.
    Selection selection;
    selection.layer = layer(2);
    selection.unit = 4;
    const QImage without = paintedView(*shown);
    shown->setSelection(selection);
    const QImage with = paintedView(*shown);
    const QString accent = Theme::light().color(Token::Accent).name();
    bool isRing = false;
    for (int y = static_cast<int>(picture.top()) - 8; y < static_cast<int>(picture.top()); ++y) {
        isRing = isRing || with.pixelColor(static_cast<int>(picture.left() + picture.width() / 4), y).name() == accent;
    }
    QVERIFY(isRing);
    QCOMPARE(with.pixelColor(picture.center().toPoint()), without.pixelColor(picture.center().toPoint()));
}

void UnitPicturesTest::linksEndAtThePictures() {
    auto shown = view();
    shown->setUnitPictures(picturesOf(m_chain));
    const auto& geometry = shown->frame().geometry;
    for (const auto& link : geometry.links) {
        const auto& source = geometry.layers.at(link.from);
        const auto& target = geometry.layers.at(link.to);
        for (const auto& connection : link.connections) {
            QCOMPARE(connection.curve.from(), source.center(connection.from) + QPointF(source.picture / 2, 0));
            QCOMPARE(connection.curve.to(), target.center(connection.to) - QPointF(target.picture / 2, 0));
        }
        // The bundle, and so the picture of many links, ends there too.
        QCOMPARE(link.pair->source.x, source.column.x + source.picture / 2);
        QCOMPARE(link.pair->target.x, target.column.x - target.picture / 2);
    }
    QVERIFY(geometry.layers.at(layer(4)).picture > geometry.layers.at(layer(3)).picture);
    QCOMPARE(geometry.layers.at(layer(0)).picture, geometry.layers.at(layer(1)).picture);
    // Every picture has room in its column.
    for (const auto& [id, each] : geometry.layers) {
        QVERIFY(each.picture < each.metrics.spacing && each.picture < each.card.width());
    }
}

/// Neither values nor tags, but names and heads.
void UnitPicturesTest::numbersMakeRoom() {
    auto shown = view();
    Selection selection;
    selection.layer = layer(2);
    selection.unit = 1;
    shown->setSelection(selection);
    const auto numbers = [&] {
        QStringList found;
        for (const auto& [id, each] : shown->frame().picture.layers) {
            for (const auto& unit : each.units) {
                for (const auto& tag : unit.tags) {
                    found.append(tag.text);
                }
            }
        }
        for (const auto& tag : shown->frame().tags) {
            found.append(tag.text);
        }
        return found.filter(QRegularExpression(QStringLiteral("[0-9]\\.[0-9]")));
    };
    QVERIFY(!numbers().isEmpty());
    shown->setUnitPictures(picturesOf(m_chain));
    QCOMPARE(numbers(), QStringList());
    for (const auto& unit : shown->frame().picture.layers.at(layer(1)).units) {
        QVERIFY(!unit.value && !unit.label.isEmpty());
    }
    QCOMPARE(shown->frame().picture.layers.at(layer(1)).subtitle, QString::fromUtf16(u"8 units · sigmoid"));
    // The name stands above the picture.
    const QImage image = paintedView(*shown);
    const QRectF picture = place(*shown, layer(1), 5);
    int darkest = 255;
    for (int y = static_cast<int>(picture.top() - 16 * shown->zoom()); y < static_cast<int>(picture.top()) - 1; ++y) {
        for (int x = static_cast<int>(picture.left()); x < static_cast<int>(picture.center().x()); ++x) {
            darkest = std::min(darkest, image.pixelColor(x, y).lightness());
        }
    }
    QVERIFY2(darkest < 170, qPrintable(QString::number(darkest)));
    // The color and width of a connection are those of its weight, as before.
    const auto& connection = shown->frame().picture.links.at(shown->frame().geometry.links[1].id).connections[1];
    QVERIFY(connection.value.has_value() && connection.width > 1);
}

void UnitPicturesTest::unitsWithoutAPictureStay() {
    auto shown = view();
    const auto values = [&](std::size_t index) {
        std::vector<bool> there;
        for (const auto& unit : shown->frame().picture.layers.at(layer(index)).units) {
            there.push_back(unit.value.has_value() && !unit.pictured);
        }
        return there;
    };
    auto pictures = picturesOf(m_chain);
    pictures->layers.erase(layer(3));
    pictures->layers[layer(2)][1] = nullptr;
    pictures->layers[layer(2)][2] = std::make_shared<MapImage>();
    pictures->layers[layer(2)].resize(5);
    shown->setUnitPictures(pictures);
    QCOMPARE(values(2), (std::vector<bool>{false, true, true, false, false, true}));
    QCOMPARE(values(3), (std::vector<bool>{true, true, true, true}));
    QCOMPARE(shown->frame().geometry.layers.at(layer(3)).picture, 0.0);
    QVERIFY(!paintedView(*shown).isNull());
    // A unit more has one: the same layers, but it is seen.
    auto more = std::make_shared<UnitPictures>(*pictures);
    more->layers[layer(2)][1] = pictures->layers[layer(2)][0];
    shown->setUnitPictures(more);
    QCOMPARE(values(2), (std::vector<bool>{false, false, true, false, false, true}));
}

/// Of a column with units left out the few that are drawn are pictures; seen from far the block stays what it is. Classes have one each.
void UnitPicturesTest::longColumnsAndClasses() {
    const Chain chain = chainOf({2, 20, 3});
    CanvasView shown;
    shown.resize(1000, 800);
    shown.setNetwork(chain.network, {});
    shown.setSnapshot(chain.snapshot);
    shown.show();
    shown.fit();
    const auto dense = chain.network->layers()[1].id;
    const auto output = chain.network->layers()[2].id;
    const QImage circles = paintedView(shown);
    shown.setUnitPictures(picturesOf(chain));
    QVERIFY(paintedView(shown) != circles);
    const auto& geometry = shown.frame().geometry.layers.at(dense);
    QVERIFY(geometry.isSampled());
    QCOMPARE(geometry.rightPort(), geometry.card.right());
    for (const auto& unit : shown.frame().picture.layers.at(dense).units) {
        QVERIFY(unit.pictured);
    }
    QVERIFY(shown.frame().picture.layers.at(dense).values.has_value());
    for (const auto& unit : shown.frame().picture.layers.at(output).units) {
        QVERIFY(unit.pictured);
    }
    shown.zoomBy(CanvasView::kSmallestZoom / shown.zoom());
    const QRect column = shown.viewportTransform().mapRect(geometry.card).toAlignedRect().adjusted(2, 2, -2, -2);
    const QImage far = paintedView(shown).copy(column);
    shown.setUnitPictures(nullptr);
    QCOMPARE(paintedView(shown).copy(column), far);
}

void UnitPicturesTest::whatIsThereIsTold() {
    auto shown = view();
    const CanvasHit h1{CanvasThing::Unit, layer(1), {}, 0, 0};
    QVERIFY(shown->sentence(h1).contains(QLatin1String(" is ")));
    auto pictures = picturesOf(m_chain);
    pictures->layers[layer(1)][1] = nullptr;
    shown->setUnitPictures(pictures);
    QCOMPARE(shown->sentence(h1), QString::fromUtf16(u"This is a map of h₁,₁ over two inputs"));
    auto named = std::make_shared<UnitPictures>(*pictures);
    named->across = QStringLiteral("x");
    named->up = QStringLiteral("y");
    shown->setUnitPictures(named);
    QCOMPARE(shown->sentence(h1), QString::fromUtf16(u"This is a map of h₁,₁ over x and y"));
    const CanvasHit h2{CanvasThing::Unit, layer(1), {}, 0, 1};
    QVERIFY(!shown->sentence(h2).contains(QLatin1String("map")));
}

/// Before there is a network, of another network, through a change of the network and with numbers that are none.
void UnitPicturesTest::anyPicturesAreTaken() {
    CanvasView shown;
    shown.resize(400, 300);
    shown.setUnitPictures(picturesOf(m_chain));
    shown.grab();
    shown.setNetwork(m_chain.network, {});
    shown.grab();
    QVERIFY(shown.frame().picture.layers.at(layer(1)).units[0].pictured);
    const Chain other = chainOf({5, 3});
    shown.setNetwork(other.network, {});
    shown.grab();
    auto odd = std::make_shared<UnitPictures>();
    odd->layers[layer(0)] = {mapOf([](double x, double) { return x < 0 ? NAN : INFINITY; }, 1)};
    odd->layers[LayerId{4711}] = odd->layers[layer(0)];
    shown.setUnitPictures(odd);
    shown.grab();
    shown.setNetwork(nullptr, {});
    shown.grab();
    QVERIFY(shown.zoom() > 0);
}

void UnitPicturesTest::looks_data() {
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("ratio");
    QTest::addRow("light") << false << 1.0;
    QTest::addRow("dark") << true << 1.0;
    QTest::addRow("light_2") << false << 2.0;
}

void UnitPicturesTest::looks() {
    QFETCH(bool, dark);
    QFETCH(double, ratio);
    auto shown = view({964, 760});
    shown->setTheme(dark ? Theme::dark() : Theme::light());
    shown->setUnitPictures(picturesOf(m_chain));
    Selection selection;
    selection.layer = layer(3);
    selection.unit = 2;
    shown->setSelection(selection);
    const QImage image = paintedView(*shown, ratio);
    QVERIFY(!image.allGray());
    if (const QString folder = qEnvironmentVariable("GLASSNET_GALLERY"); !folder.isEmpty()) {
        QVERIFY(image.save(QStringLiteral("%1/unit_pictures_%2.png").arg(folder, QString::fromLatin1(QTest::currentDataTag()))));
    }
}

GLASSNET_TEST(UnitPicturesTest);

}  // namespace glassnet::test

#include "UnitPicturesTest.moc"
