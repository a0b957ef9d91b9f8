#include "ui/inspector/ProblemCard.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/inspector/Note.h"
#include "ui/support/ErrorText.h"
#include "ui/support/FlowLayout.h"
#include "ui/support/PillButton.h"
#include "ui/support/PropertyWords.h"
#include "ui/support/RepairText.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kLeft = 40;
constexpr int kRight = 14;
constexpr int kLongestName = 20;  // a button is one line

/// The error with the property's label in place of its key.
Error inWords(const Error& error) {
    Error result = error;
    if (error.code == ErrorCode::BadProperty && error.arguments.size() > 1) {
        const auto* key = std::get_if<std::string>(&error.arguments[1]);
        if (const auto word = key == nullptr ? std::nullopt : PropertyWords::property(*key)) {
            result.arguments[1] = QStringLiteral("“%1”").arg(word->label).toStdString();
        }
    }
    return result;
}

}  // namespace

ProblemCard::ProblemCard(const NetworkSpec& network, const Problem& problem, QWidget* parent)
    : QFrame(parent), m_layer(problem.layer), m_title(new Note(this)), m_advice(new Note(this)) {
    const auto error = inWords(problem.error);
    const QString headline = ErrorText::headline(error);
    const QString advice = ErrorText::advice(error);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kLeft, 12, kRight, 8);
    column->setSpacing(4);
    for (auto* label : {m_title, m_advice}) {
        column->addWidget(label);
    }
    m_title->setLook(FontSize::Body, QFont::DemiBold, Token::Ink);
    m_title->setText(headline);
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    auto* row = new FlowLayout(4);
    for (const auto& repair : problem.repairs) {
        auto* button = new PillButton(RepairText::of(repair, network, kLongestName), PillButton::Kind::Link, this);
        const QString full = RepairText::of(repair, network);
        button->setAccessibleName(full);
        button->setAccessibleDescription(headline);
        button->setToolTip(full);
        connect(button, &PillButton::clicked, this, [this, repair] { emit repairRequested(repair); });
        row->addWidget(button);
        m_repairs.push_back(button);
    }
    // The words on a link stand under the words above, not their ring.
    row->setContentsMargins(-6, 0, 0, 0);
    column->addLayout(row);
    setAccessibleName(tr("Problem: %1").arg(headline));
    setAccessibleDescription(advice);
    if (m_layer.valid()) {
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setToolTip(tr("Show the layer"));
    }
}

void ProblemCard::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double wide = hasFocus() ? 2 : 1.2;
    painter.setPen(QPen(theme.color(hasFocus() ? Token::Accent : Token::Warning), wide));
    painter.setBrush(theme.color(Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), 8, 8);
    const QRectF sign(14, m_title->y() + QFontMetricsF(m_title->font()).height() / 2 - 8, 16, 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Warning));
    painter.drawEllipse(sign);
    painter.setPen(theme.color(Token::Panel));
    painter.setFont(Fonts::text(FontSize::Body, QFont::Bold));
    painter.drawText(sign, Qt::AlignCenter | Qt::TextDontClip, QStringLiteral("!"));
}

void ProblemCard::mouseReleaseEvent(QMouseEvent* event) {
    if (m_layer.valid() && event->button() == Qt::LeftButton && rect().contains(event->pos())) {
        emit layerClicked(m_layer);
    }
}

void ProblemCard::keyPressEvent(QKeyEvent* event) {
    const bool presses = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (m_layer.valid() && presses) {
        emit layerClicked(m_layer);
    } else {
        QFrame::keyPressEvent(event);
    }
}

void ProblemCard::focusInEvent(QFocusEvent* event) {
    QFrame::focusInEvent(event);
    update();
}

void ProblemCard::focusOutEvent(QFocusEvent* event) {
    QFrame::focusOutEvent(event);
    update();
}

}  // namespace glassnet::ui
