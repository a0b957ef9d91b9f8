#include "ui/inspector/ShapeFacts.h"

#include <QCoreApplication>
#include <algorithm>

#include "engine/network/LayerCounts.h"

namespace glassnet::ui {

namespace {

struct ShapeFactsWords {
    Q_DECLARE_TR_FUNCTIONS(ShapeFacts)
};

std::int64_t limited(std::uint64_t count) { return static_cast<std::int64_t>(std::min<std::uint64_t>(count, INT64_MAX)); }

QString whole(std::uint64_t count) { return NumberText().whole(limited(count)); }

QString sizeText(std::int64_t size) { return QString::number(size).replace(QLatin1Char('-'), NumberText::kMinus); }

QString matrixText(const QString& rows, std::int64_t columns) { return QStringLiteral("[%1, %2]").arg(rows, sizeText(columns)); }

Fact memoryFact(const NetworkSpec& network, const CheckLimits& limits) {
    return {ShapeFactsWords::tr("Memory for training, in all"), QLocale().formattedDataSize(limited(trainingBytes(network, limits)))};
}

}  // namespace

std::vector<Fact> shapeFacts(const NetworkSpec& network, LayerId id, const CheckLimits& limits, std::optional<std::int64_t> rows) {
    const auto* layer = network.find(id);
    if (layer == nullptr) {
        return {};
    }
    const auto shapes = inferShapes(network);
    const auto found = shapes.find(id);
    const bool known = found != shapes.end();
    const auto shape = known ? found->second : LayerShape{};
    const auto batch = rows ? sizeText(*rows) : ShapeFactsWords::tr("batch");
    const auto text = [&](const QString& first, std::int64_t columns) { return known ? matrixText(first, columns) : QStringLiteral("?"); };
    std::vector<Fact> facts;
    if (layer->kind() != LayerKind::Input) {
        facts.push_back({ShapeFactsWords::tr("In"), text(batch, shape.in)});
    }
    if (const auto* dense = layer->dense()) {
        facts.push_back({ShapeFactsWords::tr("Weight"), text(sizeText(shape.in), shape.out)});
        if (dense->bias) {
            facts.push_back({ShapeFactsWords::tr("Bias"), matrixText(QStringLiteral("1"), dense->units)});
        }
    }
    const auto counts = countLayer(*layer, shape);
    facts.push_back(
        {ShapeFactsWords::tr("Out"), layer->dense() != nullptr ? matrixText(batch, layer->dense()->units) : text(batch, shape.out)});
    const auto parameters = ShapeFactsWords::tr("%1 of %2").arg(whole(counts.parameters), whole(parameterCount(network)));
    const bool isFrozen = counts.parameters > counts.trainable;
    facts.push_back({ShapeFactsWords::tr("Parameters"), !known     ? QStringLiteral("?")
                                                        : isFrozen ? ShapeFactsWords::tr("%1, frozen").arg(parameters)
                                                                   : parameters});
    if (layer->dense() != nullptr) {
        facts.push_back({ShapeFactsWords::tr("Multiply-adds a sample"), known ? whole(counts.multiplyAdds) : QStringLiteral("?")});
    }
    facts.push_back(memoryFact(network, limits));
    return facts;
}

std::vector<Fact> networkFacts(const NetworkSpec& network, const CheckLimits& limits) {
    return {{ShapeFactsWords::tr("Layers"), whole(network.layers().size())},
            {ShapeFactsWords::tr("Parameters"), whole(parameterCount(network))},
            memoryFact(network, limits)};
}

}  // namespace glassnet::ui
