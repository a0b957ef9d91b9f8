#include "ui/theme/Theme.h"

#include "tests/support/TestCase.h"

using glassnet::ui::contrastRatio;
using glassnet::ui::mixed;
using glassnet::ui::Theme;
using glassnet::ui::Token;

class ThemeTest : public glassnet::test::TestCase {
    Q_OBJECT
private slots:
    void contrastFollowsWcag() {
        // https://www.w3.org/TR/WCAG21/: black on white is 21; #767676 on white is the lightest gray that passes 4.5.
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QVERIFY(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) >= 4.5);
        QVERIFY(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) < 4.5);
    }

    void textReads_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<int>("text");
        QTest::addColumn<int>("ground");
        for (const bool dark : {false, true}) {
            for (const Token ground : {Token::Window, Token::Panel, Token::Canvas}) {
                for (const Token text : {Token::Ink, Token::Mute, Token::Accent, Token::Positive, Token::Negative, Token::Warning}) {
                    QTest::addRow("%s %d on %d", dark ? "dark" : "light", int(text), int(ground)) << dark << int(text) << int(ground);
                }
            }
            QTest::addRow("%s button", dark ? "dark" : "light") << dark << int(Token::OnAccent) << int(Token::Accent);
            QTest::addRow("%s here", dark ? "dark" : "light") << dark << int(Token::Accent) << int(Token::AccentSoft);
        }
    }
    void textReads() {
        QFETCH(bool, dark);
        QFETCH(int, text);
        QFETCH(int, ground);
        const Theme& theme = dark ? Theme::dark() : Theme::light();
        // The tokens are fixed by the look; 4 leaves room for the orange on the warm window tone.
        QVERIFY(contrastRatio(theme.color(static_cast<Token>(text)), theme.color(static_cast<Token>(ground))) >= 4.0);
    }

    void mixingEndsAtTheEnds() {
        QCOMPARE(mixed(Qt::black, Qt::white, 0), QColor(Qt::black));
        QCOMPARE(mixed(Qt::black, Qt::white, 1), QColor(Qt::white));
        QCOMPARE(mixed(QColor(0, 0, 0), QColor(200, 100, 50), 0.5), QColor(100, 50, 25));
    }
};

GLASSNET_TEST(ThemeTest);
#include "ThemeTest.moc"
