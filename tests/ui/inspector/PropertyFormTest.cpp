#include "ui/inspector/PropertyForm.h"

#include <QSignalSpy>
#include <QWheelEvent>

#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "ui/inspector/ChoiceField.h"
#include "ui/inspector/MarkField.h"
#include "ui/inspector/PropertyLine.h"
#include "ui/inspector/ValueField.h"

namespace glassnet::test {

using ui::ChoiceField;
using ui::MarkField;
using ui::PropertyForm;
using ui::PropertyLine;
using ui::ValueField;

namespace {

/// What a form said, in order.
struct Heard {
    struct Set {
        std::set<LayerId> layers;
        std::string key;
        PropertyValue value;
    };
    std::vector<Set> properties;
    QStringList names;
    QStringList unitNames;
    std::vector<std::optional<double>> clamps;
    std::vector<int> colors;
    QStringList sentences;

    void listen(PropertyForm& form) {
        QObject::connect(&form, &PropertyForm::propertySet, &form, [this](const auto& layers, const auto& key, const auto& value) {
            properties.push_back({layers, key, value});
        });
        QObject::connect(&form, &PropertyForm::nameSet, &form, [this](LayerId, const QString& name) { names.append(name); });
        QObject::connect(&form, &PropertyForm::unitNameSet, &form,
                         [this](LayerId, qint64, const QString& name) { unitNames.append(name); });
        QObject::connect(&form, &PropertyForm::clampSet, &form, [this](LayerId, qint64, auto value) { clamps.push_back(value); });
        QObject::connect(&form, &PropertyForm::colorSet, &form, [this](const auto&, int color) { colors.push_back(color); });
        QObject::connect(&form, &PropertyForm::sentence, &form, [this](const QString& text) { sentences.append(text); });
    }
};

PropertyLine* line(const PropertyForm& form, std::string_view key, int part = -1) {
    for (auto* each : form.lines()) {
        if (each->row().key == key && each->row().part == part) {
            return each;
        }
    }
    return nullptr;
}

void type(const PropertyForm& form, std::string_view key, const QString& text, int part = -1) {
    auto* field = line(form, key, part)->valueField();
    field->setFocus();
    field->selectAll();
    // QTest types ASCII alone.
    field->insert(text);
    QTest::keyClick(field, Qt::Key_Return);
}

void choose(const PropertyForm& form, std::string_view key, const QString& text) {
    auto* field = line(form, key)->findChild<ChoiceField*>();
    const int place = field->findText(text);
    QVERIFY2(place >= 0, qPrintable(text));
    field->setCurrentIndex(place);
    emit field->activated(place);
}

}  // namespace

class PropertyFormTest final : public TestCase {
    Q_OBJECT
private slots:
    void rowsOfTheIris();
    void numbersAreRead_data();
    void numbersAreRead();
    void wrongTextsAreRefused_data();
    void wrongTextsAreRefused();
    void escapeRestoresAndLeavingCommits();
    void choosingSets();
    void partsKeepTheRest();
    void seedOfItsOwn();
    void severalLayers();
    void nameColorAndUnit();
    void anotherSelectionCommitsFirst();
    void typingOutlivesOtherNews();
    void wheelChangesNothing();

private:
    static Project project() {
        Project made;
        made.network = chain({4, 8, 3}, {Activation::LeakyRelu, Activation::Identity}, Loss::CrossEntropy);
        made.training.seeds = {42, 1, 2};
        return made;
    }
    static LayerId id(const Project& from, std::size_t place) { return from.network.layers().at(place).id; }
    static void open(PropertyForm& form, const Project& from, const std::set<LayerId>& layers, std::optional<std::int64_t> unit = {}) {
        form.setProject(from);
        form.setSelection(layers, unit);
        form.show();
        form.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&form));
    }
};

void PropertyFormTest::rowsOfTheIris() {
    const auto made = project();
    PropertyForm form;
    form.setProject(made);
    form.setSelection({id(made, 1)}, std::nullopt);
    QCOMPARE(line(form, "units")->valueField()->text(), QStringLiteral("8"));
    QCOMPARE(line(form, "activation")->findChild<ChoiceField*>()->currentText(), QStringLiteral("leaky relu"));
    QCOMPARE(line(form, "activation", 0)->valueField()->text(), QStringLiteral("0.01"));
    QCOMPARE(line(form, "seed")->findChild<ChoiceField*>()->currentText(), QStringLiteral("from the network (42)"));
    QCOMPARE(line(form, "name")->valueField()->text(), QStringLiteral("Dense 1"));
    QVERIFY(line(form, "loss") == nullptr);
    auto without = made;
    without.network.find(id(made, 1))->dense()->bias = false;
    form.setProject(without);
    QVERIFY(line(form, "biasStart") == nullptr);
    for (const auto* each : form.lines()) {
        const auto* field = each->findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(field != nullptr && !each->row().label.isEmpty());
    }
}

void PropertyFormTest::numbersAreRead_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value");
    QTest::addRow("point") << "0.5" << 0.5;
    QTest::addRow("comma") << "0,5" << 0.5;
    QTest::addRow("fraction") << "1/3" << 1.0 / 3.0;
    QTest::addRow("exponent") << "2e-3" << 0.002;
    QTest::addRow("true minus") << QStringLiteral(u"−1.5") << -1.5;
}

void PropertyFormTest::numbersAreRead() {
    QFETCH(QString, text);
    QFETCH(double, value);
    const auto made = project();
    PropertyForm form;
    Heard heard;
    heard.listen(form);
    open(form, made, {id(made, 1)});
    type(form, "activation", text, 0);
    QCOMPARE(heard.properties.size(), std::size_t{1});
    QVERIFY(heard.properties[0].layers == std::set<LayerId>{id(made, 1)});
    QCOMPARE(heard.properties[0].key, std::string("activation"));
    QVERIFY((std::get<ActivationSpec>(heard.properties[0].value) == ActivationSpec{Activation::LeakyRelu, {value, 0}}));
}

void PropertyFormTest::wrongTextsAreRefused_data() {
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("part");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("names");
    QTest::addRow("no number") << QByteArray("units") << -1 << "eight"
                               << "eight";
    QTest::addRow("no whole number") << QByteArray("units") << -1 << "2.5"
                                     << "Units";
    QTest::addRow("too few") << QByteArray("units") << -1 << "0"
                             << "Units";
    QTest::addRow("too many") << QByteArray("units") << -1 << "1e30"
                              << "Units";
    QTest::addRow("out of range") << QByteArray("activation") << 0 << "11"
                                  << "Slope";
    QTest::addRow("lowest above highest") << QByteArray("weightStart") << 0 << "5"
                                          << "lowest";
    QTest::addRow("no name") << QByteArray("name") << -1 << " "
                             << "name";
    QTest::addRow("a name twice") << QByteArray("name") << -1 << "Output"
                                  << "Output";
}

void PropertyFormTest::wrongTextsAreRefused() {
    QFETCH(QByteArray, key);
    QFETCH(int, part);
    QFETCH(QString, text);
    QFETCH(QString, names);
    auto made = project();
    made.network.find(id(made, 1))->dense()->weightStart = {InitializerKind::Uniform, -1, 1};
    PropertyForm form;
    Heard heard;
    heard.listen(form);
    open(form, made, {id(made, 1)});
    type(form, key.toStdString(), text, part);
    QCOMPARE(heard.sentences.size(), 1);
    QVERIFY2(heard.sentences[0].contains(names) && heard.sentences[0].endsWith(QLatin1Char('.')), qPrintable(heard.sentences[0]));
    QVERIFY(heard.properties.empty() && heard.names.isEmpty());
    auto* field = line(form, key.toStdString(), part)->valueField();
    // It stays to be typed again; leaving it says nothing more and shows what holds.
    QCOMPARE(field->text(), text);
    line(form, "biasStart")->findChild<ChoiceField*>()->setFocus();
    QCOMPARE(heard.sentences.size(), 1);
    QVERIFY(!field->isPending());
}

void PropertyFormTest::escapeRestoresAndLeavingCommits() {
    const auto made = project();
    PropertyForm form;
    Heard heard;
    heard.listen(form);
    open(form, made, {id(made, 1)});
    auto* field = line(form, "units")->valueField();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("12"));
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(field->text(), QStringLiteral("8"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(heard.properties.empty());
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("12"));
    line(form, "activation")->findChild<ChoiceField*>()->setFocus();
    QCOMPARE(heard.properties.size(), std::size_t{1});
    QVERIFY(heard.properties[0].value == PropertyValue(std::int64_t{12}));
    // The same number in another writing is no change.
    type(form, "units", QStringLiteral("16/2"));
    QCOMPARE(heard.properties.size(), std::size_t{1});
    QCOMPARE(field->text(), QStringLiteral("8"));
}

void PropertyFormTest::choosingSets() {
    const auto made = project();
    PropertyForm form;
    Heard heard;
    heard.listen(form);
    open(form, made, {id(made, 2)});
    choose(form, "activation", QStringLiteral("softplus"));
    choose(form, "loss", QStringLiteral("Huber"));
    choose(form, "bias", QStringLiteral("no"));
    choose(form, "biasStart", QStringLiteral("constant"));
    QCOMPARE(heard.properties.size(), std::size_t{4});
    QVERIFY(heard.properties[0].value == PropertyValue(defaultSpec(Activation::Softplus)));
    QVERIFY(heard.properties[1].value == PropertyValue(defaultSpec(Loss::Huber)));
    QVERIFY(heard.properties[2].value == PropertyValue(false));
    QVERIFY(heard.properties[3].value == PropertyValue(Initializer{InitializerKind::Constant}));
    // A bias is no matrix.
    QCOMPARE(line(form, "biasStart")->findChild<ChoiceField*>()->findText(QStringLiteral("identity matrix")), -1);
    // Until the owner answers, the lists show what holds.
    QCOMPARE(line(form, "activation")->findChild<ChoiceField*>()->currentText(), QStringLiteral("none"));
    choose(form, "activation", QStringLiteral("none"));
    QCOMPARE(heard.properties.size(), std::size_t{4});
}

void PropertyFormTest::partsKeepTheRest() {
    auto made = project();
    made.network.find(id(made, 1))->dense()->weightStart = {InitializerKind::Normal, 0.5, 1};
    made.network.find(id(made, 2))->dense()->weightStart = {InitializerKind::Normal, -0.5, 2};
    PropertyForm form;
    Heard heard;
    heard.listen(form);
    open(form, made, {id(made, 1), id(made, 2)});
    QCOMPARE(line(form, "weightStart", 0)->valueField()->placeholderText(), QStringLiteral("several values"));
    type(form, "weightStart", QStringLiteral("0,1"), 1);
    // The means differ and stay what they are: a value for each layer.
    QCOMPARE(heard.properties.size(), std::size_t{2});
    QVERIFY((heard.properties[0].value == PropertyValue(Initializer{InitializerKind::Normal, 0.5, 0.1})));
    QVERIFY((heard.properties[1].value == PropertyValue(Initializer{InitializerKind::Normal, -0.5, 0.1})));
}

void PropertyFormTest::seedOfItsOwn() {
    auto made = project();
    PropertyForm form;
    Heard heard;
    heard.listen(form);
    open(form, made, {id(made, 1)});
    choose(form, "seed", QStringLiteral("its own"));
    QVERIFY(heard.properties.at(0).value == PropertyValue(std::uint64_t{42}));
    made.network.find(id(made, 1))->dense()->seed = 42;
    form.setProject(made);
    type(form, "seed", QStringLiteral("1.5"), 0);
    QCOMPARE(heard.sentences.size(), 1);
    type(form, "seed", QStringLiteral("18446744073709551615"), 0);
    QVERIFY(heard.properties.at(1).value == PropertyValue(std::uint64_t{18446744073709551615U}));
    choose(form, "seed", QStringLiteral("from the network (42)"));
    QVERIFY(heard.properties.at(2).value == PropertyValue());
}

void PropertyFormTest::severalLayers() {
    const auto made = project();
    PropertyForm form;
    Heard heard;
    heard.listen(form);
    open(form, made, {id(made, 1), id(made, 2)});
    QVERIFY(line(form, "name") == nullptr && line(form, "loss") == nullptr);
    QCOMPARE(line(form, "units")->valueField()->text(), QString());
    QCOMPARE(line(form, "units")->valueField()->placeholderText(), QStringLiteral("several values"));
    QCOMPARE(line(form, "activation")->findChild<ChoiceField*>()->currentIndex(), -1);
    QVERIFY(line(form, "activation", 0) == nullptr);
    type(form, "units", QStringLiteral("5"));
    QVERIFY((heard.properties.at(0).layers == std::set<LayerId>{id(made, 1), id(made, 2)}));
    choose(form, "trainable", QStringLiteral("no"));
    QVERIFY(heard.properties.at(1).layers.size() == 2);
    // Input, Dense and Output have the units alone in common.
    form.setSelection({id(made, 0), id(made, 1), id(made, 2)}, std::nullopt);
    QCOMPARE(form.lines().size(), std::size_t{2});
    form.setSelection({}, std::nullopt);
    QVERIFY(form.isEmpty());
}

void PropertyFormTest::nameColorAndUnit() {
    auto made = project();
    made.network.find(id(made, 1))->clamps[1] = 0.5;
    PropertyForm form;
    Heard heard;
    heard.listen(form);
    open(form, made, {id(made, 1)}, 1);
    type(form, "name", QStringLiteral("  First  "));
    QCOMPARE(heard.names, QStringList{QStringLiteral("First")});
    auto* marks = line(form, "color")->findChild<MarkField*>();
    QTest::mouseClick(marks, Qt::LeftButton, {}, marks->dotRect(3).center().toPoint());
    QTest::keyClick(marks, Qt::Key_Right);
    QTest::keyClick(marks, Qt::Key_Home);
    QCOMPARE(heard.colors, (std::vector<int>{3, 4, 0}));
    QVERIFY2(line(form, "unit")->row().label.startsWith(QStringLiteral("Unit ")), qPrintable(line(form, "unit")->row().label));
    type(form, "unitName", QStringLiteral("edge"));
    QCOMPARE(heard.unitNames, QStringList{QStringLiteral("edge")});
    QCOMPARE(line(form, "clamp")->valueField()->text(), QStringLiteral("0.5"));
    type(form, "clamp", QStringLiteral("-1/4"));
    auto* held = line(form, "clamp")->valueField();
    held->setFocus();
    held->selectAll();
    QTest::keyClick(held, Qt::Key_Delete);
    QTest::keyClick(held, Qt::Key_Return);
    type(form, "clamp", QStringLiteral("far"));
    QCOMPARE(heard.clamps, (std::vector<std::optional<double>>{-0.25, std::nullopt}));
    QCOMPARE(heard.sentences.size(), 1);
    // A unit that is gone has no rows.
    form.setSelection({id(made, 1)}, 8);
    QVERIFY(line(form, "unitName") == nullptr);
}

void PropertyFormTest::anotherSelectionCommitsFirst() {
    const auto made = project();
    PropertyForm form;
    Heard heard;
    heard.listen(form);
    open(form, made, {id(made, 1)});
    auto* field = line(form, "units")->valueField();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("12"));
    form.setSelection({id(made, 2)}, std::nullopt);
    QCOMPARE(heard.properties.size(), std::size_t{1});
    QVERIFY(heard.properties[0].layers == std::set<LayerId>{id(made, 1)});
    QCOMPARE(line(form, "units")->valueField()->text(), QStringLiteral("3"));
}

void PropertyFormTest::typingOutlivesOtherNews() {
    auto made = project();
    PropertyForm form;
    open(form, made, {id(made, 1)});
    auto* field = line(form, "units")->valueField();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("12"));
    made.network.find(id(made, 1))->name = "Other";
    form.setProject(made);
    QCOMPARE(field->text(), QStringLiteral("12"));
    made.network.find(id(made, 1))->dense()->units = 9;
    form.setProject(made);
    QCOMPARE(field->text(), QStringLiteral("9"));
}

void PropertyFormTest::wheelChangesNothing() {
    const auto made = project();
    PropertyForm form;
    Heard heard;
    heard.listen(form);
    open(form, made, {id(made, 1)});
    auto* field = line(form, "activation")->findChild<ChoiceField*>();
    field->setFocus();
    const QPointF at(field->rect().center());
    QWheelEvent event(at, field->mapToGlobal(at), {}, {0, -120}, {}, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(field, &event);
    QVERIFY(heard.properties.empty());
    QVERIFY(!event.isAccepted());
    QCOMPARE(field->currentText(), QStringLiteral("leaky relu"));
}

GLASSNET_TEST(PropertyFormTest);

}  // namespace glassnet::test

#include "PropertyFormTest.moc"
