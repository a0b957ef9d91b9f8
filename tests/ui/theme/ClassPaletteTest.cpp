#include "ui/theme/ClassPalette.h"

#include <QImage>
#include <QPainter>
#include <array>
#include <cmath>

#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

// Machado, Oliveira, Fernandes: "A physiologically-based model for simulation of color vision deficiency", 2009, severity 1.0.
constexpr Matrix kNormal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix kProtan = {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeutan = {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
// Linear sRGB to XYZ (IEC 61966-2-1).
constexpr Matrix kXyz = {{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};

Vector times(const Matrix& matrix, const Vector& vector) {
    Vector result{};
    for (std::size_t i = 0; i < 3; ++i) {
        result[i] = matrix[i][0] * vector[0] + matrix[i][1] * vector[1] + matrix[i][2] * vector[2];
    }
    return result;
}

/// L*a*b* (CIE 1976, D65) of a color seen through an eye.
Vector labOf(const QColor& color, const Matrix& eye) {
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    Vector seen = times(eye, {linear(color.redF()), linear(color.greenF()), linear(color.blueF())});
    for (double& each : seen) {
        each = std::clamp(each, 0.0, 1.0);
    }
    const Vector xyz = times(kXyz, seen);
    const Vector white = times(kXyz, {1, 1, 1});
    Vector f{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double part = xyz[i] / white[i];
        f[i] = part > 216.0 / 24389.0 ? std::cbrt(part) : (24389.0 / 27.0 * part + 16) / 116;
    }
    return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

double distance(const QColor& a, const QColor& b, const Matrix& eye) {
    const Vector x = labOf(a, eye);
    const Vector y = labOf(b, eye);
    return std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

QImage stamp(ClassShape shape) {
    QImage image(33, 33, QImage::Format_Grayscale8);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(ClassPalette::path(shape, {16.5, 16.5}, 8), Qt::white);
    return image;
}

double covered(const QImage& image) {
    double sum = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            sum += qGray(image.pixel(x, y)) / 255.0;
        }
    }
    return sum;
}

class ClassPaletteTest : public test::TestCase {
    Q_OBJECT
private slots:
    void theSimulationSimulates() {
        // Red and green of the same lightness: far apart, and near without red or without green cones.
        const QColor red(190, 60, 60);
        const QColor green(50, 125, 50);
        QVERIFY(distance(red, green, kNormal) > 90);
        QVERIFY(distance(red, green, kDeutan) < 0.4 * distance(red, green, kNormal));
        QVERIFY(distance(red, green, kProtan) < 0.4 * distance(red, green, kNormal));
        // L*a*b* of sRGB red after Lindbloom's calculator.
        const Vector lab = labOf(QColor(255, 0, 0), kNormal);
        QVERIFY(std::abs(lab[0] - 53.24) < 0.01 && std::abs(lab[1] - 80.09) < 0.01 && std::abs(lab[2] - 67.20) < 0.01);
    }

    void tenColorsDifferForEveryEye() {
        for (const Theme* theme : {&Theme::light(), &Theme::dark()}) {
            for (int i = 0; i < ClassPalette::kColors; ++i) {
                const QColor color = ClassPalette::color(i, 10, *theme);
                QVERIFY2(contrastRatio(color, theme->color(Token::Panel)) >= 3, qPrintable(color.name()));
                // "Never these two".
                QVERIFY(distance(color, theme->color(Token::Positive), kNormal) > 15);
                QVERIFY(distance(color, theme->color(Token::Negative), kNormal) > 15);
                for (int j = 0; j < i; ++j) {
                    const QColor other = ClassPalette::color(j, 10, *theme);
                    QVERIFY2(distance(color, other, kNormal) > 35, qPrintable(color.name() + other.name()));
                    QVERIFY2(distance(color, other, kProtan) > 22, qPrintable(color.name() + other.name()));
                    QVERIFY2(distance(color, other, kDeutan) > 22, qPrintable(color.name() + other.name()));
                }
            }
        }
    }

    void twoClassesHaveTheSigns() {
        QCOMPARE(ClassPalette::color(0, 2, Theme::light()), Theme::light().color(Token::Negative));
        QCOMPARE(ClassPalette::color(1, 2, Theme::dark()), Theme::dark().color(Token::Positive));
        QCOMPARE(ClassPalette::color(12, 20, Theme::light()), ClassPalette::color(2, 20, Theme::light()));
    }

    void shapesDifferAndAreAlikeInSize() {
        const double circle = covered(stamp(ClassShape::Circle));
        QVERIFY(std::abs(circle - 3.14159265 * 64) < 2);
        for (int i = 0; i < ClassPalette::kColors; ++i) {
            const QImage one = stamp(ClassPalette::shape(i));
            QVERIFY2(covered(one) > 0.7 * circle && covered(one) < 1.3 * circle, qPrintable(QString::number(i)));
            for (int j = 0; j < i; ++j) {
                const QImage other = stamp(ClassPalette::shape(j));
                double differing = 0;
                for (int y = 0; y < one.height(); ++y) {
                    for (int x = 0; x < one.width(); ++x) {
                        differing += std::abs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y))) / 255.0;
                    }
                }
                QVERIFY2(differing > 0.1 * circle, qPrintable(QStringLiteral("%1 %2: %3").arg(i).arg(j).arg(differing / circle)));
            }
        }
    }
};

GLASSNET_TEST(ClassPaletteTest);

}  // namespace

}  // namespace glassnet::ui

#include "ClassPaletteTest.moc"
