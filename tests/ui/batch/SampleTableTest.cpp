#include "ui/batch/SampleTable.h"

#include <QFontMetricsF>
#include <QScrollBar>
#include <QSignalSpy>

#include "tests/support/Gallery.h"
#include "tests/support/TestCase.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

namespace glassnet::test {

namespace {

using ui::ElementRef;
using ui::SampleColumn;
using ui::SampleRows;
using ui::SampleTable;

constexpr TensorId kTensor{5};

SampleColumn column(const QString& head, SampleColumn::Kind kind, std::function<std::optional<double>(std::int64_t)> value) {
    SampleColumn made;
    made.head = head;
    made.help = QStringLiteral("This is %1.").arg(head);
    made.kind = kind;
    made.value = std::move(value);
    return made;
}

/// Samples 1, 2, ... with three inputs that may fold, a number (unknown from sample `known` on) and its bar.
SampleRows rowsOf(std::int64_t count, std::int64_t known) {
    SampleRows rows;
    rows.rows = count;
    rows.columns.push_back(
        column(QStringLiteral("no."), SampleColumn::Kind::Whole, [](std::int64_t s) { return std::optional(static_cast<double>(s + 1)); }));
    for (int i = 0; i < 3; ++i) {
        auto input = column(QStringLiteral("x%1").arg(i + 1), SampleColumn::Kind::Number,
                            [i](std::int64_t s) { return std::optional(-1.5 * static_cast<double>(s + i)); });
        input.mayFold = true;
        rows.columns.push_back(input);
    }
    auto fold = column(QStringLiteral("…"), SampleColumn::Kind::Fold, {});
    fold.mayFold = true;
    rows.columns.push_back(fold);
    auto part = column(QStringLiteral("part"), SampleColumn::Kind::Number,
                       [known](std::int64_t s) { return s < known ? std::optional(s % 2 == 0 ? 12.25 : -0.125) : std::nullopt; });
    part.element = [](std::int64_t s) { return std::optional(ElementRef{kTensor, s}); };
    part.hasTotal = true;
    part.total = 3.5;
    part.totalElement = ElementRef{TensorId{6}, 0};
    auto bar = part;
    bar.kind = SampleColumn::Kind::Bar;
    bar.hasTotal = false;
    bar.head.clear();
    rows.columns.push_back(part);
    rows.columns.push_back(bar);
    rows.totalName = QStringLiteral("Sum");
    return rows;
}

}  // namespace

class SampleTableTest final : public TestCase {
    Q_OBJECT
private slots:
    void init();
    void clickChooses();
    void keysChoose();
    void followsIntoView();
    void aLargeBatchPaintsOnlyWhatIsSeen();
    void foldsInputsWhereThereIsNoRoom();
    void pointsStandInOneColumn();
    void unknownIsAQuestionMark();
    void barsSayTheSign();
    void hoverTellsTheElement();
    void describesTheSampleThatIsFollowed();
    void hasAllDigitsAndFractions();
    void looks();

private:
    [[nodiscard]] QPoint middleOf(std::size_t column, std::int64_t sample) const {
        for (const auto& place : m_table->places()) {
            if (place.column == column) {
                return {static_cast<int>(place.left + place.width / 2), static_cast<int>(m_table->rowRect(sample).center().y())};
            }
        }
        return {-1, -1};
    }

    std::unique_ptr<SampleTable> m_table;
};

void SampleTableTest::init() {
    TestCase::init();
    m_table = std::make_unique<SampleTable>();
    m_table->setRows(rowsOf(6, 6), ui::NumberText());
    m_table->resize(420, m_table->sizeHint().height());
    m_table->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
}

void SampleTableTest::clickChooses() {
    const QSignalSpy chosen(m_table.get(), &SampleTable::sampleChosen);
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, middleOf(1, 4));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toLongLong(), 4);
    QCOMPARE(m_table->followed(), std::int64_t{4});
    // The heads, the sum and the followed sample itself choose nothing.
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, QPoint(40, 2));
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, QPoint(40, m_table->viewport()->height() - 3));
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, middleOf(1, 4));
    QCOMPARE(chosen.size(), 1);
}

void SampleTableTest::keysChoose() {
    const QSignalSpy chosen(m_table.get(), &SampleTable::sampleChosen);
    const auto press = [&](Qt::Key key) {
        QTest::keyClick(m_table.get(), key);
        return m_table->followed();
    };
    QCOMPARE(press(Qt::Key_Down), std::int64_t{1});
    QCOMPARE(press(Qt::Key_End), std::int64_t{5});
    QCOMPARE(press(Qt::Key_Down), std::int64_t{5});
    QCOMPARE(press(Qt::Key_Up), std::int64_t{4});
    QCOMPARE(press(Qt::Key_Home), std::int64_t{0});
    QCOMPARE(press(Qt::Key_PageDown), std::int64_t{5});
    QCOMPARE(chosen.size(), 5);
}

void SampleTableTest::followsIntoView() {
    m_table->setRows(rowsOf(1000, 1000), ui::NumberText());
    m_table->resize(420, m_table->sizeHint().height());
    const QRectF body(0, 0, m_table->viewport()->width(), m_table->viewport()->height());
    m_table->setFollowed(700);
    QVERIFY(body.contains(m_table->rowRect(700)));
    QVERIFY(!body.contains(m_table->rowRect(0)));
    m_table->setFollowed(3);
    QVERIFY(body.contains(m_table->rowRect(3)));
    // A shorter batch holds the sample within it.
    m_table->setFollowed(999);
    m_table->setRows(rowsOf(5, 5), ui::NumberText());
    QCOMPARE(m_table->followed(), std::int64_t{4});
    QVERIFY(body.contains(m_table->rowRect(4)));
}

void SampleTableTest::aLargeBatchPaintsOnlyWhatIsSeen() {
    m_table->setRows(rowsOf(100000, 100000), ui::NumberText());
    m_table->resize(420, m_table->sizeHint().height());
    const auto texts = paintedTexts(*m_table);
    QVERIFY(texts.contains(QStringLiteral("1")));
    QVERIFY(texts.size() < 100);
    QVERIFY(m_table->sizeHint().height() < 400);
}

void SampleTableTest::foldsInputsWhereThereIsNoRoom() {
    const auto shown = [this] {
        QStringList heads;
        for (const auto& place : m_table->places()) {
            heads.append(m_table->rows().columns[place.column].head);
        }
        return heads.join(QLatin1Char(' ')).trimmed();
    };
    QCOMPARE(shown(), QStringLiteral("no. x1 x2 x3 part"));
    m_table->resize(300, m_table->height());
    QCOMPARE(shown(), QStringLiteral("no. x1 … part"));
    QCOMPARE(m_table->horizontalScrollBar()->maximum(), 0);
    m_table->resize(160, m_table->height());
    QCOMPARE(shown(), QStringLiteral("no. x1 … part"));
    QVERIFY(m_table->horizontalScrollBar()->maximum() > 0);
}

void SampleTableTest::pointsStandInOneColumn() {
    // 12.2500 above −0.1250: the columns are as wide as both together need.
    const double digit = QFontMetricsF(ui::Fonts::mono(ui::FontSize::Body)).horizontalAdvance(QLatin1Char('0'));
    const auto place = m_table->places().at(4);
    QCOMPARE(m_table->rows().columns[place.column].head, QStringLiteral("part"));
    QVERIFY(place.width >= 7 * digit && place.width < 8 * digit);
    QVERIFY(std::abs(place.point - (place.width - 5 * digit)) < 0.01);
}

void SampleTableTest::unknownIsAQuestionMark() {
    m_table->setRows(rowsOf(6, 2), ui::NumberText());
    const auto texts = paintedTexts(*m_table);
    QCOMPARE(texts.count(QStringLiteral("?")), 4);
    QCOMPARE(texts.count(QStringLiteral("12.2500")), 1);
    QCOMPARE(texts.count(QStringLiteral("−0.1250")), 1);
    QVERIFY(!texts.contains(QStringLiteral("0.0000")) || texts.count(QStringLiteral("0.0000")) == 1);
}

void SampleTableTest::barsSayTheSign() {
    const auto image = m_table->viewport()->grab().toImage();
    const auto& theme = ui::Theme::current();
    const auto place = m_table->places().back();
    const double middle = place.left + place.width / 2;
    const auto at = [&](double x, std::int64_t sample) {
        return image.pixelColor(static_cast<int>(x), static_cast<int>(m_table->rowRect(sample).center().y()));
    };
    QCOMPARE(at(middle + place.width / 4, 2), theme.color(ui::Token::Positive));
    QVERIFY(at(middle - place.width / 4, 2) != theme.color(ui::Token::Positive));
    // 0.125 of 12.25 is one hundredth of the half width, to the left.
    QVERIFY(at(middle - place.width / 4, 3) != theme.color(ui::Token::Negative));
}

void SampleTableTest::hoverTellsTheElement() {
    const QSignalSpy hovered(m_table.get(), &SampleTable::elementHovered);
    const auto told = [&] { return hovered.last().first().value<std::optional<ElementRef>>(); };
    QTest::mouseMove(m_table->viewport(), middleOf(5, 3));
    QCOMPARE(told(), std::optional(ElementRef{kTensor, 3}));
    QTest::mouseMove(m_table->viewport(), QPoint(middleOf(5, 3).x(), m_table->viewport()->height() - 4));
    QCOMPARE(told(), std::optional(ElementRef{TensorId{6}, 0}));
    QTest::mouseMove(m_table->viewport(), middleOf(1, 3));
    QCOMPARE(told(), std::optional<ElementRef>());
    QCOMPARE(hovered.size(), 3);
    // What is hovered elsewhere lights up here.
    const auto dark = m_table->viewport()->grab().toImage();
    m_table->setHovered(ElementRef{kTensor, 1});
    QVERIFY(m_table->viewport()->grab().toImage() != dark);
}

void SampleTableTest::describesTheSampleThatIsFollowed() {
    m_table->setRows(rowsOf(6, 2), ui::NumberText());
    m_table->setFollowed(1);
    QCOMPARE(m_table->accessibleDescription(), QStringLiteral("no. is 2; x1 is −1.5000; x2 is −3.0000; x3 is −4.5000; part is −0.1250"));
    m_table->setFollowed(2);
    QVERIFY(m_table->accessibleDescription().endsWith(QStringLiteral("part is not computed yet")));
}

void SampleTableTest::looks() {
    m_table->setFollowed(2);
    m_table->setHovered(ElementRef{kTensor, 1});
    QCOMPARE(lookAt(*m_table, QStringLiteral("sample_table")), QStringList());
}

void SampleTableTest::hasAllDigitsAndFractions() {
    auto rows = rowsOf(6, 6);
    // A number of the data that two decimals tell whole, as a float32.
    auto data =
        column(QStringLiteral("x"), SampleColumn::Kind::Number, [](std::int64_t) { return std::optional(static_cast<double>(0.7F)); });
    data.decimals = 2;
    rows.columns.push_back(data);
    SampleTable table;
    table.resize(700, 260);
    const auto texts = [&](const ui::NumberText& numbers) {
        table.setRows(rows, numbers);
        return paintedTexts(table);
    };
    QVERIFY(texts(ui::NumberText(4)).contains(QStringLiteral("0.70")));
    QVERIFY(texts(ui::NumberText(4).withAllDigits(true)).contains(QStringLiteral("0.699999988")));
    const auto fractions = texts(ui::NumberText(4).withFractions(true));
    QVERIFY(fractions.contains(QStringLiteral("\u22121/8")) && fractions.contains(QStringLiteral("49/4")));
    QVERIFY(fractions.contains(QStringLiteral("0.70")));
    for (const auto& numbers : {ui::NumberText(4).withAllDigits(true), ui::NumberText(4).withFractions(true)}) {
        table.setRows(rows, numbers);
        QCOMPARE(lookAt(table, numbers.hasAllDigits() ? QStringLiteral("samples_all") : QStringLiteral("samples_fractions")),
                 QStringList());
    }
}

GLASSNET_TEST(SampleTableTest);

}  // namespace glassnet::test

#include "SampleTableTest.moc"
