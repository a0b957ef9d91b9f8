#include "ui/find/FindList.h"

#include <QFontMetricsF>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/find/FindMatch.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Icon.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kMostShown = 9;
constexpr int kMargin = 5;
constexpr double kRow = 32;
constexpr double kSide = 10;
constexpr double kIcon = 18;
constexpr double kFindWide = 400;

/// Paints one row.
class RowPainter final : public QStyledItemDelegate {
public:
    RowPainter(const std::vector<FindRow>& rows, QObject* parent) : QStyledItemDelegate(parent), m_rows(rows) {}

    void setQuery(const QString& query) {
        m_query = query;
        m_hasIcons = std::ranges::any_of(m_rows, [](const FindRow& row) { return !row.icon.isEmpty(); });
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {static_cast<int>(Fonts::scaled(kFindWide)) / 2, static_cast<int>(Fonts::scaled(kRow))};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& theme = Theme::current();
        const FindRow& row = m_rows.at(static_cast<std::size_t>(index.row()));
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.color(Token::AccentSoft));
            painter->drawRoundedRect(option.rect, 6, 6);
        }
        QRectF free = QRectF(option.rect).adjusted(kSide, 0, -kSide, 0);
        const double icon = Fonts::scaled(kIcon);
        const auto logical = [&free, &option](double left, double width) {
            const double at = option.direction == Qt::RightToLeft ? free.right() - left - width : free.left() + left;
            return QRectF(at, free.top(), width, free.height());
        };
        double left = 0;
        if (m_hasIcons) {
            if (!row.icon.isEmpty()) {
                const QRectF place = logical(0, icon);
                Icon::paint(*painter, {place.left(), std::round(place.center().y() - icon / 2), icon, icon}, row.icon,
                            theme.color(Token::Ink), theme.color(Token::Accent));
            }
            left = icon + kSide;
        }
        double right = 0;
        if (!row.detail.isEmpty()) {
            painter->setFont(Fonts::text(FontSize::Caption));
            painter->setPen(theme.color(Token::Mute));
            right = std::ceil(QFontMetricsF(painter->font()).horizontalAdvance(row.detail));
            painter->drawText(logical(free.width() - right, right), Qt::AlignCenter | Qt::TextDontClip, row.detail);
            right += 2 * kSide;
        }
        painter->setPen(theme.color(Token::Ink));
        paintTitle(*painter, logical(left, std::max(0.0, free.width() - left - right)), row.title, option.direction);
        painter->restore();
    }

private:
    void paintTitle(QPainter& painter, const QRectF& place, const QString& title, Qt::LayoutDirection direction) const {
        const QFont bold = Fonts::text(FontSize::Body, QFont::Bold);
        // Measured in bold, so that no letter that is set in bold pushes the last ones out.
        const QString shown = QFontMetricsF(bold).elidedText(title, Qt::ElideRight, place.width());
        QTextLayout layout(shown, Fonts::text(FontSize::Body));
        QTextOption option;
        option.setTextDirection(direction);
        option.setWrapMode(QTextOption::NoWrap);
        layout.setTextOption(option);
        QList<QTextLayout::FormatRange> formats;
        if (const auto match = findMatch(m_query, title)) {
            for (const int at : match->places) {
                if (at < shown.size()) {
                    QTextCharFormat format;
                    format.setFont(bold);
                    formats.append({at, 1, format});
                }
            }
        }
        layout.setFormats(formats);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(place.width());
        layout.endLayout();
        layout.draw(&painter, QPointF(place.left(), std::round(place.center().y() - line.height() / 2)));
    }

    const std::vector<FindRow>& m_rows;
    QString m_query;
    bool m_hasIcons = false;
};

}  // namespace

FindList::FindList(QWidget* parent) : QWidget(parent), m_list(new QListWidget(this)), m_nothing(new QLabel(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    m_list->setItemDelegate(new RowPainter(m_rows, m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("What was found"));
    m_list->viewport()->setAutoFillBackground(false);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(static_cast<int>(kSide) - 2);
    connect(m_list, &QListWidget::itemEntered, this, [this](QListWidgetItem* item) { m_list->setCurrentItem(item); });
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { emit clicked(m_list->row(item)); });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) {
            emit currentChanged();
        }
    });
}

void FindList::setRows(const std::vector<FindRow>& rows, const QString& query) {
    m_list->clear();
    m_rows = rows;
    static_cast<RowPainter*>(m_list->itemDelegate())->setQuery(query);
    for (const FindRow& row : rows) {
        auto* item = new QListWidgetItem(row.title, m_list);
        item->setData(Qt::AccessibleTextRole, row.title);
        item->setData(Qt::AccessibleDescriptionRole, row.detail);
    }
    m_nothing->setText(tr("Nothing is called “%1”.").arg(query.simplified()));
    m_nothing->setVisible(rows.empty());
    m_list->setVisible(!rows.empty());
    setCurrent(0);
    updateGeometry();
}

int FindList::current() const { return m_list->currentRow(); }

void FindList::setCurrent(int index) {
    if (!m_rows.empty()) {
        m_list->setCurrentRow(std::clamp(index, 0, static_cast<int>(m_rows.size()) - 1));
    }
}

int FindList::pageRows() const { return std::max(1, m_list->viewport()->height() / static_cast<int>(Fonts::scaled(kRow)) - 1); }

QRect FindList::rowRect(int index) const {
    const QRect place = m_list->visualItemRect(m_list->item(index));
    return {m_list->viewport()->mapTo(this, place.topLeft()), place.size()};
}

QSize FindList::sizeHint() const {
    const int wide = static_cast<int>(Fonts::scaled(kFindWide));
    if (m_rows.empty()) {
        return {wide, m_nothing->heightForWidth(wide - 2 * kMargin) + 2 * kMargin};
    }
    const int shown = std::min(static_cast<int>(m_rows.size()), kMostShown);
    return {wide, shown * static_cast<int>(Fonts::scaled(kRow)) + 2 * kMargin};
}

void FindList::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Line), 1));
    painter.setBrush(theme.color(Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

}  // namespace glassnet::ui
