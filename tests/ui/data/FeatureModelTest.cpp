#include "ui/data/FeatureModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "tests/support/TestCase.h"

namespace glassnet::test {

using ui::FeatureModel;

class FeatureModelTest final : public TestCase {
    Q_OBJECT
private slots:
    void countsAsAPlainListDoes_data();
    void countsAsAPlainListDoes();
    void namesAndMarks();
    void toggling();
    void manyColumns();

private:
    /// Every input of so many columns, written out.
    static std::vector<FeatureSpec> plainList(int columns) {
        std::vector<FeatureSpec> all;
        const auto each = [&](FeatureKind kind) {
            for (int i = 0; i < columns; ++i) {
                all.push_back({kind, i, 0});
            }
        };
        each(FeatureKind::Column);
        each(FeatureKind::Square);
        for (int i = 0; i < columns; ++i) {
            for (int j = i + 1; j < columns; ++j) {
                all.push_back({FeatureKind::Product, i, j});
            }
        }
        each(FeatureKind::Sine);
        each(FeatureKind::Cosine);
        return all;
    }
    static std::vector<std::string> names(int columns) {
        std::vector<std::string> all;
        for (int i = 0; i < columns; ++i) {
            all.push_back("c" + std::to_string(i));
        }
        return all;
    }
};

void FeatureModelTest::countsAsAPlainListDoes_data() {
    QTest::addColumn<int>("columns");
    for (const int columns : {1, 2, 3, 7, 30}) {
        QTest::addRow("%d columns", columns) << columns;
    }
}

void FeatureModelTest::countsAsAPlainListDoes() {
    QFETCH(int, columns);
    FeatureModel model;
    const QAbstractItemModelTester tester(&model);
    model.setFeatures(names(columns), {});
    const auto wanted = plainList(columns);
    QCOMPARE(model.rowCount(), static_cast<int>(wanted.size()));
    for (int row = 0; row < model.rowCount(); ++row) {
        QVERIFY(model.featureAt(row) == wanted.at(static_cast<std::size_t>(row)));
        QCOMPARE(ui::featureRow(wanted.at(static_cast<std::size_t>(row)), columns), row);
        QCOMPARE(model.index(row).data(Qt::CheckStateRole).toInt() == Qt::Checked, row < columns);
    }
}

void FeatureModelTest::namesAndMarks() {
    FeatureModel model;
    model.setFeatures({"x", "y"}, {{FeatureKind::Product, 0, 1}, {FeatureKind::Column, 1, 0}});
    QStringList texts;
    QStringList checked;
    for (int row = 0; row < model.rowCount(); ++row) {
        texts << model.index(row).data().toString();
        if (model.index(row).data(Qt::CheckStateRole).toInt() == Qt::Checked) {
            checked << texts.last();
        }
    }
    QCOMPARE(texts,
             (QStringList{QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("x²"), QStringLiteral("y²"), QStringLiteral("x·y"),
                          QStringLiteral("sin(x)"), QStringLiteral("sin(y)"), QStringLiteral("cos(x)"), QStringLiteral("cos(y)")}));
    QCOMPARE(checked, (QStringList{QStringLiteral("y"), QStringLiteral("x·y")}));
    QSignalSpy wanted(&model, &FeatureModel::toggleWanted);
    QVERIFY(!model.setData(model.index(2), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(wanted, (QList<QList<QVariant>>{{2}}));
    QVERIFY(!model.isLast(1));
    model.setFeatures({"x", "y"}, {{FeatureKind::Column, 1, 0}});
    QVERIFY(model.isLast(1));
    QVERIFY(!model.isLast(0));
}

void FeatureModelTest::toggling() {
    const FeatureSpec x{FeatureKind::Column, 0, 0};
    const FeatureSpec y{FeatureKind::Column, 1, 0};
    const FeatureSpec squared{FeatureKind::Square, 0, 0};
    const FeatureSpec product{FeatureKind::Product, 0, 1};
    using Features = std::vector<FeatureSpec>;
    // Empty stands for x and y; a feature goes where the list has it.
    QVERIFY(ui::toggledFeatures({}, product, 2) == (Features{x, y, product}));
    QVERIFY(ui::toggledFeatures({x, y, product}, squared, 2) == (Features{x, y, squared, product}));
    QVERIFY(ui::toggledFeatures({x, y, squared, product}, x, 2) == (Features{y, squared, product}));
    // Back to each column as it is.
    QVERIFY(ui::toggledFeatures({x, y, product}, product, 2).empty());
    // The last one stays.
    QVERIFY(ui::toggledFeatures({y}, y, 2) == Features{y});
    // An order from elsewhere stays.
    QVERIFY(ui::toggledFeatures({product, x}, y, 2) == (Features{y, product, x}));
    QVERIFY(ui::toggledFeatures({y, x, product}, product, 2) == (Features{y, x}));
}

void FeatureModelTest::manyColumns() {
    FeatureModel model;
    model.setFeatures(names(784), {});
    QCOMPARE(model.rowCount(), 4 * 784 + 784 * 783 / 2);
    QCOMPARE(model.index(model.rowCount() - 2 * 784 - 1).data().toString(), QStringLiteral("c782·c783"));
    model.setFeatures(names(ui::kMostForProducts + 1), {});
    QCOMPARE(model.rowCount(), 4 * (ui::kMostForProducts + 1));
    QCOMPARE(model.index(model.rowCount() - 1).data().toString(), QStringLiteral("cos(c1000)"));
}

GLASSNET_TEST(FeatureModelTest);

}  // namespace glassnet::test

#include "FeatureModelTest.moc"
