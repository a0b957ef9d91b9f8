#include "engine/exchange/InitLines.h"

#include <algorithm>
#include <numbers>

#include "engine/exchange/PythonText.h"

namespace glassnet {

namespace {

bool isReal(const NetworkSpec& network, const DrawItem& item) {
    const auto* layer = network.find(item.layer);
    if (layer == nullptr) {
        return false;
    }
    if (item.role == DrawRole::Samples) {
        const auto* input = std::get_if<InputSettings>(&layer->settings);
        return input != nullptr && input->drawnRows > 0;
    }
    const auto* dense = layer->dense();
    return dense != nullptr && (item.role == DrawRole::Weight || dense->bias);
}

std::vector<DrawItem> allDraws(const NetworkSpec& network) {
    std::vector<DrawItem> draws;
    const auto add = [&](const std::vector<DrawItem>& items) {
        for (const auto& item : items) {
            if (isReal(network, item) && std::find(draws.begin(), draws.end(), item) == draws.end()) {
                draws.push_back(item);
            }
        }
    };
    add(network.drawOrder());
    add(moduleDrawOrder(network));
    return draws;
}

const Initializer& startOf(const DenseSettings& dense, DrawRole role) {
    return role == DrawRole::Weight ? dense.weightStart : dense.biasStart;
}

/// "a" and "b" as arguments, none when they are the given defaults.
std::vector<std::string> pair(const Initializer& initializer, double a, double b) {
    if (initializer.a == a && initializer.b == b) {
        return {};
    }
    return {pythonNumber(initializer.a), pythonNumber(initializer.b)};
}

std::string fill(const char* function, const std::string& tensor, std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.begin(), tensor);
    return pythonCall(std::string("nn.init.") + function, arguments);
}

/// The gains that torch.nn.init knows by the name of an activation.
std::string kaimingName(double gain) {
    if (gain == std::numbers::sqrt2) {
        return "relu";
    }
    if (gain == 5.0 / 3.0) {
        return "tanh";
    }
    return gain == 1.0 ? "linear" : "";
}

std::string fillKaiming(const Initializer& initializer, const std::string& tensor, const std::string& in) {
    const bool isUniform = initializer.kind == InitializerKind::KaimingUniform;
    if (const auto name = kaimingName(initializer.a); !name.empty()) {
        return fill(isUniform ? "kaiming_uniform_" : "kaiming_normal_", tensor, {"nonlinearity=\"" + name + "\""});
    }
    const auto deviation = pythonNumber(initializer.a) + " / math.sqrt(" + in + ")";
    if (!isUniform) {
        return fill("normal_", tensor, {"0.0", deviation});
    }
    const auto bound = "math.sqrt(3.0) * (" + deviation + ")";
    return fill("uniform_", tensor, {"-" + bound, bound});
}

/// Fills a tensor [out, in] with a kind that is drawn transposed; the order of operations is torch.nn.init's.
std::string fillByFans(const Initializer& initializer, const std::string& tensor, const std::string& in) {
    switch (initializer.kind) {
        case InitializerKind::XavierUniform:
        case InitializerKind::XavierNormal: {
            std::vector<std::string> arguments;
            if (initializer.a != 1.0) {
                arguments.push_back("gain=" + pythonNumber(initializer.a));
            }
            return fill(initializer.kind == InitializerKind::XavierUniform ? "xavier_uniform_" : "xavier_normal_", tensor, arguments);
        }
        case InitializerKind::KaimingUniform:
        case InitializerKind::KaimingNormal:
            return fillKaiming(initializer, tensor, in);
        default:
            return fill("kaiming_uniform_", tensor, {"a=math.sqrt(5)"});
    }
}

/// A tensor with the kinds that need to know no fans; none for the others.
std::optional<std::string> plainFill(const Initializer& initializer, const std::string& tensor) {
    switch (initializer.kind) {
        case InitializerKind::Normal:
            return fill("normal_", tensor, pair(initializer, 0.0, 1.0));
        case InitializerKind::Uniform:
            return fill("uniform_", tensor, pair(initializer, 0.0, 1.0));
        case InitializerKind::Zeros:
            return fill("zeros_", tensor);
        case InitializerKind::Ones:
            return fill("ones_", tensor);
        case InitializerKind::Constant:
            return fill("constant_", tensor, {pythonNumber(initializer.a)});
        default:
            return std::nullopt;
    }
}

}  // namespace

std::vector<DrawGroup> drawGroups(const NetworkSpec& network) {
    std::vector<DrawGroup> groups;
    const auto draws = allDraws(network);
    for (std::size_t i = 0; i < draws.size(); ++i) {
        const auto& item = draws[i];
        const auto* dense = network.layer(item.layer).dense();
        if (dense == nullptr || !dense->seed) {
            if (groups.empty() || groups.back().seed) {
                groups.push_back({});
            }
            groups.back().draws.push_back(item);
            continue;
        }
        const auto isOfLayer = [&item](const DrawItem& other) { return other.layer == item.layer; };
        const auto begin = draws.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::none_of(draws.begin(), begin, isOfLayer)) {
            groups.push_back({dense->seed, {}});
            std::copy_if(begin, draws.end(), std::back_inserter(groups.back().draws), isOfLayer);
        }
    }
    return groups;
}

bool drawsLikeModules(const NetworkSpec& network, const std::vector<DrawGroup>& groups) {
    if (groups.size() != 1 || groups.front().seed) {
        return false;
    }
    auto modules = moduleDrawOrder(network);
    std::erase_if(modules, [&network](const DrawItem& item) { return !isReal(network, item); });
    std::stable_sort(modules.begin(), modules.end(),
                     [](const DrawItem& a, const DrawItem& b) { return a.role == DrawRole::Samples && b.role != DrawRole::Samples; });
    return groups.front().draws == modules && std::all_of(modules.begin(), modules.end(), [&network](const DrawItem& item) {
               const auto* dense = network.layer(item.layer).dense();
               return dense == nullptr || startOf(*dense, item.role).kind == InitializerKind::LinearDefault;
           });
}

std::string drawnMatrix(const Initializer& initializer, const std::string& in, const std::string& out, bool asRow) {
    const auto shape = in + ", " + out;
    const auto made = [&](const char* function) {
        return std::string("torch.") + function + (asRow ? "((" + shape + "))" : "(" + shape + ")");
    };
    const auto arguments = pair(initializer, 0.0, 1.0);
    switch (initializer.kind) {
        case InitializerKind::Normal:
            return arguments.empty() ? made("randn") : pythonCall(made("empty") + ".normal_", arguments);
        case InitializerKind::Uniform:
            return arguments.empty() ? made("rand") : pythonCall(made("empty") + ".uniform_", arguments);
        case InitializerKind::Zeros:
            return made("zeros");
        case InitializerKind::Ones:
            return made("ones");
        case InitializerKind::Constant:
            return "torch.full((" + shape + "), " + pythonNumber(initializer.a) + ")";
        case InitializerKind::Eye:
            return "torch.eye(" + shape + ")";
        default:
            return fillByFans(initializer, "torch.empty(" + out + ", " + in + ")", in) + ".t()";
    }
}

std::string drawnBias(const Initializer& initializer, const std::string& in, const std::string& out) {
    if (initializer.kind == InitializerKind::LinearDefault) {
        const auto bound = "1 / math.sqrt(" + in + ")";
        return pythonCall("torch.empty((1, " + out + ")).uniform_", {"-" + bound, bound});
    }
    return drawnMatrix(initializer, "1", out, true);
}

FillLine fillWeight(const Initializer& initializer, const std::string& weight, std::int64_t in, std::int64_t out) {
    const auto& info = initializerInfo(initializer.kind);
    if (info.drawsTransposed) {
        return {fillByFans(initializer, weight, std::to_string(in))};
    }
    if (info.drawsNumbers) {
        return {weight + ".copy_(" + drawnMatrix(initializer, std::to_string(in), std::to_string(out), false) + ".t())", true};
    }
    return {initializer.kind == InitializerKind::Eye ? fill("eye_", weight) : plainFill(initializer, weight).value()};
}

FillLine fillBias(const Initializer& initializer, const std::string& bias, std::int64_t in) {
    if (initializer.kind == InitializerKind::LinearDefault) {
        const auto bound = "1 / math.sqrt(" + std::to_string(in) + ")";
        return {fill("uniform_", bias, {"-" + bound, bound})};
    }
    if (const auto text = plainFill(initializer, bias)) {
        return {*text};
    }
    // torch.nn.init asks for two dimensions: the weights of one input that is always 1.
    if (initializer.kind == InitializerKind::Eye) {
        return {fill("eye_", bias + ".view(1, -1)"), true};
    }
    return {fillByFans(initializer, bias + ".view(-1, 1)", "1"), true};
}

}  // namespace glassnet
