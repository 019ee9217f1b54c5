// Which state of our own code makes the results that a cache keeps: hashes of its sources, written by the build. A result
// of other code is another result, so that nobody has to remember to raise a version.
#pragma once

#include <cstdint>

namespace myo::assemble::makers {

[[nodiscard]] std::uint64_t sculptor(); // sheets and form/sculpt: what bones are made by
[[nodiscard]] std::uint64_t steps();    // everything that builds bodies

} // namespace myo::assemble::makers
