#include "ui/study/StudyPanel.h"

#include <QVBoxLayout>
#include <algorithm>

#include "ui/inspector/Note.h"
#include "ui/support/PillButton.h"

namespace glassnet::ui {

namespace {

/// About a second of the reference's arithmetic: more is asked for first.
constexpr double kUnasked = 2e8;
/// Milliseconds for which the last result stays while the next is computed.
constexpr int kPatience = 200;

/// What every other number of a step is made from.
bool isCause(TensorRole role) { return role == TensorRole::Parameter || role == TensorRole::Input || role == TensorRole::Target; }

bool sameBut(const Tensor& a, const Tensor& b, TensorId id, const std::vector<ElementRef>& except) {
    if (bitEqual(a, b)) {
        return true;
    }
    auto adjusted = b.clone();
    for (const auto& element : except) {
        if (element.tensor == id && element.element < a.elements() && a.shape() == b.shape()) {
            adjusted.set(element.element, a.at(element.element));
        }
    }
    return bitEqual(a, adjusted);
}

}  // namespace

bool sameNumbers(const Snapshot& a, const Snapshot& b, const std::vector<ElementRef>& except) {
    if (&a == &b) {
        return true;
    }
    if (a.program != b.program || a.step != b.step || a.rows != b.rows) {
        return false;
    }
    const auto& tensors = a.program->tensors();
    return std::all_of(tensors.begin(), tensors.end(), [&](const TensorInfo& info) {
        const auto* before = a.find(info.id);
        const auto* now = b.find(info.id);
        return !isCause(info.role) || before == now || (before != nullptr && now != nullptr && sameBut(*before, *now, info.id, except));
    });
}

StudyPanel::StudyPanel(QWidget* parent)
    : QWidget(parent),
      m_column(new QVBoxLayout(this)),
      m_waiting(new Note(this)),
      m_compute(new PillButton(tr("Compute"), PillButton::Kind::Quiet, this)) {
    m_column->setContentsMargins(20, 16, 20, 20);
    m_column->setSpacing(12);
    m_waiting->setLook(FontSize::Body, QFont::Normal, Token::Mute);
    m_column->addWidget(m_waiting);
    m_column->addWidget(m_compute, 0, Qt::AlignLeft);
    m_compute->setToolTip(tr("Compute this for the numbers on the screen"));
    m_compute->setAccessibleName(tr("Compute this for the numbers on the screen"));
    connect(m_compute, &PillButton::clicked, this, &StudyPanel::demand);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] { refresh(); });
    m_waiting->hide();
    m_compute->hide();
}

void StudyPanel::setContext(const InspectorContext& context) {
    m_context = context;
    adopt();
    const auto& now = m_context.snapshot;
    m_stale = now == nullptr || m_answered == nullptr || m_answered->program != now->program || isOutdated(*m_answered);
    // What is on its way may be what is needed.
    const bool onItsWay = now != nullptr && m_asked != nullptr && m_asked->program == now->program && !isOutdated(*m_asked);
    if (m_stale && !onItsWay) {
        m_asked = nullptr;
        request(false);
    }
    refresh();
}

void StudyPanel::demand() {
    request(true);
    refresh();
}

void StudyPanel::request(bool demanded) {
    const auto work = m_context.snapshot == nullptr ? std::nullopt : cost();
    if (!work.has_value() || (!demanded && (!isVisible() || *work > kUnasked))) {
        return;
    }
    m_asked = m_context.snapshot;
    if (!m_patience.isActive()) {
        m_patience.start();
    }
    emit wanted();
}

void StudyPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_stale && m_asked == nullptr) {
        request(false);
        refresh();
    }
}

bool StudyPanel::isOutdated(const Snapshot& before) const {
    return before.position != m_context.snapshot->position || !sameNumbers(before, *m_context.snapshot);
}

void StudyPanel::answered() {
    m_answered = m_asked != nullptr ? m_asked : m_context.snapshot;
    m_asked = nullptr;
    m_patience.stop();
    m_stale = m_answered == nullptr || m_context.snapshot == nullptr || isOutdated(*m_answered);
    refresh();
}

void StudyPanel::invalidate() {
    m_answered = nullptr;
    m_asked = nullptr;
    m_stale = true;
    request(false);
    refresh();
}

bool StudyPanel::isShowable() const {
    const auto& now = m_context.snapshot;
    return now != nullptr && m_answered != nullptr && m_answered->program == now->program &&
           (!m_stale || (m_asked != nullptr && m_patience.isActive()));
}

void StudyPanel::showWaiting() {
    const bool empty = m_context.snapshot == nullptr;
    const bool waits = !empty && !isShowable() && cost().has_value();
    m_waiting->setVisible(empty || waits);
    m_compute->setVisible(waits);
    m_compute->setText(m_asked == nullptr ? tr("Compute") : tr("Start again"));
    if (empty) {
        m_waiting->setText(tr("There is nothing to study yet: the network does not run."));
    } else if (m_asked != nullptr) {
        m_waiting->setText(tr("This is being computed in double precision."));
    } else {
        m_waiting->setText(tr("For %1 parameters this takes a while; it can be stopped at any time.")
                               .arg(m_context.numbers.whole(static_cast<qint64>(parameters()))));
    }
}

double StudyPanel::parameters() const {
    double count = 0;
    for (const auto& parameter : m_context.snapshot->program->parameters()) {
        count +=
            parameter.gradient.valid() ? static_cast<double>(m_context.snapshot->program->tensor(parameter.value).shape.elements()) : 0;
    }
    return count;
}

double StudyPanel::rows() const { return static_cast<double>(m_context.snapshot->rows); }

}  // namespace glassnet::ui
