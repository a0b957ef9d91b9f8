#include "ui/heatmap/GradientHistory.h"

#include <QAccessible>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/heatmap/CellMarks.h"
#include "ui/support/KeepKeys.h"
#include "ui/support/SymbolNames.h"
#include "ui/support/SymbolText.h"
#include "ui/theme/ColorMap.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

constexpr double kRowTall = 15;
constexpr double kWidestCell = 15;
constexpr double kBeside = 10;  // between labels and cells
constexpr double kUnderTitle = 8;
constexpr double kAboveWords = 6;
constexpr int kDigitsEach = 10;  // indices below this are written without a comma
constexpr int kFewestRows = 3;

QFont titleFont() { return Fonts::text(FontSize::Body, QFont::DemiBold); }
QFont labelFont() { return Fonts::mono(FontSize::Caption); }
QFont wordsFont() { return Fonts::text(FontSize::Caption); }
double rowTall() { return Fonts::scaled(kRowTall); }

}  // namespace

GradientHistory::GradientHistory(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setSizePolicy(policy);
    setToolTip(tr("Each row is a parameter, each column a step of training, the newest at the right."));
    keepKeys(this, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End});
}

void GradientHistory::setSnapshot(const SnapshotPtr& snapshot) {
    const bool same = snapshot != nullptr && m_snapshot != nullptr && snapshot->program == m_snapshot->program;
    m_snapshot = snapshot;
    if (!same) {
        choose();
    }
}

void GradientHistory::setColumns(GradientColumns columns) {
    m_columns = columns.isWhole() ? std::move(columns) : GradientColumns{};
    choose();
}

void GradientHistory::setNumberText(const NumberText& text) {
    m_text = text;
    update();
}

void GradientHistory::setMostRows(int rows) {
    m_most = std::max(rows, 1);
    choose();
}

void GradientHistory::setHovered(std::optional<ElementRef> element) {
    m_hovered = element;
    update();
}

bool GradientHistory::isShown() const { return !m_shown.empty() && !m_columns.steps.empty(); }

ElementRef GradientHistory::parameterOf(const ElementRef& element) const {
    const auto& info = m_snapshot->program->tensor(element.tensor);
    return info.gradientOf.valid() ? ElementRef{info.gradientOf, element.element} : element;
}

void GradientHistory::choose() {
    m_pointed.reset();
    const auto isKnown = [this](const ElementRef& row) {
        return m_snapshot != nullptr && row.tensor.valid() && row.tensor.value <= m_snapshot->program->tensors().size();
    };
    m_shown.clear();
    m_limit = 0;
    if (!m_columns.steps.empty() && std::ranges::all_of(m_columns.rows, isKnown)) {
        const double room = cellsBottom(height()) - cellsTop();
        const int fitting = std::max(kFewestRows, static_cast<int>(room / rowTall()));
        m_shown = GradientRows::largest(m_columns, static_cast<std::size_t>(std::min(m_most, fitting)));
        m_limit = GradientRows::limit(m_columns);
    }
    const QFontMetricsF metrics(labelFont());
    m_labels.clear();
    m_labelRoom = 0;
    for (const std::size_t row : m_shown) {
        m_labels.append(label(row));
        m_labelRoom = std::max(m_labelRoom, std::ceil(metrics.horizontalAdvance(m_labels.last())) + kBeside);
    }
    setAccessibleName(title());
    setAccessibleDescription(readout());
    updateGeometry();
    update();
}

QString GradientHistory::title() const {
    const auto steps = static_cast<qint64>(m_columns.steps.size());
    return steps == 0   ? tr("Gradients of the last steps")
           : steps == 1 ? tr("Gradient heatmap, the last step")
                        : tr("Gradient heatmap, last %1 steps").arg(m_text.whole(steps));
}

QString GradientHistory::label(std::size_t row) const {
    const ElementRef element = parameterOf(m_columns.rows.at(row));
    const auto& info = m_snapshot->program->tensor(element.tensor);
    const std::int64_t columns = std::max<std::int64_t>(info.columns(), 1);
    const bool brief = columns <= kDigitsEach && info.shape.elements() <= columns * kDigitsEach;
    return QStringLiteral("%1 %2%3%4")
        .arg(SymbolNames::plain(info.symbol))
        .arg(element.element / columns)
        .arg(brief ? QString() : QStringLiteral(","))
        .arg(element.element % columns);
}

QString GradientHistory::words(std::size_t row, std::size_t step) const {
    const SymbolNames names(*m_snapshot->network, *m_snapshot->program);
    const ElementRef element = parameterOf(m_columns.rows.at(row));
    const QString name = SymbolText::derivative(QStringLiteral("L"), names.element(element.tensor, element.element));
    return tr("%1 at step %2: %3")
        .arg(name, m_text.whole(m_columns.steps.at(step)), m_text.of(static_cast<double>(m_columns.at(row, step))));
}

QString GradientHistory::readout() const {
    if (!isShown()) {
        return tr("There is nothing to show before the first step of training.");
    }
    if (m_pointed) {
        return words(m_shown.at(static_cast<std::size_t>(m_pointed->row)), static_cast<std::size_t>(m_pointed->column));
    }
    QString limit = m_limit > 0 ? tr("The full color is ±%1.").arg(m_text.of(m_limit)) : tr("All gradients are zero.");
    if (m_columns.leftOut > 0) {
        limit += QLatin1Char(' ') + tr("%1 more parameters are left out.").arg(m_text.whole(m_columns.leftOut));
    }
    if (m_columns.isOneLayer) {
        limit += QLatin1Char(' ') + tr("Only this layer is shown: the network has too many parameters.");
    }
    if (m_shown.size() == m_columns.rows.size()) {
        return limit;
    }
    return tr("Shown are the %1 of %2 parameters with the largest gradients.")
               .arg(m_text.whole(static_cast<qint64>(m_shown.size())), m_text.whole(static_cast<qint64>(m_columns.rows.size()))) +
           QLatin1Char(' ') + limit;
}

double GradientHistory::cellsTop() const { return Fonts::lineHeight(titleFont()) + kUnderTitle; }

double GradientHistory::cellsBottom(double height) const { return height - 2 * Fonts::lineHeight(wordsFont()) - kAboveWords; }

QSizeF GradientHistory::pitch() const {
    const double room = width() - m_labelRoom;
    const double wide = room / std::max<double>(1, static_cast<double>(m_columns.steps.size()));
    return {std::min(wide >= 6 ? std::floor(wide) : wide, Fonts::scaled(kWidestCell)), rowTall()};
}

QRectF GradientHistory::cellRect(MatrixCell cell) const {
    const QSizeF each = pitch();
    const double gap = each.width() >= 4 ? 1 : 0;
    return {m_labelRoom + cell.column * each.width(), cellsTop() + cell.row * each.height(), each.width() - gap, each.height() - 1};
}

std::optional<MatrixCell> GradientHistory::cellAt(const QPointF& position) const {
    if (!isShown()) {
        return std::nullopt;
    }
    const QSizeF each = pitch();
    const double column = std::floor((position.x() - m_labelRoom) / each.width());
    const double row = std::floor((position.y() - cellsTop()) / each.height());
    const bool inside =
        column >= 0 && row >= 0 && column < static_cast<double>(m_columns.steps.size()) && row < static_cast<double>(m_shown.size());
    return inside ? std::optional(MatrixCell{static_cast<int>(row), static_cast<int>(column)}) : std::nullopt;
}

QSize GradientHistory::sizeHint() const {
    const auto rows = std::clamp<std::size_t>(m_columns.rows.size(), kFewestRows, static_cast<std::size_t>(m_most));
    const double words = 2 * Fonts::lineHeight(wordsFont()) + kAboveWords;
    return {340, static_cast<int>(cellsTop() + static_cast<double>(rows) * rowTall() + words)};
}

QSize GradientHistory::minimumSizeHint() const {
    return {200, static_cast<int>(cellsTop() + kFewestRows * rowTall() + 2 * Fonts::lineHeight(wordsFont()) + kAboveWords)};
}

void GradientHistory::point(std::optional<MatrixCell> cell) {
    if (cell == m_pointed) {
        return;
    }
    m_pointed = cell;
    setAccessibleDescription(readout());
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    update();
    emit hovered(cell ? std::optional(m_columns.rows.at(m_shown.at(static_cast<std::size_t>(cell->row)))) : std::nullopt);
}

void GradientHistory::paintCells(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const ColorMap map(theme);
    const QFontMetricsF metrics(labelFont());
    painter.setFont(labelFont());
    const double room = m_labelRoom - kBeside;
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const std::size_t row = m_shown[i];
        const QRectF first = cellRect({static_cast<int>(i), 0});
        const bool here = m_hovered && parameterOf(*m_hovered) == parameterOf(m_columns.rows.at(row));
        painter.setPen(theme.color(here ? Token::Accent : Token::Mute));
        painter.drawText(QRectF(0, first.center().y() - metrics.height() / 2, room, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, m_labels.at(static_cast<qsizetype>(i)));
        for (std::size_t step = 0; step < m_columns.steps.size(); ++step) {
            const double value = static_cast<double>(m_columns.at(row, step));
            const QRectF rect = cellRect({static_cast<int>(i), static_cast<int>(step)});
            painter.fillRect(rect, map.color(value, m_limit));
            if (!std::isfinite(value)) {
                CellMarks::paintHatch(painter, rect);
            }
        }
    }
    if (m_pointed) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(hasFocus() ? Token::Accent : Token::Ink), 1.5));
        painter.drawRoundedRect(cellRect(*m_pointed).adjusted(-1, -1, 1, 1), 2, 2);
    }
}

void GradientHistory::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setFont(titleFont());
    painter.setPen(theme.color(Token::Ink));
    painter.drawText(QRectF(0, 0, width(), Fonts::lineHeight(titleFont())), Qt::AlignLeft | Qt::AlignVCenter, title());
    double bottom = cellsTop();
    if (isShown()) {
        paintCells(painter);
        bottom = cellRect({static_cast<int>(m_shown.size()) - 1, 0}).bottom() + kAboveWords;
    }
    painter.setFont(m_pointed ? labelFont() : wordsFont());
    painter.setPen(theme.color(m_pointed ? Token::Ink : Token::Mute));
    painter.drawText(QRectF(0, bottom, width(), 2 * Fonts::lineHeight(wordsFont())), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                     readout());
    if (hasFocus() && !m_pointed) {
        painter.setPen(QPen(theme.color(Token::Accent), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void GradientHistory::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    choose();
}

void GradientHistory::mouseMoveEvent(QMouseEvent* event) { point(cellAt(event->position())); }

void GradientHistory::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    point(std::nullopt);
}

void GradientHistory::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_columns.steps.size()) - 1;
    const MatrixCell from = m_pointed.value_or(MatrixCell{0, last});
    MatrixCell to = from;
    switch (event->key()) {
        case Qt::Key_Left:
            --to.column;
            break;
        case Qt::Key_Right:
            ++to.column;
            break;
        case Qt::Key_Up:
            --to.row;
            break;
        case Qt::Key_Down:
            ++to.row;
            break;
        case Qt::Key_Home:
            to.column = 0;
            break;
        case Qt::Key_End:
            to.column = last;
            break;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    if (isShown()) {
        point(!m_pointed ? from : MatrixCell{std::clamp(to.row, 0, static_cast<int>(m_shown.size()) - 1), std::clamp(to.column, 0, last)});
    }
}

void GradientHistory::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void GradientHistory::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void GradientHistory::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        choose();
    }
}

}  // namespace glassnet::ui
