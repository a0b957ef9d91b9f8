#pragma once

#include <QImage>
#include <QSize>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/network/NetworkSpec.h"
#include "ui/canvas/LinkLines.h"
#include "ui/canvas/LinkPair.h"
#include "ui/canvas/LinkRasterizer.h"
#include "ui/canvas/LinkShades.h"

namespace glassnet::ui {

/// One link of a scene.
struct LinkBundle {
    LinkId id;
    std::shared_ptr<const LinkPair> pair;
    std::optional<LinkValues> values;
    LinkTone tone = LinkTone::None;
    bool ownLimit = false;  ///< its numbers are measured by themselves, not with those of the other links
    double lines = 1;       ///< opacity of its lines; 0: none are drawn
    bool tile = false;      ///< its tile is drawn
    friend bool operator==(const LinkBundle&, const LinkBundle&) = default;
};

/// All that a picture of the links is made from; a value that shares nothing that changes.
struct LinkScene {
    std::vector<LinkBundle> bundles;
    LinkView view;
    QSize size;  ///< in pixels of the screen
    Theme theme = Theme::light();
    double stroke = 1;  ///< what all widths are multiplied by
    /// The most lines of a pair while things move; 0: all at once.
    std::int64_t most = 2000;
};

/// How many of a link's connections a picture shows.
struct LinkCount {
    std::int64_t shown = 0;
    std::int64_t total = 0;
};

/// The links of a scene, drawn.
struct LinkPicture {
    QImage lines;  ///< transparent where there are none; null when no link is drawn as lines
    LinkView view;
    std::map<LinkId, LinkCount> counts;
    std::map<LinkId, QImage> tiles;
    bool isCut = false;  ///< a picture of all connections follows
};

/// Draws scenes on a thread of its own; the thread starts with the first request. The newest request wins: one that has not begun is
/// dropped for it. A scene with more connections than `most` in a pair is drawn twice: at once with the strongest, and with all when no
/// other request came for kRest; that second picture is given up when one comes. All functions are for one thread, the window's.
class LinkRenderer {
public:
    static constexpr std::chrono::milliseconds kRest{60};

    LinkRenderer() = default;
    ~LinkRenderer();
    LinkRenderer(const LinkRenderer&) = delete;
    LinkRenderer& operator=(const LinkRenderer&) = delete;

    void request(LinkScene scene);
    /// Makes the newest picture the current one; false when there is no newer.
    bool update();
    /// The current picture, null when there is none.
    [[nodiscard]] const LinkPicture* picture() const noexcept { return m_current.get(); }
    /// Forgets the current picture and whatever is still to come.
    void clear();
    /// True while a picture is still to come.
    [[nodiscard]] bool isBusy() const;
    /// Waits until all that was asked for is drawn, all connections included. For pictures of the window; it does not wait for kRest.
    void finish();
    /// Memory of all buffers that live as long as this.
    [[nodiscard]] std::size_t bytes() const;

    /// Draws one picture on the calling thread, at most so many lines of a pair (0: all); null when `stop` said to. Not while a request is
    /// under way.
    [[nodiscard]] std::shared_ptr<LinkPicture> draw(const LinkScene& scene, std::int64_t most, const std::function<bool()>& stop);

private:
    void run(const std::stop_token& stop);

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<LinkScene> m_next;
    std::shared_ptr<const LinkPicture> m_done;
    std::shared_ptr<const LinkPicture> m_current;  // of the window's thread
    bool m_busy = false;
    bool m_drawing = false;  // the thread has a scene in hand
    bool m_hurry = false;
    std::size_t m_bytes = 0;
    std::uint64_t m_cleared = 0;             // requests before this number are forgotten
    std::atomic<std::uint64_t> m_number{0};  // of the newest request

    // Of the thread.
    LinkRasterizer m_rasterizer;
    std::vector<LinkLines> m_lines;

    std::jthread m_thread;  // last: it ends before what it uses
};

}  // namespace glassnet::ui
