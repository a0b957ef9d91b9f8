#include "ui/canvas/LinkLayerItem.h"

#include <QPainter>
#include <QWidget>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/canvas/CanvasTexts.h"
#include "ui/canvas/LinkTile.h"
#include "ui/theme/LaidText.h"

namespace glassnet::ui {

namespace {

constexpr double kLinkLayerMargin = 12;
constexpr double kArrowLength = 8;
constexpr double kArrowSpread = 6;
constexpr double kHoveredWidth = 2;
constexpr double kNoteGap = 8;
constexpr double kNoteHeight = 18;
constexpr double kNoteWidth = 240;
constexpr int kFrame = 16;  // ms

LinkView viewOf(const QTransform& world, double pixelRatio) {
    return {world.m11() * pixelRatio, QPointF(world.dx(), world.dy()) * pixelRatio};
}

}  // namespace

LinkLayerItem::LinkLayerItem(const CanvasFrame& frame, LinkRenderer& renderer) : m_frame(frame), m_renderer(renderer) {
    for (const auto& link : frame.geometry.links) {
        m_bounds = m_bounds.united(link.pair->bounds);
        for (const auto& connection : link.connections) {
            // A level curve's rectangle has no height of its own.
            m_bounds = m_bounds.united(
                connection.curve.bounds().adjusted(-kLinkLayerMargin, -kLinkLayerMargin, kLinkLayerMargin, kLinkLayerMargin));
        }
    }
    m_bounds = m_bounds.united(frame.geometry.bounds).adjusted(-kNoteWidth, -kNoteWidth, kNoteWidth, kNoteWidth);
    QObject::connect(&m_tick, &QTimer::timeout, &m_tick, [this] {
        if (m_renderer.update()) {
            update();
        }
        if (!m_renderer.isBusy()) {
            m_tick.stop();
        }
    });
}

void LinkLayerItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget* widget) {
    const QTransform world = painter->worldTransform();
    const double pixelRatio = painter->device()->devicePixelRatioF();
    const QSize size = widget != nullptr ? widget->size() : QSize(painter->device()->width(), painter->device()->height());
    const QRectF seen = world.inverted().mapRect(QRectF(QPointF(), QSizeF(size)));
    const double zoom = world.m11();
    const auto forms = formsFor(seen, zoom);
    const auto& links = m_frame.geometry.links;
    if (std::all_of(forms.begin(), forms.end(), [](const Form& form) { return form.isCurves || !form.isSeen; })) {
        m_renderer.clear();
        m_asked.reset();
    } else {
        ask(forms, {m_frame.revision, viewOf(world, pixelRatio), (QSizeF(size) * pixelRatio).toSize(), !m_frame.style.theme().isDark(),
                    m_frame.style.scale()});
        m_renderer.update();
    }
    painter->setRenderHint(QPainter::Antialiasing);
    const LinkPicture* picture = m_renderer.picture();
    if (picture != nullptr) {
        paintPicture(*painter, *picture, pixelRatio);
    }
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (!forms[i].isSeen) {
            continue;
        }
        if (forms[i].isCurves) {
            paintCurves(*painter, links[i]);
            continue;
        }
        if (forms[i].detail.tile > 0) {
            paintTile(*painter, links[i], picture, forms[i].detail.tile);
        }
        if (forms[i].detail.lines > 0.5) {
            paintStrong(*painter, links[i]);
            const auto count = picture == nullptr ? decltype(picture->counts.end()){} : picture->counts.find(links[i].id);
            if (picture != nullptr && count != picture->counts.end() && count->second.shown < count->second.total) {
                paintNote(*painter, links[i], count->second);
            }
        }
    }
}

std::vector<LinkLayerItem::Form> LinkLayerItem::formsFor(const QRectF& seen, double zoom) const {
    std::vector<Form> forms;
    std::int64_t curves = 0;
    for (const auto& link : m_frame.geometry.links) {
        Form form;
        form.isSeen = link.pair->bounds.intersects(seen);
        form.detail = linkDetail(link, zoom);
        // Curves around something step aside each in its own way, which only single curves show.
        form.isCurves = link.isComplete();
        curves += form.isSeen && form.isCurves ? link.pair->count() : 0;
        forms.push_back(form);
    }
    for (std::size_t i = 0; curves > kMostCurves && i < forms.size(); ++i) {
        forms[i].isCurves = forms[i].isCurves && m_frame.geometry.links[i].pair->ways.size() > 1;
    }
    return forms;
}

void LinkLayerItem::ask(const std::vector<Form>& forms, const Asked& asked) {
    if (m_asked == asked) {
        return;
    }
    const auto before = std::exchange(m_asked, asked);
    LinkScene scene;
    scene.view = asked.view;
    scene.size = asked.size;
    scene.theme = m_frame.style.theme();
    scene.stroke = m_frame.style.scale();
    for (std::size_t i = 0; i < forms.size(); ++i) {
        const auto& link = m_frame.geometry.links[i];
        const auto& shown = m_frame.picture.links.at(link.id);
        const bool isDrawn = forms[i].isSeen && !forms[i].isCurves;
        scene.bundles.push_back({link.id, link.pair, shown.values, shown.tone, shown.ownLimit, isDrawn ? forms[i].detail.lines : 0,
                                 isDrawn && forms[i].detail.tile > 0});
    }
    // A step changes few numbers, and those of the connections seldom: the same picture is not drawn again.
    auto sameView = before.value_or(Asked{});
    sameView.revision = asked.revision;
    if (before && sameView == asked && scene.bundles == m_bundles) {
        return;
    }
    m_bundles = scene.bundles;
    m_renderer.request(std::move(scene));
    m_tick.start(kFrame);
}

void LinkLayerItem::paintPicture(QPainter& painter, const LinkPicture& picture, double pixelRatio) const {
    if (picture.lines.isNull()) {
        return;
    }
    painter.save();
    const LinkView now = viewOf(painter.worldTransform(), pixelRatio);
    QTransform back;
    back.translate(-picture.view.offset.x() / picture.view.scale, -picture.view.offset.y() / picture.view.scale);
    back.scale(1 / picture.view.scale, 1 / picture.view.scale);
    painter.setWorldTransform(back * painter.worldTransform());
    if (now.scale == picture.view.scale) {
        // Without a rest of rounding the picture is copied pixel by pixel.
        const QPointF moved = now.offset - picture.view.offset;
        painter.setWorldTransform(
            QTransform(1 / pixelRatio, 0, 0, 1 / pixelRatio, std::round(moved.x()) / pixelRatio, std::round(moved.y()) / pixelRatio));
    }
    painter.drawImage(QPointF(), picture.lines);
    painter.restore();
}

void LinkLayerItem::paintTile(QPainter& painter, const LinkGeometry& link, const LinkPicture* picture, double opacity) const {
    painter.save();
    painter.setOpacity(opacity);
    if (picture != nullptr) {
        if (const auto tile = picture->tiles.find(link.id); tile != picture->tiles.end()) {
            painter.setRenderHint(QPainter::SmoothPixmapTransform);
            painter.drawImage(*link.tile, tile->second);
        }
    }
    QPen pen(m_frame.style.color(Token::Faint), 1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(*link.tile);
    const auto& hit = m_frame.hovered;
    if ((hit.thing == CanvasThing::Cell || hit.thing == CanvasThing::Connection) && hit.link == link.id) {
        const double width = link.tile->width() / static_cast<double>(link.pair->target.count);
        const double height = link.tile->height() / static_cast<double>(link.pair->source.count);
        const QRectF cell(link.tile->left() + width * static_cast<double>(hit.to),
                          link.tile->top() + height * static_cast<double>(hit.from), width * static_cast<double>(hit.toCount),
                          height * static_cast<double>(hit.fromCount));
        pen.setColor(m_frame.style.color(Token::Ink));
        pen.setWidthF(1.5);
        painter.setPen(pen);
        painter.drawRect(cell.adjusted(-1, -1, 1, 1));
    }
    painter.restore();
}

void LinkLayerItem::paintCurves(QPainter& painter, const LinkGeometry& link) const {
    const auto& shown = m_frame.picture.links.at(link.id);
    for (const auto emphasis : {Emphasis::Faint, Emphasis::Plain, Emphasis::Strong}) {
        for (std::size_t i = 0; i < link.connections.size(); ++i) {
            if (shown.connections[i].emphasis == emphasis && shown.connections[i].there && !shown.connections[i].latest) {
                paintConnection(painter, link.connections[i], shown.connections[i],
                                isLit(link, link.connections[i].from, link.connections[i].to));
            }
        }
    }
    paintLatest(painter, link);
}

void LinkLayerItem::paintLatest(QPainter& painter, const LinkGeometry& link) const {
    const auto& shown = m_frame.picture.links.at(link.id);
    for (std::size_t i = 0; i < link.connections.size(); ++i) {
        if (shown.connections[i].latest && shown.connections[i].there) {
            paintConnection(painter, link.connections[i], shown.connections[i],
                            isLit(link, link.connections[i].from, link.connections[i].to));
        }
    }
}

void LinkLayerItem::paintStrong(QPainter& painter, const LinkGeometry& link) const {
    const auto& shown = m_frame.picture.links.at(link.id);
    for (std::size_t i = 0; i < link.connections.size(); ++i) {
        const auto& connection = shown.connections[i];
        const bool isInSight = connection.emphasis == Emphasis::Strong || m_frame.lights.links.contains(link.id);
        if (isInSight && connection.there && !connection.latest) {
            paintConnection(painter, link.connections[i], connection, m_frame.lights.links.contains(link.id));
        }
    }
    paintLatest(painter, link);
    const auto& hit = m_frame.hovered;
    if (isHovered(link, hit.from, hit.to) && hit.from < link.pair->source.count && hit.to < link.pair->target.count) {
        ConnectionShown one;
        if (shown.values) {
            one.value = shown.values->tensor.at(shown.values->first + link.pair->indexOf(hit.from, hit.to));
        }
        one.width = kHoveredWidth;
        one.emphasis = Emphasis::Strong;
        painter.setPen(m_frame.style.pen(one, true));
        painter.drawPolyline(link.pair->line(hit.from, hit.to));
    }
}

void LinkLayerItem::paintNote(QPainter& painter, const LinkGeometry& link, const LinkCount& count) const {
    const auto& layers = m_frame.geometry.layers;
    const double height = m_frame.style.scaled(kNoteHeight);
    const double width = m_frame.style.scaled(kNoteWidth);
    const double top = std::max(layers.at(link.from).card.bottom(), layers.at(link.to).card.bottom()) + kNoteGap;
    const double middle = (link.pair->source.x + link.pair->target.x) / 2;
    painter.setPen(m_frame.style.color(Token::Mute));
    LaidText::draw(painter, m_frame.style.captionFont(), QRectF(middle - width / 2, top, width, height), Qt::AlignCenter,
                   CanvasTexts::showing(count.shown, count.total, m_frame.numbers.locale()));
}

void LinkLayerItem::paintConnection(QPainter& painter, const ConnectionGeometry& geometry, const ConnectionShown& shown,
                                    bool hovered) const {
    painter.setPen(m_frame.style.pen(shown, hovered));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(geometry.curve.path());
    if (shown.gradient && shown.emphasis == Emphasis::Strong) {
        const QPointF tip = geometry.curve.at(kArrowPlace);
        const QPointF along = geometry.curve.directionAt(kArrowPlace);
        const QPointF across(-along.y(), along.x());
        const QPointF back = tip + along * m_frame.style.scaled(kArrowLength);
        const QPointF side = across * m_frame.style.scaled(kArrowSpread);
        painter.setPen(QPen(m_frame.style.color(Token::Ink), m_frame.style.scaled(1.6), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF({back + side, tip, back - side}));
    }
}

bool LinkLayerItem::isLit(const LinkGeometry& link, std::int64_t from, std::int64_t to) const {
    return isHovered(link, from, to) || m_frame.lights.links.contains(link.id);
}

bool LinkLayerItem::isHovered(const LinkGeometry& link, std::int64_t from, std::int64_t to) const {
    return m_frame.hovered == CanvasHit{CanvasThing::Connection, {}, link.id, from, to};
}

}  // namespace glassnet::ui
