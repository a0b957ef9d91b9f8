#include "ui/study/LedgerTable.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "ui/study/LedgerModel.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kBar = 3;
constexpr double kInset = 6;
constexpr double kNamePart = 0.32;  // of the width
QFont headFont() { return Fonts::text(FontSize::Caption); }
QFont cellFont(bool bold) { return Fonts::mono(FontSize::Caption, bold ? QFont::DemiBold : QFont::Normal); }
int alignmentOf(int column) {
    const Qt::Alignment all = Qt::AlignVCenter | (column == LedgerModel::Name ? Qt::AlignLeft : Qt::AlignRight);
    return static_cast<int>(all);
}
int tallRow() { return static_cast<int>(std::ceil(QFontMetricsF(cellFont(false)).height() + kBar + 9)); }

}  // namespace

LedgerHeader::LedgerHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setSortIndicatorShown(true);
    setHighlightSections(false);
    setSectionResizeMode(QHeaderView::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSectionSize(20);
    setAccessibleName(tr("Column heads; Space sorts"));
}

QSize LedgerHeader::sizeHint() const { return {100, static_cast<int>(std::ceil(QFontMetricsF(headFont()).height() + 10))}; }

void LedgerHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const Theme& theme = Theme::current();
    painter->save();
    painter->fillRect(rect, theme.color(Token::Panel));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color(Token::Line));
    const bool sorts = section == sortIndicatorSection();
    const auto words = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const QString arrow = sortIndicatorOrder() == Qt::DescendingOrder ? QStringLiteral(u" \u2193") : QStringLiteral(u" \u2191");
    painter->setFont(headFont());
    painter->setPen(theme.color(sorts ? Token::Ink : Token::Mute));
    const auto inner = QRectF(rect).adjusted(kInset, 0, -kInset, -1);
    painter->drawText(inner, alignmentOf(section), sorts ? words + arrow : words);
    if (hasFocus() && section == m_chosen) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme.color(Token::Accent), 1.5));
        painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), 4, 4);
    }
    painter->restore();
}

void LedgerHeader::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (step != 0) {
        m_chosen = std::clamp(m_chosen + step, 0, count() - 1);
        viewport()->update();
    } else if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        const bool again = m_chosen == sortIndicatorSection();
        const bool rises = again ? sortIndicatorOrder() == Qt::DescendingOrder : m_chosen == LedgerModel::Name;
        setSortIndicator(m_chosen, rises ? Qt::AscendingOrder : Qt::DescendingOrder);
    } else {
        QHeaderView::keyPressEvent(event);
    }
}

void LedgerDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::current();
    painter->save();
    const bool isSum = index.row() == LedgerModel::kSumRow;
    const bool chosen = (option.state & QStyle::State_Selected) != 0;
    if (chosen) {
        painter->fillRect(option.rect, theme.color(Token::AccentSoft));
    }
    if (isSum) {
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme.color(Token::Line));
    }
    const QRectF inner = QRectF(option.rect).adjusted(kInset, 2, -kInset, -3);
    painter->setFont(index.column() == LedgerModel::Name && isSum ? Fonts::text(FontSize::Caption, QFont::DemiBold) : cellFont(isSum));
    painter->setPen(theme.color(Token::Ink));
    const auto text = index.data(Qt::DisplayRole).toString();
    const QRectF words = isSum ? inner : inner.adjusted(0, 0, 0, -kBar - 1);
    painter->drawText(words, alignmentOf(index.column()), text);
    const auto part = index.data(LedgerModel::kPartRole);
    if (part.isValid() && std::isfinite(part.toDouble())) {
        const double middle = inner.center().x();
        const double end = middle + part.toDouble() * inner.width() / 2;
        const QRectF bar(std::min(middle, end), inner.bottom() - kBar, std::abs(end - middle), kBar);
        painter->fillRect(bar, theme.color(part.toDouble() < 0 ? Token::Negative : Token::Positive));
        painter->fillRect(QRectF(std::floor(middle), bar.top() - 1, 1, kBar + 2), theme.color(Token::Faint));
    }
    painter->restore();
}

QSize LedgerDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {80, tallRow()}; }

LedgerTable::LedgerTable(QWidget* parent) : QTableView(parent) {
    auto* header = new LedgerHeader(this);
    setHorizontalHeader(header);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(10);
    setItemDelegate(new LedgerDelegate(this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setAccessibleName(tr("Loss ledger"));
    setToolTip(tr("For each parameter the change of the loss that its gradient promised and the one that came"));
    header->setSortIndicator(LedgerModel::Came, Qt::DescendingOrder);
    setSortingEnabled(true);
}

QSize LedgerTable::sizeHint() const {
    const int rows = model() == nullptr ? 0 : std::min(model()->rowCount(), kMostRows);
    return {320, rows * tallRow() + horizontalHeader()->sizeHint().height()};
}

void LedgerTable::fit() {
    verticalHeader()->setDefaultSectionSize(tallRow());
    updateGeometry();
}

void LedgerTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    const int wide = viewport()->width();
    const int name = static_cast<int>(wide * kNamePart);
    const int number = (wide - name) / 2;
    horizontalHeader()->resizeSection(LedgerModel::Name, wide - 2 * number);
    horizontalHeader()->resizeSection(LedgerModel::Promised, number);
    horizontalHeader()->resizeSection(LedgerModel::Came, number);
}

void LedgerTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        fit();
    }
}

}  // namespace glassnet::ui
