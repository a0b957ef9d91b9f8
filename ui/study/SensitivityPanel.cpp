#include "ui/study/SensitivityPanel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/inspector/Note.h"
#include "ui/study/LossCurveView.h"
#include "ui/study/LossSurfaceView.h"
#include "ui/study/ShadeLegend.h"
#include "ui/support/PillButton.h"

namespace glassnet::ui {

namespace {

constexpr std::int64_t kCurvePoints = 65;
constexpr std::int64_t kSurfacePoints = 33;
/// Forward and backward entries, beside a forward pass.
constexpr double kWithSlope = 3;
constexpr double kHalfRange = 2;
/// The part of the range at each end in which the point asks for another range.
constexpr double kEdge = 0.08;
constexpr double kNudge = 0.1;

}  // namespace

SensitivityPanel::SensitivityPanel(QWidget* parent)
    : StudyPanel(parent),
      m_sentence(new Note(this)),
      m_curve(new LossCurveView(this)),
      m_promise(new Note(this)),
      m_choose(new PillButton(tr("Second weight"), PillButton::Kind::Quiet, this)),
      m_remove(new PillButton(tr("Remove"), PillButton::Kind::Link, this)),
      m_closeUp(new PillButton(tr("Close up"), PillButton::Kind::Quiet, this)),
      m_hint(new Note(this)),
      m_surface(new LossSurfaceView(this)),
      m_legend(new ShadeLegend(this)) {
    setAccessibleName(tr("Sensitivity"));
    m_sentence->setLook(FontSize::Body, QFont::Normal, Token::Ink);
    m_choose->setCheckable(true);
    m_choose->setToolTip(tr("The weight chosen next joins this one: the loss over both is drawn as a surface"));
    m_choose->setAccessibleName(tr("Choose a second weight"));
    m_remove->setToolTip(tr("Back to one weight"));
    m_remove->setAccessibleName(tr("Remove the second weight"));
    m_closeUp->setCheckable(true);
    m_closeUp->setToolTip(tr("Show the surface only as far as the weights have come in the last steps"));
    m_closeUp->setAccessibleName(tr("Close up on the way of the last steps"));
    auto* row = new QHBoxLayout();
    row->setSpacing(12);
    row->addWidget(m_choose);
    row->addWidget(m_remove);
    row->addStretch(1);
    column().addWidget(m_sentence);
    column().addWidget(m_curve);
    column().addWidget(m_promise);
    column().addLayout(row);
    column().addWidget(m_hint);
    column().addWidget(m_surface);
    column().addWidget(m_legend);
    column().addWidget(m_closeUp, 0, Qt::AlignLeft);
    column().addStretch(1);
    connect(m_choose, &PillButton::toggled, this, &SensitivityPanel::setChoosing);
    connect(m_closeUp, &PillButton::toggled, this, [this] { invalidate(); });
    connect(m_remove, &PillButton::clicked, this, [this] { setSecond(std::nullopt); });
    const auto preview = [this](double value) {
        showPromise();
        if (m_first) {
            emit valuePreviewed(*m_first, value);
        }
    };
    connect(m_curve, &LossCurveView::valueDragged, this, preview);
    connect(m_curve, &LossCurveView::dragCanceled, this, preview);
    connect(m_curve, &LossCurveView::valueCommitted, this, [this](double value) {
        showPromise();
        if (m_first) {
            emit valueEdited(*m_first, value);
        }
    });
    refresh();
}

ScanRange SensitivityPanel::rangeRound(double value, std::int64_t points) {
    // Ends on halves: numbers that are easily read.
    const double half = std::max(kHalfRange, std::abs(value));
    const double low = std::floor((value - half) * 2) / 2;
    const double high = std::ceil((value + half) * 2) / 2;
    return {low, high, points};
}

bool SensitivityPanel::isParameter(const ElementRef& element) const {
    if (context().snapshot == nullptr || element.tensor.value == 0 ||
        element.tensor.value > context().snapshot->program->tensors().size()) {
        return false;
    }
    const auto& info = context().snapshot->program->tensor(element.tensor);
    return info.role == TensorRole::Parameter && element.element >= 0 && element.element < info.shape.elements();
}

std::optional<double> SensitivityPanel::valueOf(const std::optional<ElementRef>& element) const {
    const auto value = element && context().snapshot != nullptr ? context().snapshot->at(*element) : std::nullopt;
    return value && std::isfinite(*value) ? value : std::nullopt;
}

void SensitivityPanel::adopt() {
    if (context().snapshot == nullptr || context().snapshot->program == m_program) {
        return;
    }
    m_program = context().snapshot->program;
    m_first.reset();
    m_second.reset();
    m_range.reset();
    const auto& selection = context().selection;
    if (selection.parameter && isParameter(*selection.parameter)) {
        m_first = selection.parameter;
    } else if (const auto weight = m_program->find(selection.layer, SymbolLetter::Weight); weight.valid()) {
        m_first = ElementRef{weight, 0};
    } else if (!m_program->parameters().empty()) {
        m_first = ElementRef{m_program->parameters().front().value, 0};
    }
}

void SensitivityPanel::setParameter(const std::optional<ElementRef>& element) {
    if (!element || !isParameter(*element) || element == m_first) {
        return;
    }
    if (m_choosing) {
        setSecond(element);
        return;
    }
    m_first = element;
    m_program = context().snapshot->program;
    m_range.reset();
    if (m_second == m_first) {
        m_second.reset();
    }
    invalidate();
}

void SensitivityPanel::setSecond(const std::optional<ElementRef>& element) {
    if (element && (!isParameter(*element) || element == m_first)) {
        return;
    }
    m_choose->setChecked(false);
    if (element != m_second) {
        m_second = element;
        invalidate();
    }
}

void SensitivityPanel::setChoosing(bool choosing) {
    m_choosing = choosing;
    refresh();
}

SensitivityQuestion SensitivityPanel::question() const {
    const double value = valueOf(m_first).value_or(0);
    auto range = m_range.value_or(rangeRound(value, kCurvePoints));
    const double edge = kEdge * (range.high - range.low);
    if (value < range.low + edge || value > range.high - edge) {
        range = rangeRound(value, kCurvePoints);
    }
    return {*m_first, m_second, range, m_closeUp->isChecked()};
}

void SensitivityPanel::setAnswer(const SensitivityAnswer& answer) {
    m_answer = answer;
    if (!answer.curve.values.empty()) {
        m_range = ScanRange{answer.curve.values.front(), answer.curve.values.back(), static_cast<std::int64_t>(answer.curve.values.size())};
    }
    answered();
}

std::optional<double> SensitivityPanel::cost() const {
    if (!m_first || !valueOf(m_first)) {
        return std::nullopt;
    }
    const double pass = parameters() * rows();
    return pass * (kWithSlope * kCurvePoints + (m_second ? kSurfacePoints * kSurfacePoints : 0));
}

bool SensitivityPanel::isOutdated(const Snapshot& before) const {
    // While the point is moved the curve stays: only the weight that it is over changes.
    if (m_curve->isDragging() && m_first && !m_second) {
        return !sameNumbers(before, *context().snapshot, {*m_first});
    }
    return !sameNumbers(before, *context().snapshot);
}

void SensitivityPanel::refresh() {
    showWaiting();
    const bool hasWeight = context().snapshot != nullptr && valueOf(m_first).has_value();
    const bool belongs = m_first && m_answer.curve.at == ParameterElement{m_first->tensor, m_first->element};
    const bool shows = hasWeight && belongs && isShowable() && m_answer.curve.outcome == LookOutcome::Done;
    m_sentence->setVisible(context().snapshot != nullptr && (!hasWeight || shows));
    m_curve->setVisible(shows);
    m_promise->setVisible(shows);
    m_choose->setVisible(shows);
    m_choose->setText(m_second ? tr("Change the second weight") : tr("Second weight"));
    m_remove->setVisible(shows && m_second.has_value());
    m_hint->setVisible(shows && m_choosing);
    m_hint->setText(tr("Choose another weight: a cell of a matrix or a link of the drawing."));
    const bool hasSurface = shows && m_second && m_answer.surface && m_answer.surface->outcome == LookOutcome::Done;
    m_surface->setVisible(hasSurface);
    m_legend->setVisible(hasSurface);
    m_closeUp->setVisible(hasSurface && (m_answer.path.size() > 1 || m_closeUp->isChecked()));
    if (!hasWeight) {
        m_sentence->setText(tr("Choose a weight, and the loss of this batch is drawn over it."));
        return;
    }
    if (!shows) {
        return;
    }
    m_sentence->setText(tr("The loss of this batch when one weight moves and all others stay."));
    const auto names = context().names();
    const auto name = names.element(m_first->tensor, m_first->element);
    m_curve->setNumberText(context().numbers);
    m_curve->setCurve(m_answer.curve, name);
    showPromise();
    if (hasSurface) {
        m_surface->setNumberText(context().numbers);
        m_surface->setSurface(*m_answer.surface, name, names.element(m_second->tensor, m_second->element));
        m_surface->setPath(m_answer.path);
        const auto [least, most] = m_surface->losses();
        const auto numbers = tellingApart((most - least) / LossSurfaceView::kContours);
        std::vector<ShadeLegend::Tick> ticks{{0, numbers.of(least)}};
        for (const double level : m_surface->levels()) {
            ticks.push_back({(level - least) / (most - least), numbers.of(level)});
        }
        ticks.push_back({1, numbers.of(most)});
        m_legend->setTicks(ticks);
    }
}

/// Digits enough for numbers that are `step` apart.
NumberText SensitivityPanel::tellingApart(double step) const {
    const int needed = step > 0 ? static_cast<int>(std::ceil(-std::log10(step))) + 1 : 0;
    return NumberText(std::max(context().numbers.decimals(), std::min(needed, NumberText::kMost)), context().numbers.locale());
}

/// What a straight line says of a nudge, and what the curve says.
void SensitivityPanel::showPromise() {
    const auto& curve = m_answer.curve;
    const double from = m_curve->value();
    if (!curve.hasSlopes || curve.values.empty() || from + kNudge > curve.values.back()) {
        m_promise->clear();
        return;
    }
    const auto& numbers = context().numbers;
    m_promise->setText(tr("A nudge of %1 should change the loss by %2, as its slope promises; the curve gives %3.")
                           .arg(numbers.exact(kNudge), numbers.withSign(kNudge * m_curve->slopeAt(from)),
                                numbers.withSign(m_curve->lossAt(from + kNudge) - m_curve->lossAt(from))));
}

}  // namespace glassnet::ui
