#include "ui/training/RunsDelegate.h"

#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"
#include "ui/training/RunsModel.h"

namespace glassnet::ui {

namespace {

constexpr double kInset = 6;
constexpr double kRunsBox = 12;
constexpr double kLine = 14;
constexpr double kRunsGap = 6;
constexpr double kBefore = kRunsBox + kRunsGap + kLine + kRunsGap;  // what stands before a name

QFont headFont() { return Fonts::text(FontSize::Caption); }
QFont fontOf(const QModelIndex& index) { return index.data(Qt::FontRole).value<QFont>(); }
bool isName(const QModelIndex& index) { return index.column() == RunsModel::Name; }

void paintBox(QPainter& painter, const QRectF& box, bool isOn) {
    const Theme& theme = Theme::current();
    painter.setPen(QPen(theme.color(isOn ? Token::Accent : Token::Faint), 1));
    painter.setBrush(theme.color(isOn ? Token::Accent : Token::Window));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    if (isOn) {
        painter.setPen(QPen(theme.color(Token::OnAccent), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF tick[] = {
            {box.left() + 3, box.center().y()}, {box.left() + 5, box.center().y() + 2.5}, {box.right() - 3, box.center().y() - 2.5}};
        painter.drawPolyline(tick, 3);
    }
}

}  // namespace

QRectF RunsDelegate::boxRect(const QRect& cell) {
    return {cell.left() + kInset, std::round(cell.center().y() - kRunsBox / 2), kRunsBox, kRunsBox};
}

void RunsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::current();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if ((option.state & QStyle::State_Selected) != 0) {
        painter->fillRect(option.rect, theme.color(Token::AccentSoft));
    }
    QRectF inner = QRectF(option.rect).adjusted(kInset, 0, -kInset, 0);
    if (isName(index)) {
        paintBox(*painter, boxRect(option.rect), index.data(Qt::CheckStateRole).toInt() == Qt::Checked);
        painter->setPen(QPen(index.data(RunsModel::kColorRole).value<QColor>(), 2, Qt::SolidLine, Qt::RoundCap));
        const double left = inner.left() + kRunsBox + kRunsGap;
        painter->drawLine(QPointF(left + 1, inner.center().y()), QPointF(left + kLine - 1, inner.center().y()));
        inner.adjust(kBefore, 0, 0, 0);
    }
    painter->setFont(fontOf(index));
    painter->setPen(theme.color(Token::Ink));
    painter->drawText(inner, index.data(Qt::TextAlignmentRole).toInt(),
                      QFontMetricsF(fontOf(index)).elidedText(index.data().toString(), Qt::ElideRight, inner.width() + 1));
    painter->restore();
}

QSize RunsDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const QFontMetricsF metrics(fontOf(index));
    const double wide = metrics.horizontalAdvance(index.data().toString()) + 2 * kInset + (isName(index) ? kBefore : 0);
    return {static_cast<int>(std::ceil(wide)) + 2, static_cast<int>(std::ceil(metrics.height())) + 10};
}

bool RunsDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index) {
    const bool isClick = event->type() == QEvent::MouseButtonRelease && isName(index) &&
                         boxRect(option.rect).adjusted(-4, -4, 4, 4).contains(static_cast<QMouseEvent*>(event)->position());
    if (isClick) {
        const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        return model->setData(index, static_cast<int>(isOn ? Qt::Unchecked : Qt::Checked), Qt::CheckStateRole);
    }
    return false;
}

void RunsDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const {
    editor->setGeometry(option.rect.adjusted(static_cast<int>(kBefore), 0, 0, 0));
}

RunsHeader::RunsHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setSortIndicatorShown(true);
    setHighlightSections(false);
    setMinimumSectionSize(20);
    setAccessibleName(tr("Column heads"));
}

QSize RunsHeader::sectionSizeFromContents(int section) const {
    const QFontMetricsF metrics(headFont());
    const double arrow = metrics.horizontalAdvance(QStringLiteral(u" \u2193"));
    const double wide = metrics.horizontalAdvance(model()->headerData(section, Qt::Horizontal).toString()) + arrow + 2 * kInset;
    return {static_cast<int>(std::ceil(wide)) + 1, static_cast<int>(std::ceil(metrics.height())) + 10};
}

void RunsHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const Theme& theme = Theme::current();
    painter->save();
    painter->fillRect(rect, theme.color(Token::Panel));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color(Token::Line));
    const bool sorts = section == sortIndicatorSection();
    const QString arrow = sortIndicatorOrder() == Qt::DescendingOrder ? QStringLiteral(u" \u2193") : QStringLiteral(u" \u2191");
    const QString words = model()->headerData(section, Qt::Horizontal).toString();
    painter->setFont(headFont());
    painter->setPen(theme.color(sorts ? Token::Ink : Token::Mute));
    painter->drawText(QRectF(rect).adjusted(kInset, 0, -kInset, -1),
                      model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt(), sorts ? words + arrow : words);
    painter->restore();
}

}  // namespace glassnet::ui
