#include "app/HelpSource.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <vector>

#include "app/ActionCatalog.h"
#include "app/CommandLine.h"

namespace glassnet::app {

namespace {

struct HelpSourceWords {
    Q_DECLARE_TR_FUNCTIONS(HelpSource)
};

const ActionRow* findAction(const QString& key) {
    const auto rows = actionCatalog();
    const auto found = std::ranges::find_if(rows, [&key](const ActionRow& row) { return key == QLatin1String(row.key); });
    return found == rows.end() ? nullptr : &*found;
}

/// As code; a key that means something in Markdown needs two quotes around it.
QString asCode(const QString& text) {
    return text.contains(QLatin1Char('`')) ? QStringLiteral("`` %1 ``").arg(text) : QStringLiteral("`%1`").arg(text);
}

QString keys(const ActionRow& row) {
    QStringList words;
    for (const auto& sequence : actionShortcuts(row.id)) {
        words.append(asCode(sequence.toString(QKeySequence::NativeText)));
    }
    return words.join(QStringLiteral(" ") + HelpSourceWords::tr("or") + QStringLiteral(" "));
}

/// Which scopes a table of actions has.
struct Table {
    const char* argument;
    std::vector<ActionScope> scopes;
};

const std::array<Table, 4>& tables() {
    static const std::array<Table, 4> all{{{"everywhere", {ActionScope::Always, ActionScope::Desk}},
                                           {"build", {ActionScope::Build}},
                                           {"step", {ActionScope::Step, ActionScope::Study, ActionScope::Run}},
                                           {"train", {ActionScope::Train, ActionScope::Run}}}};
    return all;
}

std::optional<QString> actionTable(const QString& argument) {
    const auto found =
        std::ranges::find_if(tables(), [&argument](const Table& table) { return argument == QLatin1String(table.argument); });
    if (found == tables().end()) {
        return std::nullopt;
    }
    auto text = QStringLiteral("| %1 | %2 | %3 |\n|---|---|---|\n")
                    .arg(HelpSourceWords::tr("action"), HelpSourceWords::tr("key"), HelpSourceWords::tr("what it does"));
    for (const auto& row : actionCatalog()) {
        if (std::ranges::find(found->scopes, row.scope) != found->scopes.end()) {
            text += QStringLiteral("| %1 | %2 | %3 |\n").arg(actionText(row.id), keys(row), actionHelp(row.id));
        }
    }
    return text;
}

QString commands() {
    QStringList lines;
    for (const auto& verb : verbs()) {
        const auto call = QStringLiteral("glassnet %1 %2").arg(QLatin1String(verb.name), QLatin1String(verb.arguments)).simplified();
        lines.append(QStringLiteral("- %1\n\n  %2").arg(asCode(call), verbHelp(verb)));
    }
    return lines.join(QStringLiteral("\n"));
}

}  // namespace

std::optional<QString> helpWord(const QString& what, const QString& argument) {
    if (what == QLatin1String("actions")) {
        return actionTable(argument);
    }
    if (what == QLatin1String("commands") && argument.isEmpty()) {
        return commands();
    }
    const auto* action = findAction(argument);
    if (action == nullptr) {
        return std::nullopt;
    }
    // An action without a key can be named, but its key cannot.
    if (what == QLatin1String("key") && *action->shortcuts != '\0') {
        return keys(*action);
    }
    return what == QLatin1String("name") ? std::optional(actionText(action->id)) : std::nullopt;
}

QString helpPageOf(ui::Mode mode) {
    switch (mode) {
        case ui::Mode::Build:
            return QStringLiteral("build");
        case ui::Mode::Train:
            return QStringLiteral("train");
        default:
            return QStringLiteral("step");
    }
}

}  // namespace glassnet::app
