#include "ui/theme/LaidText.h"

#include <QCache>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QHash>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>
#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace glassnet::ui {

namespace {

constexpr int kMostLines = 4000;
constexpr int kMostFonts = 200;
// As wide as QPainter lets a line be that it does not wrap.
constexpr double kEndless = 0x01000000;
// Widths are whole multiples of this; what is narrower by less may be rounded either way.
constexpr double kGrain = 1.0 / 64;

struct Key {
    QFont font;
    QString text;
    friend bool operator==(const Key&, const Key&) = default;
};

size_t qHash(const Key& key, size_t seed = 0) { return qHashMulti(seed, key.font, key.text); }

/// True for what QPainter lays out in a way of its own: line ends, tabs, texts of several lengths.
bool isSpecial(const QString& text) {
    return std::any_of(text.begin(), text.end(), [](QChar each) { return each < QLatin1Char(' ') || each == QChar(0x9c); });
}

/// What is known of a line so far: each part is worked out when it is first asked for.
struct Line {
    std::unique_ptr<QTextLayout> layout;
    std::optional<double> width;
    /// As elided last, and for which width.
    std::optional<std::pair<double, QString>> elided;
};

struct KeptLines {
    QCache<Key, Line> lines{kMostLines};
    QHash<QFont, double> heights;
};

std::unique_ptr<KeptLines>& keptLines() {
    static std::unique_ptr<KeptLines> all;
    if (!all) {
        all = std::make_unique<KeptLines>();
        // Fonts must be gone before the application is.
        qAddPostRoutine([] { keptLines().reset(); });
    }
    return all;
}

Line& lineOf(const QFont& font, const QString& text) {
    auto& lines = keptLines()->lines;
    const Key key{font, text};
    Line* line = lines.object(key);
    if (line == nullptr) {
        line = new Line;
        lines.insert(key, line);
    }
    return *line;
}

/// True for numbers in a font of one width, whose glyphs stand side by side as they are: no need to ask the font how they join.
bool isNumber(const QFont& font, const QString& text) {
    static const QString kCharacters = QStringLiteral(u"0123456789.,+e\u2212\u00A0");
    return font.fixedPitch() && std::all_of(text.begin(), text.end(), [](QChar each) { return kCharacters.contains(each); });
}

std::unique_ptr<QTextLayout> laidOut(const QFont& font, const QString& text) {
    QFont own(font);
    if (isNumber(font, text)) {
        own.setStyleStrategy(QFont::PreferNoShaping);
    }
    auto layout = std::make_unique<QTextLayout>(text, own);
    QTextOption option(Qt::AlignLeft);
    option.setTextDirection(Qt::LeftToRight);
    layout->setTextOption(option);
    layout->setCacheEnabled(true);
    layout->beginLayout();
    QTextLine line = layout->createLine();
    line.setLineWidth(kEndless);
    line.setPosition({0, 0});
    layout->endLayout();
    return layout;
}

}  // namespace

void LaidText::draw(QPainter& painter, const QFont& font, const QRectF& rect, int flags, const QString& text) {
    if (text.isEmpty()) {
        return;
    }
    if (painter.layoutDirection() == Qt::RightToLeft || isSpecial(text)) {
        const QFont before = painter.font();
        painter.setFont(font);
        painter.drawText(rect, flags, text);
        painter.setFont(before);
        return;
    }
    // The font at the device's own resolution.
    const QFont own(font, painter.device());
    Line& entry = lineOf(own, text);
    if (!entry.layout) {
        entry.layout = laidOut(own, text);
    }
    const QTextLine line = entry.layout->lineAt(0);
    const double width = line.naturalTextWidth();
    const double height = line.ascent() + line.descent();
    const double top = (flags & Qt::AlignBottom) != 0    ? rect.height() - height
                       : (flags & Qt::AlignVCenter) != 0 ? (rect.height() - height) / 2
                                                         : 0.0;
    const auto leftFor = [&](double taken) {
        return (flags & Qt::AlignRight) != 0 ? rect.width() - taken : (flags & Qt::AlignHCenter) != 0 ? (rect.width() - taken) / 2 : 0.0;
    };
    const QRectF bounds(rect.x() + leftFor(width), rect.y() + top, width, height);
    const bool clips = (flags & Qt::TextDontClip) == 0 && !rect.contains(bounds);
    if (clips) {
        painter.save();
        painter.setClipRect(rect, Qt::IntersectClip);
    }
    line.draw(&painter, {rect.x() + leftFor(line.horizontalAdvance()), rect.y() + top});
    if (clips) {
        painter.restore();
    }
}

double LaidText::width(const QFont& font, const QString& text) {
    Line& line = lineOf(font, text);
    if (!line.width && isNumber(font, text)) {
        if (!line.layout) {
            line.layout = laidOut(font, text);
        }
        line.width = text.isEmpty() ? 0.0 : line.layout->lineAt(0).horizontalAdvance();
    } else if (!line.width) {
        line.width = QFontMetricsF(font).horizontalAdvance(text);
    }
    return *line.width;
}

QString LaidText::elided(const QFont& font, const QString& text, double width) {
    if (LaidText::width(font, text) <= width - kGrain) {
        return text;
    }
    auto& elided = lineOf(font, text).elided;
    if (!elided || elided->first != width) {
        elided = {width, QFontMetricsF(font).elidedText(text, Qt::ElideRight, width)};
    }
    return elided->second;
}

double LaidText::height(const QFont& font) {
    auto& heights = keptLines()->heights;
    const auto found = heights.constFind(font);
    if (found != heights.constEnd()) {
        return *found;
    }
    if (heights.size() >= kMostFonts) {
        heights.clear();
    }
    return *heights.insert(font, QFontMetricsF(font).height());
}

}  // namespace glassnet::ui
