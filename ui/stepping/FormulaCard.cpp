#include "ui/stepping/FormulaCard.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QEvent>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "ui/stepping/EntryText.h"
#include "ui/stepping/FormulaView.h"
#include "ui/support/PillButton.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kMargin = 18;
constexpr double kTop = 12;
constexpr double kTitleGap = 8;
constexpr double kBottom = 14;
constexpr double kCorner = 10;
constexpr double kButtonGap = 8;
constexpr std::size_t kHead = kFoldHead;
constexpr std::size_t kUnfoldStep = 200;

QFont titleFont() { return Fonts::text(FontSize::Body, QFont::DemiBold); }
double titleHeight() { return std::ceil(LaidText::height(titleFont())); }

}  // namespace

FormulaCard::FormulaCard(QWidget* parent) : QWidget(parent), m_view(new FormulaView), m_scroll(new QScrollArea(this)), m_head(kHead) {
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_view);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_view->setAutoFillBackground(false);
    connect(m_view, &FormulaView::hovered, this, &FormulaCard::hovered);
    connect(m_view, &FormulaView::foldClicked, this, &FormulaCard::unfold);
    addButtons();
    write();
}

void FormulaCard::addButtons() {
    const auto add = [this](const QString& text, const QString& tip) {
        auto* button = new PillButton(text, PillButton::Kind::Link, this);
        button->setToolTip(tip);
        button->setAccessibleDescription(tip);
        button->hide();
        return button;
    };
    m_undivide = add(tr("Parts before division"),
                     tr("Show each sample's part before it is divided by the batch size. These numbers are computed for display."));
    m_more = add(tr("More terms"), tr("Show more of the terms that are left out"));
    m_fewer = add(tr("Fewer terms"), tr("Leave out the terms in the middle again"));
    connect(m_more, &QAbstractButton::clicked, this, &FormulaCard::unfold);
    connect(m_fewer, &QAbstractButton::clicked, this, &FormulaCard::foldAgain);
    connect(m_undivide, &QAbstractButton::clicked, this, [this] {
        setUndivided(!m_undivided);
        emit undividedChanged(m_undivided);
    });
}

void FormulaCard::unfold() {
    m_head += kUnfoldStep;
    write(true);
}

void FormulaCard::foldAgain() {
    m_head = kHead;
    write(true);
    m_scroll->verticalScrollBar()->setValue(0);
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
    write(isOther);
}

void FormulaCard::setNumberText(const NumberText& numbers) {
    m_numbers = numbers;
    m_allDigits = numbers.hasAllDigits();
    write(true);
}

void FormulaCard::setDigits(int digits) { setNumberText(m_numbers.withDecimals(digits)); }

void FormulaCard::setAllDigits(bool on) {
    const DType dtype = m_snapshot ? m_snapshot->program->options().dtype : DType::Float32;
    setNumberText(m_numbers.withAllDigits(on, dtype));
}

void FormulaCard::setFractions(bool on) { setNumberText(m_numbers.withFractions(on)); }

void FormulaCard::setUndivided(bool on) {
    if (on != m_undivided) {
        m_undivided = on;
        write(true);
    }
}

void FormulaCard::setHiddenNumbers(std::function<bool(const ElementRef&)> isHidden) {
    m_isHidden = std::move(isHidden);
    write();
}

bool FormulaCard::canUndivide() const {
    return m_snapshot && m_snapshot->explanation && ui::canUndivide(*m_snapshot->program, *m_snapshot->explanation, m_snapshot->rows);
}

void FormulaCard::setHovered(const std::optional<ElementRef>& element) { m_view->setHovered(element); }

void FormulaCard::setHeightBudget(int height) {
    if (height == m_budget) {
        return;
    }
    m_budget = height;
    m_kept = 0;
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

FormulaText FormulaCard::explained() const {
    const Snapshot& snapshot = *m_snapshot;
    FormulaSource source{*m_names,
                         *snapshot.explanation,
                         snapshot.inner ? &*snapshot.inner : nullptr,
                         [&snapshot](const ElementRef& element) { return snapshot.at(element); },
                         m_numbers,
                         m_head};
    if (snapshot.termsShown() < snapshot.explanation->terms.size()) {
        source.shown = snapshot.termsShown();
    }
    source.undivided = m_undivided;
    source.rows = snapshot.rows;
    source.isHidden = m_isHidden;
    return formulaText(source);
}

void FormulaCard::write(bool anew) {
    const int before = heightForWidth(width());
    m_kept = anew ? 0 : m_kept;
    if (m_allDigits && m_snapshot) {
        m_numbers = m_numbers.withAllDigits(true, m_snapshot->program->options().dtype);
    }
    m_formula = m_snapshot && m_snapshot->explanation ? explained() : invitation();
    m_view->setFormula(m_formula, m_numbers, m_snapshot ? m_snapshot->program->options().dtype : DType::Float32);
    const bool folds =
        std::any_of(m_formula.symbols.begin(), m_formula.symbols.end(), [](const FormulaToken& token) { return token.fold; });
    // Whoever pressed the last button of a pair is taken to the other one, not to nowhere.
    const bool moreHadFocus = m_more->hasFocus();
    const bool fewerHadFocus = m_fewer->hasFocus();
    m_more->setVisible(folds);
    m_fewer->setVisible(m_head > kHead);
    if (moreHadFocus && !folds) {
        m_fewer->setFocus();
    } else if (fewerHadFocus && m_head == kHead) {
        m_more->setFocus();
    }
    m_undivide->setText(m_undivided ? tr("Parts as they are") : tr("Parts before division"));
    m_undivide->setAccessibleName(m_undivide->text());
    m_undivide->setVisible(canUndivide());
    setAccessibleName(m_formula.title);
    QStringList lines{lineText(m_formula.symbols), lineText(m_formula.numbers)};
    for (const FormulaLine& aside : m_formula.asides) {
        lines.append(lineText(aside));
    }
    lines.append(m_formula.sentence);
    setAccessibleDescription(lines.join(QLatin1Char('\n')));
    m_kept = std::max(m_keptWidth == width() ? m_kept : 0, heightNeeded(width()));
    m_keptWidth = width();
    place();
    if (heightForWidth(width()) != before) {
        updateGeometry();
        emit heightChanged();
    }
    update();
}

void FormulaCard::placeButtons() {
    double right = width() - Fonts::scaled(kMargin);
    for (PillButton* button : {m_undivide, m_more, m_fewer}) {
        if (button->isHidden()) {
            continue;
        }
        const QSize size = button->sizeHint();
        right -= size.width();
        // The word stands on the title's line; the button's own margins reach above and below it.
        button->setGeometry(static_cast<int>(right), static_cast<int>(Fonts::scaled(kTop) + (titleHeight() - size.height()) / 2),
                            size.width(), size.height());
        right -= Fonts::scaled(kButtonGap);
    }
    m_titleEnd = right;
}

int FormulaCard::heightForWidth(int width) const {
    const bool isKept = m_kept > 0 && width == m_keptWidth;
    return std::min(m_budget, isKept ? m_kept : heightNeeded(width));
}

int FormulaCard::heightNeeded(int width) const {
    const int inner = std::max(1, width - 2 * static_cast<int>(Fonts::scaled(kMargin)) + FormulaView::kInset);
    const double around = Fonts::scaled(kTop) + titleHeight() + Fonts::scaled(kTitleGap) + Fonts::scaled(kBottom);
    return static_cast<int>(around) + m_view->heightOfLines(inner, std::max(1, m_budget - static_cast<int>(around)));
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
    placeButtons();
}

void FormulaCard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void FormulaCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_kept = 0;
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
    const QRectF title(Fonts::scaled(kMargin), Fonts::scaled(kTop), std::max(0.0, m_titleEnd - Fonts::scaled(kMargin)), titleHeight());
    LaidText::draw(painter, titleFont(), title, Qt::AlignLeft | Qt::AlignVCenter,
                   LaidText::elided(titleFont(), m_formula.title, title.width()));
}

}  // namespace glassnet::ui
