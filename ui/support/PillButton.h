#pragma once

#include <QAbstractButton>
#include <cstdint>

namespace glassnet::ui {

/// A button with a word on it. Primary is filled with the accent (one in a view), Quiet is a field's tone with a hairline,
/// Link is a word in the accent.
class PillButton final : public QAbstractButton {
    Q_OBJECT
public:
    enum class Kind : std::uint8_t { Primary, Quiet, Link };

    explicit PillButton(const QString& text, Kind kind = Kind::Quiet, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind m_kind;
};

}  // namespace glassnet::ui
