#include "ui/canvas/TagPlacement.h"

#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/CanvasFrame.h"

namespace glassnet::test {

using ui::LinkCurve;
using ui::TagRequest;
using ui::TagSurroundings;

class TagPlacementTest final : public TestCase {
    Q_OBJECT
private slots:
    // A curve that crosses at the tag's best place: the tag moves along its own curve until nothing runs through it.
    void curvesDoNotRunThroughTags_data() {
        QTest::addColumn<bool>("strong");
        QTest::addRow("strong") << true;
        QTest::addRow("plain") << false;
    }
    void curvesDoNotRunThroughTags() {
        QFETCH(bool, strong);
        const LinkCurve own({0, 0}, {400, 0});
        const LinkCurve crossing({100, -160}, {220, 160});
        const TagRequest request{&own, {60, 20}};
        TagSurroundings around;
        const auto alone = placeTags({&request, 1}, around).front();
        QVERIFY(crossing.crosses(alone));
        (strong ? around.strong : around.plain).push_back(&crossing);
        const auto placed = placeTags({&request, 1}, around).front();
        QVERIFY(!crossing.crosses(placed));
        QVERIFY(own.crosses(placed));
    }

    // The lesson's own case: the weights into h₁ lie clear of the curves into h₂.
    void theLessonsWeightTags() {
        const auto lesson = test::lesson();
        const auto geometry = ui::geometryOf(*lesson.network, {}, true);
        const auto picture = describe(*lesson.network, geometry, lesson.at(2).get(), {}, ui::NumberText());
        const auto tags = placedTags(geometry, picture, ui::CanvasStyle(ui::Theme::light()));
        QCOMPARE(tags.size(), std::size_t{3});
        for (const auto& tag : tags) {
            for (const auto& connection : geometry.links[0].connections) {
                if (connection.from != tag.from || connection.to != tag.to) {
                    QVERIFY2(!connection.curve.crosses(tag.rect), qPrintable(tag.text));
                }
            }
        }
    }
};

GLASSNET_TEST(TagPlacementTest);

}  // namespace glassnet::test

#include "TagPlacementTest.moc"
