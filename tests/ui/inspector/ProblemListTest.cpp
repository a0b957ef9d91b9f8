#include "ui/inspector/ProblemList.h"

#include <QPointer>
#include <QVBoxLayout>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/inspector/ProblemCard.h"
#include "ui/support/PillButton.h"

namespace glassnet::test {

using ui::ProblemCard;
using ui::ProblemList;

class ProblemListTest final : public TestCase {
    Q_OBJECT
private slots:
    void oneCardForEachProblem();
    void repairsAreTold();
    void theCardLeadsToItsLayer();
    void theSameAgainLeavesTheCards();
    void propertiesHaveTheirLabels();
    void nothingIsCut_data();
    void nothingIsCut();

private:
    static DenseSettings dense(std::int64_t units) {
        DenseSettings settings;
        settings.units = units;
        return settings;
    }
    /// Two layers of different sizes that are added, and nothing behind them.
    static NetworkSpec badJoin() {
        NetworkSpec network;
        const auto input = network.addLayer("Input", InputSettings{.units = 4});
        const auto a = network.addLayer("Dense 1", dense(8));
        const auto b = network.addLayer("Dense 2", dense(6));
        const auto join = network.addLayer("Join 1", JoinSettings{JoinMode::Add});
        const auto output = network.addLayer("Output", OutputSettings{});
        network.addLink(input, a);
        network.addLink(input, b);
        network.addLink(a, join);
        network.addLink(b, join);
        network.addLink(join, output);
        return network;
    }
    static QStringList names(const ProblemCard& card) {
        QStringList all;
        for (const auto* button : card.repairButtons()) {
            all.append(button->accessibleName());
        }
        return all;
    }
};

void ProblemListTest::oneCardForEachProblem() {
    const auto network = badJoin();
    ProblemList list;
    list.setProblems(network, findProblems(network));
    QCOMPARE(list.cards().size(), std::size_t{1});
    const auto& card = *list.cards().front();
    QCOMPARE(card.accessibleName(), QStringLiteral("Problem: Join 1 cannot add 8 units to 6 units"));
    QVERIFY(card.accessibleDescription().startsWith(QStringLiteral("Give both layers")));
    QCOMPARE(names(card), (QStringList{QStringLiteral("Concatenate instead"), QStringLiteral("Set Dense 2 to 8 units")}));
    list.setProblems(network, {});
    QVERIFY(list.cards().empty());
}

void ProblemListTest::repairsAreTold() {
    auto network = badJoin();
    ProblemList list;
    std::vector<Repair> wanted;
    connect(&list, &ProblemList::repairRequested, this, [&](const Repair& repair) { wanted.push_back(repair); });
    list.setProblems(network, findProblems(network));
    list.show();
    QTest::mouseClick(list.cards().front()->repairButtons().at(1), Qt::LeftButton);
    QTest::keyClick(list.cards().front()->repairButtons().at(0), Qt::Key_Space);
    QCOMPARE(wanted.size(), std::size_t{2});
    QVERIFY(wanted[1].kind == RepairKind::JoinByConcatenation);
    // The words keep their word: the repair makes the problem go away.
    QVERIFY(applyRepair(network, wanted[0]));
    QVERIFY(findProblems(network).empty());
}

void ProblemListTest::theCardLeadsToItsLayer() {
    const auto network = badJoin();
    ProblemList list;
    std::vector<LayerId> asked;
    connect(&list, &ProblemList::layerClicked, this, [&](LayerId layer) { asked.push_back(layer); });
    list.setProblems(network, findProblems(network));
    list.resize(320, 120);
    list.show();
    auto* card = list.cards().front();
    QTest::mouseClick(card, Qt::LeftButton, {}, QPoint(8, 8));
    QTest::keyClick(card, Qt::Key_Return);
    const auto join = network.layers().at(3).id;
    QVERIFY(asked == (std::vector<LayerId>{join, join}));
    // The whole network has no layer to go to.
    list.setProblems({}, findProblems({}));
    QVERIFY(!list.cards().empty());
    QTest::mouseClick(list.cards().front(), Qt::LeftButton, {}, QPoint(8, 8));
    QCOMPARE(asked.size(), std::size_t{2});
}

void ProblemListTest::theSameAgainLeavesTheCards() {
    auto network = badJoin();
    ProblemList list;
    list.setProblems(network, findProblems(network));
    const QPointer<ProblemCard> card(list.cards().front());
    list.setProblems(network, findProblems(network));
    QCOMPARE(list.cards().front(), card.data());
    network.find(network.layers().at(2).id)->name = "Second";
    list.setProblems(network, findProblems(network));
    QVERIFY(names(*list.cards().front()).contains(QStringLiteral("Set Second to 8 units")));
}

void ProblemListTest::propertiesHaveTheirLabels() {
    auto network = badJoin();
    network.find(network.layers().at(1).id)->dense()->units = 0;
    ProblemList list;
    list.setProblems(network, findProblems(network));
    QVERIFY2(list.cards().front()->accessibleName().contains(QStringLiteral("“Units”")),
             qPrintable(list.cards().front()->accessibleName()));
}

void ProblemListTest::nothingIsCut_data() {
    QTest::addColumn<int>("width");
    QTest::addRow("side panel") << 320;
    QTest::addRow("canvas") << 540;
}

void ProblemListTest::nothingIsCut() {
    QFETCH(int, width);
    auto network = badJoin();
    auto problems = findProblems(network);
    network.removeLink(network.links().front().id);
    const auto more = findProblems(network);
    problems.insert(problems.end(), more.begin(), more.end());
    QWidget ground;
    auto* column = new QVBoxLayout(&ground);
    auto* list = new ProblemList(&ground);
    column->addWidget(list);
    column->addStretch(1);
    list->setProblems(network, problems);
    ground.setFixedWidth(width);
    ground.resize(width, 560);
    ground.show();
    QCoreApplication::processEvents();
    const auto wrong = lookAt(ground, QStringLiteral("problems_%1").arg(width));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

GLASSNET_TEST(ProblemListTest);

}  // namespace glassnet::test

#include "ProblemListTest.moc"
