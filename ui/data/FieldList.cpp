#include "ui/data/FieldList.h"

#include <QHBoxLayout>
#include <QRandomGenerator>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/inspector/Note.h"
#include "ui/inspector/PropertyLine.h"
#include "ui/inspector/ValueField.h"
#include "ui/support/RoundButton.h"

namespace glassnet::ui {

namespace {

/// Seeds drawn here stay short enough to be read out in a class.
constexpr quint32 kLargestDrawn = 10000;

QString textOf(const std::string& key) { return QString::fromStdString(key); }

}  // namespace

PropertyRow fieldRow(std::string key, RowKind kind, const QString& label, const QString& help) {
    PropertyRow row;
    row.key = std::move(key);
    row.kind = kind;
    row.label = label;
    row.help = help;
    return row;
}

FieldList::FieldList(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
}

FieldList::Line FieldList::makeLine(const PropertyRow& row) {
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* beside = new QHBoxLayout();
    beside->setSpacing(4);
    auto* line = new PropertyLine(row, whole);
    beside->addWidget(line, 1);
    const QString key = textOf(row.key);
    if (row.kind == RowKind::Seed) {
        auto* button = new RoundButton(QStringLiteral("shuffle"), tr("Draw another seed"), RoundButton::Kind::Bare, whole);
        beside->addWidget(button);
        connect(button, &RoundButton::clicked, this, [this, key, line] {
            m_last = line;
            emit entered(key, QString::number(QRandomGenerator::global()->bounded(kLargestDrawn)));
        });
    }
    column->addLayout(beside);
    auto* why = new Note(whole);
    why->setLook(FontSize::Caption, QFont::Normal, Token::Warning);
    why->hide();
    column->addWidget(why);
    connect(line, &PropertyLine::entered, this, [this, key, line](const QString& text) {
        m_last = line;
        emit entered(key, text);
    });
    connect(line, &PropertyLine::chosen, this, [this, key, line](int choice) {
        m_last = line;
        emit chosen(key, choice);
    });
    if (auto* field = line->valueField()) {
        connect(field, &QLineEdit::textChanged, why, &QWidget::hide);
    }
    return {whole, line, why};
}

void FieldList::setRows(const std::vector<PropertyRow>& rows) {
    const bool suits = rows.size() == m_lines.size() &&
                       std::ranges::equal(rows, m_lines, [](const PropertyRow& row, const Line& line) { return line.line->suits(row); });
    if (suits) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            m_lines[i].line->setRow(rows[i]);
        }
        // What was asked for is answered: the field shows the value in its own writing.
        const PropertyLine* last = m_last.data();
        if (auto* field = last == nullptr ? nullptr : last->valueField()) {
            field->settle();
        }
        m_last.clear();
        return;
    }
    for (const Line& line : m_lines) {
        // Its field may be the one that asked for this.
        line.whole->hide();
        line.whole->deleteLater();
        m_column->removeWidget(line.whole);
    }
    m_lines.clear();
    for (const PropertyRow& row : rows) {
        m_lines.push_back(makeLine(row));
        m_column->addWidget(m_lines.back().whole);
        m_lines.back().whole->show();
    }
}

PropertyLine* FieldList::line(const std::string& key) const {
    const auto found = std::ranges::find_if(m_lines, [&key](const Line& line) { return line.line->row().key == key; });
    return found == m_lines.end() ? nullptr : found->line;
}

void FieldList::refuse(const QString& why) {
    for (const Line& line : m_lines) {
        if (line.line != m_last) {
            continue;
        }
        if (auto* field = line.line->valueField()) {
            field->refuse();
        } else {
            // A list shows what holds.
            line.line->setRow(line.line->row());
        }
        line.why->setText(why);
        line.why->show();
    }
}

}  // namespace glassnet::ui
