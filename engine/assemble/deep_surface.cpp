#include "assemble/deep_surface.h"

#include "assemble/body_frame.h"
#include "assemble/bone_heat.h"
#include "assemble/landmarks.h"
#include "assemble/mesh/point_tree.h"
#include "assemble/mesh/sampler.h"
#include "assemble/skin_parts.h"
#include "form/remesh.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace myo::assemble {
namespace {

using anatomy::Side;

struct RibSample {
  vec3 lps;
  std::uint32_t joint;
};

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
bool fit(RibSheet &sheet, const std::vector<RibSample> &ribs) {
  const std::size_t n = static_cast<std::size_t>(sheet.columns) * static_cast<std::size_t>(sheet.rows);
  std::vector<float> seen(n, 0);
  for (const RibSample &r : ribs) {
    const float p = r.lps.y - sheet.axis_p, a = std::atan2(r.lps.x, p), radius = std::sqrt(r.lps.x * r.lps.x + p * p);
    const int c = static_cast<int>(std::lround((a - sheet.low_angle) / (sheet.high_angle - sheet.low_angle) *
                                               static_cast<float>(sheet.columns - 1)));
    const int row = static_cast<int>(
        std::lround((r.lps.z - sheet.low_s) / (sheet.high_s - sheet.low_s) * static_cast<float>(sheet.rows - 1)));
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

Status add_deep_surfaces(format::Body &body, const anatomy::Library &library) {
  std::erase_if(body.structures, [](const format::Structure &s) { return s.kind == format::Kind::deep_surface; });
  for (const Side side : {Side::left, Side::right}) {
    const BodyFrame frame = BodyFrame::of(side, midline_x(body));
    const format::Landmark *top = find_landmark(body, "scap_superior_angle", side),
                           *bottom = find_landmark(body, "scap_inferior_angle", side);
    const format::Landmark *body_t5 = find_landmark(body, "t5_body", side);
    const std::string id = "deep.scapula." + std::string(to_string(side));
    std::vector<RibSample> ribs;
    for (const format::Structure &s : body.structures) {
      if (s.kind != format::Kind::bone || !s.bone.starts_with("rib_") || s.side != side) continue;
      const int number = std::atoi(s.bone.c_str() + 4);
      if (number < 1 || number > 8) continue;
      const std::uint32_t joint = carrier_joint(body, library, s);
      for (const vec3 &p : sample_surface(s.mesh, 1.0).points) ribs.push_back({frame.lps(p), joint});
    }
    if (top == nullptr || bottom == nullptr || ribs.empty()) {
      body.notes.push_back(id + " not built: the scapula's angles or the ribs are missing");
      continue;
    }
    RibSheet sheet;
    sheet.axis_p = (body_t5 != nullptr ? frame.lps(body_t5->point).y : -50) - 30;
    sheet.low_angle = 12 * degree, sheet.high_angle = 100 * degree;
    sheet.low_s = frame.lps(bottom->point).z - 20, sheet.high_s = frame.lps(top->point).z + 12;
    constexpr float grid_mm = 3;
    sheet.columns = static_cast<int>(std::lround(120 * (sheet.high_angle - sheet.low_angle) / grid_mm)) + 1;
    sheet.rows = static_cast<int>(std::lround((sheet.high_s - sheet.low_s) / grid_mm)) + 1;
    if (sheet.rows < 4 || !fit(sheet, ribs)) {
      body.notes.push_back(id + " not built: too few ribs lie under the scapula");
      continue;
    }
    format::Structure s;
    s.id = id;
    s.name = "Costal surface under the scapula";
    s.latin = "Facies costalis scapulae";
    s.kind = format::Kind::deep_surface;
    s.side = side;
    s.system = "skeletal";
    s.generated = true;
    s.source = "a smooth sheet over ribs 1 to 8";
    const float wide = 120 * (sheet.high_angle - sheet.low_angle), tall = sheet.high_s - sheet.low_s,
                unit = 0.96F / std::max(wide, tall);
    for (int r = 0; r < sheet.rows; ++r)
      for (int c = 0; c < sheet.columns; ++c) {
        s.mesh.positions.push_back(frame.world(sheet.lps(c, r)));
        s.mesh.uv.push_back(vec2(0.02F) +
                            unit * vec2(120 * (sheet.angle(c) - sheet.low_angle), sheet.high_s - sheet.height(r)));
      }
    for (int r = 0; r + 1 < sheet.rows; ++r)
      for (int c = 0; c + 1 < sheet.columns; ++c) {
        const auto a = static_cast<std::uint32_t>(r * sheet.columns + c), b = a + 1,
                   d = a + static_cast<std::uint32_t>(sheet.columns), e = d + 1;
        // Columns run to the side, rows up; mirrored on the right.
        for (const auto &[x, y, z] : {std::array{a, e, b}, std::array{a, d, e}})
          for (const std::uint32_t v : side == Side::left ? std::array{x, y, z} : std::array{x, z, y})
            s.mesh.indices.push_back(v);
      }
    s.mesh.normals = form::vertex_normals(s.mesh.positions, s.mesh.indices);
    std::vector<vec3> points;
    points.reserve(ribs.size());
    for (const RibSample &r : ribs) points.push_back(frame.world(r.lps));
    const PointTree tree(points);
    std::vector<std::uint32_t> target;
    std::vector<float> strength;
    for (const vec3 &p : s.mesh.positions) {
      const PointTree::Hit h = tree.nearest(p);
      target.push_back(ribs[h.index].joint == format::none ? no_joint : ribs[h.index].joint);
      const float d = std::max(h.distance, 0.006F);
      strength.push_back(1 / (d * d));
    }
    auto weights = bone_heat(s.mesh.positions, s.mesh.indices, target, strength, 0);
    MYO_TRY(weights);
    s.mesh.joints = std::move(weights->joints);
    s.mesh.weights = std::move(weights->weights);
    body.structures.push_back(std::move(s));
  }
  return {};
}

} // namespace myo::assemble
