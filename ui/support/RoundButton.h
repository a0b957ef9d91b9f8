#pragma once

#include <QAbstractButton>
#include <cstdint>

namespace glassnet::ui {

/// A round button with an icon: Primary is the large one filled with the accent, Small the quiet ones beside it, Bare
/// has no ground until it is pointed at, for a place that is a card already.
class RoundButton final : public QAbstractButton {
    Q_OBJECT
public:
    enum class Kind : std::uint8_t { Primary, Small, Bare };

    /// `icon` is a name of ui/theme/Icon; `name` is read out and shown as the tool tip.
    RoundButton(const QString& icon, const QString& name, Kind kind = Kind::Small, QWidget* parent = nullptr);

    /// Shows another icon, as the theme toggle does.
    void setIconName(const QString& icon);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] bool hitButton(const QPoint& position) const override;

private:
    [[nodiscard]] double diameter() const;

    QString m_icon;
    Kind m_kind;
};

}  // namespace glassnet::ui
