// How far two pictures are apart, in two numbers; ids are compared exactly.
#pragma once

#include "base/result.h"
#include "capture/picture.h"

#include <cstdint>

namespace myo::capture {

struct Difference {
  int largest = 0;                             // of any channel of any pixel, 0..255
  double share = 0;                            // of pixels with a channel further apart than `allowed`
  std::uint32_t first_x = 0, first_y = 0;      // of such a pixel, in reading order
};
// Fails when the sizes differ.
[[nodiscard]] Result<Difference> compare(const Picture &a, const Picture &b, int allowed);

struct IdDifference {
  std::uint64_t pixels = 0;
  std::uint32_t first_x = 0, first_y = 0, a = 0, b = 0;
};
[[nodiscard]] Result<IdDifference> compare(const IdPicture &a, const IdPicture &b);

// `b` in grey with the failing pixels in red: what a person looks at when a test fails. Sizes must match.
[[nodiscard]] Picture difference_picture(const Picture &a, const Picture &b, int allowed);

} // namespace myo::capture
