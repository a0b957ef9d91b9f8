#include "ui/stepping/AnswerTable.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QHeaderView>
#include <QPainter>
#include <QSaveFile>
#include <QTableWidget>
#include <QVBoxLayout>
#include <array>
#include <cmath>

#include "ui/support/Dialogs.h"
#include "ui/support/PillButton.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr int kGap = 8;
constexpr double kColumnGap = 20;
constexpr double kHeadRoom = 14;
constexpr int kSecondDecimals = 2;
constexpr std::array kHeads{QT_TRANSLATE_NOOP("AnswerTable", "Step"),   QT_TRANSLATE_NOOP("AnswerTable", "What"),
                            QT_TRANSLATE_NOOP("AnswerTable", "Answer"), QT_TRANSLATE_NOOP("AnswerTable", "Value"),
                            QT_TRANSLATE_NOOP("AnswerTable", "Result"), QT_TRANSLATE_NOOP("AnswerTable", "Hints"),
                            QT_TRANSLATE_NOOP("AnswerTable", "Seconds")};
// In PredictionResult's order.
constexpr std::array kResults{QT_TRANSLATE_NOOP("AnswerTable", "right"), QT_TRANSLATE_NOOP("AnswerTable", "not right"),
                              QT_TRANSLATE_NOOP("AnswerTable", "revealed"), QT_TRANSLATE_NOOP("AnswerTable", "skipped")};

/// The heads in secondary text on the card's own ground.
class Heads final : public QHeaderView {
public:
    explicit Heads(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {}

    [[nodiscard]] QSize sizeHint() const override { return {QHeaderView::sizeHint().width(), height(font())}; }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        const Theme& theme = Theme::current();
        painter->fillRect(rect, theme.color(Token::Panel));
        painter->setFont(font());
        painter->setPen(theme.color(Token::Mute));
        painter->drawText(rect.adjusted(kInset, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                          model()->headerData(section, Qt::Horizontal).toString());
    }

private:
    static constexpr int kInset = 3;  // where the cells' text begins
    static QFont font() { return Fonts::text(FontSize::Caption); }
    static int height(const QFont& font) { return static_cast<int>(std::ceil(QFontMetricsF(font).height() + Fonts::scaled(kHeadRoom))); }
};

}  // namespace

AnswerTable::AnswerTable(QWidget* parent)
    : QWidget(parent), m_table(new QTableWidget(0, static_cast<int>(kHeads.size()), this)), m_save(new PillButton(tr("Save as CSV"))) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_save, 0, Qt::AlignLeft);
    m_table->setHorizontalHeader(new Heads(m_table));
    m_table->setAccessibleName(tr("Answers"));
    m_table->setToolTip(tr("What was answered to the questions asked so far"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->viewport()->setAutoFillBackground(false);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionsClickable(false);
    m_save->setToolTip(tr("Write all answers into a table that spreadsheets read"));
    connect(m_save, &QAbstractButton::clicked, this, &AnswerTable::save);
    write();
}

void AnswerTable::add(const std::vector<PredictionAnswer>& answers) {
    m_answers.insert(m_answers.end(), answers.begin(), answers.end());
    write();
    m_table->scrollToBottom();
}

void AnswerTable::clear() {
    m_answers.clear();
    write();
}

void AnswerTable::setNumberText(const NumberText& numbers) {
    m_numbers = numbers;
    write();
}

void AnswerTable::write() {
    m_writing = true;
    QStringList heads;
    for (const char* head : kHeads) {
        heads.append(QCoreApplication::translate("AnswerTable", head));
    }
    m_table->setHorizontalHeaderLabels(heads);
    m_table->setFont(Fonts::text(FontSize::Body));
    m_table->setRowCount(static_cast<int>(m_answers.size()));
    const NumberText seconds = NumberText(kSecondDecimals, m_numbers.locale());
    for (std::size_t i = 0; i < m_answers.size(); ++i) {
        const PredictionAnswer& each = m_answers[i];
        const QStringList cells{m_numbers.whole(each.step),
                                each.quantity,
                                each.answer ? m_numbers.exact(*each.answer) : QString(),
                                m_numbers.of(each.value),
                                QCoreApplication::translate("AnswerTable", kResults.at(static_cast<std::size_t>(each.result))),
                                m_numbers.whole(each.hints),
                                seconds.of(each.seconds)};
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            if (cells[column] == cells[2] || cells[column] == cells[3]) {
                item->setFont(Fonts::mono(FontSize::Body));
            }
            if (each.result != PredictionResult::Right) {
                item->setForeground(Theme::current().color(Token::Mute));
            }
            m_table->setItem(static_cast<int>(i), column, item);
        }
    }
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_table->columnCount(); ++column) {
        m_table->setColumnWidth(column, m_table->columnWidth(column) + static_cast<int>(Fonts::scaled(kColumnGap)));
    }
    m_save->setVisible(!m_answers.empty());
    m_writing = false;
}

void AnswerTable::save() {
    const QString path =
        Dialogs::askSaveFile(this, tr("Save the answers"), tr("answers"), tr("Comma separated values"), QStringLiteral(".csv"));
    if (path.isEmpty()) {
        return;
    }
    QSaveFile file(path);
    const QByteArray bytes = predictionCsv(m_answers);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        Dialogs::tell(this, tr("Save the answers"),
                      tr("The answers could not be written to “%1”: %2. Choose another place.").arg(path, file.errorString()));
    }
}

void AnswerTable::changeEvent(QEvent* event) {
    const bool looks =
        event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange;
    if (looks && !m_writing) {
        write();
    }
    QWidget::changeEvent(event);
}

}  // namespace glassnet::ui
