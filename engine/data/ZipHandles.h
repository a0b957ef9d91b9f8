#pragma once

#include <zip.h>

#include <memory>

namespace glassnet {

struct ZipDiscard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
/// An open archive, closed without a change.
using ZipArchive = std::unique_ptr<zip_t, ZipDiscard>;

struct ZipFileClose {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
/// An entry of an archive while it is read.
using ZipFile = std::unique_ptr<zip_file_t, ZipFileClose>;

struct ZipSourceFree {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
/// The bytes of an archive or of an entry, as long as no archive owns them.
using ZipSource = std::unique_ptr<zip_source_t, ZipSourceFree>;

}  // namespace glassnet
