#include "ui/canvas/CanvasFrame.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/canvas/TagPlacement.h"
#include "ui/theme/LaidText.h"

namespace glassnet::ui {

namespace {

constexpr double kSmallest = 0.7;  // of a number's font, before decimals are left out
constexpr double kArrowRoom = 8;

TagSurroundings surroundings(const CanvasGeometry& geometry, const CanvasPicture& picture, const CanvasStyle& style) {
    TagSurroundings around;
    for (const auto& [id, layer] : geometry.layers) {
        const auto& shown = picture.layers.at(id);
        const double width = std::min(layer.title.width(), LaidText::width(style.titleFont(), shown.title) + 16);
        around.never.push_back(layer.title.adjusted((layer.title.width() - width) / 2, 0, -(layer.title.width() - width) / 2, 0));
        around.ratherNot.push_back(layer.card);
        for (std::size_t i = 0; i < layer.shown.size(); ++i) {
            const double reach = layer.reach() + style.ringGap() + 1;
            around.never.push_back(QRectF(layer.shown[i].center - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)));
            for (std::size_t tag = 0; tag < shown.units[i].tags.size(); ++tag) {
                around.never.push_back(layer.tag(layer.shown[i], tag, tagWidth(style, shown.units[i].tags[tag].text)));
            }
        }
    }
    if (geometry.loss) {
        around.never.push_back(*geometry.loss);
    }
    for (const auto& link : geometry.links) {
        const auto& shown = picture.links.at(link.id);
        for (std::size_t i = 0; i < link.connections.size(); ++i) {
            if (shown.connections[i].emphasis == Emphasis::Strong && shown.connections[i].there) {
                around.strong.push_back(&link.connections[i].curve);
            } else if (shown.connections[i].there && link.isComplete()) {
                around.plain.push_back(&link.connections[i].curve);
            }
            if (shown.connections[i].emphasis == Emphasis::Strong && shown.connections[i].there && shown.connections[i].gradient) {
                const QPointF arrow = link.connections[i].curve.at(kArrowPlace);
                around.arrows.push_back(QRectF(arrow - QPointF(kArrowRoom, kArrowRoom), QSizeF(2 * kArrowRoom, 2 * kArrowRoom)));
            }
        }
    }
    return around;
}

}  // namespace

bool isUnitLit(const CanvasFrame& frame, LayerId layer, std::int64_t unit) {
    return frame.hovered == CanvasHit{CanvasThing::Unit, layer, {}, 0, unit} || frame.lights.layers.contains(layer);
}

QString fittedNumber(const NumberText& numbers, double value, double width, QFont& font) {
    const double size = font.pointSizeF();
    QString text;
    for (int decimals = numbers.decimals(); decimals >= NumberText::kFewest; --decimals) {
        text = NumberText(decimals, numbers.locale()).of(value);
        font.setPointSizeF(size);
        const double needed = LaidText::width(font, text);
        if (needed <= width) {
            return text;
        }
        font.setPointSizeF(size * width / needed);
        if (width / needed >= kSmallest) {
            return text;
        }
    }
    return text;
}

double tagWidth(const CanvasStyle& style, const QString& text) {
    return std::ceil(LaidText::width(style.tagFont(), text)) + 2 * CanvasStyle::kTagPadding * (1 + (style.scale() - 1) / 4);
}

void paintTag(QPainter& painter, const CanvasStyle& style, const QRectF& rect, const QString& text, std::optional<double> signedBy,
              bool here, bool lit) {
    const Token outline = here ? Token::Accent : lit ? Token::Mute : Token::Line;
    painter.setPen(QPen(style.color(outline), style.scaled(lit ? 2 : here ? 1.6 : 1)));
    painter.setBrush(style.color(Token::Panel));
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter.setPen(signedBy ? style.signColor(signedBy) : style.color(here || lit ? Token::Ink : Token::Mute));
    LaidText::draw(painter, style.tagFont(), rect, Qt::AlignCenter, text);
}

std::optional<ElementRef> tagAt(const CanvasFrame& frame, const QPointF& point) {
    for (const auto& [id, layer] : frame.geometry.layers) {
        const auto shown = frame.picture.layers.find(id);
        if (shown == frame.picture.layers.end() || !layer.card.contains(point)) {
            continue;
        }
        for (std::size_t i = 0; i < shown->second.units.size(); ++i) {
            const auto& tags = shown->second.units[i].tags;
            for (std::size_t k = 0; k < tags.size(); ++k) {
                if (tags[k].element && layer.tag(layer.shown[i], k, tagWidth(frame.style, tags[k].text)).contains(point)) {
                    return tags[k].element;
                }
            }
        }
    }
    return std::nullopt;
}

std::optional<CanvasHit> linkTagAt(const CanvasFrame& frame, const QPointF& point) {
    const auto tag = std::ranges::find_if(frame.tags, [&](const LinkTag& each) { return each.rect.contains(point); });
    return tag == frame.tags.end() ? std::nullopt : std::optional(CanvasHit{CanvasThing::Connection, {}, tag->link, tag->from, tag->to});
}

std::optional<ElementRef> shownElement(const CanvasFrame& frame, LinkId link, std::int64_t from, std::int64_t to) {
    const auto shown = frame.picture.links.find(link);
    const auto* geometry = linkOf(frame.geometry, link);
    if (shown == frame.picture.links.end() || geometry == nullptr || !shown->second.first || !geometry->pair->dense) {
        return std::nullopt;
    }
    // The rows of a weight matrix are as long as the target has units.
    return ElementRef{shown->second.first->tensor, shown->second.first->element + geometry->pair->indexOf(from, to)};
}

std::vector<LinkTag> placedTags(const CanvasGeometry& geometry, const CanvasPicture& picture, const CanvasStyle& style) {
    std::vector<LinkTag> tags;
    std::vector<TagRequest> requests;
    for (const auto& link : geometry.links) {
        const auto& shown = picture.links.at(link.id);
        for (std::size_t i = 0; i < link.connections.size(); ++i) {
            const auto& connection = shown.connections[i];
            if (!connection.tag.isEmpty() && connection.there) {
                tags.push_back(
                    {{}, connection.tag, connection.value, connection.here, link.id, link.connections[i].from, link.connections[i].to});
                requests.push_back({&link.connections[i].curve, {tagWidth(style, connection.tag), style.scaled(CanvasStyle::kTagHeight)}});
            }
        }
    }
    if (tags.empty()) {
        return tags;
    }
    const auto places = placeTags(requests, surroundings(geometry, picture, style));
    for (std::size_t i = 0; i < tags.size(); ++i) {
        tags[i].rect = places[i];
    }
    return tags;
}

}  // namespace glassnet::ui
