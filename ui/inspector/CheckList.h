#pragma once

#include <QWidget>
#include <vector>

#include "ui/inspector/InspectorContext.h"

namespace glassnet::ui {

/// "Checked against a nudge": gradients beside the ones that two nudged losses give, a row each, the worst ones first when there are many.
class CheckList final : public QWidget {
    Q_OBJECT
public:
    /// Rows shown; the summary speaks of all.
    static constexpr std::size_t kMostRows = 6;

    explicit CheckList(QWidget* parent = nullptr);
    void show(const InspectorContext& context);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Row {
        QString name;
        QString analytic;
        QString numeric;
        bool agrees = false;
    };
    [[nodiscard]] double rowHeight() const;
    [[nodiscard]] double headHeight() const;
    std::vector<Row> m_rows;
    QString m_summary;
};

}  // namespace glassnet::ui
