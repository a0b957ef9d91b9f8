#pragma once

#include <QString>
#include <QStringList>
#include <functional>
#include <optional>
#include <span>

namespace glassnet::ui {

/// A page of the help: its file is resources/help/KEY.md, and other pages link to it as KEY.md.
struct HelpPage {
    const char* key;
    const char* title;  ///< for tr() in context "HelpPages"
};

/// All pages, in the order in which they are offered.
[[nodiscard]] std::span<const HelpPage> helpPages();
[[nodiscard]] QString helpTitle(const HelpPage& page);
/// The page's Markdown as it is written.
[[nodiscard]] QString helpText(const HelpPage& page);

/// What stands in a page for `{what:argument}`, as Markdown: keys and lists come from the program, so that no page repeats them. None:
/// there is no such thing.
using HelpWords = std::function<std::optional<QString>(const QString& what, const QString& argument)>;

/// A page with its words filled in.
struct FilledHelp {
    QString markdown;
    /// What was asked for and is not there: "key:fly".
    QStringList unknown;
};

[[nodiscard]] FilledHelp filledHelp(const QString& markdown, const HelpWords& words);

}  // namespace glassnet::ui
