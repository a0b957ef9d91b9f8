#pragma once

#include <QWidget>
#include <cstdint>
#include <optional>

class QLabel;
class QLineEdit;

namespace glassnet::ui {

class RoundButton;

/// The start seed: type one, draw another, or start again from the same.
class SeedField final : public QWidget {
    Q_OBJECT
public:
    explicit SeedField(QWidget* parent = nullptr);

    void setSeed(std::uint64_t seed);
    /// What a person typed as a seed: 0 to 2^64 - 1, or a negative number down to -2^63 as torch.manual_seed takes it; none for anything
    /// else.
    [[nodiscard]] static std::optional<std::uint64_t> parse(const QString& text);

signals:
    void seedEntered(quint64 seed);
    void restartRequested();
    /// What was typed is no seed: a sentence to show. Nothing has changed.
    void rejected(const QString& sentence);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void commit();
    void dress();

    QLabel* m_label;
    QLineEdit* m_edit;
    RoundButton* m_shuffle;
    RoundButton* m_restart;
    std::uint64_t m_seed = 0;
};

}  // namespace glassnet::ui
