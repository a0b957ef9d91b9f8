#include "ui/support/CountText.h"

#include <QCoreApplication>

#include "ui/support/NumberText.h"

namespace glassnet::ui {

namespace {

struct CountTextContext {
    Q_DECLARE_TR_FUNCTIONS(CountText)
};

QString whole(std::int64_t count, const QLocale& locale) { return NumberText(NumberText::kFewest, locale).whole(count); }

}  // namespace

QString CountText::units(std::int64_t count, const QLocale& locale) {
    return count == 1 ? CountTextContext::tr("1 unit") : CountTextContext::tr("%1 units").arg(whole(count, locale));
}

QString CountText::features(std::int64_t count, const QLocale& locale) {
    return count == 1 ? CountTextContext::tr("1 feature") : CountTextContext::tr("%1 features").arg(whole(count, locale));
}

QString CountText::samples(std::int64_t count, const QLocale& locale) {
    return count == 1 ? CountTextContext::tr("1 sample") : CountTextContext::tr("%1 samples").arg(whole(count, locale));
}

QString CountText::entries(std::int64_t count, const QLocale& locale) {
    return count == 1 ? CountTextContext::tr("1 entry") : CountTextContext::tr("%1 entries").arg(whole(count, locale));
}

}  // namespace glassnet::ui
