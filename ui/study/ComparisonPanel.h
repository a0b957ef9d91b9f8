#pragma once

#include "engine/training/DeviceComparison.h"
#include "ui/study/StudyPanel.h"
#include "ui/workbench/DeviceReport.h"

class QComboBox;

namespace glassnet::ui {

class MatrixView;
class SegmentedControl;
class TensorChoice;

/// The numbers of the step in hand on two devices, with the difference of each, and why they differ. The float64 reference is always there
/// to compare with.
class ComparisonPanel final : public StudyPanel {
    Q_OBJECT
public:
    /// What stands for the reference among the devices.
    static constexpr const char* kReference = "reference";
    enum class Measure : std::uint8_t { Absolute, Relative, LastPlace };

    explicit ComparisonPanel(QWidget* parent = nullptr);

    /// What there is to compare with.
    void setDevices(const DeviceReportPtr& report);
    /// The two devices: the one in use (DeviceChoice's text form), and the one beside it, or kReference.
    [[nodiscard]] std::string here() const;
    [[nodiscard]] std::string there() const;
    void setComparison(const DeviceComparison& comparison);

    /// The tensor whose numbers are shown; that of the entry in front of the eye unless a person chooses another.
    void setTensor(TensorId tensor);
    void setMeasure(Measure measure);
    [[nodiscard]] const Tensor& difference() const noexcept { return m_difference; }
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString explanation() const;

protected:
    void adopt() override;
    void refresh() override;
    [[nodiscard]] std::optional<double> cost() const override;

private:
    [[nodiscard]] QString nameOf(const std::string& device) const;
    void fillDevices();
    void showTensor();
    void showMatrix(MatrixView& view, const QString& title, const Tensor& values) const;
    struct Summary {
        std::int64_t differing = 0;
        NumberDifference worst;
        std::int64_t place = 0;
    };
    void showSummary(const Summary& summary);

    DeviceReportPtr m_report;
    std::vector<std::string> m_others;
    DeviceComparison m_comparison;
    std::shared_ptr<const Program> m_program;
    std::size_t m_position = 0;
    /// What was compared.
    std::string m_answeredHere;
    std::string m_answeredThere;
    Tensor m_difference;
    QComboBox* m_other;
    TensorChoice* m_tensor;
    MatrixView* m_here;
    MatrixView* m_there;
    SegmentedControl* m_measure;
    MatrixView* m_differences;
    Note* m_summary;
    Note* m_heading;
    Note* m_why;
};

}  // namespace glassnet::ui
