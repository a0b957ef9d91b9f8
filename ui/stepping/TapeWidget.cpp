#include "ui/stepping/TapeWidget.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <set>

#include "ui/stepping/StepPlaceText.h"
#include "ui/stepping/TapeMetrics.h"
#include "ui/support/KeepKeys.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Motion.h"

namespace glassnet::ui {

namespace {

constexpr double kGrip = 12;  // how far from the pointer's tip it can still be taken
constexpr double kWheelStep = 60;
// A tape that is longer than the room groups when it has more entries than this, or is longer by this factor.
constexpr std::size_t kMostSingle = 24;
constexpr double kMostRooms = 2.5;

}  // namespace

TapeWidget::TapeWidget(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Steps of this pass"));
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End, Qt::Key_Return, Qt::Key_Enter});
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        const double t = value.toDouble();
        place(m_scrollFrom + (m_scrollTo - m_scrollFrom) * t, m_playheadFrom + (m_playheadTo - m_playheadFrom) * t);
    });
}

void TapeWidget::setSnapshot(SnapshotPtr snapshot) {
    const bool isOtherProgram = !m_snapshot || !snapshot || m_snapshot->program != snapshot->program;
    const bool isOther = isOtherProgram || m_snapshot->network != snapshot->network;
    const bool isElsewhere = isOther || m_snapshot->position != snapshot->position || m_snapshot->part != snapshot->part;
    if (isOther) {
        hover(-1);
    }
    const std::size_t before = position();
    m_snapshot = std::move(snapshot);
    if (isOtherProgram) {
        m_cards = m_snapshot ? TapeCards(*m_snapshot->program) : TapeCards();
    }
    if (isOther) {
        readProgram();
        m_cards.follow(entryInHand());
        relayout();
    } else if (isElsewhere) {
        follow();
        updateCards(std::min(before, position()), std::max(before, position()));
    }
    describe();
}

void TapeWidget::readProgram() {
    m_texts = m_snapshot ? TapeTexts(*m_snapshot, m_cards) : TapeTexts();
    m_images.clear();
}

std::optional<std::size_t> TapeWidget::entryInHand() const {
    return position() == 0 ? std::nullopt : std::optional<std::size_t>(position() - 1);
}

void TapeWidget::describe() {
    QString sentence = position() == 0 ? tr("No step has run yet.") : texts().at(position() - 1).sentence;
    if (m_snapshot && m_snapshot->part.has_value()) {
        sentence += QLatin1Char(' ') + tr("Shown so far: %1.").arg(stepPlaceText(*m_snapshot).part);
    }
    if (accessibleDescription() != sentence) {
        setAccessibleDescription(sentence);
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

/// Chooses between single cards and groups, and places everything where it rests.
void TapeWidget::relayout() {
    hover(-1);
    m_cards.setGrouping(false);
    layOut();
    const double length = m_layout.length();
    if (length > room() && (texts().size() > kMostSingle || length > kMostRooms * room()) && !m_cards.groups().empty()) {
        m_cards.setGrouping(true);
        layOut();
    }
    m_motion.stop();
    m_scroll = m_layout.scrollFor(entryInHand() ? static_cast<int>(m_cards.cardOf(*entryInHand())) : 0, m_scroll, room());
    m_playhead = restingPlayhead();
    update();
}

void TapeWidget::layOut() {
    std::vector<TapeItem> items;
    const auto& cards = m_cards.cards();
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const TapeCard& card = cards[i];
        const auto& entries = m_snapshot->program->entries();
        const double width = card.kind == TapeCard::Kind::Entry ? m_texts.entryWidth(card.first) : m_texts.groupWidth(card.group);
        items.push_back({width, i > 0 && entries[card.first].phase != entries[cards[i - 1].first].phase});
    }
    m_layout = TapeLayout(items, room(), Fonts::scale());
}

/// Changes the cards and lays them out anew, the card at `anchor` where it was on the screen.
void TapeWidget::refold(std::size_t anchor, const std::function<bool()>& change) {
    const double before = m_layout.cards().at(anchorOf(anchor)).left;
    const double pointer = m_playhead;
    hover(-1);
    if (change()) {
        m_motion.stop();
        layOut();
        const double moved = m_layout.cards().at(anchorOf(anchor)).left - before;
        m_scroll += moved;
        m_playhead = pointer + moved;
        update();
    }
}

/// The card that stays where it is when an entry's group folds or unfolds: the group's own, else the entry's.
std::size_t TapeWidget::anchorOf(std::size_t entry) const {
    const std::size_t card = m_cards.cardOf(entry);
    const int group = m_cards.cards()[card].group;
    const bool isUnfolded = group >= 0 && m_cards.cards()[card].kind == TapeCard::Kind::Entry;
    return isUnfolded ? m_cards.cardOf(m_cards.groups()[static_cast<std::size_t>(group)].first) - 1 : card;
}

/// The groups and the pointer follow the entry in hand; under a drag of the pointer the cards stay as they are.
void TapeWidget::follow() {
    if (m_drag != Drag::Playhead && !texts().empty()) {
        refold(entryInHand().value_or(0), [this] { return m_cards.follow(entryInHand()); });
    }
    const int card = entryInHand() ? static_cast<int>(m_cards.cardOf(*entryInHand())) : 0;
    moveTo(m_layout.scrollFor(card, m_scroll, room()), restingPlayhead());
}

void TapeWidget::toggleGroup(int group) {
    if (!m_cards.isGrouping() || group < 0 || group >= static_cast<int>(m_cards.groups().size())) {
        return;
    }
    const TapeGroup& chosen = m_cards.groups()[static_cast<std::size_t>(group)];
    refold(chosen.first, [&] { return m_cards.toggle(group); });
    // As much of it in view as fits, its head above all.
    const auto last = static_cast<int>(m_cards.cardOf(chosen.first + chosen.count - 1));
    const auto head = static_cast<int>(anchorOf(chosen.first));
    moveTo(m_layout.scrollFor(head, m_layout.scrollFor(last, m_scroll, room()), room()), restingPlayhead());
}

double TapeWidget::room() const { return std::max(0.0, width() - 2 * TapeMetrics::margin()); }

double TapeWidget::restingPlayhead() const {
    const auto& spans = m_layout.cards();
    if (spans.empty()) {
        return 0;
    }
    if (position() == 0) {
        return spans.front().left;
    }
    const std::size_t index = m_cards.cardOf(position() - 1);
    const TapeCard& card = m_cards.cards()[index];
    const double into = m_snapshot->part.has_value() ? shownPart(*m_snapshot) : 0.5;
    const auto before = static_cast<double>(position() - 1 - card.first);
    return spans[index].left + spans[index].width * (before + into) / static_cast<double>(card.count);
}

double TapeWidget::toTape(double x) const { return x - TapeMetrics::margin() + m_scroll; }

TapePicture TapeWidget::picture() const {
    const double shown = m_snapshot->part.has_value() ? shownPart(*m_snapshot) : 1;
    return {*m_snapshot, m_cards, m_texts, m_layout, size(), m_scroll, playhead(), m_hovered, hasFocus(), shown, m_images};
}

QRectF TapeWidget::cardRect(std::size_t entry) const { return picture().cardRect(m_cards.cardOf(entry)); }

QRectF TapeWidget::groupRect(int group) const {
    return picture().cardRect(anchorOf(m_cards.groups().at(static_cast<std::size_t>(group)).first));
}

QPointF TapeWidget::playhead() const { return {m_playhead - std::round(m_scroll) + TapeMetrics::margin(), TapeMetrics::cardsTop() - 1}; }

QSize TapeWidget::sizeHint() const {
    return {static_cast<int>(std::ceil(m_layout.length() + 2 * TapeMetrics::margin())), static_cast<int>(TapeMetrics::height())};
}

QSize TapeWidget::minimumSizeHint() const { return {static_cast<int>(Fonts::scaled(240)), sizeHint().height()}; }

void TapeWidget::moveTo(double scroll, double playhead) {
    m_motion.stop();
    m_scrollFrom = m_scroll;
    m_playheadFrom = m_playhead;
    m_scrollTo = scroll;
    m_playheadTo = playhead;
    if (Motion::milliseconds() == 0 || !isVisible()) {
        place(scroll, playhead);
        return;
    }
    m_motion.setDuration(Motion::milliseconds());
    m_motion.start();
}

void TapeWidget::place(double scroll, double playhead) {
    const bool isStill = scroll == m_scroll;
    const QRect before = playheadRect();
    m_scroll = scroll;
    m_playhead = playhead;
    if (isStill) {
        update(before);
        update(playheadRect());
    } else {
        update();
    }
}

QRect TapeWidget::playheadRect() const {
    const double half = Fonts::scaled(TapePainter::kPointer) + 1;
    return QRectF(playhead() - QPointF(half, half), playhead() + QPointF(half, 1)).toAlignedRect();
}

void TapeWidget::updateCards(std::size_t first, std::size_t last) {
    if (texts().empty()) {
        return;
    }
    // Where nothing has run the first card is marked.
    const auto entryOf = [this](std::size_t at) { return std::min(at == 0 ? 0 : at - 1, texts().size() - 1); };
    const QRectF cards = cardRect(entryOf(first)).united(cardRect(entryOf(last)));
    update(cards.marginsAdded({TapePainter::kReach, TapePainter::kReach, TapePainter::kReach, TapePainter::kReach}).toAlignedRect());
}

void TapeWidget::scrollTo(double scroll) {
    m_motion.stop();
    m_playhead = restingPlayhead();
    m_scroll = std::clamp(scroll, 0.0, std::max(0.0, m_layout.length() - room()));
    update();
}

void TapeWidget::hover(int card) {
    if (card == m_hovered) {
        return;
    }
    m_hovered = card;
    setCursor(card < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    const bool isEntry = card >= 0 && m_cards.cards()[static_cast<std::size_t>(card)].kind == TapeCard::Kind::Entry;
    emit entryHovered(isEntry ? std::optional(m_cards.cards()[static_cast<std::size_t>(card)].first) : std::nullopt);
    tellTensors(card);
    update();
}

void TapeWidget::tellTensors(int index) {
    std::vector<TensorId> inputs;
    std::vector<TensorId> outputs;
    if (index >= 0) {
        const TapeCard& card = m_cards.cards()[static_cast<std::size_t>(index)];
        const bool isHead = card.kind == TapeCard::Kind::Head;
        const std::size_t count = isHead ? m_cards.groups()[static_cast<std::size_t>(card.group)].count : card.count;
        std::set<TensorId> made;
        std::set<TensorId> read;
        for (std::size_t i = card.first; i < card.first + count; ++i) {
            const Entry& entry = m_snapshot->program->entries()[i];
            // What one entry of the group makes for another is made, not read.
            std::copy_if(entry.inputs.begin(), entry.inputs.end(), std::inserter(read, read.end()),
                         [&](TensorId id) { return !made.contains(id); });
            made.insert(entry.outputs.begin(), entry.outputs.end());
        }
        inputs.assign(read.begin(), read.end());
        outputs.assign(made.begin(), made.end());
    }
    emit tensorsHovered(inputs, outputs);
}

void TapeWidget::request(std::size_t position) {
    m_requested = position;
    emit entryRequested(position);
}

int TapeWidget::cardUnder(QPointF at) const {
    const double top = TapeMetrics::cardsTop();
    return at.y() < top || at.y() > top + TapeMetrics::cardHeight() ? -1 : m_layout.cardAt(toTape(at.x()));
}

/// Where the pointer goes when it is let go here: over a group's card, the entry that the place within the card stands for.
std::size_t TapeWidget::positionAt(double at) const {
    const double x = toTape(at);
    if (x < m_layout.cards().front().left) {
        return 0;
    }
    const auto index = static_cast<std::size_t>(m_layout.nearestCard(x));
    const TapeCard& card = m_cards.cards()[index];
    const TapeSpan& span = m_layout.cards()[index];
    const double into = std::clamp((x - span.left) / span.width, 0.0, 1.0) * static_cast<double>(card.count);
    return card.first + std::clamp<std::size_t>(static_cast<std::size_t>(into) + 1, 1, std::max<std::size_t>(card.count, 1));
}

bool TapeWidget::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int card = cardUnder(help->pos());
        if (card < 0) {
            QToolTip::hideText();
            event->ignore();
        } else {
            const auto index = static_cast<std::size_t>(card);
            const QString tip = m_texts.tip(*m_snapshot, m_cards, m_cards.cards()[index]);
            QToolTip::showText(help->globalPos(), tip, this, picture().cardRect(index).toAlignedRect());
        }
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_texts.measure();
        m_images.clear();
        updateGeometry();
        relayout();
    }
    return QWidget::event(event);
}

void TapeWidget::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    relayout();
}

void TapeWidget::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || texts().empty()) {
        return;
    }
    m_pressed = event->position();
    m_scrollPressed = m_scroll;
    m_requested = position();
    const QPointF tip = playhead();
    const bool onPlayhead = m_pressed.y() < TapeMetrics::cardsTop() && std::abs(m_pressed.x() - tip.x()) <= Fonts::scaled(kGrip);
    m_drag = onPlayhead ? Drag::Playhead : Drag::Pressed;
}

void TapeWidget::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (m_drag == Drag::Pressed && std::abs(at.x() - m_pressed.x()) >= QApplication::startDragDistance()) {
        m_drag = Drag::Scrolling;
        hover(-1);
    }
    if (m_drag == Drag::Scrolling) {
        scrollTo(m_scrollPressed - (at.x() - m_pressed.x()));
    } else if (m_drag == Drag::Playhead) {
        if (const std::size_t wanted = positionAt(at.x()); wanted != m_requested) {
            request(wanted);
        }
    } else if (m_drag == Drag::None) {
        hover(cardUnder(at));
        if (m_hovered < 0) {
            const bool onPlayhead =
                !texts().empty() && at.y() < TapeMetrics::cardsTop() && std::abs(at.x() - playhead().x()) <= Fonts::scaled(kGrip);
            setCursor(onPlayhead ? Qt::SizeHorCursor : Qt::ArrowCursor);
        }
    }
}

void TapeWidget::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const Drag drag = std::exchange(m_drag, Drag::None);
    const int index = cardUnder(event->position());
    if (drag == Drag::Playhead && m_snapshot) {
        follow();
    } else if (drag == Drag::Pressed && index >= 0) {
        const TapeCard card = m_cards.cards()[static_cast<std::size_t>(index)];
        if (card.kind == TapeCard::Kind::Entry) {
            request(card.first + 1);
        } else {
            toggleGroup(card.group);
        }
    }
}

/// The first click of the two has done what is to be done.
void TapeWidget::mouseDoubleClickEvent(QMouseEvent* event) { event->accept(); }

void TapeWidget::wheelEvent(QWheelEvent* event) {
    const QPoint angle = event->angleDelta();
    const int turned = std::abs(angle.x()) > std::abs(angle.y()) ? angle.x() : angle.y();
    const QPoint pixels = event->pixelDelta();
    const double by = pixels.isNull() ? turned / 120.0 * Fonts::scaled(kWheelStep) : (pixels.x() != 0 ? pixels.x() : pixels.y());
    scrollTo(m_scroll - by);
    event->accept();
}

void TapeWidget::leaveEvent(QEvent* event) {
    hover(-1);
    QWidget::leaveEvent(event);
}

void TapeWidget::keyPressEvent(QKeyEvent* event) {
    const std::size_t at = position();
    const bool isPart = m_snapshot && m_snapshot->part.has_value();
    const std::size_t count = texts().size();
    if (event->key() == Qt::Key_Left && at > 0) {
        request(at - 1);
    } else if (event->key() == Qt::Key_Right && (at < count || isPart)) {
        // An entry that is only partly there becomes whole.
        request(isPart ? at : at + 1);
    } else if (event->key() == Qt::Key_Home && at > 0) {
        request(0);
    } else if (event->key() == Qt::Key_End && (at < count || isPart)) {
        request(count);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_cards.isGrouping()) {
        toggleGroup(m_cards.groupOf(entryInHand().value_or(0)));
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TapeWidget::paintEvent(QPaintEvent* event) {
    if (texts().empty()) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    TapePainter(painter, picture()).paint(event->rect());
}

}  // namespace glassnet::ui
