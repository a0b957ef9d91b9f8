#pragma once

#include <QString>
#include <cstdint>
#include <map>

#include "engine/network/NetworkSpec.h"
#include "engine/program/Program.h"

namespace glassnet::ui {

/// Names of a program's quantities as people write them. A whole tensor has its letter with the number below (W₁, b₁, ∂L/∂W₂); one
/// element of a parameter has the lesson's name with its indices (W1[2,0], B1[0,0]); what an optimizer keeps for a parameter names it
/// (M(W₁), M(W1)[2,0]), and so does a gradient on its way to the update; one unit's value has the unit's number below (x₁,
/// h₂), a name the user gave it, or its layer's and its own number (z₁,₂) where the letter has a number already. The program must outlive
/// it.
class SymbolNames {
public:
    SymbolNames(const NetworkSpec& network, const Program& program);

    /// W₁, ŷ, ∂L/∂z₁; contributions over several links carry their part: ∂L/∂h (2).
    [[nodiscard]] static QString text(const Symbol& symbol);
    /// The same in the lesson's plain letters: W1, B1, ∂L/∂W2.
    [[nodiscard]] static QString plain(const Symbol& symbol);
    /// The same for a tensor of a program: M(W₁), ĝ(b₁) where it belongs to a parameter.
    [[nodiscard]] static QString text(const Program& program, const TensorInfo& info);
    [[nodiscard]] static QString plain(const Program& program, const TensorInfo& info);
    /// What a layer's unit is called: the name the user gave it, else x₁, h₂, ŷ, with the layer's number before where several layers
    /// share the letter: h₂,₁. `units`: how many the layer has. For the canvas, which has no program before a network can run.
    [[nodiscard]] static QString unit(const NetworkSpec& network, LayerId layer, std::int64_t unit, std::int64_t units);
    /// σ, tanh, relu; empty for the identity.
    [[nodiscard]] static QString function(Activation activation);

    [[nodiscard]] QString tensor(TensorId id) const { return text(*m_program, m_program->tensor(id)); }
    /// δ₂ for the gradient by z₂, else the same as `tensor`: for captions and products.
    [[nodiscard]] QString brief(TensorId id) const;
    /// True when δ is another name of this tensor: the gradient by a layer's z.
    [[nodiscard]] bool isDelta(TensorId id) const;
    /// One element by its C-order index. With `withSample` the sample (from 1) stands above: x₁⁽³⁾.
    [[nodiscard]] QString element(TensorId id, std::int64_t element, bool withSample = false) const;
    /// The same with δ where `brief` has it.
    [[nodiscard]] QString briefElement(TensorId id, std::int64_t element, bool withSample = false) const;
    /// A layer's name as the user sees it.
    [[nodiscard]] QString layer(LayerId id) const;
    /// The sample that an element belongs to, from 0; -1 where the tensor has no sample of its own.
    [[nodiscard]] std::int64_t sampleOf(TensorId id, std::int64_t element) const;

    [[nodiscard]] const Program& program() const noexcept { return *m_program; }

private:
    [[nodiscard]] QString unitName(const TensorInfo& info, std::int64_t unit) const;
    [[nodiscard]] QString elementOf(const TensorInfo& info, std::int64_t element, bool withSample) const;

    const Program* m_program;
    std::map<LayerId, QString> m_layerNames;
    std::map<LayerId, QStringList> m_unitNames;
};

}  // namespace glassnet::ui
