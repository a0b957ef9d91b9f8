#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/Error.h"
#include "engine/base/StrongId.h"
#include "engine/network/Activations.h"
#include "engine/network/Losses.h"
#include "engine/random/Initializers.h"

namespace glassnet {

using LayerId = StrongId<struct LayerTag>;
using LinkId = StrongId<struct LinkTag>;

/// What a layer does; the order is that of LayerSettings' alternatives.
enum class LayerKind : std::uint8_t { Input, Dense, Output, Dropout, BatchNorm, LayerNorm, Join };

/// Where values come in. With `drawnRows` > 0 the samples themselves are drawn from the start generator at the layer's place in the
/// draw order (as the lesson draws its features); with 0 they come from the data set.
struct InputSettings {
    std::int64_t units = 2;
    std::int64_t drawnRows = 0;
    Initializer drawn{InitializerKind::Normal, 0.0, 1.0};
    friend bool operator==(const InputSettings&, const InputSettings&) = default;
};

/// z = x W + b, a = f(z). W is [in, out], b is [1, out].
struct DenseSettings {
    std::int64_t units = 1;
    ActivationSpec activation;
    bool bias = true;
    bool trainable = true;
    Initializer weightStart{InitializerKind::LinearDefault, 0.0, 0.0};
    Initializer biasStart{InitializerKind::LinearDefault, 0.0, 0.0};
    /// A seed of the layer's own: weight, then bias are drawn from a fresh generator instead of the shared one.
    std::optional<std::uint64_t> seed;
    friend bool operator==(const DenseSettings&, const DenseSettings&) = default;
};

/// A Dense layer with a loss and a target; the total loss is the sum over outputs of `weight` times the loss, in layer order.
struct OutputSettings {
    DenseSettings dense;
    LossSpec loss;
    double weight = 1.0;
    friend bool operator==(const OutputSettings&, const OutputSettings&) = default;
};

/// In training each value is zeroed with this probability and the rest divided by 1 - probability (nn.Dropout).
struct DropoutSettings {
    double probability = 0.5;
    friend bool operator==(const DropoutSettings&, const DropoutSettings&) = default;
};

/// nn.BatchNorm1d.
struct BatchNormSettings {
    double epsilon = 1e-5;
    double momentum = 0.1;
    bool affine = true;
    bool trainable = true;
    friend bool operator==(const BatchNormSettings&, const BatchNormSettings&) = default;
};

/// nn.LayerNorm over the units of one sample.
struct LayerNormSettings {
    double epsilon = 1e-5;
    bool affine = true;
    bool trainable = true;
    friend bool operator==(const LayerNormSettings&, const LayerNormSettings&) = default;
};

enum class JoinMode : std::uint8_t { Add, Concatenate };

/// Two or more links become one value.
struct JoinSettings {
    JoinMode mode = JoinMode::Concatenate;
    friend bool operator==(const JoinSettings&, const JoinSettings&) = default;
};

using LayerSettings =
    std::variant<InputSettings, DenseSettings, OutputSettings, DropoutSettings, BatchNormSettings, LayerNormSettings, JoinSettings>;

/// One layer as the user drew it: no tensors, no position.
struct LayerSpec {
    LayerId id;
    std::string name;
    LayerSettings settings;
    /// Names the user gave to units, unique within the layer; empty or shorter than the layer: the rest is named by its symbol.
    std::vector<std::string> unitNames;
    /// Units held at a value: what the layer hands on there is the value in every sample, and no gradient goes through it (Input, Dense
    /// and Output; see Clamps.h).
    std::map<std::int64_t, double> clamps = {};

    [[nodiscard]] LayerKind kind() const noexcept { return static_cast<LayerKind>(settings.index()); }
    /// The Dense part of a Dense or Output layer, else null.
    [[nodiscard]] const DenseSettings* dense() const noexcept;
    [[nodiscard]] DenseSettings* dense() noexcept;
    /// The Output part, else null.
    [[nodiscard]] const OutputSettings* output() const noexcept { return std::get_if<OutputSettings>(&settings); }
    friend bool operator==(const LayerSpec&, const LayerSpec&) = default;
};

/// A connection inside a link: from unit, to unit.
using UnitPair = std::pair<std::int64_t, std::int64_t>;

/// A bundle of connections from one layer to another. Connections in `cut` carry nothing (Dense and Output targets only).
struct LinkSpec {
    LinkId id;
    LayerId from;
    LayerId to;
    std::set<UnitPair> cut;
    friend bool operator==(const LinkSpec&, const LinkSpec&) = default;
};

/// What a place in the draw order draws.
enum class DrawRole : std::uint8_t { Samples, Weight, Bias };

/// One draw from the start generator.
struct DrawItem {
    LayerId layer;
    DrawRole role{};
    friend bool operator==(const DrawItem&, const DrawItem&) = default;
};

/// The network as drawn: layers and links by id, a directed graph that findProblems proves acyclic, and the order of the random draws.
/// Holds neither tensors nor positions. A plain value: copying copies it, equality is by content.
class NetworkSpec {
public:
    /// Adds a layer; Dense and Output append their weight and bias to the draw order (nn.Module's order).
    LayerId addLayer(std::string name, LayerSettings settings);
    /// Adds a layer that has an id already (undo, files). Throws ErrorException(DuplicateName) when the id is taken.
    void insertLayer(LayerSpec layer, std::size_t position);
    /// Adds a link at the end of its target's concatenation order.
    LinkId addLink(LayerId from, LayerId to);
    void insertLink(LinkSpec link, std::size_t position);
    /// Removes the layer, its links and its draws; nothing happens for an unknown id.
    void removeLayer(LayerId id);
    void removeLink(LinkId id);

    [[nodiscard]] const std::vector<LayerSpec>& layers() const noexcept { return m_layers; }
    [[nodiscard]] const std::vector<LinkSpec>& links() const noexcept { return m_links; }
    [[nodiscard]] const LayerSpec* find(LayerId id) const noexcept;
    [[nodiscard]] LayerSpec* find(LayerId id) noexcept;
    [[nodiscard]] const LinkSpec* find(LinkId id) const noexcept;
    [[nodiscard]] LinkSpec* find(LinkId id) noexcept;
    /// Throws ErrorException(UnknownLayer).
    [[nodiscard]] const LayerSpec& layer(LayerId id) const;

    /// In link order, which is the order of the concatenation.
    [[nodiscard]] std::vector<const LinkSpec*> incoming(LayerId id) const;
    [[nodiscard]] std::vector<const LinkSpec*> outgoing(LayerId id) const;

    [[nodiscard]] const std::vector<DrawItem>& drawOrder() const noexcept { return m_drawOrder; }
    void setDrawOrder(std::vector<DrawItem> order) { m_drawOrder = std::move(order); }

    /// Layers so that every link points forward, ties in the order of `layers()`; layers on a circle are left out.
    [[nodiscard]] std::vector<LayerId> topologicalOrder() const;

    /// By content: which ids were given away and taken back does not count.
    friend bool operator==(const NetworkSpec& a, const NetworkSpec& b) {
        return a.m_layers == b.m_layers && a.m_links == b.m_links && a.m_drawOrder == b.m_drawOrder;
    }

private:
    std::vector<LayerSpec> m_layers;
    std::vector<LinkSpec> m_links;
    std::vector<DrawItem> m_drawOrder;
    std::uint32_t m_lastId = 0;
};

/// W1, B1, W2, B2, ...: what a module draws when its layers are made one after the other (samples first, if drawn).
[[nodiscard]] std::vector<DrawItem> moduleDrawOrder(const NetworkSpec& network);
/// x, W1, W2, ..., B1, B2, ...: the order of the "introduction to PyTorch" lesson.
[[nodiscard]] std::vector<DrawItem> lessonDrawOrder(const NetworkSpec& network);

}  // namespace glassnet
