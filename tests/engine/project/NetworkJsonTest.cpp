#include "engine/project/NetworkJson.h"

#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

/// Input 1 (3 units), Dense 2 (2 units), Output 3, linked 4: 1 to 2, 5: 2 to 3, one connection cut.
Project small() {
    Project project;
    project.name = "small";
    const auto input = project.network.addLayer("in", InputSettings{.units = 3, .drawnRows = 1});
    DenseSettings dense;
    dense.units = 2;
    dense.activation = defaultSpec(Activation::LeakyRelu);
    const auto hidden = project.network.addLayer("mid", dense);
    const auto output = project.network.addLayer("out", OutputSettings{});
    const auto first = project.network.addLink(input, hidden);
    project.network.addLink(hidden, output);
    project.network.find(first)->cut = {{2, 1}};
    project.network.find(hidden)->unitNames = {"u"};
    project.network.find(hidden)->clamps = {{1, 0.5}};
    project.positions[input] = {0.5, -2.0};
    project.data = SyntheticSpec{};
    project.plan = {{0.25, 9, true}, Normalization::MinMax, {{FeatureKind::Product, 0, 1}}};
    return project;
}

QString described(const Error& error) {
    QStringList words{QString::fromStdString(std::string(errorName(error.code)))};
    for (const auto& argument : error.arguments) {
        if (const auto* text = std::get_if<std::string>(&argument)) {
            words << QString::fromStdString(*text);
        } else if (const auto* whole = std::get_if<std::int64_t>(&argument)) {
            words << QString::number(*whole);
        } else if (const auto* real = std::get_if<double>(&argument)) {
            words << QString::number(*real);
        }
    }
    return words.join(QLatin1Char('|'));
}

}  // namespace

class NetworkJsonTest final : public TestCase {
    Q_OBJECT
private slots:
    void isReadable();
    void refuses_data();
    void refuses();
    void leavesOutWhatMeansNothing();
    void knobsOfLaterVersionsAreOptional();
    void readsOlderFiles();
};

void NetworkJsonTest::isReadable() {
    const auto text = writeNetworkJson(small());
    QVERIFY(text.has_value());
    // Sorted, two spaces, one line feed at the end: what a person sees in a diff.
    QVERIFY(text->starts_with("{\n  \"data\": {\n    \"classes\": 2,\n    \"kind\": \"synthetic\",\n    \"noise\": 0.05,\n"));
    QVERIFY(text->ends_with("\n}\n"));
    QVERIFY(text->find("\"negative_slope\": 0.01") != std::string::npos);
    // Held units are written where there are any.
    QVERIFY(text->find("\"clamps\"") == text->rfind("\"clamps\""));
    const auto project = readNetworkJson(*text);
    QVERIFY(project.has_value());
    QVERIFY(project->network == small().network);
    QVERIFY(writeNetworkJson(*project) == text);
}

void NetworkJsonTest::refuses_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const char* from, const char* to, const char* error) {
        QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to) << QString::fromUtf8(error);
    };
    const auto field = [&row](const char* name, const char* from, const char* to, const char* where) {
        row(name, from, to, (std::string("FileField|network.json|") + where).c_str());
    };
    field("empty", "*", "", "|JSON");
    field("array", "*", "[]", "|object");
    field("nothing in it", "*", "{}", "/name|text");
    field("key twice", "\"name\": \"small\"", "\"name\": \"small\", \"name\": \"x\"", "/name|unique key");
    field("number too large", "\"name\": \"small\"", "\"name\": 1e999", "/name|JSON");
    field("name is a number", "\"name\": \"small\"", "\"name\": 1", "/name|text");
    field("no layers", "\"layers\": [", "\"layer\": [", "/layers|array");
    field("layer is text", "\"layers\": [", "\"layers\": [\"x\",", "/layers/0|object");
    field("id 0", "\"id\": 1,", "\"id\": 0,", "/layers/0/id|whole number");
    field("id negative", "\"id\": 1,", "\"id\": -1,", "/layers/0/id|whole number");
    field("id a fraction", "\"id\": 1,", "\"id\": 1.5,", "/layers/0/id|whole number");
    field("id too large", "\"id\": 1,", "\"id\": 4294967296,", "/layers/0/id|whole number");
    field("id twice", "\"id\": 2,", "\"id\": 1,", "/layers/1/id|unique id");
    field("layer kind", "\"kind\": \"dense\"", "\"kind\": \"danse\"", "/layers/1/kind|layer kind");
    field("position is text", "\"x\": 0.5", "\"x\": \"0.5\"", "/layers/0/position/x|number");
    field("half a position", "\"x\": 0.5,", "", "/layers/0/position/x|number");
    field("no properties", "\"properties\"", "\"proprieties\"", "/layers/0/properties|object");
    field("no units", "\"units\": 3", "\"unit\": 3", "/layers/0/properties/units|whole number");
    field("units a fraction", "\"units\": 3", "\"units\": 3.5", "/layers/0/properties/units|whole number");
    row("units 0", "\"units\": 3", "\"units\": 0", "BadProperty|in|units|0|1|9e+15");
    row("units too many", "\"units\": 3", "\"units\": 9223372036854775807", "BadProperty|in|units|9.22337e+18|1|9e+15");
    field("units beyond all", "\"units\": 3", "\"units\": 9223372036854775808", "/layers/0/properties/units|whole number");
    row("rows below 0", "\"drawnRows\": 1", "\"drawnRows\": -1", "BadProperty|in|drawnRows|-1|0|9e+15");
    field("switch a number", "\"bias\": true", "\"bias\": 1", "/layers/1/properties/bias|true or false");
    field("activation", "\"kind\": \"leaky_relu\"", "\"kind\": \"leaky\"", "/layers/1/properties/activation/kind|activation");
    field("no slope", "\"negative_slope\": 0.01", "\"slope\": 0.01", "/layers/1/properties/activation/negative_slope|number");
    field("initializer", "\"kind\": \"linearDefault\"", "\"kind\": \"magic\"", "/layers/1/properties/biasStart/kind|initializer");
    row("deviation", "\"std\": 1.0", "\"std\": -1.0", "BadProperty|in|drawn.std|-1|0|3.40282e+38");
    field("loss", "\"kind\": \"mse\"", "\"kind\": \"msee\"", "/layers/2/properties/loss/kind|loss");
    row("weight of a loss", "\"weight\": 1.0", "\"weight\": -1.0", "BadProperty|out|weight|-1|0|1e+06");
    field("seed a number", "\"seed\": null", "\"seed\": 7", "/layers/1/properties/seed|seed");
    field("seed negative", "\"seed\": null", "\"seed\": \"-7\"", "/layers/1/properties/seed|seed");
    field("seed of 65 bits", "\"seed\": null", "\"seed\": \"18446744073709551616\"", "/layers/1/properties/seed|seed");
    field("seed with zeros", "\"seed\": null", "\"seed\": \"007\"", "/layers/1/properties/seed|seed");
    field("names too many", "\"u\"", "\"u\", \"v\", \"w\"", "/layers/1/unitNames|as many names as units");
    field("name twice", "\"u\"", "\"u\", \"u\"", "/layers/1/unitNames|different names");
    field("name a number", "\"u\"", "5", "/layers/1/unitNames|text");
    field("clamp is flat", "[\n          1,\n          0.5\n        ]", "1, 0.5", "/layers/1/clamps|units with their values");
    field("clamp three", "          1,\n          0.5\n", "1, 0.5, 2", "/layers/1/clamps|units with their values");
    field("clamp beyond the units", "          1,\n          0.5\n", "2, 0.5", "/layers/1/clamps|units with their values");
    field("clamp negative", "          1,\n          0.5\n", "-1, 0.5", "/layers/1/clamps|units with their values");
    field("clamp at text", "          1,\n          0.5\n", "1, \"0.5\"", "/layers/1/clamps|units with their values");
    field("clamp twice", "          1,\n          0.5\n", "1, 0.5], [1, 0.5", "/layers/1/clamps|units with their values");
    field("clamps an object", "\"clamps\": [", "\"clamps\": {}, \"more\": [", "/layers/1/clamps|array");
    row("clamp too large", "          1,\n          0.5\n", "1, 1e300", "BadProperty|mid|clamps|1e+300|-3.40282e+38|3.40282e+38");
    field("link from nowhere", "\"from\": 1", "\"from\": 9", "/links/0/from|id of a layer");
    field("link to a link", "\"to\": 2", "\"to\": 4", "/links/0/to|id of a layer");
    field("link twice", "\"id\": 5", "\"id\": 4", "/links/1/id|unique id");
    field("cut is flat", "[\n          2,\n          1\n        ]", "2, 1", "/links/0/cut|pairs of units");
    field("cut three", "          2,\n          1\n", "2, 1, 0", "/links/0/cut|pairs of units");
    field("cut negative", "          2,\n          1\n", "-2, 1", "/links/0/cut|pairs of units");
    field("cut beyond the source", "          2,\n          1\n", "3, 1", "/links/0/cut|pairs of units");
    field("cut beyond the target", "          2,\n          1\n", "2, 2", "/links/0/cut|pairs of units");
    field("cut twice", "[\n          2,\n          1\n        ]", "[2, 1], [2, 1]", "/links/0/cut|pairs of units");
    field("draw of nothing", "\"draw\": \"x\"", "\"draw\": \"y\"", "/drawOrder/0/draw|draw");
    field("draw of the wrong kind", "\"draw\": \"x\"", "\"draw\": \"bias\"", "/drawOrder/0/draw|draw");
    field("draw twice", "\"draw\": \"bias\"", "\"draw\": \"weight\"", "/drawOrder/2/draw|draw");
    field("draw for nobody", "\"layer\": 1", "\"layer\": 8", "/drawOrder/0/layer|id of a layer");
    field("batch of 0", "\"batchSize\": 1", "\"batchSize\": 0", "/training/batchSize|whole number");
    field("optimizer", "\"optimizer\": \"sgd\"", "\"optimizer\": \"sgdd\"", "/training/optimizer|optimizer");
    field("knob", "\"learningRate\": 0.1", "\"learningRate\": null", "/training/knobs/learningRate|number");
    field("schedule", "\"learningRate\": 0.1", "\"learningRate\": 0.1, \"schedule\": \"stairs\"", "/training/knobs/schedule|schedule");
    field("half an epoch", "\"learningRate\": 0.1", "\"learningRate\": 0.1, \"warmUp\": 0.5", "/training/knobs/warmUp|whole number");
    field("switch of a knob", "\"learningRate\": 0.1", "\"learningRate\": 0.1, \"centered\": 1", "/training/knobs/centered|true or false");
    field("penalty", "\"optimizer\": \"sgd\"", "\"optimizer\": \"sgd\", \"penalty\": \"l3\"", "/training/penalty|penalty");
    field("clipping", "\"optimizer\": \"sgd\"", "\"optimizer\": \"sgd\", \"clipping\": 1", "/training/clipping|text");
    field("no seed", "\"shuffle\": \"0\"", "\"shuffled\": \"0\"", "/training/seeds/shuffle|seed");
    field("data kind", "\"kind\": \"synthetic\"", "\"kind\": \"magic\"", "/data/kind|stored, synthetic or table");
    field("data set", "\"set\": \"spiral\"", "\"set\": \"sparal\"", "/data/set|data set");
    field("share is text", "\"testShare\": 0.25", "\"testShare\": \"0.25\"", "/plan/testShare|number");
    row("share too large", "\"testShare\": 0.25", "\"testShare\": 0.96", "TestShare|0.96|0|0.95");
    field("seed of the split", "\"seed\": \"9\"", "\"seed\": 9", "/plan/seed|seed");
    field("shuffled", "\"shuffled\": true", "\"shuffled\": 1", "/plan/shuffled|true or false");
    field("normalization", "\"minMax\"", "\"maxMin\"", "/plan/normalization|normalization");
    field("no features", "\"features\"", "\"feature\"", "/plan/features|array");
    field("feature kind", "\"product\"", "\"cube\"", "/plan/features/0/kind|feature kind");
    field("feature column", "\"first\": 0", "\"first\": -1", "/plan/features/0/first|whole number");
    field("other column", "\"second\": 1", "\"second\": 65536", "/plan/features/0/second|whole number");
    row("too few rows", "\"rows\": 200", "\"rows\": 1", "BadProperty|spiral|rows|1|2|1e+06");
    row("too many rows", "\"rows\": 200", "\"rows\": 999999999999", "BadProperty|spiral|rows|999999999999|2|1e+06");
}

void NetworkJsonTest::refuses() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, error);
    QString text = QString::fromStdString(writeNetworkJson(small()).value());
    if (from == QLatin1String("*")) {
        text = to;
    } else {
        const auto at = text.indexOf(from);
        QVERIFY(at >= 0);
        text.replace(at, from.size(), to);
    }
    const auto project = readNetworkJson(text.toStdString());
    QVERIFY(!project.has_value());
    QCOMPARE(described(project.error()), error);
}

void NetworkJsonTest::leavesOutWhatMeansNothing() {
    Project project = small();
    const auto hidden = project.network.layers().at(1).id;
    project.network.find(hidden)->dense()->units = 1;
    project.network.find(hidden)->unitNames = {"u", "v"};
    project.positions[LayerId{77}] = {};
    const auto back = readNetworkJson(writeNetworkJson(project).value());
    QVERIFY(back.has_value());
    QVERIFY(back->network.layer(hidden).unitNames == std::vector<std::string>{"u"});
    QVERIFY(back->network.links().at(0).cut.empty());
    QVERIFY(back->network.layer(hidden).clamps.empty());
    QCOMPARE(back->positions.size(), std::size_t{1});
}

/// A file of the first version has five knobs and an optimizer; the rest is at its defaults then. What is not at its default is written.
void NetworkJsonTest::knobsOfLaterVersionsAreOptional() {
    const Project project = small();
    const auto text = writeNetworkJson(project).value();
    for (const auto* key : {"epsilon", "beta1", "schedule", "penalty", "clipping", "warmUp"}) {
        QVERIFY2(text.find("\"" + std::string(key) + "\"") == std::string::npos, key);
    }
    QVERIFY(readNetworkJson(text)->training == project.training);
    Project other = project;
    other.training.optimizer = OptimizerKind::AdamW;
    other.training.penalty = Penalty::L1;
    other.training.clipping = Clipping::Norm;
    other.training.knobs.beta2 = 0.95;
    other.training.knobs.centered = true;
    other.training.knobs.schedule.kind = ScheduleKind::Cosine;
    other.training.knobs.schedule.warmUp = 3;
    const auto back = readNetworkJson(writeNetworkJson(other).value());
    QVERIFY(back.has_value());
    QVERIFY(back->training == other.training);
}

void NetworkJsonTest::readsOlderFiles() {
    // Files from before there were plans have none, and a plan that says nothing is not written.
    Project project = small();
    project.plan = {};
    const auto text = writeNetworkJson(project).value();
    QVERIFY(text.find("\"plan\"") == std::string::npos && text.find("seedText") == std::string::npos);
    QVERIFY(readNetworkJson(text)->plan == DataPlan());
    QVERIFY(readNetworkJson(writeNetworkJson(small()).value())->plan == small().plan);
}

GLASSNET_TEST(NetworkJsonTest);

}  // namespace glassnet::test

#include "NetworkJsonTest.moc"
