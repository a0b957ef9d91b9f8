#include <benchmark/benchmark.h>

#include <QApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "tests/bench/Bounds.h"
#include "tests/bench/Samples.h"

namespace {

using glassnet::test::Bound;
using glassnet::test::kBounds;
using glassnet::test::samples;

/// Keeps the time of every run and prints nothing: what is printed is the table of medians and other quantiles.
class Collector final : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const auto& run : runs) {
            if (run.run_type == Run::RT_Iteration && !run.error_occurred) {
                times[run.run_name.function_name + (run.run_name.args.empty() ? "" : "/" + run.run_name.args)].push_back(
                    run.real_accumulated_time / static_cast<double>(run.iterations) * 1000);
            }
        }
    }
    std::map<std::string, std::vector<double>> times;  ///< milliseconds
};

/// Prints a line; false when the bound is missed or nothing was measured.
bool judge(const Bound& bound, std::vector<double> times) {
    if (times.empty()) {
        std::printf("%-22s %10s ms  bound %8.3f ms  not measured  (%s)\n", bound.name.data(), "-", bound.milliseconds, bound.what.data());
        return false;
    }
    const auto within = static_cast<std::size_t>(std::ceil(bound.quantile * static_cast<double>(times.size())));
    const auto place = std::clamp<std::size_t>(within, 1, times.size()) - 1;
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(place), times.end());
    const double measured = times[place];
    const bool isKept = measured <= bound.milliseconds;
    std::printf("%-22s %10.3f ms  bound %8.3f ms  %-7s (%s)\n", bound.name.data(), measured, bound.milliseconds, isKept ? "kept" : "MISSED",
                bound.what.data());
    return isKept;
}

}  // namespace

/// Runs all cases, prints one line each, and returns 1 when a bound was missed. Takes Google Benchmark's arguments.
int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QLocale::setDefault(QLocale::c());
    QApplication::setDesktopSettingsAware(false);
    QApplication::setStyle(QStringLiteral("Fusion"));
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 2;
    }
    Collector collector;
    benchmark::RunSpecifiedBenchmarks(&collector);
    for (auto& [name, times] : samples()) {
        collector.times[name] = std::move(times);
    }
    bool isKept = true;
    for (const auto& bound : kBounds) {
        isKept = judge(bound, collector.times[std::string(bound.name)]) && isKept;
        collector.times.erase(std::string(bound.name));
    }
    for (const auto& [name, times] : collector.times) {
        std::printf("%-22s has no bound\n", name.c_str());
        isKept = false;
    }
    return isKept ? 0 : 1;
}
