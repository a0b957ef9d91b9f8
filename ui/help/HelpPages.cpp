#include "ui/help/HelpPages.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <array>

namespace glassnet::ui {

namespace {

constexpr std::array kPages{
    HelpPage{"start", QT_TRANSLATE_NOOP("HelpPages", "Getting started")},
    HelpPage{"build", QT_TRANSLATE_NOOP("HelpPages", "Build")},
    HelpPage{"step", QT_TRANSLATE_NOOP("HelpPages", "Step")},
    HelpPage{"train", QT_TRANSLATE_NOOP("HelpPages", "Train")},
    HelpPage{"files", QT_TRANSLATE_NOOP("HelpPages", "Files and command line")},
    HelpPage{"keyboard", QT_TRANSLATE_NOOP("HelpPages", "Keyboard")},
};

}  // namespace

std::span<const HelpPage> helpPages() { return kPages; }

QString helpTitle(const HelpPage& page) { return QCoreApplication::translate("HelpPages", page.title); }

QString helpText(const HelpPage& page) {
    QFile file(QStringLiteral(":/help/%1.md").arg(QLatin1String(page.key)));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

FilledHelp filledHelp(const QString& markdown, const HelpWords& words) {
    static const QRegularExpression directive(QStringLiteral("\\{(\\w+)(?::(\\w+))?\\}"));
    FilledHelp filled;
    qsizetype from = 0;
    for (auto matches = directive.globalMatch(markdown); matches.hasNext();) {
        const auto match = matches.next();
        filled.markdown += markdown.mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        if (const auto text = words(match.captured(1), match.captured(2))) {
            filled.markdown += *text;
        } else {
            filled.unknown.append(match.captured().mid(1, match.capturedLength() - 2));
        }
    }
    filled.markdown += markdown.mid(from);
    return filled;
}

}  // namespace glassnet::ui
