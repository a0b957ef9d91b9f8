#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace glassnet::ui {

/// A page of the side panel: widgets in a column as wide as the page, scrolled where they are too tall.
class ScrollPage : public QScrollArea {
    Q_OBJECT
public:
    explicit ScrollPage(QWidget* parent = nullptr);

protected:
    [[nodiscard]] QVBoxLayout& column() const noexcept { return *m_column; }
    /// A heading in the column.
    void addHeading(const QString& text);

private:
    QVBoxLayout* m_column;
};

}  // namespace glassnet::ui
