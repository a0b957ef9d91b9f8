#include "tests/parity/Closeness.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace glassnet::test {

std::string farApart(const Tensor& ours, const Tensor& theirs, double tolerance, const std::string& name) {
    if (ours.elements() != theirs.elements()) {
        return name + ": " + std::to_string(ours.elements()) + " elements instead of " + std::to_string(theirs.elements()) + "; ";
    }
    double largest = 0.0;
    double worst = 0.0;
    for (std::int64_t i = 0; i < theirs.elements(); ++i) {
        largest = std::max(largest, std::abs(theirs.at(i)));
        const double difference = std::abs(ours.at(i) - theirs.at(i));
        worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
    }
    if (worst <= tolerance * largest) {
        return {};
    }
    std::ostringstream text;
    text << name << " is off by " << worst << ", allowed " << tolerance * largest << "; ";
    return text.str();
}

}  // namespace glassnet::test
