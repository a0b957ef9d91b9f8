#include "ui/stepping/FormulaCard.h"

#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"
#include "ui/stepping/FormulaView.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::lookAt;
using glassnet::test::SteppingScene;

class FormulaCardTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static void fit(FormulaCard& card, int width = 730) {
        card.resize(width, card.heightForWidth(width));
        card.show();
    }
    static const FormulaView::Placed* find(const std::vector<FormulaView::Placed>& placed, const QString& text) {
        for (const auto& place : placed) {
            if (place.token->text == text) {
                return &place;
            }
        }
        return nullptr;
    }
    static SteppingScene wide() {
        NetworkSpec network = test::lessonNetwork();
        std::get<InputSettings>(network.find(network.layers()[0].id)->settings).units = 784;
        return SteppingScene(network);
    }

private slots:
    void pointingSaysTheElement() {
        const auto scene = SteppingScene::lesson();
        FormulaCard card;
        card.setSnapshot(scene.at(2, 0));
        fit(card);
        std::vector<std::optional<ElementRef>> seen;
        connect(&card, &FormulaCard::hovered, this, [&seen](const std::optional<ElementRef>& element) { seen.push_back(element); });
        const auto placed = card.view()->placed();
        const auto* weight = find(placed, QStringLiteral("W1[2,0]"));
        const auto* number = find(placed, NumberText().of(1.2324));
        QVERIFY(weight != nullptr && number != nullptr);
        const ElementRef expected{scene.program().find(scene.network().layers()[1].id, SymbolLetter::Weight), 4};
        QTest::mouseMove(card.view(), weight->rect.center().toPoint());
        QVERIFY(!seen.empty() && seen.back() == expected);
        QTest::mouseMove(card.view(), {1, static_cast<int>(weight->rect.bottom()) + 3});
        QVERIFY(seen.back() == std::nullopt);
        QTest::mouseMove(card.view(), number->rect.center().toPoint());
        QVERIFY(seen.back() == expected);
        QCOMPARE(seen.size(), std::size_t{3});
    }

    void aLongSumUnfoldsWithinItsBudget() {
        const auto scene = wide();
        FormulaCard card;
        card.setHeightBudget(220);
        card.setSnapshot(scene.at(2, 0));
        fit(card);
        QVERIFY(card.height() < 220);
        QSignalSpy changed(&card, &FormulaCard::heightChanged);
        const auto placed = card.view()->placed();
        const auto* fold = find(placed, QStringLiteral(u"… 777 more terms …"));
        QVERIFY(fold != nullptr);
        QTest::mouseClick(card.view(), Qt::LeftButton, {}, fold->rect.center().toPoint());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(card.heightForWidth(730), 220);
        const auto after = card.view()->placed();
        QVERIFY(find(after, QStringLiteral(u"… 577 more terms …")) != nullptr);
        // Stepping on folds it again.
        card.setSnapshot(scene.at(4, 0));
        card.setSnapshot(scene.at(2, 0));
        const auto again = card.view()->placed();
        QVERIFY(find(again, QStringLiteral(u"… 777 more terms …")) != nullptr);
    }

    void digitsAreThoseAskedFor() {
        const auto scene = SteppingScene::lesson();
        FormulaCard card;
        card.setSnapshot(scene.at(2, 0));
        card.setDigits(7);
        QVERIFY2(lineText(card.formula().numbers).endsWith(QStringLiteral(u" → σ = 0.6813")) == false, "still four digits");
        QVERIFY(lineText(card.formula().numbers).contains(QStringLiteral("0.759")));
        // 0.68130... of PyTorch with seven digits: z = 0.7597..., sigmoid taken in float64 from the shown z.
        const double z = card.formula().numbers.at(card.formula().numbers.size() - 3).number.value();
        QVERIFY(std::abs(card.formula().numbers.back().number.value() - 1 / (1 + std::exp(-z))) < 1e-6);
    }

    void withoutAnExplanationItSaysWhatToDo() {
        const auto scene = SteppingScene::lesson();
        FormulaCard card;
        QVERIFY(card.formula().symbols.empty());
        card.setSnapshot(scene.at(0));
        QVERIFY(card.formula().sentence.startsWith(QStringLiteral("Press ")));
        fit(card);
        QCOMPARE(lookAt(card, QStringLiteral("card_start")), QStringList());
        card.setSnapshot(scene.at(3));
        QVERIFY(card.formula().sentence.contains(QStringLiteral("Click ")));
        fit(card);
        QCOMPARE(lookAt(card, QStringLiteral("card_unfocused")), QStringList());
    }

    void looks_data() {
        QTest::addColumn<std::size_t>("position");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("large");
        for (const int position : {1, 2, 5, 6, 7, 8, 10, 14}) {
            QTest::addRow("%d_730", position) << static_cast<std::size_t>(position) << 730 << false;
        }
        QTest::addRow("2_420") << std::size_t{2} << 420 << false;
        QTest::addRow("2_large") << std::size_t{2} << 730 << true;
    }
    void looks() {
        QFETCH(std::size_t, position);
        QFETCH(int, width);
        QFETCH(bool, large);
        const auto scene = large ? wide() : SteppingScene::lesson();
        FormulaCard card;
        const auto snapshot = scene.at(position, 0);
        card.setSnapshot(snapshot);
        card.setHovered(snapshot->explanation->terms.front().factors.front().tensor.valid()
                            ? std::optional<ElementRef>(ElementRef{snapshot->explanation->tensor, snapshot->explanation->element})
                            : std::nullopt);
        fit(card, width);
        QStringList wrong = lookAt(card, QStringLiteral("card_%1").arg(QTest::currentDataTag()));
        wrong.removeIf(
            [](const QString& text) { return text.startsWith(QStringLiteral("elided: ")) && text.contains(QStringLiteral("more terms")); });
        QCOMPARE(wrong, QStringList());
    }
};

GLASSNET_TEST(FormulaCardTest);
#include "FormulaCardTest.moc"
