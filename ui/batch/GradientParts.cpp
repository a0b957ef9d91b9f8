#include "ui/batch/GradientParts.h"

#include <QHBoxLayout>
#include <QStringList>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/program/LossParts.h"
#include "ui/batch/PartsMap.h"
#include "ui/batch/SampleTable.h"
#include "ui/inspector/ChoiceField.h"
#include "ui/inspector/Note.h"
#include "ui/support/SegmentedControl.h"

namespace glassnet::ui {

GradientParts::GradientParts(QWidget* parent)
    : QWidget(parent),
      m_title(new Note(this)),
      m_choice(new ChoiceField(this)),
      m_division(new SegmentedControl(this)),
      m_sentence(new Note(this)),
      m_table(new SampleTable(this)),
      m_map(new PartsMap(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_choice);
    layout->addWidget(m_division, 0, Qt::AlignLeft);
    layout->addWidget(m_sentence);
    layout->addWidget(m_table);
    layout->addSpacing(8);
    layout->addWidget(m_map);
    m_title->setLook(FontSize::Heading, QFont::DemiBold, Token::Ink);
    m_sentence->setLook(FontSize::Body, QFont::Normal, Token::Mute);
    m_choice->setAccessibleName(tr("Gradient"));
    m_choice->setToolTip(tr("The gradient whose parts are shown."));
    m_division->setItems({tr("Divided"), tr("Undivided")});
    m_division->setAccessibleName(tr("Size of the parts"));
    m_division->setToolTip(tr("Divided: the parts as the program has them, which sum to the gradient. Undivided: the same times n."));
    m_table->setAccessibleName(tr("Parts of the gradient, sample by sample"));
    connect(m_choice, &ChoiceField::chosen, this, [this](int choice) {
        const auto all = m_snapshot ? gradientsOf(*m_snapshot->program) : std::vector<GradientFocus>();
        if (choice >= 0 && static_cast<std::size_t>(choice) < all.size()) {
            choose({all[static_cast<std::size_t>(choice)].parameter, 0});
        }
    });
    connect(m_division, &SegmentedControl::currentChanged, this, &GradientParts::write);
    connect(m_table, &SampleTable::sampleChosen, this, &GradientParts::sampleChosen);
    connect(m_table, &SampleTable::elementHovered, this, &GradientParts::elementHovered);
    connect(m_map, &PartsMap::partChosen, this, [this](std::int64_t element, std::int64_t sample) {
        if (sample != m_selection.sample) {
            emit sampleChosen(sample);
        }
        if (m_focus && element != m_focus->element) {
            choose({m_focus->parameter, element});
        }
    });
    write();
}

void GradientParts::take(SnapshotPtr snapshot) {
    const bool moved = !m_snapshot || !snapshot || m_snapshot->program != snapshot->program || m_snapshot->step != snapshot->step ||
                       m_snapshot->position != snapshot->position || m_snapshot->part != snapshot->part;
    if (moved) {
        m_chosen.reset();
    }
    m_snapshot = std::move(snapshot);
}

void GradientParts::take(const Selection& selection) {
    if (selection.parameter != m_selection.parameter && selection.parameter != m_chosen) {
        m_chosen.reset();
    }
    m_selection = selection;
}

void GradientParts::setSnapshot(SnapshotPtr snapshot) {
    take(std::move(snapshot));
    write();
}

void GradientParts::setSelection(const Selection& selection) {
    take(selection);
    write();
}

void GradientParts::setShown(SnapshotPtr snapshot, const Selection& selection) {
    take(std::move(snapshot));
    take(selection);
    write();
}

void GradientParts::setNumberText(const NumberText& numbers) {
    m_numbers = numbers;
    write();
}

void GradientParts::setHovered(const std::optional<ElementRef>& element) { m_table->setHovered(element); }

void GradientParts::setUndivided(bool undivided) { m_division->setCurrent(undivided ? 1 : 0); }

bool GradientParts::isUndivided() const { return m_division->current() == 1; }

double GradientParts::times() const {
    const auto rows = m_snapshot->rows;
    return isUndivided() ? static_cast<double>(LossParts::meanCount(*m_snapshot->program, rows).value_or(rows)) : 1.0;
}

void GradientParts::choose(const ElementRef& parameter) {
    m_chosen = parameter;
    write();
    emit parameterChosen(parameter);
}

void GradientParts::write() {
    m_focus = m_snapshot ? gradientFocus(*m_snapshot, m_selection, m_chosen) : std::nullopt;
    for (auto* part : {static_cast<QWidget*>(m_choice), static_cast<QWidget*>(m_division), static_cast<QWidget*>(m_table),
                       static_cast<QWidget*>(m_map)}) {
        part->setVisible(m_focus.has_value());
    }
    if (!m_focus) {
        m_title->setText(tr("Parts of a gradient"));
        m_sentence->setText(m_snapshot ? tr("Every layer of this network is frozen, so no parameter has a gradient.")
                                       : tr("What each sample adds to a gradient stands here."));
        m_sentence->setVisible(true);
        return;
    }
    const SymbolNames names(*m_snapshot->network, *m_snapshot->program);
    const auto parts = std::make_shared<const ShownParts>(m_snapshot, *m_focus);
    m_title->setText(tr("%1, sample by sample").arg(names.element(m_focus->gradient, m_focus->element)));
    writeChoices(names);
    writeSentences();
    m_table->setRows(rowsOf(names, parts), m_numbers);
    m_table->setFollowed(m_selection.sample);
    m_map->show(*m_snapshot, names, *m_focus, *parts, m_selection.sample, times(), m_numbers);
}

void GradientParts::writeChoices(const SymbolNames& names) {
    const auto all = gradientsOf(*m_snapshot->program);
    QStringList choices;
    QStringList helps;
    int current = -1;
    for (const auto& each : all) {
        const auto& info = m_snapshot->program->tensor(each.gradient);
        choices.append(QStringLiteral("%1 · %2").arg(SymbolNames::plain(info.symbol), names.layer(info.layer)));
        helps.append(tr("The gradient of the loss by %1.").arg(SymbolNames::plain(m_snapshot->program->tensor(each.parameter).symbol)));
        current = each.gradient == m_focus->gradient ? static_cast<int>(choices.size()) - 1 : current;
    }
    m_choice->setShown(choices, helps, current, {});
}

void GradientParts::writeSentences() {
    QStringList sentences;
    const bool isMade = m_snapshot->findPart(m_focus->gradient) != nullptr;
    if (!isMade) {
        sentences.append(tr("The parts are there as soon as the step has made %1.")
                             .arg(SymbolNames::plain(m_snapshot->program->tensor(m_focus->gradient).symbol)));
    } else if (ShownParts(m_snapshot, *m_focus).isCut(m_focus->element)) {
        sentences.append(tr("This connection is cut: no sample adds anything to its gradient."));
    }
    if (mixesSamples(*m_snapshot->program, m_focus->entry)) {
        sentences.append(
            tr("On its way back the gradient came through a batch norm, which joins all samples. The parts sum to the gradient, "
               "but none of them belongs to its sample alone."));
    }
    if (isUndivided()) {
        const auto count = LossParts::meanCount(*m_snapshot->program, m_snapshot->rows);
        sentences.append(count
                             ? tr("Computed for display: every part times %1, as if the loss were not divided. The program holds the "
                                  "divided numbers only.")
                                   .arg(m_numbers.whole(*count))
                             : tr("Computed for display: every part times %1, the number of samples, since each output divides its loss by "
                                  "a number of its own. The program holds the divided numbers only.")
                                   .arg(m_numbers.whole(m_snapshot->rows)));
    }
    m_sentence->setText(sentences.join(QLatin1Char('\n')));
    m_sentence->setVisible(!sentences.isEmpty());
}

SampleRows GradientParts::rowsOf(const SymbolNames& names, const std::shared_ptr<const ShownParts>& parts) const {
    const auto element = m_focus->element;
    const double by = times();
    const bool isSingle = m_snapshot->program->options().dtype == DType::Float32;
    SampleRows rows;
    rows.rows = m_snapshot->rows;
    SampleColumn number;
    number.head = tr("no.");
    number.help = tr("The sample's number in the batch. A click follows it everywhere in the window.");
    number.kind = SampleColumn::Kind::Whole;
    number.value = [](std::int64_t sample) { return std::optional(static_cast<double>(sample + 1)); };
    rows.columns.push_back(std::move(number));
    const auto factors = parts->factors(element, 0);
    for (std::size_t place = 0; factors.size() > 1 && place < factors.size(); ++place) {
        const auto& info = m_snapshot->program->tensor(factors[place].tensor);
        const bool isScaled = info.role == TensorRole::Gradient && by != 1.0;
        const double own = isScaled ? by : 1.0;
        SampleColumn column;
        column.head = names.briefElement(info.id, factors[place].element % info.columns());
        column.help = tr("A factor of the part: %1 of each sample.").arg(column.head);
        column.isSingle = isSingle && !isScaled;
        column.value = [parts, element, place, own](std::int64_t sample) {
            return std::optional(parts->factors(element, sample).at(place).value * own);
        };
        if (!isScaled) {
            column.element = [parts, element, place](std::int64_t sample) {
                const auto factor = parts->factors(element, sample).at(place);
                return std::optional(ElementRef{factor.tensor, factor.element});
            };
        }
        rows.columns.push_back(std::move(column));
    }
    const ElementRef gradient{m_focus->gradient, element};
    SampleColumn part;
    part.head = isUndivided() ? tr("part times n") : tr("part");
    part.help = factors.size() > 1 ? tr("What the sample adds to the gradient: the product of the factors before it.")
                                   : tr("What the sample adds to the gradient.");
    part.isSingle = isSingle && by == 1.0;
    part.value = [parts, element, by](std::int64_t sample) {
        const auto own = parts->part(element, sample);
        return own ? std::optional(*own * by) : std::nullopt;
    };
    part.hasTotal = true;
    part.total = m_snapshot->at(gradient);
    if (by == 1.0) {
        part.totalElement = gradient;
    } else if (part.total) {
        *part.total *= by;
    }
    auto bar = part;
    bar.head.clear();
    bar.help = tr("The part as a bar: to the right and blue above zero, to the left and orange below.");
    bar.kind = SampleColumn::Kind::Bar;
    bar.hasTotal = false;
    rows.columns.push_back(std::move(part));
    rows.columns.push_back(std::move(bar));
    rows.totalName = isUndivided() ? tr("Sum times n") : tr("Sum, the gradient");
    return rows;
}

}  // namespace glassnet::ui
