#include "ui/study/LedgerModel.h"

#include <QAbstractItemModelTester>

#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/workbench/Session.h"

namespace glassnet::test {

namespace {

using ui::ElementRef;
using ui::InspectorContext;
using ui::LedgerModel;

class LedgerModelTest final : public TestCase {
    Q_OBJECT
private:
    static InspectorContext lesson() {
        const auto session = ui::Session::open(lessonProject()).value();
        InspectorContext context;
        context.snapshot = session->snapshot({}, false);
        return context;
    }
    static std::shared_ptr<LossLedger> ledger(TensorId id) {
        auto made = std::make_shared<LossLedger>();
        made->lossBefore = 1.0;
        made->lossAfter = 0.5;
        made->lines = {{{id, 0}, 1, 1, -0.25, 0.125}, {{id, 1}, 1, 1, 0.5, -0.25}, {{id, 2}, 1, 1, 0.0, -1.0}};
        made->predicted = 0.25;
        return made;
    }

private slots:
    void sortsBySizeUnderTheSum() {
        const auto context = lesson();
        const auto id = context.snapshot->program->parameters().front().value;
        LedgerModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLedger(ledger(id), context);
        QCOMPARE(model.rowCount(), 4);
        const auto order = [&model] {
            QList<qint64> elements;
            for (int row = 1; row < model.rowCount(); ++row) {
                elements.append(model.elementAt(row)->element);
            }
            return elements;
        };
        QCOMPARE(order(), (QList<qint64>{2, 1, 0}));
        model.sort(LedgerModel::Promised, Qt::DescendingOrder);
        QCOMPARE(order(), (QList<qint64>{1, 0, 2}));
        model.sort(LedgerModel::Promised, Qt::AscendingOrder);
        QCOMPARE(order(), (QList<qint64>{2, 0, 1}));
        model.sort(LedgerModel::Name, Qt::AscendingOrder);
        QCOMPARE(order(), (QList<qint64>{0, 1, 2}));
        QVERIFY(!model.elementAt(LedgerModel::kSumRow).has_value());
        QCOMPARE(model.rowOf({id, 1}), 2);
        QCOMPARE(model.rowOf({id, 9}), -1);
        QCOMPARE(model.data(model.index(0, LedgerModel::Came), LedgerModel::kNumberRole).toDouble(), -0.5);
        QCOMPARE(model.data(model.index(0, LedgerModel::Promised), LedgerModel::kNumberRole).toDouble(), 0.25);
        QCOMPARE(model.data(model.index(1, LedgerModel::Came), LedgerModel::kPartRole).toDouble(), 0.125);
        QCOMPARE(model.data(model.index(1, LedgerModel::Promised), LedgerModel::kPartRole).toDouble(), -0.25);
        QCOMPARE(model.data(model.index(3, LedgerModel::Came), Qt::DisplayRole).toString(), QStringLiteral(u"−1.0000"));
        model.setLedger(nullptr, context);
        QCOMPARE(model.rowCount(), 0);
    }
};

GLASSNET_TEST(LedgerModelTest);

}  // namespace

}  // namespace glassnet::test

#include "LedgerModelTest.moc"
