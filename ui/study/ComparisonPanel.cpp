#include "ui/study/ComparisonPanel.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/heatmap/MatrixView.h"
#include "ui/heatmap/TensorChoice.h"
#include "ui/heatmap/TensorNumbers.h"
#include "ui/inspector/Note.h"
#include "ui/support/DeviceText.h"
#include "ui/support/SegmentedControl.h"

namespace glassnet::ui {

namespace {

/// Both devices, and the reference's arithmetic is slow.
constexpr double kPasses = 6;

double measured(const NumberDifference& difference, ComparisonPanel::Measure measure) {
    return measure == ComparisonPanel::Measure::Absolute   ? difference.absolute
           : measure == ComparisonPanel::Measure::Relative ? difference.relative
                                                           : difference.ulps;
}

}  // namespace

ComparisonPanel::ComparisonPanel(QWidget* parent)
    : StudyPanel(parent),
      m_other(new QComboBox(this)),
      m_tensor(new TensorChoice(this)),
      m_here(new MatrixView(this)),
      m_there(new MatrixView(this)),
      m_measure(new SegmentedControl(this)),
      m_differences(new MatrixView(this)),
      m_summary(new Note(this)),
      m_heading(new Note(this)),
      m_why(new Note(this)) {
    setAccessibleName(tr("Side by side"));
    m_other->setAccessibleName(tr("Device to compare with"));
    m_other->setToolTip(tr("The step in hand is run there too, from the same values"));
    m_tensor->setAccessibleName(tr("Tensor to compare"));
    m_measure->setCompact(true);
    m_measure->setItems({tr("Absolute"), tr("Relative"), tr("Last place")});
    m_measure->setAccessibleName(tr("How the difference is measured"));
    m_measure->setToolTip(tr("Last place: in steps from one float32 number to the next"));
    m_summary->setLook(FontSize::Body, QFont::Normal, Token::Ink);
    m_heading->setLook(FontSize::Body, QFont::DemiBold, Token::Ink);
    m_heading->setText(tr("Why they differ"));
    m_why->setLook(FontSize::Body, QFont::Normal, Token::Mute);
    for (auto* view : {m_here, m_there, m_differences}) {
        view->setReadOnly(true);
        auto policy = view->sizePolicy();
        policy.setHeightForWidth(true);
        policy.setVerticalPolicy(QSizePolicy::Minimum);
        view->setSizePolicy(policy);
    }
    for (QWidget* part : {static_cast<QWidget*>(m_other), static_cast<QWidget*>(m_tensor), static_cast<QWidget*>(m_summary),
                          static_cast<QWidget*>(m_here), static_cast<QWidget*>(m_there), static_cast<QWidget*>(m_measure),
                          static_cast<QWidget*>(m_differences), static_cast<QWidget*>(m_heading), static_cast<QWidget*>(m_why)}) {
        column().addWidget(part);
    }
    column().addStretch(1);
    connect(m_other, &QComboBox::currentIndexChanged, this, [this] { invalidate(); });
    connect(m_tensor, &TensorChoice::chosen, this, [this] { showTensor(); });
    connect(m_measure, &SegmentedControl::currentChanged, this, [this] { showTensor(); });
    fillDevices();
    refresh();
}

QString ComparisonPanel::nameOf(const std::string& device) const {
    if (device == kReference) {
        return tr("float64 reference");
    }
    return DeviceText::nameOf(device, m_report == nullptr ? std::vector<DeviceInfo>() : m_report->devices);
}

std::string ComparisonPanel::here() const { return m_report == nullptr ? std::string(kCpuKey) : m_report->verdict.device; }

std::string ComparisonPanel::there() const {
    const auto index = m_other->currentIndex();
    return index < 0 ? std::string(kReference) : m_others.at(static_cast<std::size_t>(index));
}

void ComparisonPanel::fillDevices() {
    const auto chosen = there();
    std::vector<std::string> others{kReference};
    if (m_report != nullptr) {
        for (const auto& device : m_report->devices) {
            if (device.trouble == DeviceTrouble::None && device.key != here()) {
                others.push_back(device.key);
            }
        }
    }
    if (others == m_others) {
        return;
    }
    const QSignalBlocker quiet(m_other);
    m_others = std::move(others);
    m_other->clear();
    for (const auto& device : m_others) {
        m_other->addItem(tr("beside: %1").arg(nameOf(device)));
    }
    const auto place = std::ranges::find(m_others, chosen);
    m_other->setCurrentIndex(place == m_others.end() ? 0 : static_cast<int>(place - m_others.begin()));
}

void ComparisonPanel::setDevices(const DeviceReportPtr& report) {
    m_report = report;
    fillDevices();
    if (here() != m_answeredHere || there() != m_answeredThere) {
        invalidate();
    }
}

void ComparisonPanel::adopt() {
    const auto& snapshot = context().snapshot;
    if (snapshot == nullptr) {
        return;
    }
    m_tensor->setSnapshot(snapshot, false);
    const bool isElsewhere = snapshot->program != m_program || snapshot->position != m_position;
    m_program = snapshot->program;
    m_position = snapshot->position;
    if (const auto* entry = snapshot->current(); entry != nullptr && isElsewhere) {
        m_tensor->setKey({entry->outputs.front(), false});
    }
}

std::optional<double> ComparisonPanel::cost() const { return kPasses * parameters() * rows(); }

void ComparisonPanel::setComparison(const DeviceComparison& comparison) {
    m_comparison = comparison;
    m_answeredHere = here();
    m_answeredThere = there();
    answered();
}

void ComparisonPanel::setTensor(TensorId tensor) {
    m_tensor->setKey({tensor, false});
    showTensor();
}

void ComparisonPanel::setMeasure(Measure measure) { m_measure->setCurrent(static_cast<int>(measure)); }

QString ComparisonPanel::summary() const { return m_summary->text(); }

QString ComparisonPanel::explanation() const { return m_why->text(); }

void ComparisonPanel::refresh() {
    showWaiting();
    const bool shows = isShowable() && m_comparison.outcome == LookOutcome::Done;
    m_other->setVisible(context().snapshot != nullptr);
    for (QWidget* part : {static_cast<QWidget*>(m_tensor), static_cast<QWidget*>(m_here), static_cast<QWidget*>(m_there),
                          static_cast<QWidget*>(m_measure), static_cast<QWidget*>(m_differences), static_cast<QWidget*>(m_summary),
                          static_cast<QWidget*>(m_heading), static_cast<QWidget*>(m_why)}) {
        part->setVisible(shows);
    }
    if (shows) {
        showTensor();
    }
}

void ComparisonPanel::showMatrix(MatrixView& view, const QString& title, const Tensor& values) const {
    const auto& snapshot = *context().snapshot;
    const auto id = m_tensor->key().tensor;
    const auto columns = snapshot.program->tensor(id).columns();
    const auto heads = tensorHeads(snapshot, context().names(), id, context().numbers);
    view.setTitle(title);
    view.setHeads(heads.rows, heads.columns);
    view.setNumberText(context().numbers.withAllDigits(true, DType::Float32));
    view.setValues({static_cast<int>(values.elements() / columns), static_cast<int>(columns), values});
}

void ComparisonPanel::showTensor() {
    const auto id = m_tensor->key().tensor;
    if (!id.valid() || !isShowable()) {
        return;
    }
    const auto here = m_comparison.here.find(id);
    const auto there = m_comparison.there.find(id);
    const bool isThere = here != m_comparison.here.end() && there != m_comparison.there.end();
    for (QWidget* part : {static_cast<QWidget*>(m_here), static_cast<QWidget*>(m_there), static_cast<QWidget*>(m_measure),
                          static_cast<QWidget*>(m_differences)}) {
        part->setVisible(isThere);
    }
    if (!isThere) {
        m_difference = Tensor();
        m_summary->setText(tr("This tensor has no value yet at this place of the step."));
        return;
    }
    m_difference = Tensor::zeros(here->second.shape(), DType::Float64);
    Summary summary;
    for (std::int64_t i = 0; i < m_difference.elements(); ++i) {
        const auto difference = numberDifference(here->second.at(i), there->second.at(i));
        m_difference.set(i, measured(difference, static_cast<Measure>(m_measure->current())));
        summary.differing += difference.absolute > 0.0 ? 1 : 0;
        if (difference.absolute > summary.worst.absolute) {
            summary.worst = difference;
            summary.place = i;
        }
    }
    showMatrix(*m_here, nameOf(m_answeredHere), here->second);
    showMatrix(*m_there, nameOf(m_answeredThere), there->second);
    showMatrix(*m_differences, tr("Difference"), m_difference);
    m_differences->setNumberText(NumberText(NumberText::kFewest, context().numbers.locale()));
    showSummary(summary);
}

void ComparisonPanel::showSummary(const Summary& summary) {
    const auto& [differing, worst, place] = summary;
    const NumberText numbers(NumberText::kFewest, context().numbers.locale());
    if (differing == 0) {
        m_summary->setText(tr("All %1 numbers are equal in every bit.").arg(numbers.whole(m_difference.elements())));
    } else {
        m_summary->setText(tr("%1 of %2 numbers differ, by %3 at most: at %4, which is %5 of its size and %6 units in the last place.")
                               .arg(numbers.whole(differing), numbers.whole(m_difference.elements()), numbers.of(worst.absolute),
                                    context().names().element(m_tensor->key().tensor, place), numbers.of(worst.relative),
                                    numbers.of(worst.ulps)));
    }
    QStringList reasons;
    if (m_answeredThere == kReference || m_answeredHere == kReference) {
        reasons.append(
            tr("The reference computes with 53 bits for each number, the device with 24. Every product and every sum is rounded to "
               "the nearest number that there is, and with 24 bits the next one is about 0.00000006 of its size away."));
    }
    const auto fuses = [](const std::string& arithmetic) { return arithmetic == "mul-add" ? 2 : arithmetic == "fma" ? 1 : 0; };
    if (fuses(m_comparison.hereArithmetic) + fuses(m_comparison.thereArithmetic) == 3) {
        reasons.append(
            tr("One multiplies and adds in one go and rounds once (a fused multiply-add), the other rounds the product and then "
               "the sum."));
    }
    if (m_answeredHere.starts_with("cuda") || m_answeredThere.starts_with("cuda")) {
        reasons.append(
            tr("A GPU adds the terms of a sum in another order, many at once. Rounding makes (a + b) + c and a + (b + c) "
               "different numbers."));
    }
    if (m_answeredHere.ends_with("+tf32") || m_answeredThere.ends_with("+tf32")) {
        reasons.append(tr("Fast products (TF32) keep 10 bits of each factor behind the point, so they are off by up to a thousandth."));
    }
    reasons.append(tr("What is computed from a number takes its rounding along, so differences grow a little from entry to entry."));
    m_why->setText(reasons.join(QStringLiteral("\n\n")));
}

}  // namespace glassnet::ui
