#include "ui/stepping/FormulaCard.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "ui/stepping/EntryText.h"
#include "ui/stepping/FormulaView.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kMargin = 18;
constexpr double kTop = 12;
constexpr double kTitleGap = 8;
constexpr double kBottom = 14;
constexpr double kCorner = 10;
constexpr std::size_t kHead = 5;
constexpr std::size_t kUnfoldStep = 200;

QFont titleFont() { return Fonts::text(FontSize::Body, QFont::DemiBold); }
double titleHeight() { return std::ceil(QFontMetricsF(titleFont()).height()); }

}  // namespace

FormulaCard::FormulaCard(QWidget* parent) : QWidget(parent), m_view(new FormulaView), m_scroll(new QScrollArea(this)), m_head(kHead) {
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_view);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_view->setAutoFillBackground(false);
    connect(m_view, &FormulaView::hovered, this, &FormulaCard::hovered);
    connect(m_view, &FormulaView::foldClicked, this, [this] {
        m_head += kUnfoldStep;
        write();
    });
    write();
}

void FormulaCard::setSnapshot(SnapshotPtr snapshot) {
    const bool isOther = !m_snapshot || !snapshot || m_snapshot->program != snapshot->program || m_snapshot->network != snapshot->network;
    m_snapshot = std::move(snapshot);
    if (isOther) {
        m_names = m_snapshot ? std::make_unique<SymbolNames>(*m_snapshot->network, *m_snapshot->program) : nullptr;
    }
    std::optional<ElementRef> focus;
    if (m_snapshot && m_snapshot->explanation) {
        focus = ElementRef{m_snapshot->explanation->tensor, m_snapshot->explanation->element};
    }
    if (isOther || focus != m_focus) {
        m_focus = focus;
        m_head = kHead;
        m_scroll->verticalScrollBar()->setValue(0);
    }
    write();
}

void FormulaCard::setDigits(int digits) {
    m_digits = std::clamp(digits, NumberText::kFewest, NumberText::kMost);
    write();
}

void FormulaCard::setHovered(const std::optional<ElementRef>& element) { m_view->setHovered(element); }

void FormulaCard::setHeightBudget(int height) {
    if (height == m_budget) {
        return;
    }
    m_budget = height;
    place();
    emit heightChanged();
}

FormulaText FormulaCard::invitation() const {
    if (!m_snapshot) {
        return {tr("Nothing to show yet"), {}, {}, tr("Draw a network first: its numbers are explained here.")};
    }
    if (m_snapshot->position == 0) {
        return {tr("Nothing is computed yet"),
                {},
                {},
                tr("Press the large round button below, or the right arrow key, to compute the first step.")};
    }
    const EntryText text = entryText(*m_names, *m_snapshot->current(), m_snapshot->rows);
    return {text.formula, {}, {}, tr("%1 Click a unit, a connection or a cell to see how its number came about.").arg(text.sentence)};
}

void FormulaCard::write() {
    const NumberText numbers(m_digits);
    const int before = heightForWidth(width());
    if (m_snapshot && m_snapshot->explanation) {
        const Snapshot& snapshot = *m_snapshot;
        m_formula = formulaText({*m_names, *snapshot.explanation, snapshot.inner ? &*snapshot.inner : nullptr,
                                 [&snapshot](const ElementRef& element) { return snapshot.at(element); }, numbers, m_head});
    } else {
        m_formula = invitation();
    }
    m_view->setFormula(m_formula, numbers, m_snapshot ? m_snapshot->program->options().dtype : DType::Float32);
    setAccessibleName(m_formula.title);
    setAccessibleDescription(lineText(m_formula.symbols) + QLatin1Char('\n') + lineText(m_formula.numbers) + QLatin1Char('\n') +
                             m_formula.sentence);
    place();
    if (heightForWidth(width()) != before) {
        updateGeometry();
        emit heightChanged();
    }
    update();
}

int FormulaCard::heightForWidth(int width) const {
    const int inner = std::max(1, width - 2 * static_cast<int>(Fonts::scaled(kMargin)) + FormulaView::kInset);
    const double around = Fonts::scaled(kTop) + titleHeight() + Fonts::scaled(kTitleGap) + Fonts::scaled(kBottom);
    return std::min(m_budget, static_cast<int>(around) + m_view->heightForWidth(inner));
}

QSize FormulaCard::sizeHint() const {
    const int width = static_cast<int>(Fonts::scaled(730));
    return {width, heightForWidth(width)};
}

void FormulaCard::place() {
    const int left = static_cast<int>(Fonts::scaled(kMargin)) - FormulaView::kInset;
    const int top = static_cast<int>(Fonts::scaled(kTop) + titleHeight() + Fonts::scaled(kTitleGap));
    const int inner = std::max(1, width() - left - static_cast<int>(Fonts::scaled(kMargin)));
    const int room = std::max(1, height() - top - static_cast<int>(Fonts::scaled(kBottom)));
    // The bar of a long formula stands in the card's right margin, so that the lines do not wrap anew.
    m_scroll->setGeometry(left, top, inner + left - 4, room);
    m_view->resize(inner, m_view->heightForWidth(inner));
}

void FormulaCard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void FormulaCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        place();
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

void FormulaCard::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Line), 1));
    painter.setBrush(theme.color(Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
    painter.setPen(theme.color(Token::Mute));
    painter.setFont(titleFont());
    const QRectF title(Fonts::scaled(kMargin), Fonts::scaled(kTop), width() - 2 * Fonts::scaled(kMargin), titleHeight());
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(titleFont()).elidedText(m_formula.title, Qt::ElideRight, title.width()));
}

QString explanationSentence(const Snapshot& snapshot, const NumberText& numbers) {
    const std::size_t count = snapshot.program->size();
    if (snapshot.position == 0) {
        return FormulaCard::tr("No step has run yet; there are %1 in this pass.").arg(count);
    }
    const SymbolNames names(*snapshot.network, *snapshot.program);
    const QString sentence = entryText(names, *snapshot.current(), snapshot.rows).sentence;
    if (!snapshot.explanation) {
        return FormulaCard::tr("Step %1 of %2: %3").arg(snapshot.position).arg(count).arg(sentence);
    }
    return FormulaCard::tr("Step %1 of %2: %3 %4 is %5.")
        .arg(QString::number(snapshot.position), QString::number(count), sentence,
             names.element(snapshot.explanation->tensor, snapshot.explanation->element), numbers.of(snapshot.explanation->result));
}

}  // namespace glassnet::ui
