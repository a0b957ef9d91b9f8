#pragma once

#include <QWidget>
#include <optional>

#include "ui/data/TableLoader.h"

namespace glassnet::ui {

class Note;

/// How far a reading is, as a bar and in words, with a button that ends it.
class ProgressLine final : public QWidget {
    Q_OBJECT
public:
    explicit ProgressLine(QWidget* parent = nullptr);
    void setProgress(const LoadProgress& progress);

signals:
    void cancelWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    LoadProgress m_progress;
    Note* m_words;
};

}  // namespace glassnet::ui
