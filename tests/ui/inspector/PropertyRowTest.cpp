#include "ui/inspector/PropertyRow.h"

#include <algorithm>

#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "ui/inspector/PropertyChange.h"
#include "ui/inspector/PropertyChoices.h"

namespace glassnet::test {

using ui::FormSubject;
using ui::PropertyRow;
using ui::RowKind;

class PropertyRowTest final : public TestCase {
    Q_OBJECT
private slots:
    void everyPropertyOfEveryKind_data();
    void everyPropertyOfEveryKind();
    void everyChoiceReadsBack_data();
    void everyChoiceReadsBack();
    void namesAreChecked();

private:
    static Project project() {
        Project made;
        made.network = chain({4, 8, 3}, {Activation::LeakyRelu, Activation::Identity}, Loss::CrossEntropy);
        return made;
    }
    static LayerId id(const Project& from, std::size_t place) { return from.network.layers().at(place).id; }
};

void PropertyRowTest::everyPropertyOfEveryKind_data() {
    QTest::addColumn<int>("kind");
    for (const auto& kind : layerKinds()) {
        QTest::addRow("%s", std::string(kind.key).c_str()) << static_cast<int>(kind.kind);
    }
}

void PropertyRowTest::everyPropertyOfEveryKind() {
    QFETCH(int, kind);
    const auto& info = layerKindInfo(static_cast<LayerKind>(kind));
    Project made;
    auto settings = info.make();
    if (auto* input = std::get_if<InputSettings>(&settings)) {
        input->drawnRows = 3;
    }
    const auto layer = made.network.addLayer("A", settings);
    const auto rows = ui::propertyRows({&made, {layer}, {}});
    for (const auto& property : info.properties) {
        const auto found =
            std::count_if(rows.begin(), rows.end(), [&](const PropertyRow& row) { return row.key == property.key && row.part < 0; });
        QVERIFY2(found == 1, std::string(property.key).c_str());
    }
    for (const auto& row : rows) {
        QVERIFY2(!row.label.isEmpty(), row.key.c_str());
        QVERIFY2(row.kind == RowKind::Marks || row.kind == RowKind::Choice ? row.current >= 0 : !row.text.isEmpty(), row.key.c_str());
        QVERIFY2(row.kind != RowKind::Choice || row.choices.size() > row.current, row.key.c_str());
    }
}

void PropertyRowTest::everyChoiceReadsBack_data() { everyPropertyOfEveryKind_data(); }

void PropertyRowTest::everyChoiceReadsBack() {
    QFETCH(int, kind);
    const auto& info = layerKindInfo(static_cast<LayerKind>(kind));
    for (const auto& property : info.properties) {
        const auto choices = ui::choicesOf(property, 7);
        for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
            const auto value = ui::valueOfChoice(property, i, 7);
            QCOMPARE(ui::choiceOf(property, value), i);
            // What can be chosen can be set.
            LayerSpec layer{LayerId{1}, "A", info.make(), {}, {}};
            QVERIFY2(glassnet::setProperty(layer, property.key, value).has_value(), std::string(property.key).c_str());
            const auto parts = ui::partsOf(value);
            for (std::size_t part = 0; part < parts.size(); ++part) {
                const auto other = ui::withPart(value, static_cast<int>(part), parts[part].largest);
                QCOMPARE(ui::partsOf(other).at(part).value, parts[part].largest);
                QCOMPARE(ui::choiceOf(property, other), i);
            }
        }
    }
}

void PropertyRowTest::namesAreChecked() {
    auto made = project();
    made.network.find(id(made, 1))->unitNames = {"edge", "corner"};
    const FormSubject subject{&made, {id(made, 1)}, 1};
    QVERIFY(ui::whyNotName(subject, QStringLiteral("Dense 1")).isEmpty());
    QVERIFY(!ui::whyNotName(subject, QStringLiteral(" Input ")).isEmpty());
    QVERIFY(ui::whyNotUnitName(subject, QStringLiteral("corner")).isEmpty());
    QVERIFY(ui::whyNotUnitName(subject, QString()).isEmpty());
    QVERIFY(!ui::whyNotUnitName(subject, QStringLiteral("edge")).isEmpty());
}

GLASSNET_TEST(PropertyRowTest);

}  // namespace glassnet::test

#include "PropertyRowTest.moc"
