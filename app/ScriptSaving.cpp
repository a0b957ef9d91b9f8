#include "app/ScriptSaving.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <filesystem>

#include "engine/project/ProjectScript.h"
#include "ui/support/Dialogs.h"
#include "ui/support/ErrorText.h"

namespace glassnet::app {

namespace {

struct ScriptSavingWords {
    Q_DECLARE_TR_FUNCTIONS(ScriptSaving)
};

QString sentenceOf(const QString& path, const Result<std::filesystem::path>& written) {
    if (!written) {
        return ui::ErrorText::of(written.error());
    }
    const auto name = QFileInfo(path).fileName();
    return written->empty() ? ScriptSavingWords::tr("The code is in %1.").arg(name)
                            : ScriptSavingWords::tr("The code is in %1 and loads its data from %2 beside it.")
                                  .arg(name, QFileInfo(QString::fromStdString(written->string())).fileName());
}

}  // namespace

void saveScript(QWidget* parent, ui::Workbench& workbench, ScriptForm form, const std::map<StateKey, Tensor>& changed,
                const std::function<void(const QString&)>& say) {
    const auto path =
        ui::Dialogs::askSaveFile(parent, ScriptSavingWords::tr("Save the code"), QString::fromStdString(workbench.project().name),
                                 ScriptSavingWords::tr("Python programs"), QStringLiteral(".py"));
    if (path.isEmpty()) {
        return;
    }
    workbench.visit([&workbench, project = workbench.project(), path, form, changed, say](const ui::Session*) {
        const auto written = writePyTorchScript(path.toStdString(), project, form, changed);
        QMetaObject::invokeMethod(
            &workbench, [say, sentence = sentenceOf(path, written)] { say(sentence); }, Qt::QueuedConnection);
    });
}

}  // namespace glassnet::app
