#include <QLabel>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "tests/ui/stepping/SteppingScene.h"
#include "tests/ui/workbench/Projects.h"
#include "ui/code/CodePanel.h"
#include "ui/code/CodeView.h"
#include "ui/theme/ApplyTheme.h"
#include "ui/theme/Motion.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

namespace {

using ui::CodePanel;
using ui::CodeView;
using ui::ElementRef;

constexpr QSize kCodeStepsPlace(360, 620);
/// The project of the scene: ids are the same.
Project projectOf(const SteppingScene& scene) {
    auto project = lessonProject();
    project.network = scene.network();
    StoredRows rows;
    rows.targets[project.network.layers().back().id] = Tensor::ones(Shape{1, 1});
    project.data = rows;
    return project;
}

const auto kForward = QStringLiteral("h = activation(torch.mm(features, W1) + B1)");
const QStringList kLinesOfH{kForward, QStringLiteral("output = activation(torch.mm(h, W2) + B2)"),
                            QStringLiteral("dW2 = torch.mm(h.t(), dz2)"), QStringLiteral("dz1 = dh * h * (1 - h)")};

}  // namespace

/// The code beside the steps: it follows them and lights up with what is hovered.
class CodeStepsTest final : public TestCase {
    Q_OBJECT
private slots:
    void init();
    void followsTheSteps();
    void showsTheLineOfTheStep();
    void byHandEveryStepHasALine();
    void saysWhereNoLineStands();
    void lightsUpWithWhatIsHovered();
    void aLineLightsUpItsTensors();
    void aNewScriptForgetsTheLine();
    void theSelectionIsNotMarked();
    void paintsLightAndBar();
    void looks_data();
    void looks();

private:
    [[nodiscard]] CodeView& view() const { return *m_panel->findChild<CodeView*>(); }
    [[nodiscard]] QString lineText(int line) const { return m_panel->code().split(QLatin1Char('\n')).value(line).trimmed(); }
    [[nodiscard]] int lineOf(const QString& text) const {
        const auto lines = m_panel->code().split(QLatin1Char('\n'));
        return static_cast<int>(std::find_if(lines.begin(), lines.end(), [&](const QString& line) { return line.trimmed() == text; }) -
                                lines.begin());
    }
    [[nodiscard]] QString here() const { return view().here() ? lineText(*view().here()) : QString(); }
    [[nodiscard]] QStringList lit() const {
        QStringList texts;
        for (const int line : view().lit()) {
            texts.append(lineText(line));
        }
        return texts;
    }
    /// The position behind the n-th entry with this operation.
    [[nodiscard]] std::size_t behind(Op op, int n = 0) const {
        const auto& entries = m_scene.program().entries();
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (entries[i].op == op && n-- == 0) {
                return i + 1;
            }
        }
        return 0;
    }
    [[nodiscard]] TensorId tensor(std::size_t layer, SymbolLetter letter) const {
        return m_scene.program().find(m_scene.network().layers().at(layer).id, letter);
    }
    void point(const QString& text) { QTest::mouseMove(view().viewport(), view().lineRect(lineOf(text)).center()); }

    SteppingScene m_scene = SteppingScene::lesson();
    std::unique_ptr<CodePanel> m_panel;
};

void CodeStepsTest::init() {
    TestCase::init();
    ui::Motion::setReduced(true);
    m_panel = std::make_unique<CodePanel>();
    m_panel->resize(kCodeStepsPlace);
    m_panel->setProject(projectOf(m_scene));
    m_panel->setForm(ScriptForm::ByHand);
    m_panel->setSnapshot(m_scene.at(0));
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void CodeStepsTest::followsTheSteps() {
    QCOMPARE(here(), QString());
    m_panel->setSnapshot(m_scene.at(behind(Op::Affine)));
    QCOMPARE(here(), kForward);
    QCOMPARE(view().accessibleDescription(), QStringLiteral("Here: ") + kForward);
    m_panel->setSnapshot(m_scene.at(behind(Op::Activate, 1)));
    QCOMPARE(here(), QStringLiteral("output = activation(torch.mm(h, W2) + B2)"));
    m_panel->setForm(ScriptForm::Nn);
    QCOMPARE(here(), QStringLiteral("nn.Sigmoid(),"));
    m_panel->setSnapshot(m_scene.at(behind(Op::WeightGradient)));
    QCOMPARE(here(), QStringLiteral("loss.backward()"));
    m_panel->setSnapshot(m_scene.at(behind(Op::Update)));
    QCOMPARE(here(), QStringLiteral("optimizer.step()"));
    m_panel->setSnapshot(nullptr);
    QCOMPARE(here(), QString());
    QCOMPARE(view().accessibleDescription(), QString());
}

void CodeStepsTest::showsTheLineOfTheStep() {
    m_panel->setForm(ScriptForm::Nn);
    m_panel->resize(kCodeStepsPlace.width(), m_panel->minimumSizeHint().height());
    const auto inView = [this] { return view().viewport()->rect().contains(view().lineRect(view().here().value_or(-1))); };
    m_panel->setSnapshot(m_scene.at(behind(Op::Update)));
    QVERIFY(inView());
    m_panel->setSnapshot(m_scene.at(behind(Op::Affine)));
    QVERIFY(inView());
    // The same line again does not move what a person scrolled.
    view().verticalScrollBar()->setValue(0);
    m_panel->setSnapshot(m_scene.at(behind(Op::Affine)));
    QCOMPARE(view().verticalScrollBar()->value(), 0);
}

void CodeStepsTest::byHandEveryStepHasALine() {
    QStringList seen;
    for (std::size_t position = 1; position <= m_scene.program().size(); ++position) {
        m_panel->setSnapshot(m_scene.at(position));
        QVERIFY2(!here().isEmpty(), qPrintable(QString::number(position)));
        if (seen.isEmpty() || seen.last() != here()) {
            seen.append(here());
        }
    }
    // Forward, backward and update, as the tape goes: no line comes twice.
    QCOMPARE(seen.size(), QSet<QString>(seen.begin(), seen.end()).size());
    QCOMPARE(seen.first(), kForward);
    QVERIFY(seen.contains(QStringLiteral("dW1 = torch.mm(features.t(), dz1)")));
    QVERIFY(seen.contains(QStringLiteral("B2 = B2 - 0.1 * dB2")));
}

void CodeStepsTest::saysWhereNoLineStands() {
    const auto said = [this] {
        for (const auto* label : m_panel->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().startsWith(QStringLiteral("No line of this program"))) {
                return true;
            }
        }
        return false;
    };
    m_panel->setSnapshot(m_scene.at(behind(Op::Activate)));
    QVERIFY(!said());
    // A step that clips its gradients, beside a program that does not.
    CompileOptions options;
    options.clipping = Clipping::Norm;
    const SteppingScene clipped(lessonNetwork(), 1, options, Knobs{});
    const auto& entries = clipped.program().entries();
    const auto norm = std::find_if(entries.begin(), entries.end(), [](const Entry& entry) { return entry.op == Op::GradientNorm; });
    QVERIFY(norm != entries.end());
    m_panel->setSnapshot(clipped.at(static_cast<std::size_t>(norm - entries.begin()) + 1));
    QVERIFY(said());
}

void CodeStepsTest::lightsUpWithWhatIsHovered() {
    m_panel->setHovered(ElementRef{tensor(1, SymbolLetter::Weight), 3});
    QCOMPARE(lit(), QStringList({QStringLiteral("W1 = torch.randn(n_input, n_hidden)"), kForward, QStringLiteral("W1 = W1 - 0.1 * dW1")}));
    m_panel->setHovered(ElementRef{tensor(1, SymbolLetter::Hidden), 1});
    QCOMPARE(lit(), kLinesOfH);
    m_panel->setForm(ScriptForm::Nn);
    QCOMPARE(lit(), QStringList({QStringLiteral("nn.Sigmoid(),"), QStringLiteral("nn.Linear(2, 1),")}));
    m_panel->setHovered(ElementRef{m_scene.program().gradientOf(tensor(2, SymbolLetter::Weight)), 0});
    QCOMPARE(lit(), QStringList({QStringLiteral("loss.backward()"), QStringLiteral("optimizer.step()")}));
    m_panel->setHovered(std::nullopt);
    QCOMPARE(lit(), QStringList());
}

void CodeStepsTest::aLineLightsUpItsTensors() {
    const QSignalSpy hovered(m_panel.get(), &CodePanel::hovered);
    const QSignalSpy tensors(m_panel.get(), &CodePanel::linesHovered);
    point(kForward);
    QCOMPARE(hovered.size(), 1);
    QCOMPARE(hovered.last().first().value<std::optional<ElementRef>>(), std::optional(ElementRef{tensor(1, SymbolLetter::Hidden), 0}));
    const std::vector<TensorId> expected{tensor(1, SymbolLetter::Hidden), tensor(1, SymbolLetter::PreActivation),
                                         tensor(1, SymbolLetter::Weight), tensor(1, SymbolLetter::Bias), tensor(0, SymbolLetter::Input)};
    QCOMPARE(tensors.last().first().value<std::vector<TensorId>>(), expected);
    QCOMPARE(lit(), kLinesOfH);
    point(QStringLiteral("import torch"));
    QCOMPARE(hovered.size(), 2);
    QCOMPARE(hovered.last().first().value<std::optional<ElementRef>>(), std::optional<ElementRef>());
    QCOMPARE(lit(), QStringList());
    point(QStringLiteral("B2 = torch.randn((1, n_output))"));
    QCOMPARE(hovered.last().first().value<std::optional<ElementRef>>(), std::optional(ElementRef{tensor(2, SymbolLetter::Bias), 0}));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(view().viewport(), &leave);
    QCOMPARE(hovered.size(), 4);
    QCOMPARE(hovered.last().first().value<std::optional<ElementRef>>(), std::optional<ElementRef>());
}

void CodeStepsTest::aNewScriptForgetsTheLine() {
    point(kForward);
    const QSignalSpy hovered(m_panel.get(), &CodePanel::hovered);
    m_panel->setProject(impossibleProject());
    QCOMPARE(hovered.size(), 1);
    QCOMPARE(hovered.last().first().value<std::optional<ElementRef>>(), std::optional<ElementRef>());
    QCOMPARE(view().here(), std::optional<int>());
}

void CodeStepsTest::theSelectionIsNotMarked() {
    m_panel->setSelection({m_scene.network().layers().at(1).id});
    QVERIFY(view().marks().empty());
    m_panel->setSnapshot(nullptr);
    QCOMPARE(view().marks().size(), std::size_t{9});
}

void CodeStepsTest::paintsLightAndBar() {
    m_panel->setSnapshot(m_scene.at(behind(Op::Affine)));
    m_panel->setHovered(ElementRef{tensor(1, SymbolLetter::Bias), 0});
    const auto image = view().viewport()->grab().toImage();
    const auto& theme = ui::Theme::current();
    const auto at = [&](const QString& text, int x) { return image.pixelColor(x, view().lineRect(lineOf(text)).center().y()); };
    QCOMPARE(at(kForward, 5), theme.color(ui::Token::Accent));
    QCOMPARE(at(kForward, 9), theme.color(ui::Token::AccentSoft));
    QCOMPARE(at(QStringLiteral("B1 = torch.randn((1, n_hidden))"), 5), theme.color(ui::Token::Window));
    QCOMPARE(at(QStringLiteral("B1 = torch.randn((1, n_hidden))"), 9), theme.color(ui::Token::AccentSoft));
    QCOMPARE(at(QStringLiteral("W1 = torch.randn(n_input, n_hidden)"), 9), theme.color(ui::Token::Window));
}

void CodeStepsTest::looks_data() {
    QTest::addColumn<int>("form");
    QTest::addColumn<int>("op");
    QTest::newRow("hand") << 1 << static_cast<int>(Op::Activate);
    QTest::newRow("nn") << 0 << static_cast<int>(Op::WeightGradient);
    QTest::newRow("ends") << 1 << static_cast<int>(Op::Loss);
}

void CodeStepsTest::looks() {
    QFETCH(int, form);
    QFETCH(int, op);
    m_panel->setForm(form == 0 ? ScriptForm::Nn : ScriptForm::ByHand);
    m_panel->setSnapshot(m_scene.at(behind(static_cast<Op>(op))));
    m_panel->setHovered(ElementRef{tensor(1, SymbolLetter::Weight), 0});
    auto wrong = lookAt(*m_panel, QStringLiteral("code_step_%1").arg(QTest::currentDataTag()));
    // What the view scrolls is not cut.
    wrong.erase(std::remove_if(wrong.begin(), wrong.end(),
                               [this](const QString& text) {
                                   return text.startsWith(QLatin1String("cut: ")) && m_panel->code().contains(text.mid(5).trimmed());
                               }),
                wrong.end());
    QCOMPARE(wrong, QStringList());
}

GLASSNET_TEST(CodeStepsTest);

}  // namespace glassnet::test

#include "CodeStepsTest.moc"
