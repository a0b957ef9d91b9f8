#include "ui/history/HistoryList.h"

#include <QEvent>
#include <QKeyEvent>
#include <algorithm>

#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Icon.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kIcon = 16;
constexpr double kTall = 28;

/// A ring for the opening, a step for time, a dot for an edit.
QPixmap signOf(const HistoryLine* line, const QColor& color, double dpr) {
    if (line != nullptr && line->isTime) {
        return Icon::pixmap(QStringLiteral("step-forward"), color, kIcon, dpr);
    }
    return Icon::pixmap(line == nullptr ? QStringLiteral("to-start") : QStringLiteral("edit"), color, kIcon, dpr);
}

}  // namespace

HistoryList::HistoryList(QWidget* parent) : QListWidget(parent) {
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("History"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    setUniformItemSizes(true);
    setIconSize({kIcon, kIcon});
    setMouseTracking(true);
    keepKeys(this, {Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown});
    connect(this, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) { jumpTo(row(item)); });
    setHistory({}, 0);
}

void HistoryList::setHistory(const std::vector<HistoryLine>& lines, int done) {
    m_lines = lines;
    m_done = std::clamp(done, 0, static_cast<int>(lines.size()));
    const int wanted = static_cast<int>(lines.size()) + 1;
    while (count() > wanted) {
        delete takeItem(count() - 1);
    }
    while (count() < wanted) {
        addItem(QString());
    }
    dress();
    setCurrentRow(m_done);
    scrollToItem(item(m_done));
}

void HistoryList::dress() {
    m_dressing = true;
    const Theme& theme = Theme::current();
    for (int i = 0; i < count(); ++i) {
        const auto* line = i == 0 ? nullptr : &m_lines[static_cast<std::size_t>(i) - 1];
        const QString title = line == nullptr ? tr("As opened") : line->title;
        const bool isHere = i == m_done;
        const bool isFuture = i > m_done;
        const QColor color = theme.color(isHere ? Token::Accent : isFuture ? Token::Faint : Token::Ink);
        auto* entry = item(i);
        entry->setText(title);
        entry->setToolTip(title);
        entry->setForeground(color);
        entry->setFont(Fonts::text(FontSize::Body, isHere ? QFont::DemiBold : QFont::Normal));
        entry->setIcon(QIcon(signOf(line, isHere || isFuture ? color : theme.color(Token::Mute), devicePixelRatioF())));
        entry->setSizeHint({0, static_cast<int>(Fonts::scaled(kTall))});
        entry->setData(Qt::AccessibleTextRole, isHere ? tr("%1; here").arg(title) : isFuture ? tr("%1; undone").arg(title) : title);
    }
    // Colors of lines hold while they are selected, too: the mark is the ground.
    const auto sheet =
        QStringLiteral(
            "QListWidget { background: transparent; border: none; outline: none; }"
            "QListWidget::item { border-radius: 6px; padding: 0px 6px; }"
            "QListWidget::item:hover { background: %1; }"
            "QListWidget::item:selected { background: %2; color: %3; }")
            .arg(theme.color(Token::Window).name(), theme.color(Token::AccentSoft).name(), theme.color(Token::Accent).name());
    if (sheet != styleSheet()) {
        setStyleSheet(sheet);
    }
    m_dressing = false;
}

void HistoryList::jumpTo(int index) {
    if (index >= 0 && index != m_done) {
        emit jumpRequested(index);
    }
}

void HistoryList::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        jumpTo(currentRow());
    } else {
        QListWidget::keyPressEvent(event);
    }
}

void HistoryList::changeEvent(QEvent* event) {
    QListWidget::changeEvent(event);
    if (!m_dressing && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)) {
        dress();
    }
}

}  // namespace glassnet::ui
