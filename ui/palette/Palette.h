#pragma once

#include <QString>
#include <QWidget>
#include <array>
#include <vector>

#include "ui/palette/PaletteTable.h"

class QScrollArea;
class QVBoxLayout;

namespace glassnet::ui {

class PaletteEntry;

/// What a network is drawn from, in a column on the left: layers and data sets. An entry is dragged onto the canvas, or taken by a click or
/// Enter. One entry is a stop of the Tab key; Up, Down, Home and End move between them.
class Palette final : public QWidget {
    Q_OBJECT
public:
    explicit Palette(QWidget* parent = nullptr);

    /// Only the icons, each with its name as a tool tip: for modes in which nothing is drawn.
    void setCollapsed(bool collapsed);
    [[nodiscard]] bool isCollapsed() const noexcept { return m_collapsed; }
    /// The entry of that key, for tests and for the tour; null when there is none.
    [[nodiscard]] PaletteEntry* entry(const QString& key) const;

signals:
    /// An entry was taken without being dragged: its mime type (ui/support/MimeTypes) and its key.
    void activated(const QString& mime, const QString& key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void dress();
    void setCurrent(std::size_t index);
    void move(int key);

    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    std::array<QWidget*, static_cast<std::size_t>(PaletteSection::Count_)> m_titles{};
    std::vector<PaletteEntry*> m_entries;
    std::size_t m_current = 0;
    bool m_collapsed = false;
};

}  // namespace glassnet::ui
