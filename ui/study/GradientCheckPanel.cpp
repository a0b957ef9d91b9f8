#include "ui/study/GradientCheckPanel.h"

#include <QVBoxLayout>
#include <cmath>

#include "ui/inspector/Note.h"
#include "ui/study/ErrorMap.h"
#include "ui/study/ShadeLegend.h"

namespace glassnet::ui {

namespace {

QString powerOfTen(int power) {
    return power == 0 ? QStringLiteral("1") : QStringLiteral("1e%1").arg(power).replace(QLatin1Char('-'), NumberText::kMinus);
}

}  // namespace

GradientCheckPanel::GradientCheckPanel(QWidget* parent)
    : StudyPanel(parent),
      m_sentence(new Note(this)),
      m_verdict(new Note(this)),
      m_blockColumn(new QVBoxLayout()),
      m_legend(new ShadeLegend(this)),
      m_readout(new Note(this)) {
    setAccessibleName(tr("Gradient check"));
    m_sentence->setLook(FontSize::Body, QFont::Medium, Token::Ink);
    m_blockColumn->setSpacing(4);
    column().addWidget(m_sentence);
    column().addWidget(m_verdict);
    column().addLayout(m_blockColumn);
    column().addWidget(m_legend);
    column().addWidget(m_readout);
    column().addStretch(1);
    std::vector<ShadeLegend::Tick> ticks;
    for (int power = ErrorMap::kLeastPower; power <= ErrorMap::kMostPower; power += 4) {
        ticks.push_back({ErrorMap::partOf(std::pow(10.0, power)), powerOfTen(power)});
    }
    m_legend->setTicks(ticks);
    refresh();
}

void GradientCheckPanel::setReport(const GradientReport& report) {
    m_report = report;
    answered();
}

std::optional<double> GradientCheckPanel::cost() const {
    const auto& shot = *context().snapshot;
    for (const auto& parameter : shot.program->parameters()) {
        if (parameter.gradient.valid() && isComputed(*shot.program, parameter.gradient, shot.position)) {
            return 2 * parameters() * parameters() * rows();
        }
    }
    return std::nullopt;
}

QString GradientCheckPanel::errorText(double error) const { return NumberText(2, context().numbers.locale()).of(error); }

void GradientCheckPanel::refresh() {
    showWaiting();
    const bool hasSnapshot = context().snapshot != nullptr;
    const bool tooEarly = hasSnapshot && !cost().has_value();
    const bool shows = isShowable() && !tooEarly && m_report.outcome == LookOutcome::Done && m_report.worst.has_value();
    m_sentence->setVisible(tooEarly || shows);
    for (QWidget* part : {static_cast<QWidget*>(m_verdict), static_cast<QWidget*>(m_legend), static_cast<QWidget*>(m_readout)}) {
        part->setVisible(shows);
    }
    if (tooEarly) {
        m_sentence->setText(parameters() > 0
                                ? tr("No gradient is computed yet. Walk backward from the loss: each gradient is checked once it is there.")
                                : tr("Nothing in this network is trained, so there is no gradient to check."));
    }
    if (shows) {
        const auto& worst = *m_report.worst;
        m_sentence->setText(worst.error == 0.0
                                ? tr("Every gradient is the numeric one to the last digit.")
                                : tr("The largest relative error is %1, at %2.")
                                      .arg(errorText(worst.error), context().names().element(worst.at.parameter, worst.at.element)));
        const auto& numbers = context().numbers;
        const auto limit = errorText(m_report.tolerance);
        if (m_report.differing == 0) {
            m_verdict->setLook(FontSize::Body, QFont::Normal, Token::Mute);
            m_verdict->setText(
                tr("Agrees: all %1 gradients are within %2 of what a nudge gives.").arg(numbers.whole(m_report.elements), limit));
        } else {
            m_verdict->setLook(FontSize::Body, QFont::Normal, Token::Warning);
            const auto verdict = tr("Differs: %1 of %2 gradients are more than %3 from what a nudge gives.")
                                     .arg(numbers.whole(m_report.differing), numbers.whole(m_report.elements), limit);
            const auto reason =
                m_report.rounded == m_report.differing ? tr("It is rounding: in double precision the same entries of the program agree.")
                : m_report.rounded > 0
                    ? tr("%1 of them by rounding: in double precision they agree. For the others, a nudge may have crossed a kink.")
                          .arg(numbers.whole(m_report.rounded))
                    : tr("It is not rounding. A nudge may have crossed a kink.");
            m_verdict->setText(verdict + QLatin1Char(' ') + reason);
        }
        showReadout(std::nullopt);
    }
    if (!shows) {
        m_shown.clear();
    }
    showBlocks();
}

void GradientCheckPanel::showBlocks() {
    if (m_sentence->isHidden() || m_verdict->isHidden()) {
        for (const auto& block : m_blocks) {
            block.title->hide();
            block.map->hide();
        }
        return;
    }
    m_shown.clear();
    for (const auto& checked : m_report.checked) {
        m_shown.push_back(checked.parameter);
    }
    m_shown.insert(m_shown.end(), m_report.notYet.begin(), m_report.notYet.end());
    while (m_blocks.size() < m_shown.size()) {
        Block block{new Note(this), new ErrorMap(this)};
        block.title->setLook(FontSize::Caption, QFont::Normal, Token::Mute);
        const auto place = m_blocks.size();
        connect(block.map, &ErrorMap::hovered, this, [this, place](std::optional<int> cell) {
            showReadout(cell ? std::optional(ElementRef{m_shown.at(place), *cell}) : std::nullopt);
            emit elementHovered(cell ? std::optional(ElementRef{m_shown.at(place), *cell}) : std::nullopt);
        });
        connect(block.map, &ErrorMap::clicked, this, [this, place](int cell) { emit elementSelected({m_shown.at(place), cell}); });
        m_blockColumn->addWidget(block.title);
        m_blockColumn->addWidget(block.map);
        m_blockColumn->addSpacing(4);
        m_blocks.push_back(block);
    }
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        m_blocks[i].title->setVisible(i < m_shown.size());
        m_blocks[i].map->setVisible(i < m_shown.size());
        if (i < m_shown.size()) {
            showBlock(i, i < m_report.checked.size() ? &m_report.checked[i] : nullptr, m_shown[i]);
        }
    }
}

void GradientCheckPanel::showBlock(std::size_t place, const CheckedParameter* checked, TensorId parameter) {
    const auto& shape = context().snapshot->program->tensor(parameter).shape;
    const int columns = static_cast<int>(shape.rank() == 0 ? 1 : shape[shape.rank() - 1]);
    const int rows = columns == 0 ? 0 : static_cast<int>(shape.elements()) / columns;
    const auto name = context().names().tensor(parameter);
    auto* map = m_blocks[place].map;
    map->setErrors(rows, columns, checked == nullptr ? std::vector<double>() : checked->errors);
    if (checked == nullptr) {
        m_blocks[place].title->setText(tr("%1: its gradient is not computed yet").arg(name));
        map->setAccessibleName(tr("Relative errors of %1, not computed yet").arg(name));
        map->setToolTip(QString());
        return;
    }
    double largest = 0;
    for (const double error : checked->errors) {
        largest = std::isnan(error) || error > largest ? error : largest;
    }
    const auto text = tr("%1, the largest %2").arg(name, errorText(largest));
    m_blocks[place].title->setText(text);
    map->setAccessibleName(tr("Relative errors of %1").arg(name));
    map->setAccessibleDescription(text);
    map->setToolTip(tr("Relative errors of the gradient by %1; the arrow keys go from one to the next.").arg(name));
    if (m_report.worst->at.parameter == parameter) {
        map->setMarked(static_cast<int>(m_report.worst->at.element));
    }
}

void GradientCheckPanel::showReadout(std::optional<ElementRef> element) {
    const auto& worst = m_report.worst->at;
    const auto at = element.value_or(ElementRef{worst.parameter, worst.element});
    for (const auto& checked : m_report.checked) {
        if (checked.parameter != at.tensor || at.element >= static_cast<std::int64_t>(checked.items.size())) {
            continue;
        }
        const auto& item = checked.items[static_cast<std::size_t>(at.element)];
        const NumberText numbers(std::min(context().numbers.decimals() + 2, NumberText::kMost), context().numbers.locale());
        m_readout->setText(tr("%1: gradient %2, by a nudge %3, %4.")
                               .arg(context().names().element(at.tensor, at.element), numbers.of(item.analytic), numbers.of(item.numeric),
                                    item.agrees ? tr("agrees") : tr("differs")));
    }
}

}  // namespace glassnet::ui
