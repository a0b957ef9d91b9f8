#include "ui/data/FeatureList.h"

#include <QEvent>
#include <QResizeEvent>
#include <QScrollBar>
#include <algorithm>

#include "ui/data/CheckDelegate.h"
#include "ui/data/FeatureModel.h"
#include "ui/theme/Fonts.h"

namespace glassnet::ui {

namespace {

constexpr int kMostLines = 8;
constexpr int kScrollBarWide = 12;
constexpr int kMostBeside = 3;

}  // namespace

FeatureList::FeatureList(QWidget* parent) : QListView(parent), m_model(new FeatureModel(this)) {
    setModel(m_model);
    setItemDelegate(new CheckDelegate(this));
    setAccessibleName(tr("Inputs made of the columns"));
    setFlow(QListView::LeftToRight);
    setWrapping(true);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::NoSelection);
    setTextElideMode(Qt::ElideMiddle);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    connect(m_model, &FeatureModel::toggleWanted, this, &FeatureList::toggle);
}

void FeatureList::setFeatures(const std::vector<std::string>& columns, const std::vector<FeatureSpec>& features) {
    m_model->setFeatures(columns, features);
    layOut();
}

int FeatureList::lineHeight() const { return static_cast<int>(QFontMetricsF(font()).height()) + 10; }

int FeatureList::perLine() const {
    // The widest names are those of products.
    double widest = 0;
    const QFontMetricsF metrics(font());
    for (int row = 0; row < std::min(m_model->rowCount(), 60); ++row) {
        widest = std::max(widest, metrics.horizontalAdvance(m_model->index(row).data().toString()));
    }
    return std::clamp(static_cast<int>((width() - kScrollBarWide) / (widest + CheckDelegate::kMarkWide + 8)), 1, kMostBeside);
}

QSize FeatureList::sizeHint() const { return {300, std::clamp(lines(), 1, kMostLines) * lineHeight()}; }

int FeatureList::lines() const { return (m_model->rowCount() + perLine() - 1) / perLine(); }

void FeatureList::layOut() {
    // Decided by the width alone: a scroll bar that comes and goes would change the width by which it was decided.
    setVerticalScrollBarPolicy(lines() > kMostLines ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    setGridSize({(width() - kScrollBarWide) / perLine(), lineHeight()});
    updateGeometry();
}

void FeatureList::resizeEvent(QResizeEvent* event) {
    QListView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) {
        layOut();
    }
}

void FeatureList::changeEvent(QEvent* event) {
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        layOut();
    }
}

void FeatureList::toggle(int row) {
    if (m_model->isLast(row)) {
        emit sentence(tr("The network needs at least one input. Check another one before taking this away."));
        return;
    }
    const QString name = m_model->index(row).data().toString();
    const bool isThere = m_model->index(row).data(Qt::CheckStateRole).toInt() == Qt::Checked;
    emit changeWanted(isThere ? tr("Leave out the input %1").arg(name) : tr("Add the input %1").arg(name),
                      [feature = m_model->featureAt(row), columns = m_model->columns()](DataSpec&, DataPlan& plan) {
                          plan.features = toggledFeatures(std::move(plan.features), feature, columns);
                      });
}

}  // namespace glassnet::ui
