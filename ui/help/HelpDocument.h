#pragma once

class QString;
class QTextDocument;

namespace glassnet::ui {

/// Writes Markdown into a document in the theme's fonts and colors; to be called again when they change.
void writeHelp(QTextDocument& document, const QString& markdown);

}  // namespace glassnet::ui
