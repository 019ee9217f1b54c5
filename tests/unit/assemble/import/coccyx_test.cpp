#include "assemble/import/bodyparts3d/coccyx.h"

#include "assemble/mesh/measure.h"

#include <gtest/gtest.h>

#include <numbers>

namespace myo::assemble::bodyparts3d {
namespace {

// A closed solid of elliptic slices, 3 mm apart from y = 0 up: `half_width_mm` each, 8 mm deep.
Surface solid(const std::vector<float> &half_width_mm) {
  constexpr std::uint32_t turns = 24;
  Surface s;
  for (std::size_t i = 0; i < half_width_mm.size(); ++i)
    for (std::uint32_t k = 0; k < turns; ++k) {
      const float a = 2 * std::numbers::pi_v<float> * static_cast<float>(k) / turns;
      s.positions.push_back(vec3(half_width_mm[i] * std::cos(a), 3 * static_cast<float>(i), 4 * std::sin(a)) * millimetre);
    }
  const auto rows = static_cast<std::uint32_t>(half_width_mm.size());
  const auto at = [&](std::uint32_t row, std::uint32_t k) { return row * turns + k % turns; };
  for (std::uint32_t r = 0; r + 1 < rows; ++r)
    for (std::uint32_t k = 0; k < turns; ++k)
      s.indices.insert(s.indices.end(), {at(r, k), at(r + 1, k), at(r, k + 1), at(r, k + 1), at(r + 1, k), at(r + 1, k + 1)});
  const auto tip = static_cast<std::uint32_t>(s.positions.size());
  s.positions.push_back(vec3(0));
  s.positions.push_back(vec3(0, 3 * static_cast<float>(rows - 1), 0) * millimetre);
  for (std::uint32_t k = 0; k < turns; ++k)
    s.indices.insert(s.indices.end(), {tip, at(0, k), at(0, k + 1), tip + 1, at(rows - 1, k + 1), at(rows - 1, k)});
  return s;
}

std::vector<float> sacrum_alone() {
  std::vector<float> w;
  for (int i = 0; i < 36; ++i) w.push_back(10 + 1.3F * static_cast<float>(i));
  return w;
}
std::vector<float> with_coccyx() {
  std::vector<float> w{4, 6, 8, 9, 11, 14, 16, 16, 14, 11}; // a narrow tip, and the processes of its first segment
  const std::vector<float> rest = sacrum_alone();
  w.insert(w.end(), rest.begin(), rest.end());
  return w;
}

TEST(Coccyx, IsPartedAtTheWaist) {
  const Surface whole = solid(with_coccyx());
  const auto parted = part_coccyx(whole);
  ASSERT_TRUE(parted);
  EXPECT_NEAR(bounds(parted->coccyx.positions).high.y / millimetre, 30, 1.1);
  EXPECT_NEAR(bounds(parted->sacrum.positions).low.y / millimetre, 30, 1.1);
  for (const Surface *s : {&parted->sacrum, &parted->coccyx}) {
    const EdgeCount edges = count_edges(*s);
    EXPECT_EQ(edges.open, 0U) << "the cut has a lid";
    EXPECT_EQ(edges.crowded, 0U);
  }
  EXPECT_NEAR(volume_m3(parted->sacrum) + volume_m3(parted->coccyx), volume_m3(whole), 1e-3 * volume_m3(whole));
  EXPECT_GT(volume_m3(parted->coccyx), 0) << "faces outward";
}

TEST(Coccyx, ASacrumThatEndsAtItsApexStaysWhole) {
  EXPECT_FALSE(part_coccyx(solid(sacrum_alone())));
}

TEST(Coccyx, AWaistHighUpIsNone) {
  std::vector<float> w = sacrum_alone();
  w[20] = 16; // a notch in the middle of the bone
  EXPECT_FALSE(part_coccyx(solid(w)));
}

TEST(Coccyx, NothingComesOfNothing) {
  EXPECT_FALSE(part_coccyx({}));
}

} // namespace
} // namespace myo::assemble::bodyparts3d
