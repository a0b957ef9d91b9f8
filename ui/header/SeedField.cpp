#include "ui/header/SeedField.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QRandomGenerator>

#include "ui/support/NumberParser.h"
#include "ui/support/RoundButton.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

/// Seeds drawn here stay short enough to be read out in a class.
constexpr quint32 kLargestDrawn = 10000;
constexpr int kPadding = 26;  // the style's, both sides, with the border and room for the cursor

}  // namespace

SeedField::SeedField(QWidget* parent)
    : QWidget(parent),
      m_label(new QLabel(tr("Seed"), this)),
      m_edit(new QLineEdit(this)),
      m_shuffle(new RoundButton(QStringLiteral("shuffle"), tr("Draw another seed"), RoundButton::Kind::Small, this)),
      m_restart(new RoundButton(QStringLiteral("restart"), tr("Start again from the same seed"), RoundButton::Kind::Small, this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 4, 2);
    layout->setSpacing(4);
    layout->addWidget(m_label);
    layout->addWidget(m_edit);
    layout->addWidget(m_shuffle);
    layout->addWidget(m_restart);
    // No field within a field until it is typed into.
    m_edit->setStyleSheet(QStringLiteral("QLineEdit:!focus { background: transparent; border-color: transparent; }"));
    m_edit->setAccessibleName(tr("Seed of the start values"));
    m_edit->setToolTip(tr("All start values are drawn from this seed, as PyTorch draws them after torch.manual_seed."));
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::editingFinished, this, &SeedField::commit);
    connect(m_restart, &RoundButton::clicked, this, &SeedField::restartRequested);
    connect(m_shuffle, &RoundButton::clicked, this, [this] { emit seedEntered(QRandomGenerator::global()->bounded(kLargestDrawn)); });
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    dress();
}

std::optional<std::uint64_t> SeedField::parse(const QString& text) { return NumberParser::parseSeed(text); }

void SeedField::setSeed(std::uint64_t seed) {
    m_seed = seed;
    m_edit->setText(QString::number(seed));
    dress();
}

void SeedField::commit() {
    const auto seed = parse(m_edit->text());
    if (!seed.has_value()) {
        emit rejected(tr("“%1” is no seed. Type a whole number, such as 7.").arg(m_edit->text()));
        m_edit->setText(QString::number(m_seed));
    } else if (*seed != m_seed) {
        m_seed = *seed;
        emit seedEntered(*seed);
    }
    dress();
}

bool SeedField::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_edit && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_edit->setText(QString::number(m_seed));
        m_edit->clearFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SeedField::dress() {
    m_label->setFont(Fonts::text(FontSize::Body));
    m_edit->setFont(Fonts::mono(FontSize::Body, QFont::DemiBold));
    const QFontMetrics metrics(m_edit->font());
    m_edit->setFixedWidth(std::clamp(metrics.horizontalAdvance(m_edit->text()), metrics.horizontalAdvance(QStringLiteral("0000")),
                                     metrics.horizontalAdvance(QStringLiteral("0000000000"))) +
                          kPadding);
}

void SeedField::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        dress();
    }
}

void SeedField::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::current().color(Token::Line), 1));
    painter.setBrush(Theme::current().color(Token::Window));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
}

}  // namespace glassnet::ui
