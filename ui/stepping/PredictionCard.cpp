#include "ui/stepping/PredictionCard.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <algorithm>
#include <chrono>
#include <cmath>

#include "ui/stepping/FormulaView.h"
#include "ui/support/ErrorText.h"
#include "ui/support/PillButton.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kPredictionMargin = 18;
constexpr double kPredictionTop = 12;
constexpr double kPredictionGap = 8;
constexpr double kPredictionBottom = 14;
constexpr double kPredictionCorner = 10;
constexpr double kFieldWidth = 150;
constexpr std::size_t kPredictionUnfoldStep = 200;

QFont questionFont() { return Fonts::text(FontSize::Heading, QFont::DemiBold); }
QFont verdictFont() { return Fonts::text(FontSize::Body); }
double lineOf(const QFont& font) { return std::ceil(QFontMetricsF(font).height()); }

double steadySeconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

PredictionCard::PredictionCard(QWidget* parent)
    : QWidget(parent), m_clock(steadySeconds), m_field(new QLineEdit(this)), m_view(new FormulaView), m_scroll(new QScrollArea(this)) {
    const auto button = [this](const QString& text, PillButton::Kind kind, const QString& tip, void (PredictionCard::*act)()) {
        auto* made = new PillButton(text, kind, this);
        made->setToolTip(tip);
        made->setAccessibleDescription(tip);
        connect(made, &QAbstractButton::clicked, this, act);
        return made;
    };
    m_check = button(tr("Check"), PillButton::Kind::Primary, tr("See whether the answer is right (Enter)"), &PredictionCard::check);
    m_hint = button(tr("Hint"), PillButton::Kind::Quiet, tr("Show the next term of the sum"), &PredictionCard::hint);
    m_reveal = button(tr("Reveal"), PillButton::Kind::Quiet, tr("Show the value and how it came about"), &PredictionCard::reveal);
    m_skip = button(tr("Skip"), PillButton::Kind::Link, tr("Leave this question (Escape)"), &PredictionCard::goOn);
    m_field->setFont(Fonts::mono(FontSize::Body));
    m_field->setToolTip(tr("Type the value; a fraction such as 1/3 is fine"));
    m_field->setPlaceholderText(tr("your answer"));
    connect(m_field, &QLineEdit::returnPressed, this, &PredictionCard::check);
    connect(m_view, &FormulaView::hovered, this, &PredictionCard::hovered);
    connect(m_view, &FormulaView::foldClicked, this, [this] {
        m_head += kPredictionUnfoldStep;
        write();
    });
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_view);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_view->setAutoFillBackground(false);
    write();
}

bool PredictionCard::ask(SnapshotPtr snapshot) {
    auto question = Prediction::of(std::move(snapshot));
    if (!question) {
        return false;
    }
    m_prediction = std::move(question);
    m_asked = m_clock();
    m_verdict.clear();
    m_isRefusal = false;
    m_head = kFoldHead;
    m_field->clear();
    write();
    m_field->setFocus();
    return true;
}

void PredictionCard::setNumberText(const NumberText& numbers) {
    m_numbers = numbers;
    write();
}

void PredictionCard::setHeightBudget(int height) {
    if (height != m_budget) {
        m_budget = height;
        place();
        emit heightChanged();
    }
}

void PredictionCard::leave() {
    if (m_prediction) {
        goOn();
    }
}

void PredictionCard::check() {
    if (!m_prediction) {
        return;
    }
    if (!m_prediction->isOpen()) {
        return goOn();
    }
    const QString text = m_field->text().trimmed();
    if (text.isEmpty()) {
        return;
    }
    const auto right = m_prediction->check(text, m_numbers, seconds());
    if (right && *right) {
        return finish(tr("That is right: %1 is %2.").arg(m_prediction->quantity(), m_numbers.of(m_prediction->value())));
    }
    m_isRefusal = true;
    m_verdict = !right                          ? ErrorText::of(right.error())
                : m_prediction->hintsLeft() > 0 ? tr("%1 is not it. Try again, or take a hint.").arg(text)
                                                : tr("%1 is not it. Try again, or reveal the value.").arg(text);
    m_field->selectAll();
    write();
}

void PredictionCard::hint() {
    if (m_prediction && m_prediction->hintsLeft() > 0) {
        m_prediction->giveHint();
        m_verdict.clear();
        write();
        m_field->setFocus();
    }
}

void PredictionCard::reveal() {
    if (m_prediction && m_prediction->isOpen()) {
        m_prediction->reveal(seconds());
        finish(tr("%1 is %2.").arg(m_prediction->quantity(), m_numbers.of(m_prediction->value())));
    }
}

void PredictionCard::finish(const QString& verdict) {
    m_verdict = verdict;
    m_isRefusal = false;
    write();
    m_skip->setFocus();
    emit answered(m_prediction->answers());
}

void PredictionCard::goOn() {
    if (!m_prediction) {
        return;
    }
    if (m_prediction->isOpen()) {
        m_prediction->skip(seconds());
        emit answered(m_prediction->answers());
    }
    m_prediction.reset();
    m_verdict.clear();
    write();
    emit done();
}

void PredictionCard::write() {
    const int before = heightForWidth(width());
    const bool isOpen = m_prediction && m_prediction->isOpen();
    m_field->setVisible(isOpen);
    m_check->setVisible(isOpen);
    m_reveal->setVisible(isOpen);
    m_hint->setVisible(isOpen && m_prediction->hintsLeft() > 0);
    m_skip->setText(isOpen ? tr("Skip") : tr("Go on"));
    m_skip->setAccessibleName(m_skip->text());
    m_skip->setToolTip(isOpen ? tr("Leave this question (Escape)") : tr("Back to the formula (Escape)"));
    m_skip->setVisible(m_prediction.has_value());
    const auto formula = m_prediction ? m_prediction->formula(m_numbers, m_head) : std::nullopt;
    m_view->setFormula(formula.value_or(FormulaText{}), m_numbers, m_prediction ? m_prediction->dtype() : DType::Float32);
    m_scroll->setVisible(formula.has_value());
    const QString question = m_prediction ? tr("What is %1?").arg(m_prediction->quantity()) : QString();
    setAccessibleName(question);
    m_field->setAccessibleName(question);
    QStringList lines{m_verdict};
    if (formula) {
        lines << lineText(formula->symbols) << lineText(formula->numbers);
    }
    setAccessibleDescription(lines.join(QLatin1Char('\n')));
    place();
    if (heightForWidth(width()) != before) {
        updateGeometry();
        emit heightChanged();
    }
    update();
}

int PredictionCard::rowHeight() const { return std::max(m_check->sizeHint().height(), m_field->sizeHint().height()); }

int PredictionCard::heightForWidth(int width) const {
    const int inner = std::max(1, width - 2 * static_cast<int>(Fonts::scaled(kPredictionMargin)) + FormulaView::kInset);
    double height = Fonts::scaled(kPredictionTop) + lineOf(questionFont()) + Fonts::scaled(kPredictionGap) + rowHeight() +
                    Fonts::scaled(kPredictionBottom);
    if (!m_verdict.isEmpty()) {
        height += lineOf(verdictFont()) + Fonts::scaled(kPredictionGap);
    }
    if (!m_scroll->isHidden()) {
        height += m_view->heightForWidth(inner) + Fonts::scaled(kPredictionGap);
    }
    return std::min(m_budget, static_cast<int>(std::ceil(height)));
}

QSize PredictionCard::sizeHint() const {
    const int width = static_cast<int>(Fonts::scaled(730));
    return {width, heightForWidth(width)};
}

void PredictionCard::place() {
    const int left = static_cast<int>(Fonts::scaled(kPredictionMargin));
    const int row = rowHeight();
    int y = static_cast<int>(Fonts::scaled(kPredictionTop) + lineOf(questionFont()) + Fonts::scaled(kPredictionGap));
    int x = left;
    m_field->setGeometry(x, y + (row - m_field->sizeHint().height()) / 2, static_cast<int>(Fonts::scaled(kFieldWidth)),
                         m_field->sizeHint().height());
    if (!m_field->isHidden()) {
        x += m_field->width() + static_cast<int>(Fonts::scaled(kPredictionGap));
    }
    for (PillButton* button : {m_check, m_hint, m_reveal, m_skip}) {
        const QSize size = button->sizeHint();
        button->setGeometry(x, y + (row - size.height()) / 2, size.width(), size.height());
        x += button->isHidden() ? 0 : size.width() + static_cast<int>(Fonts::scaled(kPredictionGap));
    }
    y += row + static_cast<int>(Fonts::scaled(kPredictionGap));
    if (!m_verdict.isEmpty()) {
        y += static_cast<int>(lineOf(verdictFont()) + Fonts::scaled(kPredictionGap));
    }
    const int inner = std::max(1, width() - 2 * left + FormulaView::kInset);
    // The bar of a long formula stands in the card's right margin.
    m_scroll->setGeometry(left - FormulaView::kInset, y, inner + left - 4,
                          std::max(1, height() - y - static_cast<int>(Fonts::scaled(kPredictionBottom))));
    m_view->resize(inner, m_view->heightForWidth(inner));
}

void PredictionCard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void PredictionCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        place();
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

void PredictionCard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_prediction) {
        return goOn();
    }
    QWidget::keyPressEvent(event);
}

void PredictionCard::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Line), 1));
    painter.setBrush(theme.color(Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kPredictionCorner, kPredictionCorner);
    const double left = Fonts::scaled(kPredictionMargin);
    const double wide = width() - 2 * left;
    painter.setPen(theme.color(Token::Ink));
    painter.setFont(questionFont());
    painter.drawText(QRectF(left, Fonts::scaled(kPredictionTop), wide, lineOf(questionFont())), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(questionFont()).elidedText(accessibleName(), Qt::ElideRight, wide));
    if (!m_verdict.isEmpty()) {
        const double y = Fonts::scaled(kPredictionTop) + lineOf(questionFont()) + 2 * Fonts::scaled(kPredictionGap) + rowHeight();
        painter.setPen(theme.color(m_isRefusal ? Token::Warning : Token::Ink));
        painter.setFont(verdictFont());
        painter.drawText(QRectF(left, y, wide, lineOf(verdictFont())), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(verdictFont()).elidedText(m_verdict, Qt::ElideRight, wide));
    }
}

}  // namespace glassnet::ui
