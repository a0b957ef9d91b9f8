#include "ui/stepping/FormulaCard.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <algorithm>

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

    // What stands above the card would move at every step otherwise.
    void keepsTheHeightOfTheTallestFormula() {
        const auto scene = SteppingScene::lesson();
        FormulaCard card;
        card.setHeightBudget(400);
        card.resize(730, 200);
        const auto shot = [&scene](std::size_t at) { return at == 0 ? scene.at(0) : scene.at(at, 0); };
        card.setSnapshot(shot(0));
        const int low = card.heightForWidth(730);
        QSignalSpy changed(&card, &FormulaCard::heightChanged);
        int tallest = low;
        for (std::size_t at = 1; at <= scene.program().size(); ++at) {
            card.setSnapshot(shot(at));
            QVERIFY(card.heightForWidth(730) >= tallest);
            tallest = card.heightForWidth(730);
        }
        QVERIFY(tallest > low);
        QVERIFY(changed.size() < qsizetype(scene.program().size()) / 2);
        card.setSnapshot(shot(0));
        QCOMPARE(card.heightForWidth(730), tallest);
        // After another budget it tells of a tall formula again.
        const auto tall = [&] {
            std::size_t at = 1;
            while (card.setSnapshot(shot(at)), card.heightForWidth(730) < tallest) {
                ++at;
            }
        };
        tall();
        card.setSnapshot(shot(0));
        card.setHeightBudget(399);
        QCOMPARE(card.heightForWidth(730), low);
        changed.clear();
        tall();
        QVERIFY(!changed.isEmpty());
        // Other digits are another card.
        card.setSnapshot(shot(0));
        card.setDigits(3);
        QCOMPARE(card.heightForWidth(730), low);
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
        const int tall = card.heightForWidth(730);
        QVERIFY2(tall <= 220 && tall > 180, qPrintable(QString::number(tall)));
        const auto after = card.view()->placed();
        // It scrolls from here on, and begins without a line that is cut.
        fit(card);
        const int end = card.view()->parentWidget()->height();
        QVERIFY(card.view()->height() > end);
        for (const auto& place : after) {
            QVERIFY2(place.rect.bottom() <= end || place.rect.top() >= end, qPrintable(place.token->text));
        }
        QVERIFY(find(after, QStringLiteral(u"… 577 more terms …")) != nullptr);
        // It folds again, by a button that the keyboard reaches.
        const auto buttons = card.findChildren<QAbstractButton*>();
        const auto fewer = std::find_if(buttons.begin(), buttons.end(),
                                        [](const QAbstractButton* b) { return b->text() == QStringLiteral("Fewer terms"); });
        QVERIFY(fewer != buttons.end() && (*fewer)->isVisible() && (*fewer)->focusPolicy() == Qt::StrongFocus);
        QTest::keyClick(*fewer, Qt::Key_Space);
        QVERIFY(!(*fewer)->isVisible());
        QVERIFY(find(card.view()->placed(), QStringLiteral(u"… 777 more terms …")) != nullptr);
        card.view()->foldClicked();
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

    void allDigitsAndFractions() {
        NetworkSpec network = test::lessonNetwork();
        auto& input = std::get<InputSettings>(network.find(network.layers()[0].id)->settings);
        input.drawnRows = 0;
        const SteppingScene scene(network);
        FormulaCard card;
        card.setSnapshot(scene.at(1, 0));
        card.setFractions(true);
        QVERIFY(lineText(card.formula().numbers).startsWith(QStringLiteral("(1/2)·")));
        card.setFractions(false);
        card.setAllDigits(true);
        const double shown = QString(card.formula().numbers.back().text).replace(NumberText::kMinus, QLatin1Char('-')).toDouble();
        QCOMPARE(static_cast<float>(shown), static_cast<float>(*card.formula().numbers.back().number));
        QVERIFY(shown != *card.formula().numbers.back().number);
    }

    void theSwitchIsThereForBatchesOnly() {
        NetworkSpec network = test::lessonNetwork();
        std::get<InputSettings>(network.find(network.layers()[0].id)->settings).drawnRows = 3;
        const SteppingScene scene(network, 3);
        FormulaCard card;
        card.setSnapshot(scene.at(2, 0));
        fit(card);
        const auto undivide = [&card]() -> QAbstractButton* {
            for (auto* button : card.findChildren<QAbstractButton*>()) {
                if (button->isVisible() && button->text().startsWith(QStringLiteral("Parts"))) {
                    return button;
                }
            }
            return nullptr;
        };
        QVERIFY(undivide() == nullptr);
        card.setSnapshot(scene.at(8, 0));
        fit(card);
        QVERIFY(undivide() != nullptr);
        QSignalSpy changed(&card, &FormulaCard::undividedChanged);
        QTest::keyClick(undivide(), Qt::Key_Space);
        QCOMPARE(changed.size(), 1);
        QVERIFY(card.formula().sentence.contains(QStringLiteral("computed for display")));
        QTest::keyClick(undivide(), Qt::Key_Space);
        QVERIFY(!card.formula().sentence.contains(QStringLiteral("computed for display")));
    }

    void aPartlyMadeNumberShowsItsSumSoFar() {
        const auto scene = SteppingScene::lesson();
        FormulaCard card;
        card.setSnapshot(scene.partly(1, {0, 2}));
        QVERIFY(lineText(card.formula().numbers).endsWith(QStringLiteral(u"= −0.5399 so far")));
        QVERIFY(!card.accessibleDescription().contains(QStringLiteral("0.7598")));
        fit(card);
        QCOMPARE(lookAt(card, QStringLiteral("card_partly")), QStringList());
        card.setHiddenNumbers([](const ElementRef&) { return true; });
        QVERIFY(!card.accessibleDescription().contains(QStringLiteral("0.7861")));
    }

    void looksOfABatch() {
        NetworkSpec network = test::lessonNetwork();
        std::get<InputSettings>(network.find(network.layers()[0].id)->settings).drawnRows = 3;
        auto& output = std::get<OutputSettings>(network.find(network.layers()[2].id)->settings);
        output.dense.units = 3;
        output.dense.activation.kind = Activation::Softmax;
        output.loss.kind = Loss::CrossEntropy;
        const SteppingScene scene(network, 3);
        for (const int position : {4, 5, 6, 7}) {
            FormulaCard card;
            card.setSnapshot(scene.at(static_cast<std::size_t>(position), 0));
            card.setUndivided(position == 7);
            fit(card);
            QCOMPARE(lookAt(card, QStringLiteral("card_batch_%1").arg(position)), QStringList());
        }
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
