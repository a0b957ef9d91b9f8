#include "ui/stepping/StatusLine.h"

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"

using namespace glassnet;
using namespace glassnet::ui;
using glassnet::test::lookAt;
using glassnet::test::paintedTexts;

class StatusLineTest : public glassnet::test::TestCase {
    Q_OBJECT
private:
    static QString sentence() { return QStringLiteral(u"h₁ adds 0.7861 times −0.8948, now −0.5398."); }

private slots:
    void saysEachSentenceOnce() {
        StatusLine line;
        line.resize(600, line.sizeHint().height());
        QStringList told;
        // The name is there when it is told.
        connect(&line, &StatusLine::told, this, [&] { told.append(line.accessibleName()); });
        line.setSentence(sentence());
        line.setSentence(sentence());
        line.setSentence(QStringLiteral("h is ready."));
        line.setSentence(QString());
        line.setSentence(QStringLiteral("h is ready."));
        QCOMPARE(told, (QStringList{sentence(), QStringLiteral("h is ready."), QStringLiteral("h is ready.")}));
        QCOMPARE(line.accessibleName(), QStringLiteral("h is ready."));
    }

    void aLongSentenceIsWholeInTheToolTip() {
        StatusLine line;
        line.resize(150, line.sizeHint().height());
        line.show();
        const int height = line.sizeHint().height();
        line.setSentence(sentence());
        QVERIFY(line.shownText().endsWith(QChar(0x2026)));
        QCOMPARE(line.toolTip(), sentence());
        QCOMPARE(line.sizeHint().height(), height);
        line.resize(900, height);
        QCOMPARE(line.shownText(), sentence());
        QVERIFY(line.toolTip().isEmpty());
        line.setSentence(QString());
        QCOMPARE(line.sizeHint().height(), height);
        QVERIFY(!line.accessibleName().isEmpty());
    }

    void looks() {
        StatusLine line;
        line.setSentence(sentence());
        line.resize(700, line.sizeHint().height());
        QStringList wrong = lookAt(line, QStringLiteral("status"));
        // Grey text on a plain ground.
        wrong.removeAll(QStringLiteral("nothing in color is painted"));
        QCOMPARE(wrong, QStringList());
        QVERIFY(!paintedTexts(line).isEmpty());
    }
};

GLASSNET_TEST(StatusLineTest);
#include "StatusLineTest.moc"
