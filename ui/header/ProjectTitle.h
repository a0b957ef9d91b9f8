#pragma once

#include <QString>
#include <QWidget>

namespace glassnet::ui {

/// The project's name and a word about it ("edited"). Where there is no room, the word goes first, then the name is elided; a tool tip has
/// them in full.
class ProjectTitle final : public QWidget {
    Q_OBJECT
public:
    explicit ProjectTitle(QWidget* parent = nullptr);

    /// `state` may be empty.
    void setTexts(const QString& name, const QString& state);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString m_name;
    QString m_state;
};

}  // namespace glassnet::ui
