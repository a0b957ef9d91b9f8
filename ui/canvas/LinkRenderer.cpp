#include "ui/canvas/LinkRenderer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/canvas/LinkTile.h"

namespace glassnet::ui {

LinkRenderer::~LinkRenderer() {
    m_thread.request_stop();
    m_number.fetch_add(1);
}

void LinkRenderer::request(LinkScene scene) {
    {
        const std::lock_guard lock(m_mutex);
        m_next = std::move(scene);
        m_busy = true;
        m_number.fetch_add(1);
    }
    m_changed.notify_all();
    if (!m_thread.joinable()) {
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
}

bool LinkRenderer::update() {
    const std::lock_guard lock(m_mutex);
    if (!m_done) {
        return false;
    }
    m_current = std::exchange(m_done, nullptr);
    return true;
}

void LinkRenderer::clear() {
    m_current.reset();
    const std::lock_guard lock(m_mutex);
    m_next.reset();
    m_done.reset();
    m_cleared = m_number.fetch_add(1) + 1;
    // What the thread has not begun is not done by it any more.
    m_busy = m_drawing;
}

bool LinkRenderer::isBusy() const {
    const std::lock_guard lock(m_mutex);
    return m_busy || m_done != nullptr;
}

void LinkRenderer::finish() {
    std::unique_lock lock(m_mutex);
    m_hurry = true;
    m_changed.notify_all();
    m_changed.wait(lock, [this] { return !m_busy; });
    m_hurry = false;
}

std::size_t LinkRenderer::bytes() const {
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

void LinkRenderer::run(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    const auto publish = [&](std::shared_ptr<LinkPicture> picture) {
        std::size_t bytes = m_rasterizer.bytes() + static_cast<std::size_t>(picture->lines.sizeInBytes());
        for (const auto& lines : m_lines) {
            bytes += lines.bytes();
        }
        m_bytes = bytes;
        m_done = std::move(picture);
    };
    const auto stopped = [&] { return stop.stop_requested(); };
    while (m_changed.wait(lock, stop, [this] { return m_next.has_value(); })) {
        const LinkScene scene = *std::exchange(m_next, std::nullopt);
        m_drawing = true;
        const std::uint64_t number = m_number.load();
        const auto isOld = [&] { return m_number.load() != number; };
        lock.unlock();
        // Never given up for a newer one: while requests keep coming there would be no picture at all.
        auto picture = draw(scene, scene.most, stopped);
        lock.lock();
        const bool isCut = picture != nullptr && picture->isCut;
        if (picture && number >= m_cleared) {
            publish(std::move(picture));
        }
        if (isCut && !isOld()) {
            m_changed.wait_for(lock, stop, kRest, [&] { return isOld() || m_hurry; });
        }
        if (isCut && !isOld() && !stopped()) {
            lock.unlock();
            picture = draw(scene, 0, [&] { return stopped() || isOld(); });
            lock.lock();
            if (picture && !isOld()) {
                publish(std::move(picture));
            }
        }
        m_drawing = false;
        if (!m_next) {
            m_busy = false;
            m_changed.notify_all();
        }
    }
}

std::shared_ptr<LinkPicture> LinkRenderer::draw(const LinkScene& scene, std::int64_t most, const std::function<bool()>& stop) {
    double shared = 0;
    for (const auto& bundle : scene.bundles) {
        shared = bundle.values && !bundle.ownLimit ? std::max(shared, bundle.values->limit()) : shared;
    }
    auto picture = std::make_shared<LinkPicture>();
    picture->view = scene.view;
    m_lines.resize(scene.bundles.size());
    std::vector<LinkShades> shades;
    std::vector<LinkJob> jobs;
    shades.reserve(scene.bundles.size());
    const auto colors = tileColors(scene.theme);
    for (std::size_t i = 0; i < scene.bundles.size(); ++i) {
        const auto& bundle = scene.bundles[i];
        if (stop()) {
            return nullptr;
        }
        if (bundle.tile && bundle.values) {
            picture->tiles[bundle.id] = LinkTile(*bundle.pair).draw(*bundle.pair, *bundle.values, colors);
        }
        m_lines[i].lines.clear();
        if (bundle.lines > 0) {
            const double limit = bundle.values && bundle.ownLimit ? bundle.values->limit() : shared;
            chooseLines(*bundle.pair, bundle.values, limit, most, m_lines[i]);
            const auto& lines = m_lines[i].lines;
            const double bright = lines.size() > LinkShades::kBright ? std::abs(lines[lines.size() - LinkShades::kBright].strength) : 0;
            shades.emplace_back(scene.theme, bundle.tone, m_lines[i].total, bundle.lines, bright, scene.stroke);
            jobs.push_back({bundle.pair.get(), m_lines[i].lines, &shades.back()});
            picture->counts[bundle.id] = {static_cast<std::int64_t>(m_lines[i].lines.size()), m_lines[i].total};
            picture->isCut = picture->isCut || m_lines[i].isCut();
        }
    }
    if (!jobs.empty()) {
        picture->lines = QImage(scene.size, QImage::Format_ARGB32_Premultiplied);
        if (picture->lines.isNull() || !m_rasterizer.draw(picture->lines, jobs, scene.view, stop)) {
            return nullptr;
        }
    }
    return picture;
}

}  // namespace glassnet::ui
