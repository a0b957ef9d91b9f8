#include "engine/exchange/StrictJson.h"

#include <QString>
#include <nlohmann/json.hpp>

#include "tests/support/TestCase.h"

namespace glassnet::test {

class StrictJsonTest final : public TestCase {
    Q_OBJECT
private slots:
    void readsEveryKind();
    void refuses_data();
    void refuses();
    void countsDepthAndValues();
};

void StrictJsonTest::readsEveryKind() {
    const auto value = parseStrictJson(" {\"a\":[1,-2,0.5,true,null,\"\\u00e9\"],\"b\":{\"a\":{}}} \n", "part");
    QVERIFY(value.has_value());
    QCOMPARE(value->dump(), std::string("{\"a\":[1,-2,0.5,true,null,\"\u00e9\"],\"b\":{\"a\":{}}}"));
}

void StrictJsonTest::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QByteArray& text, const char* pointer, const char* expected) {
        QTest::newRow(name) << text << QString::fromUtf8(pointer) << QString::fromUtf8(expected);
    };
    row("nothing", "", "", "JSON");
    row("two values", "1 2", "", "JSON");
    row("NUL behind the value", QByteArray("{}\0{", 4), "", "JSON");
    row("byte order mark", "\xEF\xBB\xBF{}", "", "JSON");
    row("comment", "{}//", "", "JSON");
    row("broken UTF-8", "{\"a\":\"\xC3\"}", "/a", "JSON");
    row("trailing comma", "{\"a\":[1,]}", "/a/1", "JSON");
    row("number too large", "{\"a\":1e999}", "/a", "JSON");
    row("not a number", "{\"a\":NaN}", "/a", "JSON");
    row("key twice", "{\"a\":1,\"a\":1}", "/a", "unique key");
    row("key twice inside", "{\"x/y\":[0,{\"b~\":1,\"c\":{},\"b~\":2}]}", "/x~1y/2/b~0", "unique key");
    row("key twice, escaped", "{\"a\":1,\"\\u0061\":1}", "/a", "unique key");
}

void StrictJsonTest::refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QString, pointer);
    QFETCH(QString, expected);
    const auto value = parseStrictJson({text.constData(), static_cast<std::size_t>(text.size())}, "part");
    QVERIFY(!value);
    QVERIFY(value.error() == (Error{ErrorCode::FileField, {"part", pointer.toStdString(), expected.toStdString()}}));
}

void StrictJsonTest::countsDepthAndValues() {
    const JsonLimits limits{.depth = 64, .values = 100};
    QVERIFY(parseStrictJson(std::string(64, '[') + std::string(64, ']'), "part", limits));
    const auto deep = parseStrictJson(std::string(65, '['), "part", limits);
    QVERIFY(!deep);
    QVERIFY(deep.error() == (Error{ErrorCode::FileLimit, {"part", std::int64_t{65}, std::int64_t{64}}}));
    std::string many = "[0";
    for (int i = 2; i < 100; ++i) {
        many += ",0";
    }
    QVERIFY(parseStrictJson(many + "]", "part", limits));
    const auto tooMany = parseStrictJson(many + ",0]", "part", limits);
    QVERIFY(!tooMany);
    QVERIFY(tooMany.error() == (Error{ErrorCode::FileLimit, {"part", std::int64_t{101}, std::int64_t{100}}}));
}

GLASSNET_TEST(StrictJsonTest);

}  // namespace glassnet::test

#include "StrictJsonTest.moc"
