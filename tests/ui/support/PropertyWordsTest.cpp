#include "ui/support/PropertyWords.h"

#include <set>

#include "engine/network/LayerProperties.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

using ui::PropertyWord;
using ui::PropertyWords;

class PropertyWordsTest final : public TestCase {
    Q_OBJECT
private slots:
    void everyProperty();
    void everyParameter();
    void everyChoiceOnce();
    void unknownKeysHaveNone();

private:
    /// A short label and one sentence or two.
    static void check(const std::optional<PropertyWord>& word, std::string_view key);
    template <class Table, class Words>
    static void checkChoices(const Table& table, const Words& words);
};

void PropertyWordsTest::check(const std::optional<PropertyWord>& word, std::string_view key) {
    QVERIFY2(word.has_value(), std::string(key).c_str());
    QVERIFY2(!word->label.isEmpty() && word->label.size() <= 24, qPrintable(word->label));
    QVERIFY2(word->help.endsWith(QLatin1Char('.')) || word->help.endsWith(QLatin1Char(')')), qPrintable(word->help));
    QVERIFY2(word->help.size() > 8 && word->help.size() < 120, qPrintable(word->help));
}

void PropertyWordsTest::everyProperty() {
    int properties = 0;
    for (const auto& kind : layerKinds()) {
        for (const auto& property : kind.properties) {
            check(PropertyWords::property(property.key), property.key);
            ++properties;
        }
    }
    QVERIFY(properties > 20);
}

void PropertyWordsTest::everyParameter() {
    for (const auto& row : activations()) {
        for (const auto& parameter : row.parameters) {
            check(PropertyWords::parameter(parameter.key), parameter.key);
        }
    }
    for (const auto& row : losses()) {
        for (const auto& parameter : row.parameters) {
            check(PropertyWords::parameter(parameter.key), parameter.key);
        }
    }
    for (const auto& row : initializers()) {
        for (int i = 0; i < row.parameterCount; ++i) {
            const auto key = row.parameters.at(static_cast<std::size_t>(i)).key;
            check(PropertyWords::parameter(key), key);
        }
    }
}

template <class Table, class Words>
void PropertyWordsTest::checkChoices(const Table& table, const Words& words) {
    std::set<QString> labels;
    for (const auto& row : table) {
        const PropertyWord word = words(row.kind);
        check(word, row.key);
        QVERIFY2(labels.insert(word.label).second, qPrintable(word.label));
    }
}

void PropertyWordsTest::everyChoiceOnce() {
    checkChoices(activations(), PropertyWords::activation);
    checkChoices(losses(), PropertyWords::loss);
    checkChoices(initializers(), PropertyWords::initializer);
    QVERIFY(PropertyWords::join(JoinMode::Add).label != PropertyWords::join(JoinMode::Concatenate).label);
    // The rows stand in the order of the enums: each says what its own key says.
    QCOMPARE(PropertyWords::activation(Activation::Sigmoid).label, QStringLiteral("sigmoid"));
    QCOMPARE(PropertyWords::activation(Activation::Step).label, QStringLiteral("step"));
    QCOMPARE(PropertyWords::loss(Loss::Huber).label, QStringLiteral("Huber"));
    QCOMPARE(PropertyWords::initializer(InitializerKind::KaimingNormal).label, QStringLiteral("Kaiming normal"));
    QCOMPARE(PropertyWords::initializer(InitializerKind::Constant).label, QStringLiteral("constant"));
}

void PropertyWordsTest::unknownKeysHaveNone() {
    QVERIFY(!PropertyWords::property("nothing").has_value());
    QVERIFY(!PropertyWords::parameter("units").has_value());
}

GLASSNET_TEST(PropertyWordsTest);

}  // namespace glassnet::test

#include "PropertyWordsTest.moc"
