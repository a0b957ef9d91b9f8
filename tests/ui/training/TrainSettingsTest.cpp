#include "ui/training/TrainSettings.h"

#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "engine/program/KnobTable.h"
#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/inspector/ChoiceField.h"
#include "ui/inspector/PropertyLine.h"
#include "ui/inspector/ValueField.h"
#include "ui/support/NumberText.h"
#include "ui/support/RoundButton.h"
#include "ui/training/KnobText.h"
#include "ui/training/SpeedSlider.h"
#include "ui/training/StopForm.h"
#include "ui/training/TrainBar.h"

namespace glassnet::test {

namespace {

/// A form whose wishes come true, as the window makes them.
struct Form {
    Form() {
        settings.resize(320, 700);
        settings.setProject(project);
        QObject::connect(&settings, &ui::TrainSettings::changeWanted, &settings,
                         [this](const QString& title, const ui::TrainSettings::Change& change) {
                             titles.append(title);
                             QVERIFY(change(project));
                             settings.setProject(project);
                         });
    }
    void type(const char* key, const QString& text) {
        auto* field = settings.line(key)->valueField();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    void choose(const char* key, int choice) { emit settings.line(key)->findChild<ui::ChoiceField*>()->chosen(choice); }

    Project project;
    ui::TrainSettings settings;
    QStringList titles;
};

class TrainSettingsTest : public TestCase {
    Q_OBJECT
private slots:
    void everyKnobHasWords();
    void showsWhatIsRead();
    void numbersAreSet();
    void wrongNumbersChangeNothing();
    void anotherOptimizerBringsItsDefaults();
    void theBatchIsSet();
    void stopsAreSet();
    void speeds();
    void theBarTells();
    void nothingIsCut();
};

void TrainSettingsTest::everyKnobHasWords() {
    for (const auto& knob : knobTable()) {
        const auto text = ui::knobText(knob);
        QVERIFY2(!text.help.isEmpty(), knob.key.data());
        const auto choices = knob.kind == KnobKind::Choice ? static_cast<qsizetype>(knob.choices.size())
                             : knob.kind == KnobKind::Switch ? 2
                                                             : 0;
        QCOMPARE(text.choices.size(), choices);
    }
}

void TrainSettingsTest::showsWhatIsRead() {
    Form form;
    QVERIFY(form.settings.line("momentum") != nullptr);
    QVERIFY(form.settings.line("beta1") == nullptr);
    QVERIFY(form.settings.line("clipLimit") == nullptr);
    form.choose("clipping", 1);
    QVERIFY(form.project.training.clipping == Clipping::Norm);
    QVERIFY(form.settings.line("clipLimit") != nullptr);
    form.choose("schedule", 2);
    QVERIFY(form.settings.line("schedulePeriod") != nullptr);
    QVERIFY(form.settings.line("scheduleEvery") == nullptr);
}

void TrainSettingsTest::numbersAreSet() {
    Form form;
    form.type("learningRate", QStringLiteral("0.25"));
    QCOMPARE(form.project.training.knobs.learningRate, 0.25);
    QCOMPARE(form.titles, QStringList{QStringLiteral("Learning rate")});
    QCOMPARE(form.settings.line("learningRate")->valueField()->text(), QStringLiteral("0.25"));
}

void TrainSettingsTest::wrongNumbersChangeNothing() {
    Form form;
    QSignalSpy said(&form.settings, &ui::TrainSettings::sentence);
    for (const auto& text : {QStringLiteral("-1"), QStringLiteral("much"), QStringLiteral("1e9")}) {
        form.type("learningRate", text);
    }
    form.type("batchSize", QStringLiteral("2.5"));
    form.type("batchSize", QStringLiteral("0"));
    QCOMPARE(said.count(), 5);
    QVERIFY(form.project.training == Project().training);
    QCOMPARE(said.last().first().toString(), QStringLiteral("Batch is a whole number from 1 to %1.").arg(ui::NumberText().whole(1'000'000'000)));
}

void TrainSettingsTest::anotherOptimizerBringsItsDefaults() {
    Form form;
    form.type("weightDecay", QStringLiteral("0.5"));
    form.choose("optimizer", static_cast<int>(OptimizerKind::Adam));
    QVERIFY(form.project.training.optimizer == OptimizerKind::Adam);
    QVERIFY(form.project.training.knobs == defaultKnobs(OptimizerKind::Adam));
    QVERIFY(form.settings.line("beta1") != nullptr);
    QVERIFY(form.settings.line("dampening") == nullptr);
}

void TrainSettingsTest::theBatchIsSet() {
    Form form;
    form.type("batchSize", QStringLiteral("32"));
    QCOMPARE(form.project.training.batches.batchSize, 32);
    form.choose("shuffle", 1);
    QVERIFY(form.project.training.batches.shuffle);
}

void TrainSettingsTest::stopsAreSet() {
    ui::StopForm form;
    QSignalSpy changed(&form, &ui::StopForm::changed);
    QSignalSpy said(&form, &ui::StopForm::sentence);
    const auto type = [&](std::size_t line, const QString& text) {
        auto* field = form.lines().at(line)->valueField();
        field->setFocus();
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    };
    type(0, QStringLiteral("50"));
    type(1, QStringLiteral("0.01"));
    type(2, QStringLiteral("0.95"));
    type(3, QStringLiteral("20"));
    QCOMPARE(changed.count(), 4);
    QVERIFY(form.breakpoints().epoch == 50);
    QVERIFY(form.breakpoints().loss == 0.01);
    QVERIFY(form.breakpoints().score == 0.95);
    QVERIFY(form.breakpoints().plateau.has_value() && form.breakpoints().plateau->epochs == 20);
    type(2, QStringLiteral("1.5"));
    QCOMPARE(said.count(), 1);
    QVERIFY(form.breakpoints().score == 0.95);
    type(0, {});
    QVERIFY(!form.breakpoints().epoch.has_value());
}

void TrainSettingsTest::speeds() {
    ui::SpeedSlider slider;
    QSignalSpy changed(&slider, &ui::SpeedSlider::speedChanged);
    QVERIFY(std::isinf(slider.speed()));
    QTest::keyClick(&slider, Qt::Key_Home);
    QCOMPARE(slider.speed(), 1.0);
    QCOMPARE(slider.words(), QStringLiteral("1 step a second"));
    QTest::keyClick(&slider, Qt::Key_Right);
    QCOMPARE(slider.words(), QStringLiteral("2 steps a second"));
    QCOMPARE(changed.count(), 2);
    slider.resize(slider.sizeHint());
    QVERIFY(lookAt(slider, QStringLiteral("SpeedSlider")).isEmpty());
}

void TrainSettingsTest::theBarTells() {
    ui::TrainBar bar;
    bar.resize(1440, bar.sizeHint().height());
    bar.setTrainable(true);
    QSignalSpy play(&bar, &ui::TrainBar::playRequested);
    QSignalSpy pause(&bar, &ui::TrainBar::pauseRequested);
    QTest::mouseClick(&bar.playButton(), Qt::LeftButton);
    QCOMPARE(play.count(), 1);
    ui::TrainReport report;
    report.isPlaying = true;
    report.epoch = 420;
    report.step = 5880;
    report.batches = 14;
    report.stepsPerSecond = 41300;
    bar.setReport(std::make_shared<const ui::TrainReport>(report));
    QCOMPARE(bar.accessibleDescription(), QStringLiteral("Epoch 420, %1 steps · %2 a second").arg(ui::NumberText().whole(5880), ui::NumberText().whole(41300)));
    QTest::mouseClick(&bar.playButton(), Qt::LeftButton);
    QCOMPARE(pause.count(), 1);
    QCOMPARE(ui::TrainBar::timeLeft(0.2), QStringLiteral("0.2 s left"));
    QCOMPARE(ui::TrainBar::timeLeft(61), QStringLiteral("61 s left"));
    QCOMPARE(ui::TrainBar::timeLeft(600), QStringLiteral("10 min left"));
    QCOMPARE(ui::TrainBar::timeLeft(7500), QStringLiteral("2 h 5 min left"));
    QSignalSpy epochs(&bar, &ui::TrainBar::lastEpochChanged);
    bar.epochs().setFocus();
    bar.epochs().selectAll();
    QTest::keyClicks(&bar.epochs(), QStringLiteral("2000"));
    QTest::keyClick(&bar.epochs(), Qt::Key_Return);
    QCOMPARE(epochs.count(), 1);
    QCOMPARE(bar.lastEpoch(), 2000);
    for (const int width : {1024, 1366, 1440}) {
        bar.resize(width, bar.sizeHint().height());
        QCOMPARE(lookAt(bar, QStringLiteral("TrainBar%1").arg(width)), QStringList());
    }
}

void TrainSettingsTest::nothingIsCut() {
    Form form;
    for (const auto kind : {OptimizerKind::Sgd, OptimizerKind::Adam, OptimizerKind::Adagrad}) {
        form.choose("optimizer", static_cast<int>(kind));
        form.settings.resize(320, form.settings.sizeHint().height());
        QCOMPARE(lookAt(form.settings, QStringLiteral("TrainSettings")), QStringList());
    }
}

}  // namespace

GLASSNET_TEST(TrainSettingsTest);

}  // namespace glassnet::test

#include "TrainSettingsTest.moc"
