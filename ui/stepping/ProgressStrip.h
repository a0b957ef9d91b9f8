#pragma once

#include <QWidget>
#include <optional>

#include "ui/workbench/WorkProgress.h"

namespace glassnet::ui {

class PillButton;

/// A slim strip over the upper edge of its parent that says what long work does and how far it is, with a button that cancels it. It is
/// there only while there is progress and moves nothing; Escape cancels from anywhere in its window.
class ProgressStrip final : public QWidget {
    Q_OBJECT
public:
    explicit ProgressStrip(QWidget* parent);

    /// What to show; none hides the strip.
    void setProgress(const std::optional<WorkProgress>& progress);
    [[nodiscard]] const std::optional<WorkProgress>& progress() const noexcept { return m_progress; }
    /// The part that is done, 0 to 1; 0 where the total is not known.
    [[nodiscard]] double part() const;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void cancelRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// From the left: what is done, how far it is, and the way out.
    struct Places {
        QRectF title;
        QRectF bar;
        QRectF count;
        QRect cancel;
    };
    [[nodiscard]] Places places() const;
    void place();
    [[nodiscard]] bool takesKeyOf(const QObject* watched) const;

    std::optional<WorkProgress> m_progress;
    PillButton* m_cancel;
};

}  // namespace glassnet::ui
