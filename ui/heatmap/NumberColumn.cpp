#include "ui/heatmap/NumberColumn.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "ui/heatmap/MatrixValues.h"

namespace glassnet::ui {

namespace {

constexpr double kLargestFixed = 1e6;  // from here on NumberText writes an exponent
constexpr QChar kPad(0x00A0);

/// Of one sign, the numbers that can have the widest text: the smallest (the longest negative exponent), the largest with all its digits
/// and the largest at all (the longest exponent).
struct Wide {
    double smallest = std::numeric_limits<double>::infinity();
    double largestFixed = 0;
    double largest = 0;
};

}  // namespace

NumberColumn::NumberColumn(const NumberText& text, const MatrixValues& values) : m_text(text) {
    std::array<Wide, 2> wide{};
    bool hasZero = false;
    std::vector<double> odd;
    values.stretches([&](const auto& numbers, std::int64_t) {
        for (const auto number : numbers) {
            const auto value = static_cast<double>(number);
            if (value == 0) {
                hasZero = true;
            } else if (std::isfinite(value)) {
                Wide& of = wide[value < 0 ? 1 : 0];
                const double size = std::abs(value);
                of.smallest = std::min(of.smallest, size);
                of.largest = std::max(of.largest, size);
                of.largestFixed = size < kLargestFixed ? std::max(of.largestFixed, size) : of.largestFixed;
            } else if (odd.size() < 3 && std::ranges::find_if(odd, [value](double seen) {
                                             return std::isnan(seen) ? std::isnan(value) : seen == value;
                                         }) == odd.end()) {
                odd.push_back(value);
            }
        }
    });
    if (hasZero) {
        m_wide.push_back(0);
    }
    for (std::size_t i = 0; i < wide.size(); ++i) {
        for (const double size : {wide[i].smallest, wide[i].largestFixed, wide[i].largest}) {
            if (std::isfinite(size) && size > 0) {
                m_wide.push_back(i == 1 ? -size : size);
            }
        }
    }
    for (const double value : m_wide) {
        const QString shown = m_text.of(value);
        m_before = std::max(m_before, left(shown));
        m_after = std::max(m_after, shown.size() - left(shown));
    }
    m_wide.insert(m_wide.end(), odd.begin(), odd.end());
}

qsizetype NumberColumn::left(const QString& text) const {
    const auto point = text.indexOf(m_text.locale().decimalPoint());
    return point < 0 ? text.size() : point;
}

QString NumberColumn::text(double value) const {
    const QString text = m_text.of(value);
    // Words have no point: they stand in the middle.
    const qsizetype spare = std::max<qsizetype>(0, m_before + m_after - text.size());
    const qsizetype front = std::clamp<qsizetype>(std::isfinite(value) ? m_before - left(text) : spare / 2, 0, spare);
    return QString(front, kPad) + text + QString(spare - front, kPad);
}

QStringList NumberColumn::widest() const {
    QStringList texts;
    for (const double value : m_wide) {
        texts.append(text(value));
    }
    return texts;
}

}  // namespace glassnet::ui
