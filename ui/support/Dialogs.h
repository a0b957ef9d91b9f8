#pragma once

#include <QString>
#include <optional>

class QWidget;

namespace glassnet::ui {

/// What a person answers when work would be lost.
enum class LeaveAnswer : unsigned char { Save, Discard, Stay };

/// The few questions the program asks. Tests answer them beforehand; a question without an answer opens the real dialog.
class Dialogs {
public:
    /// A file to open; empty when the person thought better of it.
    [[nodiscard]] static QString askOpenFile(QWidget* parent, const QString& title, const QString& filter);
    /// A file to write, which has `ending` (".py"); the person has agreed to replace one that is there. Empty as above. `proposal` may be
    /// without the ending; `kind` says what such files are.
    [[nodiscard]] static QString askSaveFile(QWidget* parent, const QString& title, const QString& proposal, const QString& kind,
                                             const QString& ending);
    [[nodiscard]] static LeaveAnswer askLeave(QWidget* parent, const QString& projectName);
    /// A number, typed in any of the ways NumberParser knows; none when the person thought better of it.
    [[nodiscard]] static std::optional<double> askNumber(QWidget* parent, const QString& title, const QString& question, double preset);
    /// A text to read, until it is closed.
    static void tell(QWidget* parent, const QString& title, const QString& text);

    /// The answer to the next question about a file, once.
    static void answerNextFile(const QString& path);
    /// The answer to the next question whether a file is to be replaced that askSaveFile itself asks, once.
    static void answerNextReplace(bool replace);
    /// The answer to the next askLeave, once.
    static void answerNextLeave(LeaveAnswer answer);
    /// The answer to the next askNumber, once; none: the person thought better of it.
    static void answerNextNumber(std::optional<double> number);
    /// What `tell` was given last while it is silenced; silencing keeps dialogs closed in tests.
    static void silence(bool silent);
    [[nodiscard]] static QString lastTold();
};

}  // namespace glassnet::ui
