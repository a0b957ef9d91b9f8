#include "engine/backend/selftest/SelfTestJson.h"

#include <nlohmann/json.hpp>

#include "engine/base/NumberJson.h"
#include "engine/base/Version.h"

namespace glassnet {

namespace {

using Json = nlohmann::ordered_json;

Json argumentJson(const ErrorArgument& argument) {
    return std::visit(
        [](const auto& value) -> Json {
            using T = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<T, Shape>) {
                Json sizes = Json::array();
                for (int i = 0; i < value.rank(); ++i) {
                    sizes.push_back(value[i]);
                }
                return sizes;
            } else if constexpr (std::is_same_v<T, double>) {
                return numberJson(value);
            } else {
                return value;
            }
        },
        argument);
}

Json failureJson(const SelfTestFailure& failure) {
    Json json{{"case", failure.name}};
    if (failure.error.has_value()) {
        json["error"] = errorName(failure.error->code);
        json["arguments"] = Json::array();
        for (const auto& argument : failure.error->arguments) {
            json["arguments"].push_back(argumentJson(argument));
        }
        return json;
    }
    json["output"] = failure.output;
    json["element"] = failure.element;
    json["got"] = numberJson(failure.got);
    json["want"] = numberJson(failure.want);
    json["of_allowed"] = numberJson(failure.ofAllowed);
    return json;
}

}  // namespace

std::string selfTestJson(const SelfTestReport& report, const DeviceInfo& device, const DeviceOptions& options) {
    Json json;
    json["program"] = kVersion;
    json["device"] = {{"key", device.key},
                      {"name", device.name},
                      {"memory", device.memory},
                      {"compute_capability", std::to_string(device.majorVersion) + "." + std::to_string(device.minorVersion)},
                      {"driver", device.driverVersion},
                      {"needed", device.neededVersion}};
    json["tf32"] = options.tf32;
    json["outcome"] = outcomeKey(report.outcome);
    json["cases"] = report.cases;
    json["failed"] = report.failed;
    json["product_error"] = numberJson(report.productError);
    json["operations"] = Json::array();
    for (const auto& row : report.rows) {
        json["operations"].push_back({{"operation", row.operation},
                                      {"cases", row.cases},
                                      {"failed", row.failed},
                                      {"of_allowed", numberJson(row.ofAllowed)},
                                      {"worst_case", row.worstCase}});
    }
    json["failures"] = Json::array();
    for (const auto& failure : report.failures) {
        json["failures"].push_back(failureJson(failure));
    }
    return json.dump(2) + "\n";
}

}  // namespace glassnet
