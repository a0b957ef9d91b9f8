#include "tests/support/Gallery.h"

#include <QApplication>
#include <QImage>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QWidget>
#include <cmath>
#include <vector>

#include "ui/theme/ApplyTheme.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

namespace {

struct Piece {
    QString text;
    QRectF place;
    QRectF clip;
};

/// A paint engine that draws nothing and notes where text would be.
class Recorder final : public QPaintEngine {
public:
    Recorder() : QPaintEngine(AllFeatures) {}
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    Type type() const override { return User; }
    void updateState(const QPaintEngineState&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF& position, const QTextItem& item) override {
        const QRectF box(position.x(), position.y() - item.ascent(), item.width(), item.ascent() + item.descent());
        const QTransform transform = painter()->combinedTransform();
        QRectF clip(0, 0, size.width(), size.height());
        if (painter()->hasClipping()) {
            clip &= transform.mapRect(painter()->clipBoundingRect());
        }
        pieces.push_back({item.text(), transform.mapRect(box), clip});
    }

    std::vector<Piece> pieces;
    QSize size;
};

class Device final : public QPaintDevice {
public:
    explicit Device(QSize size) { m_recorder.size = size; }
    [[nodiscard]] QPaintEngine* paintEngine() const override { return &m_recorder; }
    [[nodiscard]] const std::vector<Piece>& pieces() const { return m_recorder.pieces; }

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override {
        switch (metric) {
            case PdmWidth:
                return m_recorder.size.width();
            case PdmHeight:
                return m_recorder.size.height();
            case PdmDpiX:
            case PdmDpiY:
            case PdmPhysicalDpiX:
            case PdmPhysicalDpiY:
                return 96;
            case PdmDevicePixelRatio:
                return 1;
            case PdmDevicePixelRatioScaled:
                return static_cast<int>(devicePixelRatioFScale());
            case PdmDepth:
                return 32;
            default:
                return 0;
        }
    }

private:
    mutable Recorder m_recorder;
};

std::vector<Piece> piecesOf(QWidget& widget) {
    Device device(widget.size());
    widget.render(&device);
    return device.pieces();
}

QStringList cutTexts(QWidget& widget) {
    QStringList wrong;
    for (const Piece& piece : piecesOf(widget)) {
        // Half a pixel is lost to rounding; what shows nothing of itself is scrolled away, not cut.
        const QRectF clip = piece.clip.adjusted(-0.5, -0.5, 0.5, 0.5);
        if (!piece.text.trimmed().isEmpty() && piece.place.intersects(piece.clip) && !clip.contains(piece.place)) {
            wrong.append(QStringLiteral("cut: %1").arg(piece.text));
        }
        if (piece.text.contains(QChar(0x2026))) {
            wrong.append(QStringLiteral("elided: %1").arg(piece.text));
        }
    }
    return wrong;
}

}  // namespace

QStringList paintedTexts(QWidget& widget) {
    QStringList texts;
    for (const Piece& piece : piecesOf(widget)) {
        texts.append(piece.text);
    }
    return texts;
}

QStringList lookAt(QWidget& widget, const QString& name) {
    auto& application = *qobject_cast<QApplication*>(QApplication::instance());
    const QString folder = qEnvironmentVariable("GLASSNET_GALLERY");
    QStringList wrong;
    for (const ui::Theme* theme : {&ui::Theme::light(), &ui::Theme::dark()}) {
        ui::applyTheme(application, *theme);
        widget.ensurePolished();
        wrong += cutTexts(widget);
        for (const int dpr : {1, 2}) {
            constexpr int kMargin = 16;
            QImage image((widget.size() + QSize(2 * kMargin, 2 * kMargin)) * dpr, QImage::Format_RGB32);
            image.setDevicePixelRatio(dpr);
            image.fill(theme->color(ui::Token::Panel));
            QPainter painter(&image);
            widget.render(&painter, QPoint(kMargin, kMargin), {}, QWidget::DrawChildren);
            painter.end();
            if (image.allGray()) {
                wrong.append(QStringLiteral("nothing in color is painted"));
            }
            const QString file = QStringLiteral("%1/%2_%3_%4.png").arg(folder, name, theme->isDark() ? "dark" : "light").arg(dpr);
            if (!folder.isEmpty() && !image.save(file)) {
                wrong.append(QStringLiteral("%1 cannot be written").arg(file));
            }
        }
    }
    return wrong;
}

}  // namespace glassnet::test
