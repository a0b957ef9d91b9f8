#include "ui/code/CodeView.h"

#include <QApplication>
#include <QEvent>
#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <algorithm>
#include <cmath>

#include "ui/code/CodeColors.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {
constexpr int kMargin = 12;
constexpr double kCorner = 8;
constexpr int kFewestLines = 6;
constexpr double kLight = 4;  // around the text of a line that is lit
constexpr double kBarLeft = 4;
constexpr double kBarWidth = 3;
constexpr double kBarInset = 2;
}  // namespace

CodeView::CodeView(QWidget* parent) : QPlainTextEdit(parent), m_colors(new CodeColors(document())) {
    setReadOnly(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(kMargin);
    // The view paints its own ground: one tone with round corners, and the marks under the text.
    setObjectName(QStringLiteral("code"));
    setStyleSheet(QStringLiteral("#code { background: transparent; border: none; padding: 0px; }"));
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    dress();
}

void CodeView::setLines(const QStringList& lines) {
    const int down = verticalScrollBar()->value();
    const int across = horizontalScrollBar()->value();
    m_marks.clear();
    m_lit.clear();
    m_here.reset();
    setPlainText(lines.join(QLatin1Char('\n')));
    verticalScrollBar()->setValue(down);
    horizontalScrollBar()->setValue(across);
    updateGeometry();
}

void CodeView::setMarks(const std::set<int>& lines) {
    m_marks = lines;
    viewport()->update();
}

void CodeView::setLit(const std::set<int>& lines) {
    if (lines != m_lit) {
        m_lit = lines;
        viewport()->update();
    }
}

void CodeView::setHere(std::optional<int> line) {
    if (line != m_here) {
        m_here = line;
        viewport()->update();
    }
}

void CodeView::reveal(int line) {
    const auto block = document()->findBlockByNumber(line);
    const QRect place = lineRect(line);
    if (!block.isValid() || (place.top() >= 0 && place.bottom() <= viewport()->height())) {
        return;
    }
    // A line of context stays above it.
    verticalScrollBar()->setValue(std::max(0, line - 1));
}

QRect CodeView::lineRect(int line) const {
    const auto block = document()->findBlockByNumber(line);
    if (!block.isValid()) {
        return {};
    }
    const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
    return {0, static_cast<int>(std::round(box.top())), viewport()->width(), static_cast<int>(std::round(box.height()))};
}

QRectF CodeView::textRect(int line) const {
    const auto text = document()->findBlockByNumber(line).text();
    const auto trimmed = text.trimmed();
    const QFontMetricsF metrics(font());
    const double indent = metrics.horizontalAdvance(text.left(text.indexOf(trimmed)));
    const QRectF whole(lineRect(line));
    const double left = contentOffset().x() + document()->documentMargin() + indent;
    return {left - kLight, whole.top(), metrics.horizontalAdvance(trimmed) + 2 * kLight, whole.height()};
}

int CodeView::lineAt(const QPoint& position) const {
    const int line = cursorForPosition(position).blockNumber();
    return lineRect(line).contains(position) && position.y() < wholeLinesBottom() ? line : -1;
}

int CodeView::wholeLinesBottom() const {
    const int height = viewport()->height();
    for (auto block = cursorForPosition({0, height - 1}).block(); block.isValid(); block = block.previous()) {
        if (const QRect place = lineRect(block.blockNumber()); place.bottom() < height) {
            return place.bottom() + 1;
        }
    }
    return height;
}

int CodeView::heightOf(int lines) const {
    return static_cast<int>(std::ceil(lines * QFontMetricsF(font()).lineSpacing())) + 2 * kMargin +
           horizontalScrollBar()->sizeHint().height();
}

QSize CodeView::sizeHint() const { return {320, heightOf(document()->blockCount())}; }
QSize CodeView::minimumSizeHint() const { return {160, heightOf(kFewestLines)}; }

void CodeView::paintEvent(QPaintEvent* event) {
    const Theme& theme = Theme::current();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath ground;
    ground.addRoundedRect(QRectF(viewport()->rect()), kCorner, kCorner);
    painter.setClipPath(ground);
    painter.fillRect(viewport()->rect(), theme.color(Token::Window));
    const int bottom = wholeLinesBottom();
    for (const int line : m_marks) {
        if (const QRect place = lineRect(line); place.top() < bottom) {
            painter.fillRect(place, theme.color(Token::AccentSoft));
        }
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::AccentSoft));
    for (const int line : m_lit) {
        if (lineRect(line).top() < bottom) {
            painter.drawRoundedRect(textRect(line), kLight, kLight);
        }
    }
    if (m_here && lineRect(*m_here).top() < bottom) {
        painter.setBrush(theme.color(Token::Accent));
        const QRectF line(lineRect(*m_here));
        const QRectF bar(kBarLeft, line.top() + kBarInset, kBarWidth, line.height() - 2 * kBarInset);
        painter.drawRoundedRect(bar, kBarWidth / 2, kBarWidth / 2);
    }
    painter.end();
    QPaintEvent whole(event->rect().intersected(QRect(0, 0, viewport()->width(), bottom)));
    QPlainTextEdit::paintEvent(&whole);
}

void CodeView::point(int line) {
    if (line != m_pointed) {
        m_pointed = line;
        emit lineHovered(line);
    }
}

void CodeView::mouseMoveEvent(QMouseEvent* event) {
    QPlainTextEdit::mouseMoveEvent(event);
    point(lineAt(event->pos()));
}

bool CodeView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) {
        point(-1);
    }
    return QPlainTextEdit::viewportEvent(event);
}

void CodeView::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->pos();
    QPlainTextEdit::mousePressEvent(event);
}

void CodeView::mouseReleaseEvent(QMouseEvent* event) {
    QPlainTextEdit::mouseReleaseEvent(event);
    const bool dragged = (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (event->button() != Qt::LeftButton || dragged || textCursor().hasSelection()) {
        return;
    }
    if (const int line = lineAt(event->pos()); line >= 0) {
        emit lineClicked(line);
    }
}

void CodeView::dress() {
    m_dressing = true;
    setFont(Fonts::mono(FontSize::Body));
    auto colors = palette();
    colors.setColor(QPalette::Text, Theme::current().color(Token::Ink));
    setPalette(colors);
    m_colors->rehighlight();
    updateGeometry();
    m_dressing = false;
}

void CodeView::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    // Another theme comes as a new palette or style; setting ours sends the same event again.
    if (!m_dressing && (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)) {
        dress();
    }
}

}  // namespace glassnet::ui
