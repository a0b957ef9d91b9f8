#pragma once

#include <QByteArray>
#include <cstdint>
#include <functional>
#include <vector>

namespace glassnet::test {

/// One entry of a zip as a test wants it, honest at first.
struct ForgedEntry {
    QByteArray name;
    QByteArray content;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    QByteArray localExtra = {};
    QByteArray centralExtra = {};
    QByteArray comment = {};
    std::uint32_t sizeOffset = 0;  ///< added to the unpacked size in both headers
    std::uint32_t crcOffset = 0;   ///< added to the CRC-32 in both headers
    QByteArray centralName = {};   ///< instead of `name`, when not empty
};

/// The zip of `entries`, written from the format's description with no zip library: a second writer for the tests.
[[nodiscard]] QByteArray forgeZip(const std::vector<ForgedEntry>& entries);

/// An honest container's entries: mimetype, manifest.json (of `parts`), `parts`. `editManifest` may change the manifest's text.
[[nodiscard]] std::vector<ForgedEntry> forgeContainer(const std::vector<ForgedEntry>& parts,
                                                      const std::function<QByteArray(QByteArray)>& editManifest = {});

/// A second reader: names and stored contents from the local headers alone, in file order; empty when anything is odd.
[[nodiscard]] std::vector<ForgedEntry> walkZip(const QByteArray& bytes);

}  // namespace glassnet::test
