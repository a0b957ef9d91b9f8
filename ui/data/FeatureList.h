#pragma once

#include <QListView>

#include "ui/data/DataChange.h"

namespace glassnet::ui {

class FeatureModel;

/// Check marks for the inputs that are made of the columns: two or three beside each other, and a scroll bar where they are many.
class FeatureList final : public QListView {
    Q_OBJECT
public:
    explicit FeatureList(QWidget* parent = nullptr);

    /// `columns`: what the features of the plan are made of.
    void setFeatures(const std::vector<std::string>& columns, const std::vector<FeatureSpec>& features);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

signals:
    void changeWanted(const QString& title, const glassnet::ui::DataChange& change);
    /// Why a check mark stays. Nothing has changed.
    void sentence(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void toggle(int row);
    void layOut();
    [[nodiscard]] int lineHeight() const;
    /// So many check marks fit beside each other.
    [[nodiscard]] int perLine() const;
    [[nodiscard]] int lines() const;

    FeatureModel* m_model;
};

}  // namespace glassnet::ui
