#include "ui/code/CodePanel.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextLayout>

#include "engine/project/ProjectScript.h"
#include "tests/support/Gallery.h"
#include "tests/support/Networks.h"
#include "tests/support/TestCase.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/code/CodeView.h"
#include "ui/support/PillButton.h"
#include "ui/support/SegmentedControl.h"
#include "ui/theme/Motion.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

namespace {

using ui::CodePanel;
using ui::CodeView;

constexpr QSize kPlace(360, 420);

CodeView& viewOf(const CodePanel& panel) { return *panel.findChild<CodeView*>(); }

QString lineText(const CodePanel& panel, int line) { return panel.code().split(QLatin1Char('\n')).at(line); }

int lineOf(const CodePanel& panel, const QString& text) { return static_cast<int>(panel.code().split(QLatin1Char('\n')).indexOf(text)); }

Project chainOf4863() {
    Project project;
    project.network = chain({4, 8, 6, 3}, {Activation::Relu, Activation::Relu, Activation::Softmax}, Loss::CrossEntropy);
    project.training.seeds.fill(42);
    return project;
}

}  // namespace

class CodePanelTest final : public TestCase {
    Q_OBJECT
private slots:
    void init();
    void showsBothForms();
    void marksTheSelectedLayer();
    void aSelectionFarDownIsShown();
    void clickAsksForTheLayer();
    void dragSelectsText();
    void changedValuesAreWritten();
    void commentsStandBack();
    void copies();
    void asksToBeSaved();
    void saysWhatKeepsItFromRunning();
    void keepsItsPlaceOverEdits();
    void looks_data();
    void looks();

private:
    std::unique_ptr<CodePanel> m_panel;
};

void CodePanelTest::init() {
    TestCase::init();
    ui::Motion::setReduced(true);
    m_panel = std::make_unique<CodePanel>();
    m_panel->resize(kPlace);
    m_panel->setProject(lessonProject());
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void CodePanelTest::showsBothForms() {
    QVERIFY(m_panel->code().contains(QStringLiteral("    nn.Linear(3, 2),\n")));
    QCOMPARE(viewOf(*m_panel).toPlainText() + QLatin1Char('\n'), m_panel->code());
    auto& forms = *m_panel->findChild<ui::SegmentedControl*>();
    QTest::mouseClick(&forms, Qt::LeftButton, {}, forms.itemRect(1).center().toPoint());
    QCOMPARE(m_panel->form(), ScriptForm::ByHand);
    QVERIFY(m_panel->code().contains(QStringLiteral("h = activation(torch.mm(features, W1) + B1)\n")));
    QCOMPARE(viewOf(*m_panel).toPlainText() + QLatin1Char('\n'), m_panel->code());
    QVERIFY(viewOf(*m_panel).isReadOnly());
}

void CodePanelTest::marksTheSelectedLayer() {
    m_panel->setForm(ScriptForm::ByHand);
    m_panel->setSelection({lessonProject().network.layers().at(1).id});
    QStringList marked;
    for (const int line : viewOf(*m_panel).marks()) {
        marked.append(lineText(*m_panel, line));
    }
    QCOMPARE(marked, QStringList({QStringLiteral("n_hidden = 2"), QStringLiteral("W1 = torch.randn(n_input, n_hidden)"),
                                  QStringLiteral("B1 = torch.randn((1, n_hidden))"),
                                  QStringLiteral("h = activation(torch.mm(features, W1) + B1)"), QStringLiteral("dz1 = dh * h * (1 - h)"),
                                  QStringLiteral("dW1 = torch.mm(features.t(), dz1)"), QStringLiteral("dB1 = dz1.sum(dim=0, keepdim=True)"),
                                  QStringLiteral("W1 = W1 - 0.1 * dW1"), QStringLiteral("B1 = B1 - 0.1 * dB1")}));
    // The tone lies under the line, right of its text too, and nowhere else.
    const auto image = viewOf(*m_panel).viewport()->grab().toImage();
    const auto toneAt = [&](const QString& text) {
        const auto place = viewOf(*m_panel).lineRect(lineOf(*m_panel, text));
        return image.pixelColor(QPoint(image.width() - 4, place.center().y()));
    };
    QCOMPARE(toneAt(QStringLiteral("n_hidden = 2")), ui::Theme::current().color(ui::Token::AccentSoft));
    QCOMPARE(toneAt(QStringLiteral("n_output = 1")), ui::Theme::current().color(ui::Token::Window));
    m_panel->setSelection({});
    QVERIFY(viewOf(*m_panel).marks().empty());
}

void CodePanelTest::aSelectionFarDownIsShown() {
    m_panel->setForm(ScriptForm::ByHand);
    m_panel->resize(kPlace.width(), m_panel->minimumSizeHint().height());
    auto& view = viewOf(*m_panel);
    const int line = lineOf(*m_panel, QStringLiteral("n_output = 1"));
    QVERIFY(view.lineRect(line).bottom() > view.viewport()->height());
    m_panel->setSelection({lessonProject().network.layers().back().id});
    QVERIFY(view.viewport()->rect().contains(view.lineRect(line)));
}

void CodePanelTest::changedValuesAreWritten() {
    const auto before = m_panel->code();
    const auto output = lessonProject().network.layers().back().id;
    m_panel->setChanged({{{output, StateRole::Bias, 0}, Tensor::full({1, 1}, 0.75)}});
    QVERIFY(m_panel->code().contains(QStringLiteral("    net[2].bias.copy_(torch.tensor([0.75]))\n")));
    QCOMPARE(viewOf(*m_panel).toPlainText() + QLatin1Char('\n'), m_panel->code());
    m_panel->setForm(ScriptForm::ByHand);
    QVERIFY(m_panel->code().contains(QStringLiteral("B2 = torch.tensor([[0.75]])\n")));
    m_panel->setForm(ScriptForm::Nn);
    m_panel->setChanged({});
    QCOMPARE(m_panel->code(), before);
}

void CodePanelTest::clickAsksForTheLayer() {
    m_panel->setForm(ScriptForm::ByHand);
    const QSignalSpy clicked(m_panel.get(), &CodePanel::layerClicked);
    auto& view = viewOf(*m_panel);
    const auto click = [&](const QString& text) {
        view.reveal(lineOf(*m_panel, text));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.lineRect(lineOf(*m_panel, text)).center());
    };
    click(QStringLiteral("n_hidden = 2"));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked.first().first().value<LayerId>(), lessonProject().network.layers().at(1).id);
    click(QStringLiteral("import torch"));
    QCOMPARE(clicked.size(), 1);
}

void CodePanelTest::dragSelectsText() {
    m_panel->setForm(ScriptForm::ByHand);
    const QSignalSpy clicked(m_panel.get(), &CodePanel::layerClicked);
    auto& view = viewOf(*m_panel);
    const auto place = view.lineRect(lineOf(*m_panel, QStringLiteral("n_hidden = 2")));
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, QPoint(14, place.center().y()));
    QTest::mouseMove(view.viewport(), QPoint(80, place.center().y()));
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, QPoint(80, place.center().y()));
    QCOMPARE(clicked.size(), 0);
    QVERIFY(QStringLiteral("n_hidden = 2").startsWith(view.textCursor().selectedText()));
    QVERIFY(view.textCursor().hasSelection());
}

void CodePanelTest::commentsStandBack() {
    m_panel->setProject(chainOf4863());
    const auto formats = [this](const QString& line) {
        return viewOf(*m_panel).document()->findBlockByNumber(lineOf(*m_panel, line)).layout()->formats();
    };
    const auto comment = formats(QStringLiteral("    # softmax: in the loss"));
    QCOMPARE(comment.size(), 1);
    QCOMPARE(comment.first().start, 4);
    QCOMPARE(comment.first().format.foreground().color(), ui::Theme::current().color(ui::Token::Mute));
    const auto words = formats(QStringLiteral("from torch import nn"));
    QCOMPARE(words.size(), 2);
    QCOMPARE(words.last().start, 11);
    QCOMPARE(words.last().format.fontWeight(), int{QFont::DemiBold});
    QVERIFY(formats(QStringLiteral("    nn.Linear(4, 8),")).isEmpty());
}

void CodePanelTest::copies() {
    const QSignalSpy copied(m_panel.get(), &CodePanel::copied);
    QTest::mouseClick(m_panel->findChild<ui::PillButton*>(), Qt::LeftButton);
    QCOMPARE(copied.size(), 1);
    QVERIFY(copied.first().first().toString().startsWith(QStringLiteral("The code is on the clipboard")));
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromStdString(pyTorchScript(lessonProject(), ScriptForm::Nn)->text()));
}

/// In the form that is shown, with the values that it shows.
void CodePanelTest::asksToBeSaved() {
    const auto output = lessonProject().network.layers().back().id;
    m_panel->setChanged({{{output, StateRole::Bias, 0}, Tensor::full({1, 1}, 0.75)}});
    m_panel->setForm(ScriptForm::ByHand);
    std::optional<ScriptForm> form;
    std::size_t values = 0;
    connect(m_panel.get(), &CodePanel::saveWanted, this, [&](ScriptForm wanted, const std::map<StateKey, Tensor>& changed) {
        form = wanted;
        values = changed.size();
    });
    for (auto* button : m_panel->findChildren<ui::PillButton*>()) {
        if (button->accessibleName() == QStringLiteral("Save the code to a file")) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QVERIFY(form == ScriptForm::ByHand);
    QCOMPARE(values, std::size_t{1});
}

void CodePanelTest::saysWhatKeepsItFromRunning() {
    m_panel->setProject(impossibleProject());
    QCOMPARE(m_panel->code(), QString());
    QVERIFY(!m_panel->findChild<ui::PillButton*>()->isEnabled());
    const auto said = [this] {
        for (const auto* label : m_panel->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(QStringLiteral("as soon as the network can run"))) {
                return true;
            }
        }
        return false;
    };
    QVERIFY(said());
    m_panel->setProject(lessonProject());
    QVERIFY(!said());
    QVERIFY(m_panel->code().contains(QStringLiteral("nn.Linear(3, 2)")));
}

void CodePanelTest::keepsItsPlaceOverEdits() {
    auto& view = viewOf(*m_panel);
    m_panel->resize(kPlace.width(), m_panel->minimumSizeHint().height());
    view.verticalScrollBar()->setValue(7);
    QCOMPARE(view.verticalScrollBar()->value(), 7);
    auto project = lessonProject();
    project.network.find(project.network.layers().at(1).id)->dense()->units = 5;
    m_panel->setProject(project);
    QVERIFY(m_panel->code().contains(QStringLiteral("nn.Linear(3, 5)")));
    QCOMPARE(view.verticalScrollBar()->value(), 7);
}

void CodePanelTest::looks_data() {
    QTest::addColumn<int>("form");
    QTest::addColumn<QString>("network");
    QTest::newRow("lesson_hand") << 1 << "lesson";
    QTest::newRow("lesson_nn") << 0 << "lesson";
    QTest::newRow("chain_nn") << 0 << "chain";
    QTest::newRow("chain_hand") << 1 << "chain";
    QTest::newRow("impossible") << 0 << "impossible";
}

void CodePanelTest::looks() {
    QFETCH(int, form);
    QFETCH(QString, network);
    const auto project = network == QLatin1String("lesson")  ? lessonProject()
                         : network == QLatin1String("chain") ? chainOf4863()
                                                             : impossibleProject();
    m_panel->setForm(form == 0 ? ScriptForm::Nn : ScriptForm::ByHand);
    m_panel->setProject(project);
    m_panel->setSelection({project.network.layers().at(1).id});
    auto wrong = lookAt(*m_panel, QStringLiteral("code_%1").arg(QTest::currentDataTag()));
    // What the view scrolls is not cut: every line lies within the width that its scroll bar reaches.
    wrong.erase(std::remove_if(wrong.begin(), wrong.end(),
                               [this](const QString& text) {
                                   return text.startsWith(QLatin1String("cut: ")) && m_panel->code().contains(text.mid(5).trimmed());
                               }),
                wrong.end());
    QCOMPARE(wrong, QStringList());
    auto& view = viewOf(*m_panel);
    if (view.isVisible()) {
        // The longest line can be scrolled into view.
        const auto lines = m_panel->code().split(QLatin1Char('\n'));
        const auto longest =
            std::max_element(lines.begin(), lines.end(), [](const QString& a, const QString& b) { return a.size() < b.size(); });
        const auto width = QFontMetrics(view.font()).horizontalAdvance(*longest);
        QVERIFY(view.viewport()->width() + view.horizontalScrollBar()->maximum() >= width);
        QCOMPARE(view.horizontalScrollBar()->maximum() > 0, view.viewport()->width() < width + 24);
    }
}

GLASSNET_TEST(CodePanelTest);

}  // namespace glassnet::test

#include "CodePanelTest.moc"
