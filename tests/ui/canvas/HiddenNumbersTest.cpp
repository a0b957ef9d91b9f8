#include <QImage>
#include <QPainter>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/canvas/Chain.h"
#include "tests/ui/canvas/Lesson.h"
#include "ui/canvas/CanvasView.h"

namespace glassnet::test {

using ui::CanvasHit;
using ui::CanvasThing;
using ui::CanvasView;
using ui::ElementRef;

/// Numbers that a person is to say stand nowhere on the canvas.
class HiddenNumbersTest final : public TestCase {
    Q_OBJECT
private:
    const Lesson m_lesson = lesson();

private slots:
    void nothingTellsAHiddenNumber_data() {
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("what");
        QTest::addRow("h1") << 2 << QStringLiteral("0.6813") << QStringLiteral("h");
        QTest::addRow("w") << 2 << QStringLiteral(u"−0.8948") << QStringLiteral("w");
        QTest::addRow("loss") << 5 << QStringLiteral("0.4664") << QStringLiteral("L");
        QTest::addRow("dw") << 8 << QStringLiteral(u"−0.2015") << QStringLiteral("dw");
        QTest::addRow("dh") << 10 << QStringLiteral("+0.4975") << QStringLiteral("dh");
        QTest::addRow("b") << 2 << QStringLiteral("0.1328") << QStringLiteral("b");
    }
    void nothingTellsAHiddenNumber() {
        QFETCH(int, position);
        QFETCH(QString, number);
        QFETCH(QString, what);
        const auto& program = *m_lesson.program;
        const auto parameter = [&](LayerId layer, StateRole role) { return program.find(StateKey{layer, role, 0}); };
        const std::map<QString, ElementRef> elements{
            {QStringLiteral("h"), {program.outputOf(m_lesson.hidden), 0}},
            {QStringLiteral("w"), {parameter(m_lesson.hidden, StateRole::Weight), 2}},
            {QStringLiteral("L"), {program.loss(), 0}},
            {QStringLiteral("dw"), {program.gradientOf(parameter(m_lesson.output, StateRole::Weight)), 0}},
            {QStringLiteral("dh"), {program.gradientOf(program.outputOf(m_lesson.hidden)), 0}},
            {QStringLiteral("b"), {parameter(m_lesson.hidden, StateRole::Bias), 0}}};
        const auto hidden = elements.at(what);
        CanvasView view;
        view.resize(900, 600);
        view.setNetwork(m_lesson.network, {});
        view.setSnapshot(m_lesson.at(static_cast<std::size_t>(position)));
        view.show();
        const auto tells = [&] {
            const auto texts = paintedTexts(view);
            return std::any_of(texts.begin(), texts.end(), [&](const QString& text) { return text.contains(number); });
        };
        QVERIFY(tells());
        view.setHidden([hidden](const ElementRef& element) { return element == hidden; });
        QVERIFY(!tells());
        const auto hit = locate(program, *m_lesson.network, hidden);
        if (what != QStringLiteral("b") && what != QStringLiteral("dh")) {
            QVERIFY(!view.sentence(hit).contains(number.mid(1)));
            QVERIFY(view.sentence(hit).contains(QStringLiteral("hidden")));
        }
        if (hit.thing == CanvasThing::Connection) {
            // Neither its width nor its color tells.
            const auto& link = view.frame().picture.links.at(hit.link);
            for (const auto& connection : link.connections) {
                QVERIFY(!connection.value || connection.width > 1);
            }
            const auto& shown = link.connections.front();
            QCOMPARE(shown.value.has_value(), what != QStringLiteral("dw"));
        }
        view.setHidden({});
        QVERIFY(tells());
    }

    // Bundles are drawn from whole tensors: hidden numbers are zero there, the others as they were.
    void bundlesHideToo() {
        const Chain chain = chainOf({40, 30, 2});
        CanvasView view;
        view.setNetwork(chain.network, {});
        view.setSnapshot(chain.snapshot);
        const auto layer = chain.network->layers()[1].id;
        const auto weight = chain.snapshot->program->find(StateKey{layer, StateRole::Weight, 0});
        const auto link = chain.network->links()[0].id;
        const auto before = view.frame().picture.links.at(link).values->tensor.at(77);
        QVERIFY(before != 0);
        view.setHidden([weight](const ElementRef& element) { return element == ElementRef{weight, 77}; });
        const auto& values = view.frame().picture.links.at(link).values->tensor;
        QCOMPARE(values.at(77), 0.0);
        QCOMPARE(values.at(78), chain.snapshot->find(weight)->at(78));
        QCOMPARE(chain.snapshot->find(weight)->at(77), before);
    }
};

GLASSNET_TEST(HiddenNumbersTest);

}  // namespace glassnet::test

#include "HiddenNumbersTest.moc"
