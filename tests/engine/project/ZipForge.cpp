#include "tests/engine/project/ZipForge.h"

#include <QCryptographicHash>
#include <QtEndian>
#include <algorithm>

namespace glassnet::test {

namespace {

template <class T>
QByteArray little(T value) {
    QByteArray bytes(sizeof value, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

/// CRC-32 of ISO 3309, bit by bit.
std::uint32_t crc32(const QByteArray& bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

/// From "version needed" to the lengths of name and extra field.
QByteArray common(const ForgedEntry& entry, const QByteArray& name, const QByteArray& extra) {
    const auto size = static_cast<std::uint32_t>(entry.content.size());
    return little<std::uint16_t>(20) + little(entry.flags) + little(entry.method) + little<std::uint16_t>(0) + little<std::uint16_t>(0x21) +
           little(crc32(entry.content) + entry.crcOffset) + little(size) + little(size + entry.sizeOffset) +
           little(static_cast<std::uint16_t>(name.size())) + little(static_cast<std::uint16_t>(extra.size()));
}

}  // namespace

QByteArray forgeZip(const std::vector<ForgedEntry>& entries) {
    QByteArray file;
    QByteArray directory;
    for (const ForgedEntry& entry : entries) {
        const QByteArray centralName = entry.centralName.isEmpty() ? entry.name : entry.centralName;
        directory += "PK\x01\x02" + little<std::uint16_t>(0x0314) + common(entry, centralName, entry.centralExtra) +
                     little(static_cast<std::uint16_t>(entry.comment.size())) + QByteArray(8, '\0') +
                     little(static_cast<std::uint32_t>(file.size())) + centralName + entry.centralExtra + entry.comment;
        file += "PK\x03\x04" + common(entry, entry.name, entry.localExtra) + entry.name + entry.localExtra + entry.content;
    }
    const auto count = static_cast<std::uint16_t>(entries.size());
    return file + directory + "PK\x05\x06" + QByteArray(4, '\0') + little(count) + little(count) +
           little(static_cast<std::uint32_t>(directory.size())) + little(static_cast<std::uint32_t>(file.size())) +
           little<std::uint16_t>(0);
}

std::vector<ForgedEntry> forgeContainer(const std::vector<ForgedEntry>& parts, const std::function<QByteArray(QByteArray)>& editManifest) {
    QByteArray manifest =
        "{\"format\":\"glassnet\",\"formatVersion\":{\"major\":1,\"minor\":0},\"minReader\":{\"major\":1,\"minor\":0},\"sha256\":{";
    for (const ForgedEntry& part : parts) {
        manifest += (&part == parts.data() ? "\"" : ",\"") + part.name + "\":\"" +
                    QCryptographicHash::hash(part.content, QCryptographicHash::Sha256).toHex() + "\"";
    }
    manifest += "},\"writerVersion\":\"0.1.0\"}";
    std::vector<ForgedEntry> entries{{"mimetype", "application/x-glassnet"},
                                     {"manifest.json", editManifest ? editManifest(manifest) : manifest}};
    entries.insert(entries.end(), parts.begin(), parts.end());
    return entries;
}

std::vector<ForgedEntry> walkZip(const QByteArray& bytes) {
    std::vector<ForgedEntry> entries;
    const auto u16 = [&bytes](qsizetype at) { return qFromLittleEndian<std::uint16_t>(bytes.constData() + at); };
    const auto u32 = [&bytes](qsizetype at) { return qFromLittleEndian<std::uint32_t>(bytes.constData() + at); };
    qsizetype at = 0;
    while (at + 30 <= bytes.size() && bytes.mid(at, 4) == "PK\x03\x04") {
        const qsizetype size = u32(at + 22);
        const ForgedEntry entry{bytes.mid(at + 30, u16(at + 26)), bytes.mid(at + 30 + u16(at + 26) + u16(at + 28), size)};
        const bool fixedTime = u16(at + 10) == 0 && u16(at + 12) == 0x21;
        if (u16(at + 6) != 0 || u16(at + 8) != 0 || !fixedTime || u16(at + 28) != 0 || u32(at + 18) != u32(at + 22) ||
            u32(at + 14) != crc32(entry.content)) {
            return {};
        }
        at += 30 + entry.name.size() + size;
        entries.push_back(entry);
    }
    return bytes.mid(at, 4) == "PK\x01\x02" ? entries : std::vector<ForgedEntry>();
}

}  // namespace glassnet::test
