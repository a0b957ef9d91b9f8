#include "app/RightPanel.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

#include "ui/batch/BatchPage.h"
#include "ui/code/CodePanel.h"
#include "ui/data/DataPage.h"
#include "ui/history/HistoryList.h"
#include "ui/history/WaysList.h"
#include "ui/inspector/BuildPanel.h"
#include "ui/inspector/SidePanel.h"
#include "ui/stepping/AnswerTable.h"
#include "ui/study/StudyPage.h"
#include "ui/support/TabStrip.h"
#include "ui/theme/Theme.h"
#include "ui/training/CurvesPage.h"
#include "ui/training/ImagesPage.h"
#include "ui/training/TrainPage.h"
#include "ui/training/UnitsPage.h"

namespace glassnet::app {

namespace {

constexpr int kSide = 20;
constexpr int kAbove = 8;
constexpr int kAround = 12;

/// A page: its tab, and the mode that shows it.
struct PageRow {
    RightPanel::Page page;
    const char* title;
    ui::Mode mode;
};
constexpr std::array kPages{
    PageRow{RightPanel::Page::Layer, QT_TRANSLATE_NOOP("RightPanel", "Layer"), ui::Mode::Build},
    PageRow{RightPanel::Page::Values, QT_TRANSLATE_NOOP("RightPanel", "Values"), ui::Mode::Build},
    PageRow{RightPanel::Page::History, QT_TRANSLATE_NOOP("RightPanel", "History"), ui::Mode::Build},
    PageRow{RightPanel::Page::Values, QT_TRANSLATE_NOOP("RightPanel", "Layer"), ui::Mode::Step},
    PageRow{RightPanel::Page::Batch, QT_TRANSLATE_NOOP("RightPanel", "Batch"), ui::Mode::Step},
    PageRow{RightPanel::Page::Study, QT_TRANSLATE_NOOP("RightPanel", "Study"), ui::Mode::Step},
    PageRow{RightPanel::Page::Code, QT_TRANSLATE_NOOP("RightPanel", "Code"), ui::Mode::Step},
    PageRow{RightPanel::Page::Ways, QT_TRANSLATE_NOOP("RightPanel", "Ways"), ui::Mode::Step},
    PageRow{RightPanel::Page::Answers, QT_TRANSLATE_NOOP("RightPanel", "Answers"), ui::Mode::Step},
    PageRow{RightPanel::Page::Train, QT_TRANSLATE_NOOP("RightPanel", "Train"), ui::Mode::Train},
    PageRow{RightPanel::Page::Curves, QT_TRANSLATE_NOOP("RightPanel", "Curves"), ui::Mode::Train},
    PageRow{RightPanel::Page::Units, QT_TRANSLATE_NOOP("RightPanel", "Units"), ui::Mode::Train},
    PageRow{RightPanel::Page::Data, QT_TRANSLATE_NOOP("RightPanel", "Data"), ui::Mode::Train},
    PageRow{RightPanel::Page::Images, QT_TRANSLATE_NOOP("RightPanel", "Images"), ui::Mode::Train},
};

/// A page of one widget with some room around it.
QWidget* padded(QWidget* inside, QWidget* parent) {
    auto* page = new QWidget(parent);
    auto* around = new QVBoxLayout(page);
    around->setContentsMargins(kAround, kAround, kAround, kAround);
    around->addWidget(inside);
    return page;
}

}  // namespace

RightPanel::RightPanel(QWidget* parent)
    : QWidget(parent),
      m_tabs(new ui::TabStrip(this)),
      m_stack(new QStackedWidget(this)),
      m_build(new ui::BuildPanel(this)),
      m_values(new ui::SidePanel(this)),
      m_history(new ui::HistoryList(this)),
      m_code(new ui::CodePanel(this)),
      m_batch(new ui::BatchPage(this)),
      m_study(new ui::StudyPage(this)),
      m_stepCode(new ui::CodePanel(this)),
      m_ways(new ui::WaysList(this)),
      m_answers(new ui::AnswerTable(this)),
      m_train(new ui::TrainPage(this)),
      m_curves(new ui::CurvesPage(this)),
      m_units(new ui::UnitsPage(this)),
      m_images(new ui::ImagesPage(this)),
      m_data(new ui::DataPage(this)) {
    m_tabs->setAccessibleName(tr("Side panel"));
    m_build->addSection(m_code);
    // In Page's order.
    for (QWidget* page :
         {static_cast<QWidget*>(m_build), static_cast<QWidget*>(m_values), padded(m_history, m_stack), static_cast<QWidget*>(m_batch),
          static_cast<QWidget*>(m_study), padded(m_stepCode, m_stack), padded(m_ways, m_stack), padded(m_answers, m_stack),
          static_cast<QWidget*>(m_train), static_cast<QWidget*>(m_curves), static_cast<QWidget*>(m_units), static_cast<QWidget*>(m_images), static_cast<QWidget*>(m_data)}) {
        m_stack->addWidget(page);
    }
    connect(m_tabs, &ui::TabStrip::currentChanged, this, [this](int tab) { setPage(pages().at(static_cast<std::size_t>(tab))); });
    setAttribute(Qt::WA_OpaquePaintEvent);
    showTabs();
}

bool RightPanel::isOffered(Page page) const {
    return (page != Page::Answers || m_hasAnswers) && (page != Page::Images || m_hasImages);
}

std::vector<RightPanel::Page> RightPanel::pages() const {
    std::vector<Page> shown;
    for (const auto& row : kPages) {
        if (row.mode == m_mode && isOffered(row.page)) {
            shown.push_back(row.page);
        }
    }
    return shown;
}

RightPanel::Page RightPanel::page() const { return m_inView.at(m_mode); }

void RightPanel::showTabs() {
    QStringList titles;
    const auto shown = pages();
    for (const auto& row : kPages) {
        if (row.mode == m_mode && std::find(shown.begin(), shown.end(), row.page) != shown.end()) {
            titles.append(QCoreApplication::translate("RightPanel", row.title));
        }
    }
    const auto place = std::find(shown.begin(), shown.end(), page()) - shown.begin();
    const QSignalBlocker quiet(m_tabs);
    if (titles != m_titles) {
        m_titles = titles;
        m_tabs->setItems(titles);
    }
    m_tabs->setCurrent(static_cast<int>(place));
    m_stack->setCurrentIndex(static_cast<int>(page()));
}

void RightPanel::setMode(ui::Mode mode) {
    m_mode = mode == ui::Mode::Present ? ui::Mode::Step : mode;
    showTabs();
    emit pageChanged();
}

void RightPanel::setPage(Page page) {
    for (const auto& row : kPages) {
        if (row.page == page && (row.mode == m_mode || page != Page::Values)) {
            m_inView[row.mode] = page;
        }
    }
    showTabs();
    emit pageChanged();
}

void RightPanel::offerAnswers() {
    if (!m_hasAnswers) {
        m_hasAnswers = true;
        showTabs();
    }
}

void RightPanel::setImagesOffered(bool offered) {
    if (offered == m_hasImages) {
        return;
    }
    m_hasImages = offered;
    if (!offered && m_inView[ui::Mode::Train] == Page::Images) {
        m_inView[ui::Mode::Train] = Page::Train;
    }
    showTabs();
    emit pageChanged();
}

/// A layout would hand every other word on a page on to the window, which then measures all that is in it, though its size depends on no
/// page.
void RightPanel::place() {
    const int tall = m_tabs->sizeHint().height();
    m_tabs->setGeometry(kSide, kAbove, width() - 2 * kSide, tall);
    m_stack->setGeometry(0, kAbove + tall, width(), height() - kAbove - tall);
}

bool RightPanel::event(QEvent* event) {
    // Out of sight no request comes.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show) {
        place();
    }
    return QWidget::event(event);
}

void RightPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void RightPanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), ui::Theme::current().color(ui::Token::Panel));
    painter.fillRect(QRect(0, 0, 1, height()), ui::Theme::current().color(ui::Token::Line));
}

}  // namespace glassnet::app
