#pragma once

#include <QWidget>
#include <optional>

namespace glassnet::ui {

/// "What the network sees", and at the right the accuracy in two rows.
class MapHeading final : public QWidget {
    Q_OBJECT
public:
    explicit MapHeading(QWidget* parent = nullptr);
    /// 0 to 1; none shows nothing.
    void setAccuracy(std::optional<double> accuracy);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QString percent() const;

    std::optional<double> m_accuracy;
};

}  // namespace glassnet::ui
