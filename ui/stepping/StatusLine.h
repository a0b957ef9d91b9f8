#pragma once

#include <QWidget>

namespace glassnet::ui {

/// One line of small text: the sentence of the step in hand. A sentence that is longer than the line ends in an ellipsis and is whole in
/// the tool tip. A screen reader is told each new sentence once.
class StatusLine final : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    /// An empty sentence leaves the line empty; its height stays.
    void setSentence(const QString& sentence);
    [[nodiscard]] const QString& sentence() const noexcept { return m_sentence; }
    /// What fits of it now.
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A screen reader was told a new sentence.
    void told(const QString& sentence);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QRectF textRect() const;
    void dress();

    QString m_sentence;
};

}  // namespace glassnet::ui
