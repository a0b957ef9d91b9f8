#include "ui/header/ModeSwitch.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QSignalBlocker>
#include <QToolTip>
#include <algorithm>
#include <array>

#include "ui/support/SegmentedControl.h"

namespace glassnet::ui {

namespace {

#define WORDS(text) QT_TRANSLATE_NOOP("ModeSwitch", text)

constexpr std::array kModes{
    ModeRow{Mode::Build, "build", WORDS("Build"), WORDS("Draw the network.")},
    ModeRow{Mode::Step, "step", WORDS("Step"), WORDS("Step through the forward and the backward pass, number by number.")},
    ModeRow{Mode::Train, "train", WORDS("Train"), WORDS("Let the network learn at full speed and watch what it sees.")},
    ModeRow{Mode::Present, "present", WORDS("Present"), WORDS("Show the steps large, in front of a class. F5 or Escape ends it.")},
};
static_assert(kModes.size() == static_cast<std::size_t>(Mode::Count_));

#undef WORDS

QString translated(const char* words) { return QCoreApplication::translate("ModeSwitch", words); }

const ModeRow& rowOf(Mode mode) { return kModes.at(static_cast<std::size_t>(mode)); }

}  // namespace

std::span<const ModeRow> modeTable() { return kModes; }

ModeSwitch::ModeSwitch(QWidget* parent) : QWidget(parent), m_strip(new SegmentedControl(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_strip);
    setFocusProxy(m_strip);
    m_strip->setAccessibleName(tr("Mode"));
    m_strip->installEventFilter(this);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_strip, &SegmentedControl::currentChanged, this, [this] { emit modeChanged(mode()); });
}

void ModeSwitch::setModes(const std::vector<Mode>& modes) {
    const Mode present = mode();
    m_modes = modes;
    QStringList words;
    for (const Mode each : modes) {
        words.append(translated(rowOf(each).text));
    }
    m_strip->setItems(words);
    setMode(present);
    updateGeometry();
}

Mode ModeSwitch::mode() const { return m_strip->current() < 0 ? Mode::Build : m_modes.at(static_cast<std::size_t>(m_strip->current())); }

void ModeSwitch::setMode(Mode mode) {
    const QSignalBlocker quiet(m_strip);
    if (const auto found = std::ranges::find(m_modes, mode); found != m_modes.end()) {
        m_strip->setCurrent(static_cast<int>(found - m_modes.begin()));
    }
}

bool ModeSwitch::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_strip && event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (int i = 0; i < m_strip->count(); ++i) {
            if (const QRectF place = m_strip->itemRect(i); place.contains(help->pos())) {
                QToolTip::showText(help->globalPos(), translated(rowOf(m_modes.at(static_cast<std::size_t>(i))).help), m_strip,
                                   place.toAlignedRect());
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace glassnet::ui
