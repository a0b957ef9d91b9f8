#include "ui/data/TableLoader.h"

#include <QMetaObject>
#include <new>
#include <utility>

namespace glassnet::ui {

TableLoader::TableLoader(QObject* parent) : QObject(parent) {
    m_timer.setInterval(kSilent);
    connect(&m_timer, &QTimer::timeout, this, &TableLoader::tick);
    m_thread = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

TableLoader::~TableLoader() {
    ++m_round;
    m_thread.request_stop();
    m_thread.join();
}

Error TableLoader::errorInHand() {
    try {
        throw;
    } catch (const ErrorException& exception) {
        return exception.error();
    } catch (const std::bad_alloc&) {
        const auto allowed = static_cast<std::int64_t>(ReadLimits{}.memoryBytes);
        return {ErrorCode::TooLarge, {allowed, allowed}};
    }
}

void TableLoader::post(Work work, Done done) {
    {
        const std::scoped_lock lock(m_mutex);
        m_pieces.push_back({std::move(work), std::move(done), m_round});
    }
    ++m_waiting;
    if (!m_timer.isActive()) {
        m_timer.start();
    }
    m_wake.notify_one();
}

void TableLoader::cancel() {
    if (m_waiting == 0) {
        return;
    }
    ++m_round;
    {
        const std::scoped_lock lock(m_mutex);
        m_pieces.clear();
    }
    m_waiting = 0;
    m_timer.stop();
    if (std::exchange(m_progressShown, false)) {
        emit progressChanged(std::nullopt);
    }
    emit idle();
}

void TableLoader::loop(const std::stop_token& stop) {
    while (true) {
        Piece piece;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_pieces.empty(); })) {
                return;
            }
            piece = std::move(m_pieces.front());
            m_pieces.pop_front();
        }
        m_done = 0;
        m_total = 0;
        ReadControl control;
        control.cancelled = [this, stop, round = piece.round] { return stop.stop_requested() || m_round != round; };
        control.progress = [this](std::int64_t done, std::int64_t total) {
            m_done = done;
            m_total = total;
        };
        if (control.isCancelled()) {
            continue;
        }
        auto result = piece.work(control);
        QMetaObject::invokeMethod(
            this, [this, piece = std::move(piece), result = std::move(result)] { finish(piece, result); }, Qt::QueuedConnection);
    }
}

void TableLoader::finish(const Piece& piece, const std::any& result) {
    if (piece.round != m_round) {
        return;
    }
    if (--m_waiting == 0) {
        m_timer.stop();
        if (std::exchange(m_progressShown, false)) {
            emit progressChanged(std::nullopt);
        }
    }
    piece.done(result);
    if (m_waiting == 0) {
        emit idle();
    }
}

void TableLoader::tick() {
    m_progressShown = true;
    emit progressChanged(LoadProgress{m_done, m_total});
}

}  // namespace glassnet::ui
