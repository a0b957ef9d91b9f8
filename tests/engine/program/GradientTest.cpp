#include "engine/program/GradientCheck.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/backend/cpu/CpuBackend.h"
#include "engine/network/LossForm.h"
#include "engine/program/Compiler.h"
#include "engine/random/Distributions.h"
#include "tests/support/TestCase.h"

using namespace glassnet;

namespace {

constexpr std::int64_t kBatch = 6;
constexpr std::int64_t kHidden = 4;
constexpr std::int64_t kOut = 3;
constexpr int kSeeds = 20;
/// The step of the finer difference.
constexpr double kFineStep = 3e-4;
/// No nudge moves a sum this far.
constexpr double kKinkDistance = 1e-2;

/// What stands between the hidden layer and the output.
enum class Middle { Nothing, Dropout, BatchNorm, LayerNorm, JoinAdd, JoinConcatenate, SeveralLinks, Cut, Clamp };
constexpr std::array kMiddles{"dense",         "dropout", "batch norm", "layer norm", "join add", "join concatenate",
                              "several links", "cut",     "clamp"};

class GradientTest : public test::TestCase {
    Q_OBJECT
private slots:
    void analyticIsNumeric_data();
    void analyticIsNumeric();
};

/// The output's activation: what the loss asks for; odd seeds take the form that is not put together with the loss.
Activation outputActivation(Loss loss, int seed) {
    const bool odd = seed % 2 != 0;
    switch (loss) {
        case Loss::BinaryCrossEntropy:
            return odd ? Activation::Softmax : Activation::Sigmoid;
        case Loss::BinaryCrossEntropyWithLogits:
            return odd ? Activation::Identity : Activation::Sigmoid;
        case Loss::CrossEntropy:
            return odd ? Activation::Identity : Activation::Softmax;
        default:
            return odd ? Activation::Tanh : Activation::Identity;
    }
}

DenseSettings denseWith(std::int64_t units, Activation activation) {
    DenseSettings settings;
    settings.units = units;
    settings.activation = defaultSpec(activation);
    return settings;
}

NetworkSpec networkFor(Middle middle, Activation activation, Loss loss, int seed) {
    NetworkSpec network;
    const auto input = network.addLayer("input", InputSettings{3, 0, {}});
    const auto hidden = network.addLayer("hidden", denseWith(kHidden, activation));
    const auto output = OutputSettings{denseWith(kOut, outputActivation(loss, seed)), defaultSpec(loss), seed % 3 == 0 ? 0.7 : 1.0};
    const auto link = network.addLink(input, hidden);
    const auto through = [&](LayerSettings settings) {
        const auto layer = network.addLayer("middle", std::move(settings));
        network.addLink(hidden, layer);
        return layer;
    };
    auto last = hidden;
    switch (middle) {
        case Middle::Dropout:
            last = through(DropoutSettings{0.4});
            break;
        case Middle::BatchNorm:
            last = through(BatchNormSettings{});
            break;
        case Middle::LayerNorm:
            last = through(LayerNormSettings{});
            break;
        case Middle::JoinAdd:
        case Middle::JoinConcatenate: {
            const auto other = through(denseWith(kHidden, Activation::Tanh));
            last = through(JoinSettings{middle == Middle::JoinAdd ? JoinMode::Add : JoinMode::Concatenate});
            network.addLink(other, last);
            break;
        }
        case Middle::Cut:
            network.find(link)->cut = {{0, 0}, {2, 3}};
            break;
        default:
            break;
    }
    const auto out = network.addLayer("output", output);
    network.addLink(last, out);
    if (middle == Middle::SeveralLinks) {
        network.addLink(input, out);
    }
    if (middle == Middle::Clamp) {
        network.find(input)->clamps = {{2, -1.5}};
        network.find(hidden)->clamps = {{1, 0.75}, {3, -0.25}};
        if (!lossForm(loss, output.dense.activation.kind).readsPreActivation) {
            network.find(out)->clamps = {{0, 0.5}};
        }
    }
    return network;
}

/// Parameters, data and masks of one drawn point.
void draw(Executable& executable, Generator& generator) {
    const auto& program = executable.program();
    for (const auto& info : program.tensors()) {
        if (info.role == TensorRole::Parameter || info.role == TensorRole::Input || info.role == TensorRole::Target) {
            auto values =
                info.dtype == DType::Int64 ? randint(generator, 0, kOut, info.shape) : randn(generator, info.shape, DType::Float64);
            for (std::int64_t i = 0; info.role == TensorRole::Target && info.dtype != DType::Int64 && i < values.elements(); ++i) {
                values.set(i, 0.5 + 0.5 * std::tanh(values.at(i)));
            }
            executable.write(info.id, values);
        }
    }
    executable.setDropoutGenerator(Generator(generator.next32()));
}

/// The difference of fourth order, (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h, decides where the plain one is off by its own errors: h^2 /
/// 6 times the third derivative, and the last digit of the loss divided by h. Under the same rule, apart from what that last digit makes
/// here.
bool agreesFinely(const GradientCheckItem& item, double value, double loss, double largest, const LossAt& lossAt) {
    const auto difference = [&](double step) {
        return lossAt(item.parameter, item.element, value + step) - lossAt(item.parameter, item.element, value - step);
    };
    const double h = kFineStep * std::max(1.0, std::abs(value));
    const double numeric = (8.0 * difference(h) - difference(2.0 * h)) / (12.0 * h);
    const double lastDigit = 8.0 * 0x1p-52 * std::max(1.0, std::abs(loss)) / h;
    return gradientsAgree(item.analytic, numeric, largest, 1e-7) || std::abs(item.analytic - numeric) <= lastDigit;
}

/// True when a nudge may cross a place where f or f' jumps.
bool nearLossKink(const Executable& executable, const Entry& entry) {
    const auto& loss = entry.attributes.loss;
    if (loss.kind == Loss::BinaryCrossEntropy && !entry.attributes.fromLogits) {
        const auto p = executable.read(entry.inputs[0]);
        for (std::int64_t i = 0; i < p.elements(); ++i) {
            if (p.at(i) < 0.02 || p.at(i) > 0.98) {  // log bends too sharply
                return true;
            }
        }
        return false;
    }
    if (loss.kind != Loss::L1 && loss.kind != Loss::Huber && loss.kind != Loss::Hinge) {
        return false;
    }
    const auto a = executable.read(entry.inputs[0]);
    const auto y = executable.read(entry.inputs[1]);
    for (std::int64_t i = 0; i < a.elements(); ++i) {
        double distance = 0.0;
        if (loss.kind == Loss::Hinge) {
            const auto row = i / kOut;
            const auto label = static_cast<std::int64_t>(y.at(row));
            distance = i % kOut == label ? 1.0 : loss.parameters[0] - a.at({row, label}) + a.at(i);
        } else {
            distance = std::abs(a.at(i) - y.at(i)) - (loss.kind == Loss::Huber ? loss.parameters[0] : 0.0);
        }
        if (std::abs(distance) < kKinkDistance) {
            return true;
        }
    }
    return false;
}

/// Near a kink, or where a statistic all but divides by zero, a difference says nothing about the slope.
bool isBadPoint(const Executable& executable) {
    for (const auto& entry : executable.program().entries()) {
        if (entry.op == Op::Activate) {
            const auto& spec = entry.attributes.activation;
            const auto z = executable.read(entry.inputs[0]);
            for (const double kink : activationInfo(spec.kind).kinks(spec)) {
                for (std::int64_t i = 0; i < z.elements(); ++i) {
                    if (std::abs(z.at(i) - kink) < kKinkDistance) {
                        return true;
                    }
                }
            }
        } else if (entry.op == Op::ColumnMoments || entry.op == Op::RowMoments) {
            const auto variance = executable.read(entry.outputs[1]);
            for (std::int64_t i = 0; i < variance.elements(); ++i) {
                if (variance.at(i) < 0.04) {
                    return true;
                }
            }
        } else if (entry.op == Op::Loss && nearLossKink(executable, entry)) {
            return true;
        }
    }
    return false;
}

/// The forward pass as it was: masks stay as drawn, running statistics stay where they are.
void runForwardAgain(Executable& executable) {
    const auto& entries = executable.program().entries();
    for (std::size_t i = 0; i < executable.program().phaseBegin(Phase::Backward); ++i) {
        if (entries[i].op != Op::DrawMask && entries[i].op != Op::UpdateRunning) {
            executable.run(i, i + 1);
        }
    }
}

void GradientTest::analyticIsNumeric_data() {
    QTest::addColumn<int>("middle");
    QTest::addColumn<int>("activation");
    for (std::size_t middle = 0; middle < kMiddles.size(); ++middle) {
        for (const auto& info : activations()) {
            QTest::addRow("%s, %s", kMiddles[middle], info.key.data()) << static_cast<int>(middle) << static_cast<int>(info.kind);
        }
    }
}

void GradientTest::analyticIsNumeric() {
    QFETCH(int, middle);
    QFETCH(int, activation);
    CompileOptions options;
    options.batchSize = kBatch;
    options.dtype = DType::Float64;
    for (const auto& loss : losses()) {
        for (int seed = 0; seed < kSeeds; ++seed) {
            const auto network = networkFor(static_cast<Middle>(middle), static_cast<Activation>(activation), loss.kind, seed);
            const auto program = std::make_shared<const Program>(compile(network, options).value());
            const auto executable = CpuBackend().prepare(program, {});
            Generator generator(static_cast<std::uint64_t>(seed));
            int draws = 0;
            do {
                QVERIFY(draws++ < 5000);
                draw(*executable, generator);
                executable->run(0, program->phaseBegin(Phase::Update));
            } while (isBadPoint(*executable));
            const LossAt lossAt = [&](TensorId parameter, std::int64_t element, double value) {
                auto values = executable->read(parameter);
                const double before = values.at(element);
                values.set(element, value);
                executable->write(parameter, values);
                runForwardAgain(*executable);
                values.set(element, before);
                executable->write(parameter, values);
                return executable->read(program->loss()).item();
            };
            const double lossValue = executable->read(program->loss()).item();
            for (const auto& parameter : program->parameters()) {
                const auto gradient = executable->read(parameter.gradient);
                const auto values = executable->read(parameter.value);
                double largest = 0.0;
                for (std::int64_t i = 0; i < gradient.elements(); ++i) {
                    largest = std::max(largest, std::abs(gradient.at(i)));
                }
                for (const auto& item : checkGradient(parameter.value, values, gradient, 0, values.elements(), 1e-7, lossAt)) {
                    const bool agrees = item.agrees || agreesFinely(item, values.at(item.element), lossValue, largest, lossAt);
                    QVERIFY2(agrees, qPrintable(QStringLiteral("%1, seed %2, tensor %3, element %4: %5 and %6")
                                                    .arg(QLatin1String(loss.key.data()))
                                                    .arg(seed)
                                                    .arg(QString::fromStdString(symbolKey(program->tensor(parameter.value).symbol)))
                                                    .arg(item.element)
                                                    .arg(item.analytic, 0, 'g', 12)
                                                    .arg(item.numeric, 0, 'g', 12)));
                }
                if (static_cast<Activation>(activation) == Activation::Step && program->tensor(parameter.value).layer.value == 2) {
                    for (std::int64_t i = 0; middle != static_cast<int>(Middle::JoinAdd) && i < gradient.elements(); ++i) {
                        QVERIFY(gradient.at(i) == 0.0);
                    }
                }
            }
        }
    }
}

}  // namespace

GLASSNET_TEST(GradientTest);
#include "GradientTest.moc"
