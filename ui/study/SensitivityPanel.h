#pragma once

#include <vector>

#include "engine/training/LossScan.h"
#include "ui/study/StudyPanel.h"

namespace glassnet::ui {

class LossCurveView;
class LossSurfaceView;
class PillButton;
class ShadeLegend;

/// What the sensitivity panel asks for.
struct SensitivityQuestion {
    ElementRef first;
    std::optional<ElementRef> second;
    /// Of the first weight, for the curve.
    ScanRange range;
    /// The surface is drawn round the way that the weights have come, however short it is.
    bool closeUp = false;
};

/// The answer: the curve over the first weight; with a second one the surface, and the way both have come (oldest first, the present last).
struct SensitivityAnswer {
    LossCurve curve;
    std::optional<LossSurface> surface;
    std::vector<std::pair<double, double>> path;
};

/// How the loss answers to one weight, and to two.
class SensitivityPanel final : public StudyPanel {
    Q_OBJECT
public:
    explicit SensitivityPanel(QWidget* parent = nullptr);

    /// The weight that is looked at; while a second one is being chosen, that one. What is no parameter is passed over.
    void setParameter(const std::optional<ElementRef>& element);
    /// The second weight (a click with Shift), none for the curve alone.
    void setSecond(const std::optional<ElementRef>& element);
    [[nodiscard]] const std::optional<ElementRef>& parameter() const noexcept { return m_first; }
    [[nodiscard]] const std::optional<ElementRef>& second() const noexcept { return m_second; }
    /// What is wanted now; only while there is a weight.
    [[nodiscard]] SensitivityQuestion question() const;
    void setAnswer(const SensitivityAnswer& answer);

    /// A range of values round a weight's present one that shows where its loss goes; it stays where it is while the value moves in its
    /// inner part.
    [[nodiscard]] static ScanRange rangeRound(double value, std::int64_t points);

signals:
    /// While the point on the curve is dragged, and when it is let go.
    void valuePreviewed(glassnet::ui::ElementRef element, double value);
    void valueEdited(glassnet::ui::ElementRef element, double value);

protected:
    /// Another program has other ids: the weights are chosen anew, the first one of the layer that is looked at to begin with.
    void adopt() override;
    void refresh() override;
    [[nodiscard]] std::optional<double> cost() const override;
    [[nodiscard]] bool isOutdated(const Snapshot& before) const override;

private:
    [[nodiscard]] bool isParameter(const ElementRef& element) const;
    [[nodiscard]] std::optional<double> valueOf(const std::optional<ElementRef>& element) const;
    void setChoosing(bool choosing);
    void showPromise();
    [[nodiscard]] NumberText tellingApart(double step) const;

    std::optional<ElementRef> m_first;
    std::optional<ElementRef> m_second;
    /// Whose ids the weights are.
    std::shared_ptr<const Program> m_program;
    std::optional<ScanRange> m_range;
    SensitivityAnswer m_answer;
    bool m_choosing = false;
    Note* m_sentence;
    LossCurveView* m_curve;
    Note* m_promise;
    PillButton* m_choose;
    PillButton* m_remove;
    PillButton* m_closeUp;
    Note* m_hint;
    LossSurfaceView* m_surface;
    ShadeLegend* m_legend;
};

}  // namespace glassnet::ui
