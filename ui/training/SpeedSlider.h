#pragma once

#include <QAbstractSlider>

namespace glassnet::ui {

/// How fast training may go: from one step a second to as fast as possible, on a groove with a round handle and the speed in words.
class SpeedSlider final : public QAbstractSlider {
    Q_OBJECT
public:
    explicit SpeedSlider(QWidget* parent = nullptr);

    /// Steps a second at the handle; infinite at the right end.
    [[nodiscard]] double speed() const;
    /// "10 steps a second", "as fast as possible".
    [[nodiscard]] QString words() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void speedChanged(double speed);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] QRectF groove() const;
    [[nodiscard]] double placeOf(int position) const;
    void moveTo(double x);
    void describe();
};

}  // namespace glassnet::ui
