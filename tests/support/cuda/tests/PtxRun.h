#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace glassnet::test {

/// One kernel that is written in PTX by hand, `body` its code, with the parameters "p0", "p1", ... of 64 bits. The registers %p0-9 (pred),
/// %h0-9 (16 bits), %r0-19 (32), %d0-19 (64), %f0-9 and %g0-9 (float and double) are declared.
[[nodiscard]] std::string kernelText(const std::string& body, std::size_t parameters);

/// Runs it as one grid; the first argument is device memory of `words` numbers of 64 bits, which hold `input` first and are returned.
/// Findings are left to the caller.
[[nodiscard]] std::vector<std::uint64_t> runPtx(const std::string& body, const std::vector<std::uint64_t>& input, std::size_t words,
                                                unsigned blocks = 1, unsigned threads = 1);

}  // namespace glassnet::test
