#include "ui/help/HelpPages.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

#include "tests/support/TestCase.h"

namespace glassnet::test {

namespace {

using ui::filledHelp;
using ui::helpPages;
using ui::helpText;

/// The pages that a page leads to.
QStringList linksOf(const QString& text) {
    static const QRegularExpression link(QStringLiteral("\\]\\(([^)]*)\\)"));
    QStringList found;
    for (auto matches = link.globalMatch(text); matches.hasNext();) {
        found.append(matches.next().captured(1));
    }
    return found;
}

class HelpPagesTest : public TestCase {
    Q_OBJECT
private slots:
    void everyFileIsAPage();
    void linksLeadToPages();
    void everyPageIsReachedFromTheFirst();
    void wordsAreFilledIn();
};

void HelpPagesTest::everyFileIsAPage() {
    QSet<QString> keys;
    for (const auto& page : helpPages()) {
        const auto text = helpText(page);
        QVERIFY2(text.startsWith(QStringLiteral("# %1\n").arg(ui::helpTitle(page))), page.key);
        QVERIFY2(text.size() > 200, page.key);
        keys.insert(QString::fromLatin1(page.key) + QStringLiteral(".md"));
    }
    const auto files = QDir(QStringLiteral(":/help")).entryList();
    QCOMPARE(QSet<QString>(files.begin(), files.end()), keys);
    QCOMPARE(keys.size(), qsizetype(helpPages().size()));
}

void HelpPagesTest::linksLeadToPages() {
    QStringList wrong;
    const auto files = QDir(QStringLiteral(":/help")).entryList();
    int links = 0;
    for (const auto& page : helpPages()) {
        for (const auto& link : linksOf(helpText(page))) {
            ++links;
            if (!files.contains(link)) {
                wrong.append(link);
            }
        }
    }
    QCOMPARE(wrong, QStringList());
    QVERIFY(links > 5);
    QCOMPARE(linksOf(QStringLiteral("see [this](a.md) and [that](http://b)")),
             (QStringList{QStringLiteral("a.md"), QStringLiteral("http://b")}));
}

void HelpPagesTest::everyPageIsReachedFromTheFirst() {
    QSet<QString> reached;
    QStringList open{QString::fromLatin1(helpPages().front().key)};
    while (!open.isEmpty()) {
        const auto key = open.takeFirst();
        if (reached.contains(key)) {
            continue;
        }
        reached.insert(key);
        for (const auto& page : helpPages()) {
            if (key == QLatin1String(page.key)) {
                for (const auto& link : linksOf(helpText(page))) {
                    open.append(link.section(QLatin1Char('.'), 0, 0));
                }
            }
        }
    }
    for (const auto& page : helpPages()) {
        QVERIFY2(reached.contains(QString::fromLatin1(page.key)), page.key);
    }
}

void HelpPagesTest::wordsAreFilledIn() {
    const auto words = [](const QString& what, const QString& argument) -> std::optional<QString> {
        if (what == QStringLiteral("all")) {
            return argument.isEmpty() ? std::optional(QStringLiteral("everything")) : std::nullopt;
        }
        return argument == QStringLiteral("fly") ? std::nullopt : std::optional(what + QLatin1Char('-') + argument);
    };
    const auto filled = filledHelp(QStringLiteral("Press {key:go} or {key:fly}: {all}{all:x}, {not a word}."), words);
    QCOMPARE(filled.markdown, QStringLiteral("Press key-go or : everything, {not a word}."));
    QCOMPARE(filled.unknown, (QStringList{QStringLiteral("key:fly"), QStringLiteral("all:x")}));
}

}  // namespace

GLASSNET_TEST(HelpPagesTest);

}  // namespace glassnet::test

#include "HelpPagesTest.moc"
