#include "ui/palette/Palette.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/palette/PaletteEntry.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kWidth = 208;
constexpr double kCollapsedWidth = 60;
constexpr int kMargin = 12;
constexpr int kCollapsedMargin = 8;
constexpr int kGap = 6;
constexpr int kCollapsedGap = 3;  // all of it stays in view above the tape of a window 768 high
constexpr int kAboveSection = 12;
constexpr double kTitleSide = 6;

/// The words above a section. Painted, not a label: a change of the theme would give a label the window's font.
class SectionTitle final : public QWidget {
public:
    SectionTitle(const QString& text, QWidget* parent) : QWidget(parent), m_text(text) { setAccessibleName(text); }

    [[nodiscard]] QSize sizeHint() const override {
        const QFontMetricsF metrics(words());
        return {static_cast<int>(std::ceil(metrics.horizontalAdvance(m_text) + 2 * kTitleSide)),
                static_cast<int>(std::ceil(metrics.height())) + 2};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setFont(words());
        painter.setPen(Theme::current().color(Token::Mute));
        const auto align = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignTop;
        painter.drawText(QRectF(rect()).adjusted(kTitleSide, 0, -kTitleSide, 0), static_cast<int>(align), m_text);
    }

private:
    [[nodiscard]] static QFont words() { return Fonts::text(FontSize::Caption, QFont::DemiBold); }

    QString m_text;
};

}  // namespace

Palette::Palette(QWidget* parent) : QWidget(parent), m_scroll(new QScrollArea(this)) {
    setAccessibleName(tr("Palette of layers and data"));
    auto* frame = new QVBoxLayout(this);
    frame->setContentsMargins(0, 0, 1, 0);
    frame->addWidget(m_scroll);
    auto* inside = new QWidget;
    m_column = new QVBoxLayout(inside);
    m_column->setSpacing(kGap);
    for (const PaletteRow& row : paletteTable()) {
        QWidget*& title = m_titles.at(static_cast<std::size_t>(row.section));
        if (title == nullptr) {
            if (!m_entries.empty()) {
                m_column->addSpacing(kAboveSection);
            }
            title = new SectionTitle(paletteSectionTitle(row.section), inside);
            m_column->addWidget(title);
        }
        auto* entry = new PaletteEntry(row, inside);
        const std::size_t index = m_entries.size();
        connect(entry, &PaletteEntry::clicked, this,
                [this, &row] { emit activated(paletteMime(row.section), QString::fromLatin1(row.key)); });
        connect(entry, &PaletteEntry::focused, this, [this, index] { setCurrent(index); });
        connect(entry, &PaletteEntry::moveRequested, this, &Palette::move);
        m_column->addWidget(entry);
        m_entries.push_back(entry);
    }
    m_column->addStretch(1);
    m_scroll->setWidget(inside);
    inside->setAutoFillBackground(false);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    setCurrent(0);
    dress();
}

PaletteEntry* Palette::entry(const QString& key) const {
    const auto found = std::ranges::find_if(m_entries, [&key](const PaletteEntry* each) { return key == QLatin1String(each->row().key); });
    return found == m_entries.end() ? nullptr : *found;
}

void Palette::setCollapsed(bool collapsed) {
    if (collapsed == m_collapsed) {
        return;
    }
    m_collapsed = collapsed;
    for (auto* entry : m_entries) {
        entry->setCollapsed(collapsed);
    }
    for (auto* title : m_titles) {
        title->setVisible(!collapsed);
    }
    dress();
}

void Palette::setCurrent(std::size_t index) {
    m_current = index;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        m_entries[i]->setFocusPolicy(i == index ? Qt::StrongFocus : Qt::ClickFocus);
    }
    m_scroll->ensureWidgetVisible(m_entries[index], 0, kMargin);
}

void Palette::dress() {
    const int margin = m_collapsed ? kCollapsedMargin : kMargin;
    m_column->setContentsMargins(margin, m_collapsed ? kCollapsedMargin : 18, margin, m_collapsed ? kCollapsedMargin : kMargin);
    m_column->setSpacing(m_collapsed ? kCollapsedGap : kGap);
    setFixedWidth(static_cast<int>(Fonts::scaled(m_collapsed ? kCollapsedWidth : kWidth)));
}

void Palette::move(int key) {
    const std::size_t last = m_entries.size() - 1;
    std::size_t next = m_current;
    switch (key) {
        case Qt::Key_Up:
        case Qt::Key_Left:
            next = m_current == 0 ? 0 : m_current - 1;
            break;
        case Qt::Key_Down:
        case Qt::Key_Right:
            next = std::min(m_current + 1, last);
            break;
        case Qt::Key_Home:
            next = 0;
            break;
        case Qt::Key_End:
            next = last;
            break;
        default:
            break;
    }
    m_entries[next]->setFocus(Qt::TabFocusReason);
}

void Palette::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        dress();
    }
}

void Palette::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::Panel));
    const int edge = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    painter.fillRect(QRect(edge, 0, 1, height()), theme.color(Token::Line));
}

}  // namespace glassnet::ui
