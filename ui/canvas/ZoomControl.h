#pragma once

#include <QString>
#include <QWidget>
#include <optional>

class QLineEdit;

namespace glassnet::ui {

class RoundButton;

/// Smaller, the zoom as a percentage, larger. The number can be typed; a menu beside it has the usual ones and the whole network. Shows
/// what it is told and asks; it zooms nothing itself.
class ZoomControl final : public QWidget {
    Q_OBJECT
public:
    explicit ZoomControl(QWidget* parent = nullptr);

    /// The zoom to show; 1 is 100 %.
    void setZoom(double zoom);
    /// What can be asked for; 0.1 to 6 at first.
    void setLimits(double smallest, double largest);
    /// What a person typed: 80, 80 %, 62,5 as a zoom within the limits; none for what is no number above zero.
    [[nodiscard]] std::optional<double> parse(const QString& text) const;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void zoomInRequested();
    void zoomOutRequested();
    /// This zoom, about the middle of the view.
    void zoomRequested(double zoom);
    /// The whole network.
    void fitRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showNumber();
    void commit();
    void showMenu();
    void dress();

    RoundButton* m_out;
    QLineEdit* m_number;
    RoundButton* m_menu;
    RoundButton* m_in;
    double m_zoom = 1;
    double m_smallest = 0.1;
    double m_largest = 6;
};

}  // namespace glassnet::ui
