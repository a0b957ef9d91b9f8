#pragma once

#include <QWidget>

#include "ui/help/HelpPages.h"

class QTextBrowser;

namespace glassnet::ui {

class TabStrip;

/// The pages of the help, in a window of its own beside the one they explain. Nothing is loaded from elsewhere.
class HelpWindow final : public QWidget {
    Q_OBJECT
public:
    explicit HelpWindow(HelpWords words, QWidget* parent = nullptr);

    /// Shows a page, another than the one in view from its top; an unknown one changes nothing.
    void showPage(const QString& key);
    [[nodiscard]] QString page() const;
    [[nodiscard]] TabStrip& tabs() const noexcept { return *m_tabs; }
    [[nodiscard]] QTextBrowser& browser() const noexcept { return *m_browser; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void write();

    HelpWords m_words;
    TabStrip* m_tabs;
    QTextBrowser* m_browser;
};

}  // namespace glassnet::ui
