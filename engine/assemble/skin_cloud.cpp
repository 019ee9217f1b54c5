#include "assemble/skin_cloud.h"

#include "assemble/mesh/sampler.h"
#include "assemble/skin_parts.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::assemble {
namespace {

enum Zone {
  head,
  neck,
  trunk,
  left_arm,
  right_arm,
  left_hand,
  right_hand,
  left_leg,
  right_leg,
  left_foot,
  right_foot,
  left_toes,
  right_toes,
  zones
};

// Closing radius, thickness, soft union, smoothing. A wide closing bridges the belly's and the back's missing muscles;
// a narrow one keeps fingers apart. Thickness is skin and fat, chosen so that the whole has the volume of a lean adult.
struct Recipe {
  const char *name;
  float closing_mm, offset_mm, blend_mm, sigma;
};
constexpr std::array<Recipe, zones> recipes{{{"head", 14, 5.5F, 8, 1.0F},
                                             {"neck", 26, 7, 8, 1.4F},
                                             {"trunk", 40, 13, 10, 1.9F},
                                             {"left arm", 18, 8, 9, 1.4F},
                                             {"right arm", 18, 8, 9, 1.4F},
                                             {"left hand", 5.5F, 4, 4, 1.0F},
                                             {"right hand", 5.5F, 4, 4, 1.0F},
                                             {"left leg", 32, 11.5F, 9, 1.6F},
                                             {"right leg", 32, 11.5F, 9, 1.6F},
                                             {"left foot", 18, 5, 5, 1.3F},
                                             {"right foot", 18, 5, 5, 1.3F},
                                             {"left toes", 4.5F, 4, 4, 0.9F},
                                             {"right toes", 4.5F, 4, 4, 0.9F}}};

int zone_of(std::string_view part, anatomy::Side side) {
  const bool left = side == anatomy::Side::left;
  if (part == "head") return head;
  if (part == "neck") return neck;
  if (part == "arm" || part == "forearm") return left ? left_arm : right_arm;
  if (part == "hand" || part.starts_with("digit")) return left ? left_hand : right_hand;
  if (part == "thigh" || part == "leg") return left ? left_leg : right_leg;
  if (part == "foot") return left ? left_foot : right_foot;
  if (part.starts_with("toe")) return left ? left_toes : right_toes;
  return trunk;
}

std::vector<int> neighbours(int zone) {
  switch (zone) {
  case head: return {neck};
  case neck: return {head, trunk};
  case trunk: return {neck, left_arm, right_arm, left_leg, right_leg};
  case left_arm: return {trunk, left_hand};
  case right_arm: return {trunk, right_hand};
  case left_hand: return {left_arm};
  case right_hand: return {right_arm};
  case left_leg: return {trunk, left_foot};
  case right_leg: return {trunk, right_foot};
  case left_foot: return {left_leg, left_toes};
  case right_foot: return {right_leg, right_toes};
  case left_toes: return {left_foot};
  default: return {right_foot};
  }
}

struct Territories { // of each zone's bones, at rest
  std::vector<vec3> points[zones];
  std::vector<PointTree> trees;

  [[nodiscard]] unsigned at(vec3 p) const { // the nearest zone, and its neighbours where they are hardly farther
    int best = trunk;
    float nearest = 1e30F;
    for (int z = 0; z < zones; ++z)
      if (const float d = trees[static_cast<std::size_t>(z)].nearest(p).distance; d < nearest) nearest = d, best = z;
    unsigned mask = 1U << best;
    constexpr float overlap = 0.014F;
    for (const int z : neighbours(best))
      if (trees[static_cast<std::size_t>(z)].nearest(p).distance < nearest + overlap) mask |= 1U << z;
    return mask;
  }
};

// Points no farther apart than `spacing` all over a triangle.
template <class F> void fill_triangle(vec3 a, vec3 b, vec3 c, float spacing, F &&put) {
  const float longest = std::max({glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)});
  const int n = std::clamp(static_cast<int>(std::ceil(longest / spacing)), 1, 60);
  for (int i = 0; i <= n; ++i)
    for (int j = 0; i + j <= n; ++j) {
      const float u = static_cast<float>(i) / static_cast<float>(n), v = static_cast<float>(j) / static_cast<float>(n);
      put((1 - u - v) * a + u * b + v * c);
    }
}

} // namespace

SkinCloud gather_cloud(const format::Body &body, const anatomy::Library &library, const Spread &spread, float spacing) {
  SkinCloud out;
  const SkinParts parts(body, library);
  Territories land;
  for (const format::Structure &s : body.structures) {
    if (!is_skeletal(s)) continue;
    const Limb limb = Spread::limb_of(parts.of_bone(s.bone), s.side);
    const LimbWeights w = Spread::rigid(limb);
    const std::uint32_t joint = carrier_joint(body, library, s);
    const std::string_view part = parts.of_bone(s.bone);
    const Samples samples = sample_surface(s.mesh, 0.08);
    for (const vec3 &p : samples.points) {
      if (!part.empty()) land.points[zone_of(part, s.side)].push_back(p);
      if (joint != format::none) out.bones.push_back({p, spread.apart(p, w), joint});
    }
  }
  for (const auto &points : land.points) land.trees.emplace_back(points);

  std::array<std::vector<vec3>, zones> clouds;
  for (const format::Structure &s : body.structures) {
    const bool bone = is_skeletal(s);
    if (!bone && !is_flesh(s)) continue;
    const LimbWeights rigid = Spread::rigid(Spread::limb_of(parts.of_bone(s.bone), s.side));
    const std::size_t first = out.rest.size(), n = s.mesh.positions.size();
    out.rest.insert(out.rest.end(), s.mesh.positions.begin(), s.mesh.positions.end());
    out.normals.insert(out.normals.end(), s.mesh.normals.begin(), s.mesh.normals.end());
    out.normals.resize(first + n, vec3(0));
    out.limbs.resize(first + n);
    out.spread.resize(first + n);
    std::vector<unsigned> mask(n);
    tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
      const vec3 p = s.mesh.positions[i];
      out.limbs[first + i] = bone ? rigid : spread.weights(p);
      out.spread[first + i] = spread.apart(p, out.limbs[first + i]);
      mask[i] = land.at(p);
    });
    for (std::size_t t = 0; t + 2 < s.mesh.indices.size(); t += 3) {
      const std::uint32_t a = s.mesh.indices[t], b = s.mesh.indices[t + 1], c = s.mesh.indices[t + 2];
      const unsigned all = mask[a] | mask[b] | mask[c];
      fill_triangle(out.spread[first + a], out.spread[first + b], out.spread[first + c], spacing, [&](vec3 p) {
        for (std::size_t z = 0; z < zones; ++z)
          if ((all >> z & 1U) != 0) clouds[z].push_back(p);
      });
    }
  }
  for (std::size_t z = 0; z < zones; ++z) {
    const Recipe &r = recipes[z];
    out.regions.push_back({r.name, std::move(clouds[z]), r.closing_mm * millimetre, r.offset_mm * millimetre,
                           r.blend_mm * millimetre, r.sigma});
  }
  return out;
}

} // namespace myo::assemble
