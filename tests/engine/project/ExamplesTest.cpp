#include <QFile>
#include <algorithm>

#include "engine/network/Problems.h"
#include "engine/project/ProjectFile.h"
#include "engine/random/Distributions.h"
#include "engine/tensor/Arithmetic.h"
#include "engine/tensor/Matmul.h"
#include "resources/examples/Examples.h"
#include "tests/support/Places.h"
#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

QByteArray shipped(std::string_view file) {
    QFile opened(QStringLiteral(GLASSNET_SOURCE "/resources/examples/") + QString::fromUtf8(file.data(), qsizetype(file.size())));
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

std::span<const std::byte> fileView(const QByteArray& bytes) {
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

/// What sigmoid layers, drawn in the project's order, make of the drawn row: computed with tensors alone.
std::vector<Tensor> forward(const Project& project) {
    Generator generator(project.training.seeds[0]);
    std::map<std::pair<LayerId, DrawRole>, Tensor> drawn;
    for (const auto& [id, role] : project.network.drawOrder()) {
        const LayerSpec& layer = project.network.layer(id);
        const auto* input = std::get_if<InputSettings>(&layer.settings);
        const Shape shape = input != nullptr           ? Shape{input->drawnRows, input->units}
                            : role == DrawRole::Weight ? Shape{inferShapes(project.network).at(id).in, layer.dense()->units}
                                                       : Shape{1, layer.dense()->units};
        drawn[{id, role}] = randn(generator, shape);
    }
    std::vector<Tensor> outputs;
    Tensor x;
    for (const LayerSpec& layer : project.network.layers()) {
        if (layer.dense() == nullptr) {
            x = drawn.at({layer.id, DrawRole::Samples});
        } else {
            x = sigmoid(mm(x, drawn.at({layer.id, DrawRole::Weight})) + drawn.at({layer.id, DrawRole::Bias}));
            outputs.push_back(x);
        }
    }
    return outputs;
}

/// All of them.
std::vector<Example> allExamples() {
    auto examples = exampleProjects();
    for (auto& example : trainingExamples(GLASSNET_SOURCE "/resources/datasets")) {
        examples.push_back(std::move(example));
    }
    return examples;
}

}  // namespace

class ExamplesTest final : public TestCase {
    Q_OBJECT
private slots:
    void isWhatTheProgramMakes_data();
    void isWhatTheProgramMakes();
    void showTheLessonsNumbers();
};

void ExamplesTest::isWhatTheProgramMakes_data() {
    QTest::addColumn<int>("index");
    const auto examples = allExamples();
    for (std::size_t i = 0; i < examples.size(); ++i) {
        QTest::newRow(std::string(examples[i].file).c_str()) << static_cast<int>(i);
    }
}

void ExamplesTest::isWhatTheProgramMakes() {
    QFETCH(int, index);
    const auto example = allExamples().at(static_cast<std::size_t>(index));
    const QByteArray file = shipped(example.file);
    const auto made = writeProject(example.project);
    QVERIFY(made.has_value());
    QVERIFY2(std::ranges::equal(fileView(file), *made), "run `ninja -C build/release write_examples`");
    const auto project = readProject(fileView(file), example.file);
    QVERIFY(project.has_value());
    QVERIFY(project->network == example.project.network);
    QVERIFY(!project->state.has_value());
    QVERIFY(findProblems(project->network, {.batchSize = project->training.batches.batchSize}).empty());
}

void ExamplesTest::showTheLessonsNumbers() {
    const auto rounded = [](double value) { return QString::number(value, 'f', 4); };
    const auto neuron = readProject(fileView(shipped("neuron.glassnet")), "neuron");
    QVERIFY(neuron.has_value());
    QCOMPARE(rounded(forward(*neuron).at(0).item()), QStringLiteral("0.1595"));

    const auto network = readProject(fileView(shipped("three-two-one.glassnet")), "three-two-one");
    QVERIFY(network.has_value());
    const auto outputs = forward(*network);
    QCOMPARE(rounded(outputs.at(0).at(0)), QStringLiteral("0.6813"));
    QCOMPARE(rounded(outputs.at(0).at(1)), QStringLiteral("0.4355"));
    QCOMPARE(rounded(outputs.at(1).item()), QStringLiteral("0.3171"));
    const double difference = outputs.at(1).item() - std::get<StoredRows>(network->data).targets.begin()->second.item();
    QCOMPARE(rounded(difference * difference), QStringLiteral("0.4664"));
}

GLASSNET_TEST(ExamplesTest);

}  // namespace glassnet::test

#include "ExamplesTest.moc"
