#pragma once

#include <QWidget>
#include <cstdint>

class QLabel;

namespace glassnet::ui {

class RoundButton;
class SeedField;

/// The bar on top: the project's name and whether it is saved on the left; seed, theme and menu on the right.
class HeaderBar final : public QWidget {
    Q_OBJECT
public:
    explicit HeaderBar(QWidget* parent = nullptr);

    /// The name, and a word beside it ("edited"), which may be empty.
    void setProject(const QString& name, const QString& state);
    void setSeed(std::uint64_t seed);
    void setDark(bool dark);
    [[nodiscard]] SeedField& seedField() const noexcept { return *m_seed; }
    /// Where the menu opens, in global coordinates.
    [[nodiscard]] QPoint menuPlace() const;

signals:
    void themeToggled();
    void menuRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void dress();

    QLabel* m_name;
    QLabel* m_state;
    SeedField* m_seed;
    RoundButton* m_theme;
    RoundButton* m_menu;
};

}  // namespace glassnet::ui
