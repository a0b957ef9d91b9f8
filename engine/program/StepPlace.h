#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/backend/Knobs.h"
#include "engine/program/Program.h"

namespace glassnet {

/// How far one step goes. Each size stops wherever the next larger one does, and between.
enum class StepSize : std::uint8_t {
    Term,   ///< one product joins a sum
    Unit,   ///< one number of an entry
    Layer,  ///< one entry of the program
    Pass,   ///< forward, backward or update, to its end
    Batch,  ///< a whole training step, to its end
    Epoch,  ///< every batch of the data, to the last one's end
    Count_
};
inline constexpr std::size_t kStepSizes = static_cast<std::size_t>(StepSize::Count_);

/// How much there is of an entry that is only partly shown: `numbers` of its numbers, and `terms` terms of the next one in its sum.
struct EntryPart {
    std::int64_t numbers = 0;
    std::int64_t terms = 0;
    friend bool operator==(const EntryPart&, const EntryPart&) = default;
};

/// One element of a tensor of a program.
struct NumberRef {
    TensorId tensor;
    std::int64_t element = 0;
    friend bool operator==(const NumberRef&, const NumberRef&) = default;
};

/// The numbers an entry makes, in the order in which they are stepped. A tensor with a row for each sample is stepped column by column:
/// a column appears for all samples at once, and its number is that of the sample that is followed. Others are stepped in C order. An
/// update makes what its optimizer keeps for each element before the parameter, which is made from it; nothing where the knobs leave that
/// unused.
class EntryNumbers {
public:
    /// `rows`: samples in the batch in hand.
    EntryNumbers(const Program& program, std::size_t entry, std::int64_t rows, const Knobs& knobs = {});

    [[nodiscard]] std::int64_t count() const noexcept { return m_count; }
    /// Number `index` for the sample followed (clamped to the batch). Throws IndexRange.
    [[nodiscard]] NumberRef at(std::int64_t index, std::int64_t sample) const;
    /// Which number an element belongs to; none where the entry does not make its tensor.
    [[nodiscard]] std::optional<std::int64_t> indexOf(const NumberRef& number) const;

private:
    struct Stretch {
        TensorId tensor;
        std::int64_t first = 0;
        std::int64_t count = 0;
        std::int64_t columns = 1;
        bool byColumn = false;
    };
    std::vector<Stretch> m_stretches;
    std::int64_t m_count = 0;
    std::int64_t m_rows = 1;
};

}  // namespace glassnet
