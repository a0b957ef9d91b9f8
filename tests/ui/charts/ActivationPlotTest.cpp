#include "ui/charts/ActivationPlot.h"

#include <cmath>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"

using glassnet::test::lookAt;
using glassnet::test::paintedTexts;
using glassnet::ui::ActivationCurve;
using glassnet::ui::ActivationPlot;

class ActivationPlotTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static ActivationCurve sigmoid() {
        const auto value = [](double z) { return 1 / (1 + std::exp(-z)); };
        return {QStringLiteral(u"σ"), value, [value](double z) { return value(z) * (1 - value(z)); }};
    }
    static ActivationCurve relu() {
        return {QStringLiteral("relu"), [](double z) { return z > 0 ? z : 0; }, [](double z) { return z > 0 ? 1.0 : 0.0; }};
    }
    static ActivationCurve step() {
        return {QStringLiteral("step"), [](double z) { return z > 0 ? 1.0 : 0.0; }, [](double) { return 0.0; }};
    }
    static ActivationCurve tanhCurve() {
        return {QStringLiteral("tanh"), [](double z) { return std::tanh(z); }, [](double z) { return 1 - std::tanh(z) * std::tanh(z); }};
    }

private slots:
    void saysValueAndSlope() {
        ActivationPlot plot;
        plot.setCurve(sigmoid());
        plot.setPoint(0.7598);
        plot.resize(340, plot.sizeHint().height());
        // 1 / (1 + e^-0.7598) = 0.68130..., and f (1 - f) = 0.21713...
        const QStringList texts = paintedTexts(plot);
        QVERIFY(texts.contains(QStringLiteral("0.6813")));
        QVERIFY(texts.contains(QStringLiteral("slope 0.2171")));
        QVERIFY(texts.join(QString()).contains(QStringLiteral("at z = 0.7598")));
        QVERIFY(plot.accessibleDescription().contains(QStringLiteral("0.6813")));
    }

    void theSlopeIsACurveToo() {
        ActivationPlot plot;
        // A slope that leaves the function's own range: both are in view.
        plot.setCurve({QStringLiteral("f"), [](double z) { return std::sin(3 * z); }, [](double z) { return 3 * std::cos(3 * z); }});
        plot.resize(340, plot.sizeHint().height());
        QVERIFY(std::abs(plot.valueRange().first + 3) < 0.01);
        QVERIFY(std::abs(plot.valueRange().second - 3) < 0.01);
        QVERIFY(paintedTexts(plot).contains(QStringLiteral(u"f\u2032")));
    }

    void rangeFollowsThePoint() {
        ActivationPlot plot;
        plot.setCurve(relu());
        plot.setPoint(-2);
        QCOMPARE(plot.zRange(), 6.0);
        plot.setPoint(-40);
        QCOMPARE(plot.zRange(), 50.0);
        QCOMPARE(plot.valueRange().second, 50.0);
        plot.setPoint(std::nan(""));
        QCOMPARE(plot.zRange(), 6.0);
        plot.setPoint(std::nullopt);
        plot.resize(340, 220);
        QVERIFY(paintedTexts(plot).join(QString()).contains(QStringLiteral("relu(z)")));
    }

    void looks_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<double>("z");
        QTest::addRow("sigmoid") << "sigmoid" << 0.7598;
        QTest::addRow("sigmoid_left") << "sigmoid" << -5.9;
        QTest::addRow("sigmoid_right") << "sigmoid" << 8.5;
        QTest::addRow("relu") << "relu" << 3.25;
        QTest::addRow("relu_far") << "relu" << -123.456;
        QTest::addRow("step") << "step" << -1.0;
        QTest::addRow("tanh") << "tanh" << -0.4;
    }
    void looks() {
        QFETCH(QString, kind);
        QFETCH(double, z);
        ActivationPlot plot;
        plot.setCurve(kind == QLatin1String("sigmoid") ? sigmoid()
                      : kind == QLatin1String("relu")  ? relu()
                      : kind == QLatin1String("step")  ? step()
                                                       : tanhCurve());
        plot.setPoint(z);
        for (const int width : {340, 260}) {
            plot.resize(width, plot.sizeHint().height());
            QCOMPARE(lookAt(plot, QStringLiteral("plot_%1_%2").arg(QTest::currentDataTag()).arg(width)), QStringList());
        }
    }
};

GLASSNET_TEST(ActivationPlotTest);
#include "ActivationPlotTest.moc"
