#include "engine/training/TimelineEvents.h"

#include <algorithm>

namespace glassnet {

namespace {

/// A tree node and what a map keeps with it, about.
constexpr std::uint64_t kNodeBytes = 48;

}  // namespace

TensorChange::TensorChange(const Tensor* before, const Tensor& values) {
    if (before != nullptr && before->shape() == values.shape() && before->dtype() == values.dtype()) {
        const auto old = before->contiguous();
        const auto now = values.contiguous();
        const auto size = byteSize(now.dtype());
        const auto elements = static_cast<std::size_t>(now.elements());
        for (std::size_t i = 0; i < elements && m_elements.size() * 4 <= elements; ++i) {
            if (!std::ranges::equal(old.bytes().subspan(i * size, size), now.bytes().subspan(i * size, size))) {
                m_elements.emplace_back(static_cast<std::int64_t>(i), now.at(static_cast<std::int64_t>(i)));
            }
        }
        if (m_elements.size() * 4 <= elements) {
            m_elements.shrink_to_fit();
            return;
        }
        m_elements = {};
    }
    m_values = values.clone();
}

Tensor TensorChange::applied(const Tensor& before) const {
    if (m_values.has_value()) {
        return *m_values;
    }
    auto values = before.clone();
    for (const auto& [element, value] : m_elements) {
        values.set(element, value);
    }
    return values;
}

std::uint64_t TensorChange::bytes() const {
    const auto whole = m_values.has_value() ? static_cast<std::uint64_t>(m_values->elements()) * byteSize(m_values->dtype()) : 0;
    return sizeof(StateKey) + sizeof(TensorChange) + kNodeBytes + whole + m_elements.size() * sizeof(m_elements[0]);
}

StepEvents& EventLog::at(BranchId branch, std::int64_t step) {
    const auto [place, isNew] = m_steps.try_emplace({branch, step});
    if (isNew) {
        m_bytes += sizeof(*place) + kNodeBytes;
    }
    return place->second;
}

void EventLog::setTensor(BranchId branch, std::int64_t step, const StateKey& key, const Tensor* before, const Tensor& values) {
    auto& tensors = at(branch, step).tensors;
    if (const auto old = tensors.find(key); old != tensors.end()) {
        m_bytes -= old->second.bytes();
        tensors.erase(old);
    }
    m_bytes += tensors.emplace(key, TensorChange(before, values)).first->second.bytes();
}

void EventLog::setKnobs(BranchId branch, std::int64_t step, const Knobs& knobs) { at(branch, step).knobs = knobs; }

void EventLog::setDevice(BranchId branch, std::int64_t step, const std::string& device) { at(branch, step).device = device; }

const std::string* EventLog::deviceAt(const std::vector<Stretch>& path, std::int64_t step) const {
    for (auto stretch = path.rbegin(); stretch != path.rend(); ++stretch) {
        auto found = m_steps.upper_bound({stretch->branch, std::min(step, stretch->lastStep)});
        while (found != m_steps.begin() && (--found)->first.first == stretch->branch) {
            if (found->second.device.has_value()) {
                return &*found->second.device;
            }
        }
    }
    return nullptr;
}

const StepEvents* EventLog::find(BranchId branch, std::int64_t step) const {
    const auto found = m_steps.find({branch, step});
    return found == m_steps.end() ? nullptr : &found->second;
}

std::int64_t EventLog::nextStep(const std::vector<Stretch>& path, std::int64_t after, std::int64_t last) const {
    auto next = last;
    for (const auto& stretch : path) {
        const auto found = m_steps.upper_bound({stretch.branch, after});
        if (found != m_steps.end() && found->first.first == stretch.branch && found->first.second <= stretch.lastStep) {
            next = std::min(next, found->first.second);
        }
    }
    return next;
}

}  // namespace glassnet
