#pragma once

#include <QImage>
#include <QPointF>
#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "ui/canvas/LinkLines.h"
#include "ui/canvas/LinkPair.h"
#include "ui/canvas/LinkShades.h"

namespace glassnet::ui {

/// Where the canvas's units stand in a picture: pixel = unit * scale + offset.
struct LinkView {
    double scale = 1;
    QPointF offset;
    friend bool operator==(const LinkView&, const LinkView&) = default;
};

/// The lines of one pair and how they are drawn.
struct LinkJob {
    const LinkPair* pair = nullptr;
    std::span<const LinkLine> lines;
    const LinkShades* shades = nullptr;
};

/// Draws antialiased bundles many times faster than QPainter. Its picture is built column by column in strips that stay in the
/// processor's cache: connections run from left to right, so a column holds a short upright run of each, whose pixels lie side by side
/// in memory. All connections of a pair share the way w(x), so a curve costs no more than a straight line.
class LinkRasterizer {
public:
    /// The same arithmetic in vector instructions where there are some, or without.
    enum class Path : std::uint8_t { Best, Portable };

    explicit LinkRasterizer(Path path = Path::Best) : m_path(path) {}

    /// Draws the jobs in order into a picture of format ARGB32_Premultiplied, which is cleared first. Asks `stop` now and then; false
    /// when it said so, and the picture is then unfinished.
    bool draw(QImage& image, std::span<const LinkJob> jobs, const LinkView& view, const std::function<bool()>& stop);

    [[nodiscard]] std::size_t bytes() const { return m_pixels.capacity() * sizeof(std::uint32_t); }

private:
    static constexpr int kColumns = 64;

    /// The columns of a strip that a stretch runs through.
    struct Columns {
        int first = 0;
        int count = 0;
        float steepest = 0;  ///< the largest |slope|
        alignas(16) std::array<float, kColumns> share{};
        alignas(16) std::array<float, kColumns> slope{};  ///< of the share, for each pixel
    };
    /// The upright run of one line in a column, in 256ths of a pixel.
    struct Runs {
        alignas(16) std::array<std::int32_t, kColumns> middle{};
        alignas(16) std::array<std::int32_t, kColumns> reach{};  ///< from the middle to where it ends
        alignas(16) std::array<std::int32_t, kColumns> fall{};   ///< coverage lost for each pixel outwards
        alignas(16) std::array<std::int32_t, kColumns> most{};   ///< coverage in the middle
        bool isSharp = false;                                    ///< fall and most are those of a level edge, in all columns
        bool isShort = false;                                    ///< no reach is more than 16 bits hold
    };

    [[nodiscard]] Columns columnsOf(const LinkStretch& way, const LinkView& view, int left, int width) const;
    bool drawJob(const LinkJob& job, const LinkView& view, int left, int width, const std::function<bool()>& stop);
    /// Empties the strip's columns before the first line is drawn into them.
    void startStrip();
    /// `softest`: the square of the longest way, in pixels, over which an edge fades.
    void measure(const Columns& columns, float from, float to, float halfWidth, float softest, Runs& runs) const;
    void drawRuns(const Columns& columns, const Runs& runs, std::uint32_t color);
    /// The same where no run reaches farther than a word of 16 bits holds: four pixels at a time.
    void drawShortRuns(const Columns& columns, const Runs& runs, std::uint32_t color);
    void copyStrip(QImage& image, int left, int width) const;

    Path m_path;
    int m_height = 0;
    int m_stride = 0;
    bool m_isStarted = false;             // the strip has lines
    std::vector<std::uint32_t> m_pixels;  // kColumns columns of m_stride
};

}  // namespace glassnet::ui
