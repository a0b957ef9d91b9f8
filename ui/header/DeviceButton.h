#pragma once

#include <QAbstractButton>

namespace glassnet::ui {

/// The device that runs are computed on, as a button that opens the list of devices: a mark in the accent, the name, an arrow.
class DeviceButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit DeviceButton(QWidget* parent = nullptr);

    /// `brief` stands for the name where there is no room for it. `reason` tells why it is this one: the tooltip, and what a screen reader
    /// says.
    void setDevice(const QString& name, const QString& brief, const QString& reason);
    /// Something is amiss: the mark has the color of a warning.
    void setTroubled(bool troubled);
    /// Where the menu opens, in global coordinates.
    [[nodiscard]] QPoint menuPlace() const { return mapToGlobal(QPoint(0, height() + 4)); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    /// In a narrow bar the brief name has to do.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] int widthOf(const QString& text) const;

    QString m_brief;
    bool m_isNarrow = false;
    bool m_troubled = false;
};

}  // namespace glassnet::ui
