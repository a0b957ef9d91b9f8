#include "app/Examples.h"

#include <QCoreApplication>
#include <QFile>
#include <QGuiApplication>
#include <QPalette>
#include <array>

#include "engine/project/ProjectFile.h"

namespace glassnet::app {

namespace {

struct ExampleRow {
    const char* name;
    const char* title;
};

constexpr std::array kExamples{ExampleRow{"neuron", QT_TRANSLATE_NOOP("Examples", "One neuron, five inputs")},
                               ExampleRow{"three-two-one", QT_TRANSLATE_NOOP("Examples", "Three-two-one")},
                               ExampleRow{"two-four-two-one", QT_TRANSLATE_NOOP("Examples", "Two-four-two-one")},
                               ExampleRow{"spiral", QT_TRANSLATE_NOOP("Examples", "Spiral")},
                               ExampleRow{"two-arms", QT_TRANSLATE_NOOP("Examples", "Two arms: train and watch")},
                               ExampleRow{"iris", QT_TRANSLATE_NOOP("Examples", "Iris flowers")},
                               ExampleRow{"digits", QT_TRANSLATE_NOOP("Examples", "Handwritten digits")}};

}  // namespace

QVector<ExampleInfo> exampleList() {
    QVector<ExampleInfo> list;
    for (const auto& row : kExamples) {
        list.append({QString::fromLatin1(row.name), QCoreApplication::translate("Examples", row.title)});
    }
    return list;
}

Result<Project> loadExample(const QString& name) {
    const auto path = QStringLiteral(":/examples/%1.glassnet").arg(name);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorCode::FileNotFound, {path.toStdString()});
    }
    const auto bytes = file.readAll();
    return readProject(std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))), path.toStdString());
}

bool systemPrefersDark() {
    // The palette the desktop gave at the start: ours, set later, must not answer for it.
    static const bool dark = QGuiApplication::palette().color(QPalette::Window).lightness() < 127;
    return dark;
}

}  // namespace glassnet::app
