// How much an archive may ask of the machine before it is refused. The publisher's whole archive is 2,234 files and
// about 0.5 GB of text; every limit leaves room above that.
#pragma once

#include <cstddef>
#include <cstdint>

namespace myo::assemble::bodyparts3d {

struct Limits {
  std::uint64_t file_bytes = 256ULL << 20;   // one OBJ file, unpacked
  std::uint64_t total_bytes = 1536ULL << 20; // all of them
  std::size_t files = 20'000;
  std::uint64_t ratio = 200;      // unpacked to packed, for files beyond 1 MB; OBJ text reaches about 6
  double coordinate_mm = 100'000; // farther than this is no part of a person
};

} // namespace myo::assemble::bodyparts3d
