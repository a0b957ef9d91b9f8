#include "ui/history/WayText.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <map>
#include <set>

namespace glassnet::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(WaysList)
};

/// 1.2 MB; without decimals from ten on.
QString sizeText(std::uint64_t bytes) {
    const QLocale locale;
    for (const int decimals : {1, 0}) {
        const QString text = locale.formattedDataSize(static_cast<qint64>(bytes), decimals, QLocale::DataSizeTraditionalFormat);
        const auto digits = std::count_if(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
        if (digits <= 2 || decimals == 0) {
            return text;
        }
    }
    return {};
}

}  // namespace

QString WayLine::sentence() const {
    const QString said = loss.isEmpty() ? Words::tr("%1, %2.").arg(name, about) : Words::tr("%1, %2, loss %3.").arg(name, about, loss);
    return isHere ? said + QLatin1Char(' ') + Words::tr("You are on this way.") : said;
}

std::vector<WayLine> wayLines(const TimeFacts& time, const NumberText& numbers) {
    std::map<BranchId, int> numberOf;
    std::map<BranchId, std::vector<const BranchInfo*>> children;
    for (const BranchInfo& branch : time.branches) {
        const int number = static_cast<int>(numberOf.size()) + 1;
        numberOf.emplace(branch.id, number);
        // A parent that is not known counts as none.
        children[numberOf.contains(branch.parent) ? branch.parent : BranchId()].push_back(&branch);
    }
    std::vector<WayLine> lines;
    // Deepest first on top of the pile: no recursion, however long the chain of ways is.
    std::vector<std::pair<const BranchInfo*, int>> pile;
    const auto pushChildren = [&](BranchId of, int depth) {
        const auto& list = children[of];
        for (auto it = list.rbegin(); it != list.rend(); ++it) {
            pile.emplace_back(*it, depth);
        }
    };
    pushChildren(BranchId(), 0);
    while (!pile.empty()) {
        const auto [branch, depth] = pile.back();
        pile.pop_back();
        WayLine line;
        line.branch = branch->id;
        line.depth = depth;
        line.isHere = branch->id == time.branch;
        line.name = Words::tr("Way %1").arg(numbers.whole(numberOf.at(branch->id)));
        line.loss = branch->hasLoss ? numbers.of(branch->lastLoss) : QString();
        const QString last = numbers.whole(branch->lastStep);
        line.about = depth == 0 ? Words::tr("from the start to step %1").arg(last)
                                : Words::tr("from step %1 of way %2 to step %3")
                                      .arg(numbers.whole(branch->forkStep), numbers.whole(numberOf.at(branch->parent)), last);
        lines.push_back(line);
        pushChildren(branch->id, depth + 1);
    }
    // From below: which depths wait for the way they belong to.
    std::set<int> open;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        open.erase(open.upper_bound(line->depth), open.end());
        line->rails.assign(open.begin(), open.end());
        if (line->depth > 0) {
            open.insert(line->depth);
        }
    }
    return lines;
}

QString memoryText(const TimeFacts& time) {
    return Words::tr("Checkpoints use %1 of %2.").arg(sizeText(time.bytes), sizeText(time.budget));
}

}  // namespace glassnet::ui
