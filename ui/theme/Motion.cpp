#include "ui/theme/Motion.h"

namespace glassnet::ui {

namespace {
bool& reducedValue() {
    static bool reduced = false;
    return reduced;
}
}  // namespace

bool Motion::reduced() { return reducedValue(); }

void Motion::setReduced(bool reduced) { reducedValue() = reduced; }

}  // namespace glassnet::ui
