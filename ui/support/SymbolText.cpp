#include "ui/support/SymbolText.h"

#include <QStringList>

namespace glassnet::ui {

namespace {

QString raised(int number, const QString& digits, QChar minus) {
    QString text;
    for (const QChar character : QString::number(number)) {
        text += character == QLatin1Char('-') ? minus : digits.at(character.digitValue());
    }
    return text;
}

}  // namespace

QString SymbolText::subscript(int number) { return raised(number, QStringLiteral(u"₀₁₂₃₄₅₆₇₈₉"), QChar(0x208B)); }

QString SymbolText::superscript(int number) { return raised(number, QStringLiteral(u"⁰¹²³⁴⁵⁶⁷⁸⁹"), QChar(0x207B)); }

QString SymbolText::indexed(const QString& symbol, int number) { return symbol + subscript(number); }

QString SymbolText::hat(const QString& symbol) { return (symbol + QChar(0x0302)).normalized(QString::NormalizationForm_C); }

QString SymbolText::derivative(const QString& of, const QString& by) { return kPartial + of + QLatin1Char('/') + kPartial + by; }

QString SymbolText::transposed(const QString& symbol) { return symbol + QChar(0x1D40); }

QString SymbolText::shape(const Shape& shape) {
    QStringList sizes;
    for (const auto size : shape.sizes()) {
        sizes.append(QString::number(size));
    }
    return QLatin1Char('[') + sizes.join(QStringLiteral(", ")) + QLatin1Char(']');
}

QString SymbolText::element(const QString& name, int row, int column) {
    return QStringLiteral("%1[%2, %3]").arg(name).arg(row).arg(column);
}

}  // namespace glassnet::ui
