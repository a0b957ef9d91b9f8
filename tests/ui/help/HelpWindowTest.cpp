#include "ui/help/HelpWindow.h"

#include <QFontInfo>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QUrl>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/help/HelpDocument.h"
#include "ui/support/TabStrip.h"
#include "ui/theme/ApplyTheme.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

namespace {

std::optional<QString> words(const QString& what, const QString& argument) {
    return what == QStringLiteral("actions") ? QStringLiteral("| action | key |\n|---|---|\n| Go on | `Right` |\n")
                                             : QStringLiteral("`%1`").arg(argument);
}

class HelpWindowTest : public TestCase {
    Q_OBJECT
private slots:
    void showsEveryPage();
    void linksChangeThePage();
    void escapeCloses();
    void codeAndHeadingsHaveTheirLooks();
    void looks_data();
    void looks();
};

void HelpWindowTest::showsEveryPage() {
    ui::HelpWindow window(words);
    QCOMPARE(window.tabs().count(), static_cast<int>(ui::helpPages().size()));
    for (const auto& page : ui::helpPages()) {
        window.showPage(QString::fromLatin1(page.key));
        QCOMPARE(window.page(), QString::fromLatin1(page.key));
        const auto text = window.browser().toPlainText();
        QVERIFY2(text.startsWith(ui::helpTitle(page)), page.key);
        // Neither marks of Markdown nor words that are still to be filled in.
        QVERIFY2(!text.contains(QStringLiteral("](")) && !text.contains(QLatin1Char('{')) && !text.contains(QStringLiteral("##")),
                 page.key);
    }
    window.showPage(QStringLiteral("no such page"));
    QCOMPARE(window.page(), QStringLiteral("keyboard"));
}

void HelpWindowTest::linksChangeThePage() {
    ui::HelpWindow window(words);
    window.resize(500, 200);
    window.show();
    window.browser().verticalScrollBar()->setValue(50);
    QCOMPARE(window.browser().verticalScrollBar()->value(), 50);
    emit window.browser().anchorClicked(QUrl(QStringLiteral("step.md")));
    QCOMPARE(window.page(), QStringLiteral("step"));
    QCOMPARE(window.browser().verticalScrollBar()->value(), 0);
}

void HelpWindowTest::escapeCloses() {
    ui::HelpWindow window(words);
    window.show();
    QTest::keyClick(&window.browser(), Qt::Key_Escape);
    QVERIFY(!window.isVisible());
}

void HelpWindowTest::codeAndHeadingsHaveTheirLooks() {
    QTextDocument document;
    ui::writeHelp(document, QStringLiteral("# Head\n\nPress `Right` or [go](a.md).\n"));
    const auto head = document.begin();
    QCOMPARE(head.begin().fragment().charFormat().font().weight(), int(QFont::DemiBold));
    QVERIFY(QFontInfo(head.begin().fragment().charFormat().font()).pixelSize() > QFontInfo(document.defaultFont()).pixelSize());
    bool hasCode = false;
    bool hasLink = false;
    const auto line = head.next();
    for (auto it = line.begin(); !it.atEnd(); ++it) {
        const auto format = it.fragment().charFormat();
        hasCode = hasCode || (it.fragment().text() == QStringLiteral("Right") &&
                              format.background().color() == ui::Theme::current().color(ui::Token::Window));
        hasLink = hasLink || (format.isAnchor() && format.anchorHref() == QStringLiteral("a.md") &&
                              format.foreground().color() == ui::Theme::current().color(ui::Token::Accent));
    }
    QVERIFY(hasCode && hasLink);
}

void HelpWindowTest::looks_data() {
    QTest::addColumn<QString>("page");
    for (const auto& page : ui::helpPages()) {
        QTest::newRow(page.key) << QString::fromLatin1(page.key);
    }
}

void HelpWindowTest::looks() {
    QFETCH(QString, page);
    ui::HelpWindow window(words);
    window.showPage(page);
    window.resize(760, 400);
    // As tall as the page: what scrolls is cut.
    window.resize(760, 100 + static_cast<int>(window.browser().document()->size().height()));
    QCOMPARE(lookAt(window, QStringLiteral("help_%1").arg(page)), QStringList());
}

}  // namespace

GLASSNET_TEST(HelpWindowTest);

}  // namespace glassnet::test

#include "HelpWindowTest.moc"
