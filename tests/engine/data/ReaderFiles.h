#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <span>
#include <string>

#include "engine/base/Error.h"
#include "tests/support/Places.h"

namespace glassnet::test {

inline std::span<const std::byte> view(const QByteArray& bytes) {
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

/// A file of tests/data/readers; empty when it is not there.
inline QByteArray readerFile(const QString& name) {
    QFile file(QStringLiteral(GLASSNET_TEST_DATA "/readers/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// "CsvRowLength(file, 3, 2, 4)", or "read" where there is no error: for rows of tests.
template <class T>
QString errorText(const Result<T>& result) {
    if (result) {
        return QStringLiteral("read");
    }
    QStringList arguments;
    for (const ErrorArgument& argument : result.error().arguments) {
        const auto* text = std::get_if<std::string>(&argument);
        const auto* whole = std::get_if<std::int64_t>(&argument);
        arguments << (text != nullptr    ? QString::fromStdString(*text)
                      : whole != nullptr ? QString::number(*whole)
                                         : QStringLiteral("other"));
    }
    return QString::fromStdString(std::string(errorName(result.error().code))) + QLatin1Char('(') + arguments.join(QLatin1String(", ")) +
           QLatin1Char(')');
}

}  // namespace glassnet::test
