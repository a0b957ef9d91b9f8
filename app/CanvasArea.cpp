#include "app/CanvasArea.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>

#include "ui/canvas/CanvasAccess.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/Minimap.h"
#include "ui/canvas/ZoomControl.h"
#include "ui/header/Notice.h"
#include "ui/heatmap/TensorView.h"
#include "ui/inspector/ProblemList.h"
#include "ui/stepping/FormulaCard.h"
#include "ui/stepping/PredictionCard.h"
#include "ui/theme/Theme.h"
#include "ui/training/GradientBars.h"

namespace glassnet::app {

namespace {

constexpr int kMargin = 24;
/// From the ground's corners to the zoom and the map.
constexpr int kCorner = 16;
constexpr int kWidestCard = 860;
/// The card takes at most this share of the height; the network keeps the rest.
constexpr double kCardShare = 0.34;
constexpr int kLowestBudget = 96;

}  // namespace

CanvasArea::CanvasArea(QWidget* parent)
    : QWidget(parent),
      m_canvas(new ui::CanvasView(this)),
      m_card(new ui::FormulaCard(this)),
      m_question(new ui::PredictionCard(this)),
      m_heatmap(new ui::TensorView(this)),
      m_notice(new ui::Notice(this)),
      m_minimap(new ui::Minimap(this)),
      m_zoom(new ui::ZoomControl(this)),
      m_problems(new ui::ProblemList(this)),
      m_reach(new ui::GradientBars(this)) {
    ui::CanvasAccess::install();
    connect(m_card, &ui::FormulaCard::heightChanged, this, &CanvasArea::place);
    connect(m_question, &ui::PredictionCard::heightChanged, this, &CanvasArea::place);
    // All of it is painted here or by the canvas: what lies behind need not be.
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_question->hide();
    m_heatmap->hide();
    m_question->installEventFilter(this);
    m_notice->installEventFilter(this);
    m_problems->installEventFilter(this);
    m_reach->hide();
    m_canvas->setBuilding(m_building);
    m_minimap->hide();
    m_zoom->hide();
    m_notice->raise();
}

void CanvasArea::place() {
    const int corner = height() - kCorner;
    m_zoom->setGeometry(QRect(QPoint(kCorner, corner - m_zoom->sizeHint().height()), m_zoom->sizeHint()));
    const auto map = m_minimap->sizeHint();
    m_minimap->setGeometry(QRect(QPoint(width() - kCorner - map.width(), corner - map.height()), map));
    // Between the two, above the ground's lower edge.
    const int left = m_zoom->geometry().right() + kMargin;
    const int room = std::min(m_minimap->geometry().left() - kMargin - left, kWidestCard);
    const int tall = m_problems->hasHeightForWidth() ? m_problems->heightForWidth(room) : m_problems->sizeHint().height();
    m_problems->setGeometry(left, corner - tall, room, tall);
    const int cardWidth = std::min(width() - 2 * kMargin, kWidestCard);
    const int cardHeight = m_training        ? m_reach->sizeHint().height()
                           : m_questionShown ? m_question->heightForWidth(cardWidth)
                                             : m_card->heightForWidth(cardWidth);
    const int cardTop = height() - kMargin - cardHeight;
    const QRect card((width() - cardWidth) / 2, cardTop, cardWidth, cardHeight);
    (m_training ? static_cast<QWidget*>(m_reach) : m_questionShown ? static_cast<QWidget*>(m_question) : m_card)->setGeometry(card);
    // What stands below the network never covers it.
    const int below = m_building ? std::min(m_minimap->geometry().top(), m_problems->geometry().top()) - kCorner / 2 : cardTop;
    m_canvas->setGeometry(0, 0, width(), std::max(below, 0));
    m_heatmap->setGeometry(QRect(kCorner, kCorner, width() - 2 * kCorner, std::max(below - kCorner - kCorner / 2, 0)));
    const int noticeWidth = std::min(width() - 2 * kMargin, kWidestCard);
    const int noticeHeight = std::max(m_notice->heightForWidth(noticeWidth), m_notice->sizeHint().height());
    m_notice->setGeometry((width() - noticeWidth) / 2, 12, noticeWidth, noticeHeight);
}

/// One of the parts without a layout of its own has another size.
bool CanvasArea::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest) {
        place();
    }
    return QWidget::event(event);
}

void CanvasArea::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // Told before placing: the card answers with heightChanged.
    const int budget = std::max(kLowestBudget, static_cast<int>(height() * kCardShare));
    m_card->setHeightBudget(budget);
    m_question->setHeightBudget(budget);
    place();
}

bool CanvasArea::eventFilter(QObject* watched, QEvent* event) {
    if ((watched == m_notice || watched == m_problems || watched == m_question) &&
        (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest)) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

void CanvasArea::setQuestionShown(bool shown) {
    m_questionShown = shown;
    m_question->setVisible(shown);
    m_card->setVisible(!m_building && !m_training && !shown);
    place();
}

void CanvasArea::setHeatmapShown(bool shown) {
    m_heatmapShown = shown;
    m_heatmap->setVisible(shown);
    m_heatmap->raise();
    m_notice->raise();
}

void CanvasArea::setMode(ui::Mode mode) {
    const bool building = mode == ui::Mode::Build;
    m_building = building;
    m_training = mode == ui::Mode::Train;
    m_card->setVisible(!building && !m_training && !m_questionShown);
    m_reach->setVisible(m_training);
    m_minimap->setVisible(building);
    m_zoom->setVisible(building);
    m_canvas->setBuilding(building);
    place();
}

void CanvasArea::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), ui::Theme::current().color(ui::Token::Canvas)); }

}  // namespace glassnet::app
