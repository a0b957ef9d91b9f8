#include "ui/heatmap/FillMenu.h"

#include <QCoreApplication>
#include <QMenu>
#include <array>

#include "ui/support/Dialogs.h"
#include "ui/support/NumberText.h"
#include "ui/support/PropertyWords.h"

namespace glassnet::ui {

namespace {

// What needs no thinking first.
constexpr std::array kOrder{InitializerKind::Zeros,        InitializerKind::Ones,           InitializerKind::Constant,
                            InitializerKind::Normal,       InitializerKind::Uniform,        InitializerKind::XavierUniform,
                            InitializerKind::XavierNormal, InitializerKind::KaimingUniform, InitializerKind::KaimingNormal,
                            InitializerKind::Eye,          InitializerKind::LinearDefault};
static_assert(kOrder.size() == static_cast<std::size_t>(InitializerKind::Count_));

struct FillMenuWords {
    Q_DECLARE_TR_FUNCTIONS(FillMenu)
};

QString labelOf(const InitializerInfo& info) {
    const auto word = PropertyWords::initializer(info.kind).label;
    if (info.kind == InitializerKind::Constant) {
        return FillMenuWords::tr("%1…").arg(word);
    }
    const NumberText numbers;
    return info.parameterCount == 2
               ? FillMenuWords::tr("%1 (%2, %3)").arg(word, numbers.exact(info.preset().a), numbers.exact(info.preset().b))
               : word;
}

}  // namespace

void FillMenu::addTo(QMenu& menu, bool isBias, const std::function<void(const Initializer&)>& chosen) {
    menu.setToolTipsVisible(true);
    for (const auto kind : kOrder) {
        const auto& info = initializerInfo(kind);
        if (isBias && !info.suitsBias) {
            continue;
        }
        auto* action = menu.addAction(labelOf(info));
        action->setToolTip(PropertyWords::initializer(kind).help);
        action->setData(static_cast<int>(kind));
        QObject::connect(action, &QAction::triggered, &menu, [kind, chosen, window = menu.parentWidget()] {
            auto initializer = initializerInfo(kind).preset();
            if (kind == InitializerKind::Constant) {
                const auto value = Dialogs::askNumber(window, FillMenuWords::tr("Fill with a constant"),
                                                      FillMenuWords::tr("The number for every cell:"), initializer.a);
                if (!value) {
                    return;
                }
                initializer.a = *value;
            }
            chosen(initializer);
        });
    }
}

}  // namespace glassnet::ui
