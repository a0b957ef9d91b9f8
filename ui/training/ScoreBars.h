#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

/// What a network says of one sample: a bar from 0 to 1 for each class, the largest one lit.
class ScoreBars final : public QWidget {
    Q_OBJECT
public:
    explicit ScoreBars(QWidget* parent = nullptr);

    void setClassNames(const QStringList& names);
    /// One a class; another count shows bars without a length: nothing is known.
    void setScores(std::vector<double> scores);
    void setNumberText(const NumberText& text);
    /// The class with the largest score, -1 where there is none.
    [[nodiscard]] int best() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {110, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();

    QStringList m_names;
    std::vector<double> m_scores;
    NumberText m_text;
};

}  // namespace glassnet::ui
