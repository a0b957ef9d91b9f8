#include "ui/inspector/FactList.h"

#include <QGridLayout>
#include <utility>

#include "ui/inspector/Note.h"
#include "ui/theme/Fonts.h"

namespace glassnet::ui {

FactList::FactList(Style style, QWidget* parent) : QWidget(parent), m_style(style), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
}

void FactList::setFacts(const std::vector<Fact>& facts) {
    while (m_lines.size() < facts.size()) {
        auto* name = new Note(this);
        name->setWordWrap(false);
        auto* value = new QLabel(this);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(m_style == Style::Words);
        value->setAlignment(m_style == Style::Words ? Qt::AlignLeft : Qt::AlignRight);
        const auto row = static_cast<int>(m_lines.size());
        m_grid->addWidget(name, row, 0, Qt::AlignTop);
        m_grid->addWidget(value, row, 1);
        m_lines.emplace_back(name, value);
    }
    // Each line that comes would have all around it laid out anew at once; hidden, they come together.
    const bool comesBack = facts.size() > std::exchange(m_count, facts.size()) && !isHidden();
    if (comesBack) {
        hide();
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto& [name, value] = m_lines[i];
        name->setVisible(i < facts.size());
        value->setVisible(i < facts.size());
        if (i < facts.size()) {
            name->setText(facts[i].name);
            value->setText(facts[i].value);
            value->setFont(m_style == Style::Words ? Fonts::text(FontSize::Body) : Fonts::mono(FontSize::Body));
            value->setAccessibleName(facts[i].name);
        }
    }
    if (comesBack) {
        show();
    }
}

}  // namespace glassnet::ui
