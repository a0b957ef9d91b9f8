#include "ui/stepping/FormulaView.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/theme/Fonts.h"
#include "ui/theme/LaidText.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kLineGap = 4;
constexpr double kPartGap = 8;
constexpr double kIndent = 16;  // of wrapped lines
constexpr double kInset = FormulaView::kInset;

QFont symbolFont() { return Fonts::text(FontSize::Heading); }
QFont numberFont() { return Fonts::mono(FontSize::Body); }
QFont asideFont() { return Fonts::mono(FontSize::Caption); }
QFont sentenceFont() { return Fonts::text(FontSize::Body); }
double lineHeight(const QFont& font) { return std::ceil(LaidText::height(font)); }

}  // namespace

FormulaView::FormulaView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setAttribute(Qt::WA_NoSystemBackground);
}

void FormulaView::setFormula(const FormulaText& formula, const NumberText& numbers, DType dtype) {
    m_formula = formula;
    m_numbers = numbers;
    m_dtype = dtype;
    m_measured.reset();
    layOutHere();
    updateGeometry();
    update();
}

void FormulaView::setHovered(const std::optional<ElementRef>& element) {
    if (m_hovered != element) {
        m_hovered = element;
        update();
    }
}

int FormulaView::layOut(double width, std::vector<Placed>* placed, QRectF* sentence) const {
    double y = 0;
    const auto lay = [&](const FormulaLine& line, const QFont& font, bool isNumber) {
        if (line.empty()) {
            return;
        }
        const auto widthOf = [&font](const FormulaToken& token) { return LaidText::width(font, token.text); };
        const double high = lineHeight(font);
        double x = kInset;
        std::size_t i = 0;
        while (i < line.size()) {
            // A piece that stays together: up to the next place where a line may end.
            std::size_t end = i + 1;
            double wide = widthOf(line[i]);
            while (end < line.size() && !line[end].breakBefore) {
                wide += widthOf(line[end++]);
            }
            if (x > Fonts::scaled(kIndent) && x + wide > width) {
                x = Fonts::scaled(kIndent);
                y += high + Fonts::scaled(kLineGap);
            }
            for (; i < end; ++i) {
                const double own = widthOf(line[i]);
                if (x > Fonts::scaled(kIndent) && x + own > width) {
                    x = Fonts::scaled(kIndent);
                    y += high + Fonts::scaled(kLineGap);
                }
                if (placed != nullptr) {
                    placed->push_back({&line[i], QRectF(x, y, own, high), isNumber, font});
                }
                x += own;
            }
        }
        y += high + Fonts::scaled(kPartGap);
    };
    lay(m_formula.symbols, symbolFont(), false);
    lay(m_formula.numbers, numberFont(), true);
    for (const FormulaLine& aside : m_formula.asides) {
        lay(aside, asideFont(), true);
    }
    if (!m_formula.sentence.isEmpty()) {
        const QRectF box =
            QFontMetricsF(sentenceFont()).boundingRect(QRectF(0, 0, width - kInset, 10000), Qt::TextWordWrap, m_formula.sentence);
        const double high = std::ceil(box.height());
        if (sentence != nullptr) {
            *sentence = QRectF(kInset, y, width - kInset, high);
        }
        y += high + Fonts::scaled(kPartGap);
    }
    return static_cast<int>(std::ceil(std::max(0.0, y - Fonts::scaled(kPartGap))));
}

int FormulaView::heightForWidth(int width) const {
    if (!m_measured || m_measured->first != width) {
        m_measured.emplace(width, layOut(width, nullptr, nullptr));
    }
    return m_measured->second;
}

int FormulaView::heightOfLines(int width, int room) const {
    if (heightForWidth(width) <= room) {
        return heightForWidth(width);
    }
    std::vector<Placed> placed;
    (void)layOut(width, &placed, nullptr);
    double high = placed.empty() ? room : placed.front().rect.bottom();
    for (const Placed& place : placed) {
        high = place.rect.bottom() <= room ? std::max(high, place.rect.bottom()) : high;
    }
    return static_cast<int>(std::ceil(high));
}

void FormulaView::layOutHere() {
    m_placed.clear();
    m_measured.emplace(width(), layOut(width(), &m_placed, &m_sentence));
}

void FormulaView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        layOutHere();
    }
}

const FormulaToken* FormulaView::tokenAt(QPointF position) const {
    for (const Placed& place : m_placed) {
        if (place.rect.contains(position)) {
            return place.token;
        }
    }
    return nullptr;
}

void FormulaView::point(const FormulaToken* token) {
    setCursor(token != nullptr && token->fold ? Qt::PointingHandCursor : Qt::ArrowCursor);
    const std::optional<ElementRef> element = token == nullptr ? std::nullopt : token->element;
    if (const int mark = token == nullptr ? 0 : token->mark; mark != m_pointedMark) {
        m_pointedMark = mark;
        update();
    }
    if (element != m_pointed) {
        m_pointed = element;
        setHovered(element);
        emit hovered(element);
    }
}

bool FormulaView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const FormulaToken* token = tokenAt(help->pos());
        if (token == nullptr || !token->number) {
            QToolTip::hideText();
            event->ignore();
        } else {
            const bool isFloat = m_dtype == DType::Float32;
            QToolTip::showText(help->globalPos(),
                               isFloat ? m_numbers.exact(static_cast<float>(*token->number)) : m_numbers.exact(*token->number), this);
        }
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_measured.reset();
        layOutHere();
        updateGeometry();
    }
    return QWidget::event(event);
}

bool FormulaView::isLit(const FormulaToken& token) const {
    return (m_hovered && token.element == m_hovered) || (m_pointedMark != 0 && token.mark == m_pointedMark);
}

void FormulaView::mouseMoveEvent(QMouseEvent* event) { point(tokenAt(event->position())); }

void FormulaView::mouseReleaseEvent(QMouseEvent* event) {
    const FormulaToken* token = tokenAt(event->position());
    if (event->button() == Qt::LeftButton && token != nullptr && token->fold) {
        emit foldClicked();
    }
}

void FormulaView::leaveEvent(QEvent* event) {
    point(nullptr);
    QWidget::leaveEvent(event);
}

void FormulaView::paintEvent(QPaintEvent* event) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Placed& place : m_placed) {
        if (!place.rect.intersects(QRectF(event->rect()))) {
            continue;
        }
        if (isLit(*place.token)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(Token::AccentSoft));
            painter.drawRoundedRect(place.rect.adjusted(-2, 0, 2, 0), 4, 4);
        }
        painter.setPen(theme.color(place.token->fold ? Token::Accent : place.token->faint ? Token::Faint : Token::Ink));
        LaidText::draw(painter, place.font, place.rect.adjusted(0, 0, 1, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                       place.token->text);
    }
    if (!m_formula.sentence.isEmpty()) {
        painter.setPen(theme.color(Token::Mute));
        painter.setFont(sentenceFont());
        painter.drawText(m_sentence, Qt::TextWordWrap, m_formula.sentence);
    }
}

}  // namespace glassnet::ui
