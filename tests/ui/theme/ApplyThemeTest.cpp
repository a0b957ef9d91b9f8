#include "ui/theme/ApplyTheme.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/theme/Theme.h"

using namespace glassnet::ui;

class ApplyThemeTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void dressesTheProgram() {
        auto& application = *qobject_cast<QApplication*>(QApplication::instance());
        for (const Theme* theme : {&Theme::dark(), &Theme::light()}) {
            applyTheme(application, *theme);
            QCOMPARE(Theme::current(), *theme);
            QWidget widget;
            QCOMPARE(widget.palette().color(QPalette::WindowText), theme->color(Token::Ink));
            QCOMPARE(QApplication::palette().color(QPalette::Highlight), theme->color(Token::Accent));
        }
    }

    void sheetHoldsOnlyTokens() {
        for (const Theme* theme : {&Theme::dark(), &Theme::light()}) {
            const QString sheet = styleSheetOf(*theme);
            QVERIFY(!sheet.contains(QLatin1Char('@')));
            QStringList tokens;
            for (int i = 0; i < static_cast<int>(Token::Count_); ++i) {
                tokens.append(theme->color(static_cast<Token>(i)).name());
            }
            static const QRegularExpression kColor(QStringLiteral("#[0-9a-fA-F]{3,8}"));
            auto matches = kColor.globalMatch(sheet);
            QVERIFY(matches.hasNext());
            while (matches.hasNext()) {
                QVERIFY(tokens.contains(matches.next().captured()));
            }
        }
    }

    void looks() {
        QWidget form;
        auto* column = new QVBoxLayout(&form);
        auto* combo = new QComboBox;
        combo->addItem(QStringLiteral("sigmoid"));
        column->addWidget(combo);
        column->addWidget(new QLineEdit(QStringLiteral("from the network")));
        column->addWidget(new QPushButton(QStringLiteral("Close")));
        form.resize(220, form.sizeHint().height());
        QCOMPARE(glassnet::test::lookAt(form, QStringLiteral("form")), QStringList());
    }
};

GLASSNET_TEST(ApplyThemeTest);
#include "ApplyThemeTest.moc"
