#include "ui/training/ScrollPage.h"

#include <QVBoxLayout>

#include "ui/inspector/Note.h"
#include "ui/support/ScrollingPage.h"

namespace glassnet::ui {

namespace {

constexpr int kSide = 20;

}  // namespace

ScrollPage::ScrollPage(QWidget* parent) : QScrollArea(parent) {
    auto* page = new QWidget(this);
    auto* outer = new QVBoxLayout(page);
    outer->setContentsMargins(kSide, 12, kSide, 16);
    m_column = new QVBoxLayout();
    m_column->setSpacing(10);
    outer->addLayout(m_column);
    outer->addStretch(1);
    makeScrollingPage(*this, page);
}

void ScrollPage::addHeading(const QString& text) {
    auto* heading = new Note(widget());
    heading->setLook(FontSize::Heading, QFont::DemiBold, Token::Ink);
    heading->setText(text);
    m_column->addWidget(heading);
}

}  // namespace glassnet::ui
