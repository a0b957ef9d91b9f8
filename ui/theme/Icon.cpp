#include "ui/theme/Icon.h"

#include <QDir>
#include <QFile>
#include <QPainter>
#include <QSvgRenderer>
#include <cmath>

#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

QByteArray source(const QString& name, const QColor& color, const QColor& accent) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("There is no icon named %s", qPrintable(name));
    }
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    svg.replace("accentColor", (accent.isValid() ? accent : color).name().toLatin1());
    return svg;
}

}  // namespace

QStringList Icon::names() {
    QStringList names = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
    for (QString& name : names) {
        name.chop(4);
    }
    return names;
}

void Icon::paint(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color, const QColor& accent) {
    QSvgRenderer renderer(source(name, color, accent));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, rect);
    painter.restore();
}

QPixmap Icon::pixmap(const QString& name, const QColor& color, int size, qreal dpr, const QColor& accent) {
    const int side = static_cast<int>(std::ceil(size * dpr));
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(painter, QRectF(0, 0, side, side), name, color, accent);
    painter.end();
    pixmap.setDevicePixelRatio(dpr);
    return pixmap;
}

QIcon Icon::icon(const QString& name, int size) {
    const Theme& theme = Theme::current();
    QIcon icon;
    for (const qreal dpr : {1.0, 2.0, 3.0}) {
        icon.addPixmap(pixmap(name, theme.color(Token::Ink), size, dpr, theme.color(Token::Accent)), QIcon::Normal);
        icon.addPixmap(pixmap(name, theme.color(Token::Faint), size, dpr), QIcon::Disabled);
    }
    return icon;
}

}  // namespace glassnet::ui
