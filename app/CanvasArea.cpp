#include "app/CanvasArea.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>

#include "ui/canvas/CanvasView.h"
#include "ui/canvas/Minimap.h"
#include "ui/canvas/ZoomControl.h"
#include "ui/header/Notice.h"
#include "ui/inspector/ProblemList.h"
#include "ui/stepping/FormulaCard.h"
#include "ui/theme/Theme.h"

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
      m_notice(new ui::Notice(this)),
      m_minimap(new ui::Minimap(this)),
      m_zoom(new ui::ZoomControl(this)),
      m_problems(new ui::ProblemList(this)) {
    connect(m_card, &ui::FormulaCard::heightChanged, this, &CanvasArea::place);
    m_notice->installEventFilter(this);
    m_problems->installEventFilter(this);
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
    const int cardHeight = m_card->heightForWidth(cardWidth);
    const int cardTop = height() - kMargin - cardHeight;
    m_card->setGeometry((width() - cardWidth) / 2, cardTop, cardWidth, cardHeight);
    // What stands below the network never covers it.
    const int below = m_building ? std::min(m_minimap->geometry().top(), m_problems->geometry().top()) - kCorner / 2 : cardTop;
    m_canvas->setGeometry(0, 0, width(), std::max(below, 0));
    const int noticeWidth = std::min(width() - 2 * kMargin, kWidestCard);
    const int noticeHeight = std::max(m_notice->heightForWidth(noticeWidth), m_notice->sizeHint().height());
    m_notice->setGeometry((width() - noticeWidth) / 2, 12, noticeWidth, noticeHeight);
}

void CanvasArea::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // Told before placing: the card answers with heightChanged.
    m_card->setHeightBudget(std::max(kLowestBudget, static_cast<int>(height() * kCardShare)));
    place();
}

bool CanvasArea::eventFilter(QObject* watched, QEvent* event) {
    if ((watched == m_notice || watched == m_problems) && (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest)) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

void CanvasArea::setBuilding(bool building) {
    m_building = building;
    m_card->setVisible(!building);
    m_minimap->setVisible(building);
    m_zoom->setVisible(building);
    m_canvas->setBuilding(building);
    place();
}

void CanvasArea::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), ui::Theme::current().color(ui::Token::Canvas)); }

}  // namespace glassnet::app
