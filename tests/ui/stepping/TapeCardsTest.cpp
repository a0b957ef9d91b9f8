#include "ui/stepping/TapeCards.h"

#include "engine/program/Compiler.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/LongProgram.h"

using namespace glassnet;
using namespace glassnet::ui;

class TapeCardsTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static Program program(const NetworkSpec& network) { return *compile(network, CompileOptions{}); }
    static std::vector<std::size_t> firsts(const TapeCards& cards) {
        std::vector<std::size_t> list;
        for (const TapeCard& card : cards.cards()) {
            list.push_back(card.first);
        }
        return list;
    }

private slots:
    /// Written by hand from the lesson's seventeen entries: z₁ h | z₂ ŷ L | ∂ŷ ∂z₂ ∂W₂ ∂b₂ | ∂h ∂z₁ ∂W₁ ∂b₁ | W₂ b₂ | W₁ b₁.
    void layersOfTheLesson() {
        TapeCards cards(program(test::lesson()));
        QCOMPARE(cards.cards().size(), std::size_t{17});
        QCOMPARE(cards.groups().size(), std::size_t{6});
        QVERIFY(cards.setGrouping(true));
        QCOMPARE(firsts(cards), (std::vector<std::size_t>{0, 2, 5, 9, 13, 15}));
        QCOMPARE(cards.cards()[2].count, std::size_t{4});
        QCOMPARE(cards.groups()[2].phase, Phase::Backward);
        QCOMPARE(cards.cardOf(12), std::size_t{3});
        QVERIFY(!cards.setGrouping(true));
    }

    void everyEntryHasOneCard() {
        const Program made = program(test::longNetwork(12));
        TapeCards cards(made);
        cards.setGrouping(true);
        QVERIFY(cards.cards().size() < made.size() / 2);
        for (const int unfolded : {-1, 0, 5, 30}) {
            cards.toggle(unfolded);
            std::size_t next = 0;
            for (std::size_t i = 0; i < cards.cards().size(); ++i) {
                const TapeCard& card = cards.cards()[i];
                QCOMPARE(card.first, next);
                for (std::size_t k = 0; k < card.count; ++k) {
                    QCOMPARE(cards.cardOf(next + k), i);
                    QCOMPARE(layerOfEntry(made, made.entries()[next + k]), layerOfEntry(made, made.entries()[next]));
                    QCOMPARE(made.entries()[next + k].phase, made.entries()[next].phase);
                }
                next += card.count;
            }
            QCOMPARE(next, made.size());
        }
    }

    void theGroupInHandUnfoldsAndFolds() {
        TapeCards cards(program(test::lesson()));
        cards.setGrouping(true);
        QVERIFY(cards.follow(0));
        QVERIFY(cards.isUnfolded(0));
        QCOMPARE(cards.cards()[0].kind, TapeCard::Kind::Head);
        QCOMPARE(cards.cardOf(1), std::size_t{2});
        QVERIFY(!cards.follow(1));
        QVERIFY(cards.follow(2));
        QVERIFY(!cards.isUnfolded(0));
        QVERIFY(cards.isUnfolded(1));
        QVERIFY(cards.follow(std::nullopt));
        QCOMPARE(cards.cards().size(), std::size_t{6});
    }

    void whatAPersonUnfoldsStays() {
        TapeCards cards(program(test::lesson()));
        cards.setGrouping(true);
        cards.follow(0);
        QVERIFY(cards.toggle(3));
        cards.follow(9);
        cards.follow(13);
        QVERIFY(cards.isUnfolded(3));
        QVERIFY(cards.toggle(3));
        QVERIFY(!cards.isUnfolded(3));
    }

    void aPersonFoldsTheGroupInHand() {
        TapeCards cards(program(test::lesson()));
        cards.setGrouping(true);
        cards.follow(5);
        QVERIFY(cards.toggle(2));
        QVERIFY(!cards.isUnfolded(2));
        cards.follow(6);
        QVERIFY(!cards.isUnfolded(2));
        // When it is entered anew it unfolds again.
        cards.follow(9);
        cards.follow(8);
        QVERIFY(cards.isUnfolded(2));
    }

    void nothingFoldsWithoutGroups() {
        TapeCards cards(program(test::lesson()));
        QVERIFY(!cards.toggle(0));
        QVERIFY(!cards.follow(3));
        QCOMPARE(cards.cards().size(), std::size_t{17});
        QCOMPARE(TapeCards().cards().size(), std::size_t{0});
    }
};

GLASSNET_TEST(TapeCardsTest);
#include "TapeCardsTest.moc"
