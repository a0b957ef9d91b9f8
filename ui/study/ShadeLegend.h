#pragma once

#include <QString>
#include <QWidget>
#include <vector>

namespace glassnet::ui {

/// The strip of the one-sided map with numbers below: what a shade means.
class ShadeLegend final : public QWidget {
    Q_OBJECT
public:
    /// A number at its place on the strip, from 0 to 1.
    struct Tick {
        double part = 0;
        QString text;
    };

    explicit ShadeLegend(QWidget* parent = nullptr);
    /// Ticks whose texts would touch the one before are left without theirs; the first and the last always keep it.
    void setTicks(const std::vector<Tick>& ticks);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Tick> m_ticks;
};

}  // namespace glassnet::ui
