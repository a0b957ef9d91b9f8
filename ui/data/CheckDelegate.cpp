#include "ui/data/CheckDelegate.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kBox = 15;

}  // namespace

void CheckDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto& theme = Theme::current();
    const bool isChecked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const bool isHere = (option.state & QStyle::State_HasFocus) != 0;
    const QRectF box(option.rect.left() + 1.5, option.rect.center().y() - kBox / 2 + 0.5, kBox, kBox);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme.color(isChecked || isHere ? Token::Accent : Token::Faint), isHere ? 2 : 1));
    painter->setBrush(theme.color(isChecked ? Token::Accent : Token::Window));
    painter->drawRoundedRect(box, 4, 4);
    if (isChecked) {
        painter->setPen(QPen(theme.color(Token::OnAccent), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF tick[] = {
            {box.left() + 3.8, box.top() + 7.8}, {box.left() + 6.5, box.top() + 10.5}, {box.left() + 11.3, box.top() + 4.8}};
        painter->drawPolyline(tick, 3);
    }
    painter->setFont(option.font);
    painter->setPen(theme.color(Token::Ink));
    const QRect words = option.rect.adjusted(kMarkWide, 0, 0, 0);
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                      option.fontMetrics.elidedText(index.data().toString(), option.textElideMode, words.width()));
    painter->restore();
}

bool CheckDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index) {
    const bool isClick = event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton &&
                         option.rect.contains(static_cast<QMouseEvent*>(event)->position().toPoint());
    const bool isSpace = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    if (!isClick && !isSpace) {
        return false;
    }
    const bool isChecked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

}  // namespace glassnet::ui
