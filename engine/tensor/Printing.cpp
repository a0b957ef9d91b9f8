#include "engine/tensor/Printing.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <vector>

#include "engine/base/Error.h"
#include "engine/tensor/Dispatch.h"

namespace glassnet {

namespace {

std::string floatText(double value, std::chars_format format, int precision) {
    if (std::isnan(value)) {
        return "nan";  // Python shows no sign here
    }
    std::string text(400 + static_cast<std::size_t>(precision), '\0');
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, format, precision).ptr;
    text.resize(static_cast<std::size_t>(end - text.data()));
    return text;
}

std::vector<double> floatValues(const Tensor& tensor) {
    const Tensor source = tensor.to(DType::Float64).contiguous();
    const auto values = source.values<double>();
    return {values.begin(), values.end()};
}

/// Turns numbers into texts of one width, in the notation that suits all of them.
class NumberFormat {
public:
    /// `shown` holds the elements that will be seen.
    NumberFormat(const Tensor& shown, const PrintOptions& options) : m_options(options), m_isFloat(shown.dtype() != DType::Int64) {
        if (m_isFloat) {
            chooseNotation(floatValues(shown));
        } else {
            const Tensor source = shown.contiguous();
            for (const std::int64_t value : source.values<std::int64_t>()) {
                m_width = std::max(m_width, std::to_string(value).size());
            }
        }
    }

    [[nodiscard]] std::size_t width() const { return m_width; }

    /// The padded texts of the elements in C order.
    [[nodiscard]] std::vector<std::string> texts(const Tensor& tensor) const {
        std::vector<std::string> result;
        if (m_isFloat) {
            for (const double value : floatValues(tensor)) {
                result.push_back(padded(text(value)));
            }
        } else {
            const Tensor source = tensor.contiguous();
            for (const std::int64_t value : source.values<std::int64_t>()) {
                result.push_back(padded(std::to_string(value)));
            }
        }
        return result;
    }

private:
    void chooseNotation(std::vector<double> values) {
        std::erase_if(values, [](double value) { return value == 0.0 || !std::isfinite(value); });
        if (values.empty()) {
            return;  // PyTorch then leaves even a forced notation aside
        }
        const auto [least, most] = std::ranges::minmax(values, {}, [](double value) { return std::fabs(value); });
        const double smallest = std::fabs(least);
        const double largest = std::fabs(most);
        m_whole = std::ranges::all_of(values, [](double value) { return value == std::ceil(value); });
        // The width follows PyTorch's own choice even where sciMode then forces the other notation.
        m_scientific = largest / smallest > 1000.0 || largest > 1.0e8 || (!m_whole && smallest < 1.0e-4);
        for (const double value : values) {
            m_width = std::max(m_width, text(value).size());
        }
        m_scientific = m_options.sciMode.value_or(m_scientific);
    }

    [[nodiscard]] std::string text(double value) const {
        if (m_scientific) {
            return floatText(value, std::chars_format::scientific, m_options.precision);
        }
        if (m_whole) {
            return floatText(value, std::chars_format::fixed, 0) + (std::isfinite(value) ? "." : "");
        }
        return floatText(value, std::chars_format::fixed, m_options.precision);
    }

    [[nodiscard]] std::string padded(const std::string& text) const {
        return std::string(m_width > text.size() ? m_width - text.size() : 0, ' ') + text;
    }

    const PrintOptions& m_options;
    bool m_isFloat;
    bool m_whole = true;
    bool m_scientific = false;
    std::size_t m_width = 1;
};

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        text.append(i == 0 ? std::string_view{} : between).append(parts[i]);
    }
    return text;
}

std::string bracketed(const std::vector<std::string>& parts, std::string_view between) {
    std::string text("[");
    return text.append(joined(parts, between)).append("]");
}

std::string separator(std::size_t lineBreaks, std::size_t indent) {
    std::string text(",");
    return text.append(lineBreaks, '\n').append(indent, ' ');
}

/// Both ends of every long dimension.
Tensor edges(const Tensor& tensor, const PrintOptions& options) {
    const std::int64_t kept = options.edgeItems;
    Tensor shown = tensor;
    for (int dim = 0; dim < tensor.rank(); ++dim) {
        if (shown.size(dim) <= 2 * kept) {
            continue;
        }
        std::vector<std::int64_t> sizes(shown.shape().sizes().begin(), shown.shape().sizes().end());
        const auto at = static_cast<std::size_t>(dim);
        const std::int64_t last = sizes[at] - 2 * kept;
        sizes[at] = 2 * kept;
        Tensor shorter = Tensor::zeros(Shape(sizes), shown.dtype());
        dispatch(shown.dtype(), [&]<class T>() {
            for (std::int64_t i = 0; i < 2 * kept; ++i) {
                const Tensor from = shown.select(dim, i < kept ? i : i + last).contiguous();
                const auto source = from.values<T>();
                // Blocks of everything after dim, one for each index before it.
                std::int64_t block = 1;
                for (int after = dim + 1; after < shown.rank(); ++after) {
                    block *= sizes[static_cast<std::size_t>(after)];
                }
                for (std::size_t e = 0; e < source.size(); ++e) {
                    const auto element = static_cast<std::int64_t>(e);
                    shorter.values<T>()[static_cast<std::size_t>((element / block * sizes[at] + i) * block + element % block)] = source[e];
                }
            }
        });
        shown = shorter;
    }
    return shown;
}

class TensorText {
public:
    TensorText(const Tensor& tensor, const PrintOptions& options)
        : m_options(options),
          m_summarize(tensor.elements() > options.threshold),
          m_format(m_summarize ? edges(tensor, options) : tensor, options) {}

    /// The brackets and numbers; `indent` characters stand before them in the line.
    [[nodiscard]] std::string of(const Tensor& tensor, std::size_t indent) const {
        if (tensor.rank() == 0) {
            return m_format.texts(tensor).front();
        }
        if (tensor.rank() == 1) {
            return vector(tensor, indent);
        }
        std::vector<std::string> slices;
        const std::int64_t size = tensor.size(0);
        const bool shorten = isShortened(size);
        for (std::int64_t i = 0; i < size; ++i) {
            if (shorten && i == m_options.edgeItems) {
                slices.emplace_back("...");
                i = size - m_options.edgeItems;
            }
            slices.push_back(of(tensor.select(0, i), indent + 1));
        }
        const std::string between = separator(static_cast<std::size_t>(tensor.rank() - 1), indent + 1);
        return bracketed(slices, between);
    }

private:
    [[nodiscard]] bool isShortened(std::int64_t size) const { return m_summarize && size > 2 * m_options.edgeItems; }

    [[nodiscard]] std::string vector(const Tensor& tensor, std::size_t indent) const {
        std::vector<std::string> texts;
        if (isShortened(tensor.size(0))) {
            const std::int64_t kept = m_options.edgeItems;
            texts = m_format.texts(tensor.narrow(0, 0, kept));
            texts.emplace_back(" ...");
            std::ranges::move(m_format.texts(tensor.narrow(0, tensor.size(0) - kept, kept)), std::back_inserter(texts));
        } else {
            texts = m_format.texts(tensor);
        }
        const auto room = m_options.lineWidth - static_cast<std::ptrdiff_t>(indent);
        const auto perLine =
            static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, room / static_cast<std::ptrdiff_t>(m_format.width() + 2)));
        std::vector<std::string> lines;
        for (std::size_t first = 0; first < texts.size(); first += perLine) {
            const auto begin = texts.begin() + static_cast<std::ptrdiff_t>(first);
            const auto end = texts.begin() + static_cast<std::ptrdiff_t>(std::min(first + perLine, texts.size()));
            lines.push_back(joined({begin, end}, ", "));
        }
        return bracketed(lines, separator(1, indent + 1));
    }

    const PrintOptions& m_options;
    bool m_summarize;
    NumberFormat m_format;
};

std::string sizeText(const Shape& shape) {
    std::vector<std::string> sizes;
    for (const std::int64_t size : shape.sizes()) {
        sizes.push_back(std::to_string(size));
    }
    std::string text("size=(");
    return text.append(joined(sizes, ", ")).append(")");
}

}  // namespace

std::string toString(const Tensor& tensor, const PrintOptions& options) {
    if (options.precision < 0 || options.edgeItems < 1) {
        throw ErrorException({ErrorCode::BadRange, {std::int64_t{options.precision}, options.edgeItems}});
    }
    constexpr std::string_view kPrefix = "tensor(";
    const bool isEmpty = tensor.elements() == 0;
    std::vector<std::string> suffixes;
    if (isEmpty && tensor.rank() != 1) {
        suffixes.push_back(sizeText(tensor.shape()));
    }
    // An empty tensor shows nothing an int64 could be known by.
    if (tensor.dtype() == DType::Float64 || (isEmpty && tensor.dtype() == DType::Int64)) {
        suffixes.push_back("dtype=torch." + std::string(dtypeName(tensor.dtype())));
    }
    std::string text(kPrefix);
    text += isEmpty ? "[]" : TensorText(tensor, options).of(tensor, kPrefix.size());

    // PyTorch counts the last line two characters too long, and a first line one more.
    const std::size_t lineBreak = text.rfind('\n');
    std::size_t lineLength = text.size() + (lineBreak == std::string::npos ? 2 : 1 - lineBreak);
    for (const std::string& suffix : suffixes) {
        if (static_cast<std::int64_t>(lineLength + suffix.size() + 2) > options.lineWidth) {
            text += separator(1, kPrefix.size()) + suffix;
            lineLength = kPrefix.size() + suffix.size();
        } else {
            text += ", " + suffix;
            lineLength += suffix.size() + 2;
        }
    }
    return text + ")";
}

}  // namespace glassnet
