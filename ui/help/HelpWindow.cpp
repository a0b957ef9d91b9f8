#include "ui/help/HelpWindow.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/help/HelpDocument.h"
#include "ui/support/TabStrip.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kInset = 24;
constexpr int kAbove = 12;

}  // namespace

HelpWindow::HelpWindow(HelpWords words, QWidget* parent)
    : QWidget(parent, Qt::Window), m_words(std::move(words)), m_tabs(new TabStrip(this)), m_browser(new QTextBrowser(this)) {
    setWindowTitle(tr("Glassnet help"));
    resize(760, 680);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kInset, kAbove, kInset, 0);
    row->addWidget(m_tabs);
    column->addLayout(row);
    column->addWidget(m_browser, 1);
    QStringList titles;
    for (const auto& page : helpPages()) {
        titles.append(helpTitle(page));
    }
    m_tabs->setItems(titles);
    m_tabs->setAccessibleName(tr("Pages of the help"));
    m_browser->setAccessibleName(tr("Help"));
    m_browser->setObjectName(QStringLiteral("helpPage"));
    m_browser->setFrameShape(QFrame::NoFrame);
    m_browser->setOpenLinks(false);
    m_browser->setTabChangesFocus(true);
    connect(m_tabs, &TabStrip::currentChanged, this, &HelpWindow::write);
    connect(m_browser, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& link) { showPage(link.path().section(QLatin1Char('.'), 0, 0)); });
    write();
}

QString HelpWindow::page() const { return QString::fromLatin1(helpPages()[static_cast<std::size_t>(m_tabs->current())].key); }

void HelpWindow::showPage(const QString& key) {
    const auto pages = helpPages();
    const auto found = std::ranges::find_if(pages, [&key](const HelpPage& page) { return key == QLatin1String(page.key); });
    if (found != pages.end()) {
        m_tabs->setCurrent(static_cast<int>(found - pages.begin()));
    }
}

void HelpWindow::write() {
    writeHelp(*m_browser->document(), filledHelp(helpText(helpPages()[static_cast<std::size_t>(m_tabs->current())]), m_words).markdown);
    m_browser->moveCursor(QTextCursor::Start);
    m_browser->verticalScrollBar()->setValue(0);
}

void HelpWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QWidget::keyPressEvent(event);
}

void HelpWindow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(Token::Panel));
    painter.setPen(Theme::current().color(Token::Line));
    const double y = m_tabs->geometry().bottom() + 0.5;
    painter.drawLine(QPointF(0, y), QPointF(width(), y));
}

void HelpWindow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        write();
    }
}

}  // namespace glassnet::ui
