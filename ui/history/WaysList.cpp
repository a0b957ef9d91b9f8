#include "ui/history/WaysList.h"

#include <QEvent>
#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/history/WayPainter.h"
#include "ui/history/WayText.h"
#include "ui/inspector/Note.h"
#include "ui/support/KeepKeys.h"

namespace glassnet::ui {

namespace {

constexpr int kGap = 8;
constexpr int kBranchRole = static_cast<int>(WayRole::Here) + 1;

}  // namespace

WaysList::WaysList(QWidget* parent)
    : QWidget(parent), m_list(new QListWidget(this)), m_invitation(new Note(this)), m_memory(new Note(this)) {
    setAccessibleName(tr("Ways through time"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Ways through time"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setItemDelegate(new WayPainter(m_list));
    m_list->installEventFilter(this);
    keepKeys(m_list,
             {Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Return, Qt::Key_Enter});
    m_invitation->setText(tr("So far there is one way. Go back and change a value to begin another."));
    for (Note* note : {m_invitation, m_memory}) {
        note->setContentsMargins(kGap + 3, 0, kGap, 0);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(m_list, 1);
    column->addWidget(m_invitation);
    column->addWidget(m_memory);
    column->addStretch();
    connect(m_list, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) { choose(m_list->row(item)); });
    write();
    dress();
}

void WaysList::setTime(const std::shared_ptr<const TimeFacts>& time) {
    if (time != m_time) {
        m_time = time;
        write();
    }
}

void WaysList::setNumberText(const NumberText& numbers) {
    m_numbers = numbers;
    write();
}

void WaysList::write() {
    const auto lines = m_time ? wayLines(*m_time, m_numbers) : std::vector<WayLine>();
    const int wanted = static_cast<int>(lines.size());
    while (m_list->count() > wanted) {
        delete m_list->takeItem(m_list->count() - 1);
    }
    while (m_list->count() < wanted) {
        m_list->addItem(QString());
    }
    for (int i = 0; i < wanted; ++i) {
        const WayLine& line = lines[static_cast<std::size_t>(i)];
        auto* item = m_list->item(i);
        item->setText(line.name);
        item->setToolTip(line.sentence());
        item->setData(Qt::AccessibleTextRole, line.sentence());
        item->setData(static_cast<int>(WayRole::Name), line.name);
        item->setData(static_cast<int>(WayRole::Loss), line.loss);
        item->setData(static_cast<int>(WayRole::About), line.about);
        item->setData(static_cast<int>(WayRole::Depth), line.depth);
        QVariantList rails;
        for (const int level : line.rails) {
            rails.append(level);
        }
        item->setData(static_cast<int>(WayRole::Rails), rails);
        item->setData(static_cast<int>(WayRole::Here), line.isHere);
        item->setData(kBranchRole, QVariant::fromValue(line.branch.value));
        if (line.isHere && !m_list->hasFocus()) {
            // Who looks at the list with the arrow keys is left where they are.
            m_list->setCurrentRow(i);
            m_list->scrollToItem(item);
        }
    }
    m_list->setVisible(wanted > 1);
    m_invitation->setVisible(wanted <= 1);
    m_memory->setVisible(m_time != nullptr);
    m_memory->setText(m_time ? memoryText(*m_time) : QString());
    fitHeight();
}

/// The list is as high as its lines, at least three of them, where there is room.
void WaysList::fitHeight() {
    const int row = m_list->sizeHintForRow(0);
    m_list->setMinimumHeight(std::max(0, row * std::min(m_list->count(), 3)));
    m_list->setMaximumHeight(std::max(1, row * m_list->count()));
}

void WaysList::dress() {
    m_isDressing = true;
    m_list->setStyleSheet(QStringLiteral("QListWidget { background: transparent; border: none; outline: none; }"));
    m_isDressing = false;
    fitHeight();
}

void WaysList::choose(int row) {
    if (m_time && row >= 0 && row < m_list->count()) {
        const BranchId branch{m_list->item(row)->data(kBranchRole).toUInt()};
        if (branch != m_time->branch) {
            emit branchChosen(branch);
        }
    }
}

bool WaysList::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose(m_list->currentRow());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void WaysList::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (!m_isDressing && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)) {
        dress();
    }
}

}  // namespace glassnet::ui
