#include "ui/data/DataPage.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QListView>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTableView>

#include "engine/data/SyntheticSets.h"
#include "engine/project/DataEdits.h"
#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/data/FeatureList.h"
#include "ui/data/FieldList.h"
#include "ui/data/PlanForm.h"
#include "ui/data/SetForm.h"
#include "ui/data/TableSpecs.h"
#include "ui/inspector/ChoiceField.h"
#include "ui/inspector/PropertyLine.h"
#include "ui/inspector/ValueField.h"
#include "ui/support/PillButton.h"
#include "ui/support/RoundButton.h"
#include "ui/theme/ApplyTheme.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

using ui::DataGroup;
using ui::DataPage;

namespace {

/// A page with an owner that carries out what it wants, as the window does.
class Owner {
public:
    explicit Owner(DataSpec wanted) : data(std::move(wanted)), plan(usualPlan(data, 7)) {
        page.resize(340, 900);
        page.show();
        QObject::connect(&page, &DataPage::changeWanted, &page, [this](const QString& title, const ui::DataChange& change) {
            titles << title;
            DataSpec nextData = data;
            DataPlan nextPlan = plan;
            change(nextData, nextPlan);
            if (const auto prepared = preparedData(nextData, nextPlan)) {
                data = nextData;
                plan = nextPlan;
                showAll(*prepared);
            } else {
                page.refuse(QStringLiteral("No."));
            }
        });
        showAll(preparedData(data, plan).value_or(nullptr));
    }
    void showAll(const std::shared_ptr<const PreparedData>& prepared) {
        page.setData(data, plan);
        page.setSummary(ui::summarize(data, plan, prepared.get()));
    }
    void type(ui::FieldList& fields, const char* key, const QString& text) const {
        auto* field = fields.line(key)->valueField();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    /// Opens the list with the mouse and goes to an entry with the keys.
    void choose(ui::FieldList& fields, const char* key, int choice) const {
        auto* field = fields.line(key)->findChild<ui::ChoiceField*>();
        QTest::mouseClick(field, Qt::LeftButton);
        QTest::keyClick(field->view(), Qt::Key_Home);
        for (int i = 0; i < choice; ++i) {
            QTest::keyClick(field->view(), Qt::Key_Down);
        }
        QTest::keyClick(field->view(), Qt::Key_Return);
    }
    void click(const QString& text) const {
        for (auto* button : page.findChildren<QAbstractButton*>()) {
            if (button->text() == text && button->isVisible()) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL("no such button");
    }
    [[nodiscard]] bool says(const QString& text) const {
        const auto labels = page.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->isVisible() && label->text() == text; });
    }

    DataSpec data;
    DataPlan plan;
    DataPage page;
    QStringList titles;
};

TableSpec measured() {
    Table table;
    table.rows = 12;
    table.columns.resize(4);
    table.columns[0] = {"length", ColumnKind::Number, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, std::nan("")}, {}, {}};
    table.columns[1] = {"width", ColumnKind::Number, {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, {}, {}};
    table.columns[2] = {"color", ColumnKind::Category, {}, {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2}, {"blue", "red", "white"}};
    table.columns[3] = {"species", ColumnKind::Category, {}, {0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2}, {"setosa", "versicolor", "virginica"}};
    return ui::usualTable(std::make_shared<const Table>(std::move(table)), "measured.csv", ui::FirstTarget::Last);
}

}  // namespace

class DataPageTest final : public TestCase {
    Q_OBJECT
private slots:
    void numbersAreTyped();
    void onlyNumbersThatASetUses();
    void whatIsRefusedIsSaidUnderItsField();
    void aSetIsChosenFromAGroup();
    void filesCellsAndPoints();
    void theSplit();
    void checkMarks();
    void rolesAndEmptyCells();
    void readingAgain();
    void drawnPoints();
    void progressCanBeCancelled();
    void looks_data();
    void looks();
};

void DataPageTest::numbersAreTyped() {
    Owner owner(usualSpec("spiral"));
    auto& fields = owner.page.setForm().fields();
    owner.type(fields, "rows", QStringLiteral("300"));
    owner.type(fields, "classes", QStringLiteral("3"));
    owner.type(fields, "noise", QStringLiteral("0,1"));
    owner.type(fields, "turns", QStringLiteral("1/2"));
    owner.type(fields, "seed", QStringLiteral("18446744073709551615"));
    const SyntheticSpec wanted{.key = "spiral", .rows = 300, .classes = 3, .noise = 0.1, .turns = 0.5, .seed = 18446744073709551615ULL};
    QVERIFY(std::get<SyntheticSpec>(owner.data) == wanted);
    QCOMPARE(owner.titles.size(), 5);
    QCOMPARE(fields.line("noise")->valueField()->text(), QStringLiteral("0.1"));
    QTest::mouseClick(owner.page.setForm().findChild<ui::RoundButton*>(), Qt::LeftButton);
    QVERIFY(std::get<SyntheticSpec>(owner.data).seed < 10000);
    QCOMPARE(owner.titles.size(), 6);
    // The same in another writing is the same, and is written as ever.
    owner.type(fields, "rows", QStringLiteral("300.0"));
    QCOMPARE(fields.line("rows")->valueField()->text(), QStringLiteral("300"));
}

void DataPageTest::onlyNumbersThatASetUses() {
    const auto keys = [](const char* set) {
        const Owner owner(usualSpec(set));
        std::string found;
        for (const char* key : {"rows", "classes", "noise", "percent", "turns", "seed", "seedText"}) {
            found += owner.page.setForm().fields().line(key) != nullptr ? std::string(key) + " " : "";
        }
        return found;
    };
    QCOMPARE(keys("spiral"), std::string("rows classes noise turns seed "));
    QCOMPARE(keys("circles"), std::string("rows classes noise seed "));
    QCOMPARE(keys("moons"), std::string("rows noise seed "));
    QCOMPARE(keys("sine"), std::string("rows noise turns seed "));
    QCOMPARE(keys("playground.circle"), std::string("rows percent seedText "));
    Owner owner(usualSpec("playground.circle"));
    owner.type(owner.page.setForm().fields(), "percent", QStringLiteral("25"));
    owner.type(owner.page.setForm().fields(), "seedText", QStringLiteral("0.12345"));
    QCOMPARE(std::get<SyntheticSpec>(owner.data).noise, 25.0);
    QCOMPARE(std::get<SyntheticSpec>(owner.data).seedText, std::string("0.12345"));
    QVERIFY(owner.page.planForm().fields().line("splitSeed") == nullptr);
    QCOMPARE(owner.plan.split.testShare, 0.5);
}

void DataPageTest::whatIsRefusedIsSaidUnderItsField() {
    Owner owner(usualSpec("moons"));
    auto& fields = owner.page.setForm().fields();
    owner.type(fields, "rows", QStringLiteral("many"));
    QVERIFY(owner.titles.isEmpty());
    QVERIFY(owner.says(QStringLiteral("“many” is not a number. Write it like 0.5, −2, 2e-3 or 1/3.")));
    owner.type(fields, "rows", QStringLiteral("10.5"));
    QVERIFY(owner.says(QStringLiteral("“10.5” is no whole number. Type one, such as 200.")));
    QTest::keyClicks(fields.line("rows")->valueField(), QStringLiteral("1"));
    QVERIFY(!owner.says(QStringLiteral("“10.5” is no whole number. Type one, such as 200.")));
    // The owner refuses: the set has at least two rows.
    owner.type(fields, "rows", QStringLiteral("1"));
    QCOMPARE(owner.titles.size(), 1);
    QVERIFY(owner.says(QStringLiteral("No.")));
    QCOMPARE(std::get<SyntheticSpec>(owner.data).rows, std::int64_t{200});
    QTest::keyClick(fields.line("rows")->valueField(), Qt::Key_Escape);
    QCOMPARE(fields.line("rows")->valueField()->text(), QStringLiteral("200"));
    owner.type(fields, "seed", QStringLiteral("seven"));
    QCOMPARE(owner.titles.size(), 1);
    owner.type(owner.page.planForm().fields(), "share", QStringLiteral("96 %"));
    QCOMPARE(owner.titles.size(), 1);
    QVERIFY(owner.says(QStringLiteral("A test share of 96 % is not possible. Use 0 to 95 %.")));
}

void DataPageTest::aSetIsChosenFromAGroup() {
    Owner owner(usualSpec("spiral"));
    QSignalSpy wanted(&owner.page, &DataPage::setWanted);
    owner.choose(owner.page.choice(), "group", static_cast<int>(DataGroup::Real));
    // Going to a group is no choice yet.
    QCOMPARE(wanted.count(), 0);
    QVERIFY(!owner.page.setForm().isVisible());
    owner.choose(owner.page.choice(), "set", 2);
    QCOMPARE(wanted, (QList<QList<QVariant>>{{QStringLiteral("wine")}}));
    owner.choose(owner.page.choice(), "group", static_cast<int>(DataGroup::Formula));
    QVERIFY(owner.page.setForm().isVisible());
    QCOMPARE(owner.page.choice().line("set")->row().current, 0);
}

void DataPageTest::filesCellsAndPoints() {
    Owner owner(usualSpec("spiral"));
    QSignalSpy open(&owner.page, &DataPage::openWanted);
    QSignalSpy paste(&owner.page, &DataPage::pasteWanted);
    QSignalSpy draw(&owner.page, &DataPage::drawingWanted);
    owner.choose(owner.page.choice(), "group", static_cast<int>(DataGroup::File));
    owner.click(QStringLiteral("Open a table"));
    QCOMPARE(open.count(), 1);
    owner.page.refuse(QStringLiteral("It is broken."));
    QVERIFY(owner.says(QStringLiteral("It is broken.")));
    owner.choose(owner.page.choice(), "group", static_cast<int>(DataGroup::Pasted));
    QVERIFY(!owner.says(QStringLiteral("It is broken.")));
    owner.click(QStringLiteral("Paste cells"));
    QCOMPARE(paste.count(), 1);
    owner.choose(owner.page.choice(), "group", static_cast<int>(DataGroup::Drawn));
    owner.click(QStringLiteral("Draw points"));
    QCOMPARE(draw.takeFirst(), QList<QVariant>{2});
    const auto lists = owner.page.findChildren<ui::FieldList*>();
    const auto drawn = std::find_if(lists.begin(), lists.end(), [](const ui::FieldList* list) {
        return list->isVisible() && list->line("classes") != nullptr && list->line("classes")->findChild<ui::ChoiceField*>() != nullptr;
    });
    QVERIFY(drawn != lists.end());
    owner.choose(**drawn, "classes", 1);
    owner.click(QStringLiteral("Draw points"));
    QCOMPARE(draw.takeFirst(), QList<QVariant>{3});
}

void DataPageTest::theSplit() {
    Owner owner(usualSpec("spiral"));
    auto& fields = owner.page.planForm().fields();
    QCOMPARE(fields.line("share")->valueField()->text(), QStringLiteral("30 %"));
    QVERIFY(owner.says(QStringLiteral("140 samples for training, 60 for the test, 2 features, 2 classes")));
    owner.type(fields, "share", QStringLiteral("7"));
    QCOMPARE(owner.plan.split.testShare, 0.07);
    QCOMPARE(fields.line("share")->valueField()->text(), QStringLiteral("7 %"));
    owner.type(fields, "share", QStringLiteral("25 %"));
    QCOMPARE(owner.plan.split.testShare, 0.25);
    QVERIFY(owner.says(QStringLiteral("150 samples for training, 50 for the test, 2 features, 2 classes")));
    owner.type(fields, "splitSeed", QStringLiteral("-1"));
    QCOMPARE(owner.plan.split.seed, ~std::uint64_t{0});
    owner.choose(fields, "normalization", 2);
    QVERIFY(owner.plan.normalization == Normalization::MinMax);
    QCOMPARE(owner.titles.size(), 4);
}

void DataPageTest::checkMarks() {
    Owner owner(usualSpec("spiral"));
    auto& list = owner.page.features();
    const auto click = [&list](int row) {
        const auto place = list.visualRect(list.model()->index(row, 0));
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, QPoint(place.left() + 10, place.center().y()));
    };
    // x, y, x², y², x·y, ...
    click(4);
    click(2);
    const FeatureSpec x{FeatureKind::Column, 0, 0};
    const FeatureSpec y{FeatureKind::Column, 1, 0};
    QVERIFY(owner.plan.features == (std::vector<FeatureSpec>{x, y, {FeatureKind::Square, 0, 0}, {FeatureKind::Product, 0, 1}}));
    QCOMPARE(owner.titles, (QStringList{QStringLiteral("Add the input x·y"), QStringLiteral("Add the input x²")}));
    click(4);
    click(2);
    QVERIFY(owner.plan.features.empty());
    click(0);
    QVERIFY(owner.plan.features == std::vector<FeatureSpec>{y});
    click(1);
    QVERIFY(owner.plan.features == std::vector<FeatureSpec>{y});
    QVERIFY(owner.says(QStringLiteral("The network needs at least one input. Check another one before taking this away.")));
    list.setCurrentIndex(list.model()->index(0, 0));
    QTest::keyClick(&list, Qt::Key_Space);
    QVERIFY(owner.plan.features.empty());
}

void DataPageTest::rolesAndEmptyCells() {
    Owner owner(measured());
    auto& form = owner.page.tableForm();
    QVERIFY(owner.says(QStringLiteral("1 cell of these columns is empty.")));
    QVERIFY(
        owner.says(QStringLiteral("1 row is left out because a cell of it is empty.\n“width” has the same value in every row, so "
                                  "nothing can be learned from it.")));
    auto& columns = form.columns();
    const auto click = [&columns](int row, Qt::KeyboardModifier modifier) {
        QTest::mouseClick(columns.viewport(), Qt::LeftButton, modifier, columns.visualRect(columns.model()->index(row, 0)).center());
    };
    QVERIFY(!form.roleField().isEnabled());
    click(1, Qt::NoModifier);
    click(2, Qt::ControlModifier);
    owner.choose(form.roleField(), "role", 2);
    QVERIFY(std::get<TableSpec>(owner.data).roles ==
            (std::vector<ColumnRole>{ColumnRole::Feature, ColumnRole::Ignore, ColumnRole::Ignore, ColumnRole::Target}));
    QCOMPARE(owner.titles.last(), QStringLiteral("Ignore 2 columns"));
    owner.choose(form.fields(), "missing", 1);
    QVERIFY(std::get<TableSpec>(owner.data).missing == MissingRule::Fill);
    QVERIFY(owner.says(QStringLiteral("1 empty cell is filled from the rows for training.")));
    // Without a target nothing can be learned: refused, and what holds is shown again.
    click(3, Qt::NoModifier);
    owner.choose(form.roleField(), "role", 2);
    QVERIFY(std::get<TableSpec>(owner.data).roles.at(3) == ColumnRole::Target);
    QCOMPARE(form.roleField().line("role")->row().current, 1);
    QVERIFY(owner.says(QStringLiteral("No.")));
    owner.click(QStringLiteral("Show the table"));
    auto* dialog = owner.page.window()->findChild<QDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void DataPageTest::readingAgain() {
    Owner owner(measured());
    auto& form = owner.page.tableForm();
    QVERIFY(!form.readingFields().isVisible());
    ui::TableReading reading;
    reading.options.csv = {.separator = ',', .decimalComma = false, .header = true, .encoding = {}, .columns = {}};
    owner.page.setReading(reading);
    std::optional<TableOptions> asked;
    connect(&owner.page, &DataPage::readingWanted, this, [&asked](const TableOptions& options) { asked = options; });
    owner.choose(form.readingFields(), "header", 1);
    QVERIFY(asked.has_value());
    QCOMPARE(asked->csv.header, std::optional(false));
    owner.page.refuse(QStringLiteral("Not so."));
    QVERIFY(owner.says(QStringLiteral("Not so.")));
    QCOMPARE(form.readingFields().line("header")->row().current, 0);
    owner.page.setReading(std::nullopt);
    QVERIFY(!form.readingFields().isVisible());
}

void DataPageTest::drawnPoints() {
    Owner owner(usualSpec("spiral"));
    owner.page.setDrawnPoints({{0, 0, 1, false}, {1, 1, 1, false}});
    QVERIFY(owner.titles.isEmpty());
    QVERIFY(owner.says(QStringLiteral("All points are of one class. Draw some of another class, and the network learns from them.")));
    owner.page.setDrawnPoints({{0, 0, 1, false}, {1, 1, 1, false}, {2, 2, 0, false}, {3, 2, 0, false}});
    QCOMPARE(std::get<TableSpec>(owner.data).table->rows, std::int64_t{4});
    QCOMPARE(owner.plan.split.testShare, 0.3);
    QVERIFY(owner.plan.normalization == Normalization::None);
    // Another stroke keeps the plan.
    owner.type(owner.page.planForm().fields(), "share", QStringLiteral("0"));
    owner.page.setDrawnPoints({{0, 0, 1, false}, {1, 1, 0, false}});
    QCOMPARE(std::get<TableSpec>(owner.data).table->rows, std::int64_t{2});
    QCOMPARE(owner.plan.split.testShare, 0.0);
}

void DataPageTest::progressCanBeCancelled() {
    Owner owner(usualSpec("spiral"));
    QSignalSpy cancel(&owner.page, &DataPage::cancelWanted);
    owner.page.setProgress(ui::LoadProgress{25, 100});
    QVERIFY(paintedTexts(owner.page).join(QLatin1Char(' ')).contains(QStringLiteral("25 bytes of 100 bytes")));
    owner.click(QStringLiteral("Cancel"));
    QCOMPARE(cancel.count(), 1);
    owner.page.setProgress(std::nullopt);
    QVERIFY(!paintedTexts(owner.page).contains(QStringLiteral("Cancel")));
}

void DataPageTest::looks_data() {
    QTest::addColumn<int>("kind");
    QTest::addRow("data_formula") << 0;
    QTest::addRow("data_playground") << 1;
    QTest::addRow("data_table") << 2;
    QTest::addRow("data_drawing") << 3;
    QTest::addRow("data_busy") << 4;
}

void DataPageTest::looks() {
    QFETCH(int, kind);
    ui::applyTheme(*qApp, ui::Theme::light());
    const DataSpec kinds[] = {usualSpec("spiral"), usualSpec("playground.spiral"), measured(), StoredRows(), usualSpec("blobs")};
    Owner owner(kinds[kind]);
    if (kind == 2) {
        ui::TableReading reading;
        reading.options.csv = {.separator = ';', .decimalComma = true, .header = true, .encoding = {}, .columns = {}};
        owner.page.setReading(reading);
        owner.page.tableForm().columns().selectRow(0);
    }
    if (kind == 4) {
        owner.page.showGroup(DataGroup::File);
        owner.page.setProgress(ui::LoadProgress{31'000'000, 104'857'600});
        owner.page.refuse(
            QStringLiteral("Line 7 of “measured.csv” has 4 cells, and the lines before it have 5. Correct the line, or choose "
                           "another separator."));
    }
    owner.page.resize(340, 1700);
    QCoreApplication::processEvents();
    QCOMPARE(lookAt(owner.page, QString::fromLatin1(QTest::currentDataTag())).join(QLatin1Char(0x0a)), QString());
}

GLASSNET_TEST(DataPageTest);

}  // namespace glassnet::test

#include "DataPageTest.moc"
