// Pixels on the CPU: 8-bit RGBA, sRGB, straight alpha, rows from the top.
#pragma once

#include <cstdint>
#include <vector>

namespace myo::capture {

struct Picture {
  std::uint32_t width = 0, height = 0;
  std::vector<std::uint8_t> rgba;              // width * height * 4
};

// What lies at every pixel: 0 = nothing.
struct IdPicture {
  std::uint32_t width = 0, height = 0;
  std::vector<std::uint32_t> ids;              // width * height
};

} // namespace myo::capture
