#pragma once

#include <QStringList>
#include <QWidget>
#include <cstdint>
#include <vector>

#include "ui/data/DataSummary.h"

namespace glassnet::ui {

/// How many samples of each class are for training and for the test: two numbers a class, with a bar for both.
class BalanceView final : public QWidget {
    Q_OBJECT
public:
    explicit BalanceView(QWidget* parent = nullptr);

    void setSummary(const DataSummary& summary);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

    /// So many classes are shown; what the others have together is the last line.
    static constexpr std::size_t kMostLines = 12;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Line {
        QString name;
        std::int64_t training = 0;
        std::int64_t test = 0;
        int index = -1;  ///< the class; -1: several
    };
    [[nodiscard]] double lineHeight() const;

    std::vector<Line> m_lines;
    int m_classes = 0;
    std::int64_t m_most = 1;
};

}  // namespace glassnet::ui
