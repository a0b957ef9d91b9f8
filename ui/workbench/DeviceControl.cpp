#include "ui/workbench/DeviceControl.h"

#include <utility>

namespace glassnet::ui {

DeviceControl::DeviceControl(Runner& runner, Enter enter, QObject* parent)
    : QObject(parent), m_runner(runner), m_enter(std::move(enter)), m_report(runner.desk().report()), m_wish(m_report->wish) {}

DeviceControl::~DeviceControl() { settle(); }

void DeviceControl::look() {
    if (m_looking.joinable()) {
        return;
    }
    m_looking = std::thread([this] {
        m_runner.desk().look();
        QMetaObject::invokeMethod(this, &DeviceControl::found, Qt::QueuedConnection);
    });
}

void DeviceControl::settle() {
    if (m_looking.joinable()) {
        m_looking.join();
    }
}

void DeviceControl::found() {
    m_report = m_runner.desk().report();
    emit changed();
    if (m_wish.has_value() && !m_wish->isCpu()) {
        m_runner.post([&runner = m_runner](Session& session, const std::stop_token& stop) {
            runner.desk().apply(session, stop, runner.testProgress());
        });
    }
}

void DeviceControl::restoreWish(const DeviceWish& wish) {
    if (wish == m_wish) {
        return;
    }
    m_wish = wish;
    m_runner.postTask([&runner = m_runner, wish](const Session*) { runner.desk().wish(wish); });
}

void DeviceControl::choose(const DeviceWish& wish, const QString& title) {
    const auto before = m_wish;
    restoreWish(wish);
    m_enter(title, before, [&runner = m_runner](Session& session, const std::stop_token& stop) {
        if (const auto failed = runner.desk().apply(session, stop, runner.testProgress())) {
            runner.tellFailure(*failed);
        }
    });
}

void DeviceControl::test(const DeviceChoice& choice) {
    m_runner.post([&runner = m_runner, choice](Session& session, const std::stop_token& stop) {
        runner.desk().test(choice, stop, runner.testProgress());
        // One that has failed is left.
        if (session.device() == choice.text()) {
            runner.desk().apply(session, stop, runner.testProgress());
        }
    });
}

void DeviceControl::take(const RunnerNews& news) {
    if (news.devices != nullptr) {
        m_report = news.devices;
        emit changed();
    }
    if (news.fallback.has_value()) {
        emit left(*news.fallback);
    }
}

}  // namespace glassnet::ui
