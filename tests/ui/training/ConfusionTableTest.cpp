#include "ui/training/ConfusionTable.h"

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"

namespace glassnet::ui {

namespace {

const QStringList& threeNames() {
    static const QStringList names{QStringLiteral("setosa"), QStringLiteral("versicolor"), QStringLiteral("virginica")};
    return names;
}

class ConfusionTableTest : public test::TestCase {
    Q_OBJECT
private slots:
    void saysHowManyWereRight() {
        ConfusionTable table;
        table.resize(366, table.heightForWidth(366));
        QVERIFY(!table.accuracy().has_value());
        QCOMPARE(table.accessibleDescription(), QStringLiteral("No sample is judged yet."));
        table.setCounts(threeNames(), {50, 0, 0, 0, 46, 4, 0, 2, 48});
        // 144 of 150.
        QCOMPARE(table.accuracy().value(), 0.96);
        QCOMPARE(table.accessibleDescription(), QStringLiteral("Accuracy 96.00 %."));
        table.resize(366, table.heightForWidth(366));
        const QStringList texts = test::paintedTexts(table);
        QVERIFY(texts.contains(QStringLiteral("accuracy 96.0 %")));
        for (const char* text : {"50", "46", "4", "48", "versicolor"}) {
            QVERIFY2(texts.contains(QString::fromLatin1(text)), text);
        }
        table.setCounts(threeNames(), {1, 2});
        QVERIFY(!table.accuracy().has_value());
    }

    void tellsACell() {
        ConfusionTable table;
        table.setCounts(threeNames(), {50, 0, 0, 0, 46, 4, 0, 2, 48});
        table.resize(366, table.heightForWidth(366));
        QCOMPARE(table.words(1, 2), QStringLiteral("4 of the 50 samples of versicolor were taken for virginica."));
        QCOMPARE(table.words(0, 0), QStringLiteral("50 of the 50 samples of setosa were recognized."));
        const QPointF at = table.cellRect(1, 2).center();
        QMouseEvent move(QEvent::MouseMove, at, at, Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(&table, &move);
        QCOMPARE(table.accessibleDescription(), table.words(1, 2));
        QTest::keyClick(&table, Qt::Key_Left);
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(table.accessibleDescription(), table.words(2, 1));
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(table.accessibleDescription(), table.words(2, 1));
    }

    void shadesByThePartOfTheRow() {
        ConfusionTable table;
        table.setCounts({QStringLiteral("a"), QStringLiteral("b")}, {900, 100, 1, 9});
        table.resize(366, table.heightForWidth(366));
        QImage image(table.size(), QImage::Format_RGB32);
        table.render(&image);
        const auto ground = [&](int row, int column) {
            return image.pixelColor((table.cellRect(row, column).topLeft() + QPointF(4, 4)).toPoint());
        };
        QCOMPARE(ground(0, 0), ground(1, 1));
        QCOMPARE(ground(0, 1), ground(1, 0));
        QVERIFY(contrastRatio(ground(0, 0), Theme::current().color(Token::Window)) > 3);
    }

    void looks_data() {
        QTest::addColumn<int>("classes");
        QTest::newRow("two") << 2;
        QTest::newRow("three") << 3;
        QTest::newRow("ten") << 10;
    }
    void looks() {
        QFETCH(int, classes);
        ConfusionTable table;
        QStringList names;
        std::vector<std::int64_t> counts;
        for (int i = 0; i < classes; ++i) {
            names.append(classes == 3 ? threeNames().at(i) : QString::number(i));
            for (int j = 0; j < classes; ++j) {
                counts.push_back(i == j ? 90 + i : (i * 7 + j * 3) % 5 == 0 ? (i + j) % 9 : 0);
            }
        }
        table.setCounts(names, counts);
        QTest::keyClick(&table, Qt::Key_Right);
        table.resize(366, table.heightForWidth(366));
        QCOMPARE(test::lookAt(table, QStringLiteral("confusion_%1").arg(classes)), QStringList());
    }
};

GLASSNET_TEST(ConfusionTableTest);

}  // namespace

}  // namespace glassnet::ui

#include "ConfusionTableTest.moc"
