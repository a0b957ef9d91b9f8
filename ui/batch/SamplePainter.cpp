#include "ui/batch/SamplePainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kSampleGap = 8;
constexpr double kInset = 6;
constexpr double kHereWidth = 3;
constexpr double kCorner = 3;
constexpr double kShortestBar = 56;
constexpr double kBarTall = 8;
constexpr double kUnknownWide = 22;
/// Columns are as wide as the numbers of this many samples need; a wider one further down would be rare.
constexpr std::int64_t kMeasured = 1024;

QFont sampleNumberFont(bool strong = false) { return Fonts::mono(FontSize::Body, strong ? QFont::Bold : QFont::Normal); }
QFont sampleHeadFont() { return Fonts::text(FontSize::Caption); }
QFont totalFont() { return Fonts::text(FontSize::Body, QFont::DemiBold); }

/// How many characters stand before the point and from it on.
struct Span {
    qsizetype before = 0;
    qsizetype after = 0;
};

Span spanOf(const QString& text, const QString& point) {
    const auto at = text.indexOf(point);
    return at < 0 ? Span{text.size(), 0} : Span{at, text.size() - at};
}

/// Tells whether the text of a number has a form that was not seen before: sign and digits before the point. A cheap question for many
/// numbers; those with an exponent, which are rare, always say yes, and so do all where each has as many digits as it needs.
class Forms {
public:
    Forms(int decimals, const NumberText& numbers)
        : m_smallest(std::pow(10.0, -decimals)), m_varies(numbers.hasAllDigits() || numbers.hasFractions()) {}

    bool isNew(double value) {
        const double magnitude = std::abs(value);
        if (m_varies || !(magnitude < 1e6) || (magnitude > 0 && magnitude < m_smallest)) {
            return true;
        }
        // Just below a power of ten is rounded up to it.
        std::size_t digits = 1;
        for (double limit = 10; magnitude + m_smallest / 2 >= limit; limit *= 10) {
            ++digits;
        }
        bool& seen = m_seen[2 * digits + (value < 0 ? 1 : 0)];
        return !std::exchange(seen, true);
    }

private:
    double m_smallest;
    bool m_varies;
    std::array<bool, 18> m_seen{};
};

Span widest(const SampleColumn& column, std::int64_t rows, const NumberText& numbers) {
    const QString point = numbers.locale().decimalPoint();
    Span span;
    const int decimals = numbers.hasAllDigits() ? NumberText::kMost : column.decimals.value_or(numbers.decimals());
    Forms forms(decimals, numbers);
    const auto look = [&](std::optional<double> value) {
        if (!value && column.kind == SampleColumn::Kind::Number) {
            // What is not computed yet has the room of a usual number, so that the columns stay where they are: −0.1234.
            span = {std::max<qsizetype>(span.before, 2), std::max<qsizetype>(span.after, decimals + 1)};
        } else if (value && forms.isNew(*value)) {
            const auto own = spanOf(SamplePainter::text(column, *value, numbers), point);
            span = {std::max(span.before, own.before), std::max(span.after, own.after)};
        }
    };
    for (std::int64_t sample = 0; sample < std::min(rows, kMeasured); ++sample) {
        look(column.value(sample));
    }
    if (column.hasTotal) {
        look(column.total);
    }
    if (column.kind == SampleColumn::Kind::Whole && rows > 0) {
        look(column.value(rows - 1));
    }
    return span;
}

void paintUnknown(QPainter& painter, const QRectF& cell) {
    const Theme& theme = Theme::current();
    QPen dashed(theme.color(Token::Faint), 1);
    dashed.setDashPattern({3, 3});
    painter.setPen(dashed);
    painter.setBrush(Qt::NoBrush);
    const double wide = std::min(Fonts::scaled(kUnknownWide), cell.width());
    const QRectF box(std::round(cell.right() - wide) + 0.5, cell.top() + 2.5, wide - 1, cell.height() - 5);
    painter.drawRoundedRect(box, kCorner, kCorner);
    painter.setPen(theme.color(Token::Mute));
    painter.drawText(box, Qt::AlignCenter, QStringLiteral("?"));
}

void paintBar(QPainter& painter, const QRectF& cell, std::optional<double> value, double limit) {
    const Theme& theme = Theme::current();
    const double middle = std::round(cell.center().x());
    painter.fillRect(QRectF(middle, cell.top(), 1, cell.height()), theme.color(Token::Line));
    if (!value || !std::isfinite(*value)) {
        return;
    }
    const double length = std::min(1.0, std::abs(*value) / limit) * (cell.width() / 2 - 1);
    const double high = Fonts::scaled(kBarTall);
    const QRectF bar(*value < 0 ? middle - length : middle + 1, cell.center().y() - high / 2, length, high);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(*value < 0 ? Token::Negative : Token::Positive));
    painter.drawRect(bar);
}

/// One row's cell: `strong` on the row that is followed and on the sum.
void paintNumber(QPainter& painter, const SamplePicture& picture, const ColumnPlace& place, const QRectF& cell, std::optional<double> value,
                 std::optional<ElementRef> element, bool strong) {
    const Theme& theme = Theme::current();
    const auto& column = picture.rows.columns[place.column];
    painter.setFont(sampleNumberFont(strong));
    if (!value) {
        paintUnknown(painter, cell);
        return;
    }
    const QString text = SamplePainter::text(column, *value, picture.numbers);
    const double wide = QFontMetricsF(sampleNumberFont()).horizontalAdvance(QLatin1Char('0'));
    const auto span = spanOf(text, picture.numbers.locale().decimalPoint());
    const QRectF words(cell.left() + place.point - static_cast<double>(span.before) * wide, cell.top(),
                       static_cast<double>(text.size()) * wide, cell.height());
    if (picture.hovered && element == picture.hovered) {
        painter.setPen(QPen(theme.color(Token::Accent, 0.4), 1));
        painter.setBrush(theme.color(Token::AccentSoft));
        painter.drawRoundedRect(words.adjusted(-2.5, 1.5, 2.5, -1.5), kCorner, kCorner);
    }
    painter.setPen(theme.color(column.kind == SampleColumn::Kind::Whole && !strong ? Token::Mute : Token::Ink));
    painter.drawText(words.adjusted(0, 0, 1, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void paintHeads(QPainter& painter, const SamplePicture& picture, double scroll, double width) {
    const Theme& theme = Theme::current();
    painter.setFont(sampleHeadFont());
    painter.setPen(theme.color(Token::Mute));
    for (const auto& place : picture.places) {
        const auto& column = picture.rows.columns[place.column];
        const QRectF cell(place.left - scroll, 0, place.width, SamplePainter::headHeight());
        const bool isCentered = column.kind == SampleColumn::Kind::Bar || column.kind == SampleColumn::Kind::Fold;
        const int across = isCentered ? Qt::AlignHCenter : Qt::AlignRight;
        painter.drawText(cell, across | Qt::AlignVCenter | Qt::TextSingleLine, column.head);
    }
    painter.fillRect(QRectF(0, SamplePainter::headHeight() - 1, width, 1), theme.color(Token::Line));
}

void paintTotal(QPainter& painter, const SamplePicture& picture, double scroll, const QSizeF& size) {
    const Theme& theme = Theme::current();
    const double top = size.height() - SamplePainter::totalHeight();
    painter.fillRect(QRectF(0, top, size.width(), 1), theme.color(Token::Line));
    const QRectF line(0, top + 1, size.width(), SamplePainter::totalHeight() - 1);
    for (const auto& place : picture.places) {
        const auto& column = picture.rows.columns[place.column];
        if (column.hasTotal && column.kind != SampleColumn::Kind::Bar) {
            const QRectF cell(place.left - scroll, line.top(), place.width, line.height());
            paintNumber(painter, picture, place, cell, column.total, column.totalElement, true);
        }
    }
    painter.setFont(totalFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(line.adjusted(kInset - scroll, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     picture.rows.totalName);
}

}  // namespace

double SamplePainter::rowHeight() { return Fonts::lineHeight(sampleNumberFont()) + 6; }
double SamplePainter::headHeight() { return Fonts::lineHeight(sampleHeadFont()) + 8; }
double SamplePainter::totalHeight() { return rowHeight() + 6; }

QString SamplePainter::text(const SampleColumn& column, double value, const NumberText& numbers) {
    if (column.kind == SampleColumn::Kind::Whole) {
        return numbers.whole(static_cast<qint64>(value));
    }
    return column.decimals && !numbers.hasAllDigits() ? numbers.withDecimals(*column.decimals).of(value) : numbers.of(value);
}

void SamplePainter::measure(SamplePicture& picture) {
    const double digit = QFontMetricsF(sampleNumberFont()).horizontalAdvance(QLatin1Char('0'));
    const QFontMetricsF heads(sampleHeadFont());
    const auto& columns = picture.rows.columns;
    picture.measured.clear();
    picture.limit = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const double head = std::ceil(heads.horizontalAdvance(columns[i].head));
        ColumnPlace place{i, 0, head, head};
        if (columns[i].kind == SampleColumn::Kind::Whole || columns[i].kind == SampleColumn::Kind::Number) {
            const auto span = widest(columns[i], picture.rows.rows, picture.numbers);
            place.width = std::ceil(std::max({head, static_cast<double>(span.before + span.after) * digit, Fonts::scaled(kUnknownWide)}));
            place.point = place.width - static_cast<double>(span.after) * digit;
        } else if (columns[i].kind == SampleColumn::Kind::Bar) {
            place.width = Fonts::scaled(kShortestBar);
        }
        picture.measured.push_back(place);
        for (std::int64_t sample = 0; columns[i].kind == SampleColumn::Kind::Bar && sample < picture.rows.rows; ++sample) {
            const double value = std::abs(columns[i].value(sample).value_or(0.0));
            picture.limit = std::isfinite(value) ? std::max(picture.limit, value) : picture.limit;
        }
    }
    picture.limit = picture.limit > 0 ? picture.limit : 1;
}

void SamplePainter::layOut(SamplePicture& picture, double width) {
    const auto& columns = picture.rows.columns;
    auto all = picture.measured;
    std::vector<std::size_t> folding;
    double used = kInset;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (columns[i].mayFold) {
            folding.push_back(i);
        }
        used += all[i].width + kSampleGap;
    }
    used += kInset - kSampleGap;
    // The last ones fold first; the first stays, and "…" stands in the place of the others.
    std::set<std::size_t> folded;
    const auto fold = std::find_if(all.begin(), all.end(),
                                   [&](const ColumnPlace& place) { return columns[place.column].kind == SampleColumn::Kind::Fold; });
    const double foldWidth = fold == all.end() ? 0 : fold->width + kSampleGap;
    bool showsFold = fold != all.end() && !columns[fold->column].mayFold;
    if (fold != all.end() && !showsFold) {
        used -= foldWidth;
        std::erase(folding, static_cast<std::size_t>(fold - all.begin()));
    }
    while (used > width && folding.size() > 1 && fold != all.end()) {
        used -= all[folding.back()].width + kSampleGap;
        used += showsFold ? 0 : foldWidth;
        showsFold = true;
        folded.insert(folding.back());
        folding.pop_back();
    }
    picture.places.clear();
    const double spare = std::max(0.0, width - used);
    // The sum's name stands left of the first sum.
    const double nameEnd = kInset + QFontMetricsF(totalFont()).horizontalAdvance(picture.rows.totalName) + kSampleGap;
    double pushed = 0;
    double left = kInset;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool isFold = columns[i].kind == SampleColumn::Kind::Fold;
        if (folded.contains(i) || (isFold && !showsFold)) {
            continue;
        }
        if (columns[i].hasTotal && !picture.rows.totalName.isEmpty() && left < nameEnd) {
            pushed = std::ceil(nameEnd - left);
            left += pushed;
        }
        all[i].left = left;
        if (columns[i].kind == SampleColumn::Kind::Bar) {
            all[i].width += std::max(0.0, spare - pushed);
        }
        left += all[i].width + kSampleGap;
        picture.places.push_back(all[i]);
    }
}

double SamplePainter::contentsWidth(const SamplePicture& picture) {
    return picture.places.empty() ? 0 : picture.places.back().left + picture.places.back().width + kInset;
}

void SamplePainter::paint(QPainter& painter, const SamplePicture& picture, const QPointF& scroll, const QSizeF& size) {
    const Theme& theme = Theme::current();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hasTotal = !picture.rows.totalName.isEmpty();
    const double bottom = size.height() - (hasTotal ? totalHeight() : 0);
    painter.save();
    painter.setClipRect(QRectF(0, headHeight(), size.width(), bottom - headHeight()));
    const auto first = static_cast<std::int64_t>(std::floor(scroll.y() / rowHeight()));
    for (auto sample = first; sample < picture.rows.rows; ++sample) {
        const QRectF row(0, headHeight() + static_cast<double>(sample) * rowHeight() - scroll.y(), size.width(), rowHeight());
        if (row.top() >= bottom) {
            break;
        }
        const bool isFollowed = sample == picture.followed;
        if (isFollowed) {
            painter.fillRect(row, theme.color(Token::AccentSoft));
            painter.fillRect(QRectF(0, row.top(), kHereWidth, row.height()), theme.color(Token::Accent));
        }
        for (const auto& place : picture.places) {
            const auto& column = picture.rows.columns[place.column];
            const QRectF cell(place.left - scroll.x(), row.top(), place.width, row.height());
            if (column.kind == SampleColumn::Kind::Bar) {
                paintBar(painter, cell, column.value(sample), picture.limit);
            } else if (column.kind != SampleColumn::Kind::Fold) {
                paintNumber(painter, picture, place, cell, column.value(sample), column.element ? column.element(sample) : std::nullopt,
                            isFollowed);
            }
        }
    }
    painter.restore();
    paintHeads(painter, picture, scroll.x(), size.width());
    if (hasTotal) {
        paintTotal(painter, picture, scroll.x(), size);
    }
    if (picture.focused) {
        painter.setPen(QPen(theme.color(Token::Accent, 0.5), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(QPointF(0, 0), size).adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
    }
}

}  // namespace glassnet::ui
