#include <QHBoxLayout>
#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/support/PillButton.h"
#include "ui/support/RoundButton.h"

using namespace glassnet::ui;

class ButtonsTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void mouseAndKeyPress() {
        RoundButton button(QStringLiteral("step-forward"), QStringLiteral("Step forward"), RoundButton::Kind::Primary);
        button.resize(button.sizeHint());
        QSignalSpy clicked(&button, &QAbstractButton::clicked);
        QTest::mouseClick(&button, Qt::LeftButton, {}, QRect(QPoint(), button.size()).center());
        QTest::keyClick(&button, Qt::Key_Space);
        QTest::mouseClick(&button, Qt::LeftButton, {}, QPoint(1, 1));
        QCOMPARE(clicked.size(), 2);
        QCOMPARE(button.accessibleName(), QStringLiteral("Step forward"));
    }

    void looks() {
        QWidget bar;
        auto* row = new QHBoxLayout(&bar);
        for (const auto& [icon, kind] : std::initializer_list<std::pair<const char*, RoundButton::Kind>>{
                 {"to-start", RoundButton::Kind::Small},
                 {"step-back", RoundButton::Kind::Small},
                 {"step-forward", RoundButton::Kind::Primary},
                 {"to-end", RoundButton::Kind::Small},
                 {"theme-dark", RoundButton::Kind::Small},
             }) {
            row->addWidget(new RoundButton(QLatin1String(icon), QLatin1String(icon), kind));
        }
        auto* last = new RoundButton(QStringLiteral("to-end"), QStringLiteral("To the end"));
        last->setEnabled(false);
        row->addWidget(last);
        row->addWidget(new PillButton(QStringLiteral("Train"), PillButton::Kind::Primary));
        row->addWidget(new PillButton(QStringLiteral("Check gradients")));
        row->addWidget(new PillButton(QStringLiteral("Copy"), PillButton::Kind::Link));
        bar.resize(bar.sizeHint());
        QCOMPARE(glassnet::test::lookAt(bar, QStringLiteral("buttons")), QStringList());
    }
};

GLASSNET_TEST(ButtonsTest);
#include "ButtonsTest.moc"
