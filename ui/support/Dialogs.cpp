#include "ui/support/Dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <utility>

#include "ui/support/ErrorText.h"
#include "ui/support/NumberParser.h"
#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

struct Answers {
    std::optional<QString> file;
    std::optional<bool> replace;
    std::optional<LeaveAnswer> leave;
    std::optional<std::optional<double>> number;
    bool silent = false;
    QString told;
};

/// Answers given beforehand; the dialogs of one program are asked on one thread.
Answers& answers() {
    static Answers kept;
    return kept;
}

QString withEnding(const QString& path, const QString& ending) { return path.endsWith(ending, Qt::CaseInsensitive) ? path : path + ending; }

bool askReplace(QWidget* parent, const QString& title, const QString& name) {
    if (answers().replace.has_value()) {
        return *std::exchange(answers().replace, std::nullopt);
    }
    const auto text = QCoreApplication::translate("Dialogs", "“%1” is there already. Do you want to replace it?").arg(name);
    return QMessageBox::question(parent, title, text) == QMessageBox::Yes;
}

}  // namespace

QString Dialogs::askOpenFile(QWidget* parent, const QString& title, const QString& filter) {
    if (answers().file.has_value()) {
        return *std::exchange(answers().file, std::nullopt);
    }
    return QFileDialog::getOpenFileName(parent, title, {}, filter);
}

QString Dialogs::askSaveFile(QWidget* parent, const QString& title, const QString& proposal, const QString& kind, const QString& ending) {
    const auto path = answers().file.has_value() ? *std::exchange(answers().file, std::nullopt)
                                                 : QFileDialog::getSaveFileName(parent, title, withEnding(proposal, ending),
                                                                                QStringLiteral("%1 (*%2)").arg(kind, ending));
    const auto whole = path.isEmpty() ? path : withEnding(path, ending);
    // The dialog has asked about the name without its ending.
    const bool wasAsked = whole == path || !QFileInfo::exists(whole);
    return wasAsked || askReplace(parent, title, QFileInfo(whole).fileName()) ? whole : QString();
}

LeaveAnswer Dialogs::askLeave(QWidget* parent, const QString& projectName) {
    if (answers().leave.has_value()) {
        return *std::exchange(answers().leave, std::nullopt);
    }
    QMessageBox box(parent);
    box.setIcon(QMessageBox::Question);
    box.setText(QCoreApplication::translate("Dialogs", "Save the changes to “%1” before leaving?").arg(projectName));
    box.setInformativeText(QCoreApplication::translate("Dialogs", "Without saving, the edited values are lost."));
    box.setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
        case QMessageBox::Save:
            return LeaveAnswer::Save;
        case QMessageBox::Discard:
            return LeaveAnswer::Discard;
        default:
            return LeaveAnswer::Stay;
    }
}

std::optional<double> Dialogs::askNumber(QWidget* parent, const QString& title, const QString& question, double preset) {
    if (answers().number.has_value()) {
        return *std::exchange(answers().number, std::nullopt);
    }
    QString text = NumberText().exact(preset);
    QString label = question;
    while (true) {
        bool accepted = false;
        text = QInputDialog::getText(parent, title, label, QLineEdit::Normal, text, &accepted);
        if (!accepted) {
            return std::nullopt;
        }
        const auto number = NumberParser().parse(text);
        if (number) {
            return *number;
        }
        label = ErrorText::of(number.error());
    }
}

void Dialogs::tell(QWidget* parent, const QString& title, const QString& text) {
    answers().told = text;
    if (!answers().silent) {
        QMessageBox::about(parent, title, text);
    }
}

void Dialogs::answerNextFile(const QString& path) { answers().file = path; }
void Dialogs::answerNextReplace(bool replace) { answers().replace = replace; }
void Dialogs::answerNextLeave(LeaveAnswer answer) { answers().leave = answer; }
void Dialogs::answerNextNumber(std::optional<double> number) { answers().number = number; }
void Dialogs::silence(bool silent) { answers().silent = silent; }
QString Dialogs::lastTold() { return answers().told; }

}  // namespace glassnet::ui
