#include "assemble/deep_forms.h"

#include "form/remesh.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::assemble {
namespace {

// A sheet over the outside of the ribs, as a height map round an upright axis inside the chest.
struct RibSheet {
  float axis_p = 0;                    // posterior coordinate of the axis, mm
  float low_angle = 0, high_angle = 0; // from straight back, towards the side
  float low_s = 0, high_s = 0;         // mm
  int columns = 0, rows = 0;
  std::vector<float> radius; // mm, row by row

  [[nodiscard]] float angle(int c) const {
    return glm::mix(low_angle, high_angle, static_cast<float>(c) / static_cast<float>(columns - 1));
  }
  [[nodiscard]] float height(int r) const {
    return glm::mix(low_s, high_s, static_cast<float>(r) / static_cast<float>(rows - 1));
  }
  [[nodiscard]] float &at(int c, int r) { return radius[static_cast<std::size_t>(r * columns + c)]; }
  [[nodiscard]] vec3 lps(int c, int r) {
    const float a = angle(c);
    return {at(c, r) * std::sin(a), axis_p + at(c, r) * std::cos(a), height(r)};
  }
};

// The outermost rib sample of each cell; gaps between ribs are bridged by even stretching, then all is smoothed
// upwards: the sheet may leave a rib's hollow but never dive below a rib's ridge.
bool fit(RibSheet &sheet, std::span<const vec3> ribs) {
  const std::size_t n = static_cast<std::size_t>(sheet.columns) * static_cast<std::size_t>(sheet.rows);
  std::vector<float> seen(n, 0);
  for (const vec3 &r : ribs) {
    const float p = r.y - sheet.axis_p, a = std::atan2(r.x, p), radius = std::sqrt(r.x * r.x + p * p);
    const int c = static_cast<int>(std::lround((a - sheet.low_angle) / (sheet.high_angle - sheet.low_angle) *
                                               static_cast<float>(sheet.columns - 1)));
    const int row = static_cast<int>(
        std::lround((r.z - sheet.low_s) / (sheet.high_s - sheet.low_s) * static_cast<float>(sheet.rows - 1)));
    if (c < 0 || row < 0 || c >= sheet.columns || row >= sheet.rows) continue;
    float &best = seen[static_cast<std::size_t>(row * sheet.columns + c)];
    best = std::max(best, radius);
  }
  double sum = 0;
  std::size_t count = 0;
  for (const float s : seen)
    if (s > 0) sum += static_cast<double>(s), ++count;
  if (count < n / 10) return false;
  sheet.radius.assign(n, static_cast<float>(sum / static_cast<double>(count)));
  const auto relax = [&](int rounds, auto &&least) {
    for (int k = 0; k < rounds; ++k) {
      std::vector<float> next = sheet.radius;
      for (int r = 0; r < sheet.rows; ++r)
        for (int c = 0; c < sheet.columns; ++c) {
          float mean = 0;
          for (const auto &[dc, dr] : {std::pair{-1, 0}, std::pair{1, 0}, std::pair{0, -1}, std::pair{0, 1}})
            mean += 0.25F * sheet.at(std::clamp(c + dc, 0, sheet.columns - 1), std::clamp(r + dr, 0, sheet.rows - 1));
          const std::size_t i = static_cast<std::size_t>(r * sheet.columns + c);
          next[i] = least(i, mean);
        }
      sheet.radius.swap(next);
    }
  };
  // First the soap film through what was seen, then a film that is held from below only.
  relax(600, [&](std::size_t i, float mean) { return seen[i] > 0 ? seen[i] : mean; });
  relax(60, [&](std::size_t i, float mean) { return std::max(mean, seen[i] > 0 ? seen[i] + 0.5F : 0.0F); });
  relax(3, [](std::size_t, float mean) { return mean; });
  for (float &r : sheet.radius) r += 1.0F;
  return true;
}

} // namespace

format::Mesh deep_rib_sheet(const BodyFrame &frame, const RibSheetPlace &place, std::span<const vec3> ribs) {
  RibSheet sheet;
  sheet.axis_p = place.axis_p;
  sheet.low_angle = 12 * degree, sheet.high_angle = 100 * degree;
  sheet.low_s = place.low_s, sheet.high_s = place.high_s;
  constexpr float grid_mm = 3;
  sheet.columns = static_cast<int>(std::lround(120 * (sheet.high_angle - sheet.low_angle) / grid_mm)) + 1;
  sheet.rows = static_cast<int>(std::lround((sheet.high_s - sheet.low_s) / grid_mm)) + 1;
  format::Mesh mesh;
  if (sheet.rows < 4 || !fit(sheet, ribs)) return mesh;
  const float wide = 120 * (sheet.high_angle - sheet.low_angle), tall = sheet.high_s - sheet.low_s,
              unit = 0.96F / std::max(wide, tall);
  for (int r = 0; r < sheet.rows; ++r)
    for (int c = 0; c < sheet.columns; ++c) {
      mesh.positions.push_back(frame.world(sheet.lps(c, r)));
      mesh.uv.push_back(vec2(0.02F) + unit * vec2(120 * (sheet.angle(c) - sheet.low_angle), sheet.high_s - sheet.height(r)));
    }
  for (int r = 0; r + 1 < sheet.rows; ++r)
    for (int c = 0; c + 1 < sheet.columns; ++c) {
      const auto a = static_cast<std::uint32_t>(r * sheet.columns + c), b = a + 1,
                 d = a + static_cast<std::uint32_t>(sheet.columns), e = d + 1;
      // Columns run to the side, rows up; mirrored on the right.
      for (const auto &[x, y, z] : {std::array{a, e, b}, std::array{a, d, e}})
        for (const std::uint32_t v : frame.mirror > 0 ? std::array{x, y, z} : std::array{x, z, y})
          mesh.indices.push_back(v);
    }
  mesh.normals = form::vertex_normals(mesh.positions, mesh.indices);
  return mesh;
}

} // namespace myo::assemble
