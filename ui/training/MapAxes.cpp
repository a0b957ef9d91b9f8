#include "ui/training/MapAxes.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/inspector/ChoiceField.h"
#include "ui/inspector/Note.h"
#include "ui/support/ValueSlider.h"

namespace glassnet::ui {

MapAxes::MapAxes(QWidget* parent)
    : QWidget(parent), m_x(new ChoiceField(this)), m_y(new ChoiceField(this)), m_beyond(new Note(this)), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    auto* row = new QHBoxLayout();
    row->setSpacing(8);
    row->addWidget(m_x, 1);
    row->addWidget(m_y, 1);
    m_column->addLayout(row);
    m_column->addWidget(m_beyond);
    m_x->setAccessibleName(tr("Column across"));
    m_x->setToolTip(tr("The column that goes from left to right."));
    m_y->setAccessibleName(tr("Column upward"));
    m_y->setToolTip(tr("The column that goes from bottom to top."));
    m_beyond->setWordWrap(true);
    connect(m_x, &ChoiceField::chosen, this, [this](int x) { choose(x, static_cast<int>(m_plane.yColumn)); });
    connect(m_y, &ChoiceField::chosen, this, [this](int y) { choose(static_cast<int>(m_plane.xColumn), y); });
    hide();
}

/// The same column twice would be no plane: the other one takes the place of the one chosen.
void MapAxes::choose(int x, int y) {
    const auto across = static_cast<std::size_t>(x);
    const auto upward = static_cast<std::size_t>(y);
    if (across == upward) {
        emit columnsChosen(across == m_plane.xColumn ? m_plane.yColumn : across, across == m_plane.xColumn ? upward : m_plane.xColumn);
    } else {
        emit columnsChosen(across, upward);
    }
}

void MapAxes::setNumberText(const NumberText& text) {
    m_text = text;
    for (auto* slider : m_sliders) {
        slider->setNumberText(text);
    }
}

void MapAxes::setPlane(const QStringList& names, const MapPlane& plane) {
    const bool isOther = names != m_names || plane.xColumn != m_plane.xColumn || plane.yColumn != m_plane.yColumn;
    m_names = names;
    m_plane = plane;
    setVisible(names.size() > 2);
    if (names.size() <= 2) {
        return;
    }
    m_x->setShown(names, names, static_cast<int>(plane.xColumn), {});
    m_y->setShown(names, names, static_cast<int>(plane.yColumn), {});
    const auto columns = static_cast<std::size_t>(names.size());
    if (isOther) {
        for (auto* slider : m_sliders) {
            slider->hide();
            slider->deleteLater();
        }
        m_sliders.clear();
        m_columns.clear();
        for (std::size_t i = 0; i < columns && m_sliders.size() < kMostSliders; ++i) {
            if (i == plane.xColumn || i == plane.yColumn) {
                continue;
            }
            auto* slider = new ValueSlider(this);
            slider->setLabel(names[static_cast<qsizetype>(i)]);
            slider->setNumberText(m_text);
            const auto move = [this, i](double value) { emit restMoved(i, value); };
            connect(slider, &ValueSlider::valueDragged, this, move);
            connect(slider, &ValueSlider::valueCommitted, this, move);
            connect(slider, &ValueSlider::dragCanceled, this, move);
            m_column->insertWidget(m_column->count() - 1, slider);
            m_sliders.push_back(slider);
            m_columns.push_back(i);
        }
    }
    for (std::size_t i = 0; i < m_sliders.size(); ++i) {
        m_sliders[i]->setValue(plane.rest[m_columns[i]]);
    }
    const auto beyond = columns - 2 - m_sliders.size();
    m_beyond->setText(tr("%1 more columns rest at their mean.").arg(m_text.whole(static_cast<qint64>(beyond))));
    m_beyond->setVisible(beyond > 0);
}

}  // namespace glassnet::ui
