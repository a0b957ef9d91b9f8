#include "engine/project/ProjectEdit.h"

#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

const StateKey kKey{LayerId{1}, StateRole::Weight, 0};

Project withWeight() {
    Project project;
    TrainingState state;
    state.tensors[kKey] = Tensor::from<float>({1.0F, 0.0F}, {2, 1});
    project.state = state;
    return project;
}

/// Applies the edit, checks that it did something and that its inverse takes it back, bit for bit, and the inverse's inverse again.
void checkThereAndBack(const ProjectEdit& edit) {
    Project project = withWeight();
    const auto inverse = apply(project, edit);
    QVERIFY(inverse.has_value());
    const Project changed = project;
    QVERIFY(!apply(project, edit).has_value());
    const auto again = apply(project, *inverse);
    QVERIFY(again.has_value());
    const Project before = withWeight();
    QVERIFY(project.training == before.training);
    QVERIFY(project.state && bitEqual(*project.state, *before.state));
    QVERIFY(apply(project, *again).has_value());
    QVERIFY(project.training == changed.training);
    QVERIFY(project.state.has_value() == changed.state.has_value());
    QVERIFY(!project.state || bitEqual(*project.state, *changed.state));
}

}  // namespace

class ProjectEditTest final : public TestCase {
    Q_OBJECT
private slots:
    void goThereAndBack();
    void sayWhenNothingChanged();
    void keepKnobsThatDiffer();
    void refuse();
};

void ProjectEditTest::goThereAndBack() {
    checkThereAndBack(SetTensorEdit{kKey, Tensor::from<float>({3.0F, 4.0F}, {2, 1})});
    // One bit: equal as a number, another value.
    checkThereAndBack(SetTensorEdit{kKey, Tensor::from<float>({1.0F, -0.0F}, {2, 1})});
    checkThereAndBack(SetSeedsEdit{{1, 2, 3}, std::nullopt});
    checkThereAndBack(SetSeedsEdit{{}, std::nullopt});
    checkThereAndBack(SetKnobsEdit{{.learningRate = 0.5, .nesterov = true}, std::nullopt});
    checkThereAndBack(SetKnobsEdit{{.momentum = -0.0}, std::nullopt});
}

void ProjectEditTest::sayWhenNothingChanged() {
    Project project = withWeight();
    const Tensor same = project.state->tensors.at(kKey).clone();
    QVERIFY(!apply(project, SetTensorEdit{kKey, same}).has_value());
    QVERIFY(!apply(project, SetSeedsEdit{project.training.seeds, project.state}).has_value());
    QVERIFY(!apply(project, SetKnobsEdit{project.training.knobs, std::nullopt}).has_value());

    // An edit is a value: what it was made from may be written to later.
    Tensor values = Tensor::from<float>({5.0F, 6.0F}, {2, 1});
    QVERIFY(apply(project, SetTensorEdit{kKey, values}).has_value());
    values.set(0, 9.0);
    QCOMPARE(project.state->tensors.at(kKey).at(0), 5.0);
}

void ProjectEditTest::keepKnobsThatDiffer() {
    Project project = withWeight();
    project.state->knobs.learningRate = 0.25;
    const auto inverse = apply(project, SetKnobsEdit{{.learningRate = 0.5}, std::nullopt});
    QCOMPARE(project.training.knobs.learningRate, 0.5);
    QCOMPARE(project.state->knobs.learningRate, 0.5);
    QVERIFY(apply(project, *inverse).has_value());
    QCOMPARE(project.training.knobs.learningRate, 0.1);
    QCOMPARE(project.state->knobs.learningRate, 0.25);
    // A schedule is a knob too.
    auto knobs = project.training.knobs;
    knobs.schedule.kind = ScheduleKind::Step;
    const auto before = apply(project, SetKnobsEdit{knobs, std::nullopt});
    QVERIFY(before.has_value() && project.state->knobs.schedule.kind == ScheduleKind::Step);
    QVERIFY(!apply(project, SetKnobsEdit{knobs, std::nullopt}).has_value());
}

void ProjectEditTest::refuse() {
    const auto codeOf = [](Project project, const ProjectEdit& edit) {
        try {
            apply(project, edit);
        } catch (const ErrorException& exception) {
            return exception.error().code;
        }
        return ErrorCode::Count_;
    };
    const Tensor values = Tensor::zeros({2, 1});
    QVERIFY(codeOf({}, SetTensorEdit{kKey, values}) == ErrorCode::TensorMissing);
    QVERIFY(codeOf(withWeight(), SetTensorEdit{{LayerId{2}, StateRole::Weight, 0}, values}) == ErrorCode::TensorMissing);
    QVERIFY(codeOf(withWeight(), SetTensorEdit{kKey, Tensor::zeros({1, 2})}) == ErrorCode::TensorShape);
    QVERIFY(codeOf(withWeight(), SetTensorEdit{kKey, Tensor::zeros({2, 1}, DType::Float64)}) == ErrorCode::TensorDType);
    QVERIFY(codeOf(withWeight(), SetTensorEdit{kKey, values}) == ErrorCode::Count_);
}

GLASSNET_TEST(ProjectEditTest);

}  // namespace glassnet::test

#include "ProjectEditTest.moc"
