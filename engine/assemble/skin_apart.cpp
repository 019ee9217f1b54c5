#include "assemble/skin_apart.h"

#include "assemble/mesh/point_tree.h"
#include "assemble/mesh/take_along.h"
#include "base/parallel.h"
#include "form/remesh.h"
#include "form/triangle_tree.h"

#include <algorithm>
#include <array>
#include <span>

namespace myo::assemble {
namespace {

constexpr float reach = 0.03F;     // no skin is thicker where two limbs lie against each other
constexpr float between = 0.001F;  // the air left between both
constexpr float thinnest = 0.0004F; // of skin in a fold where muscle lies against muscle
constexpr float touching = 0.0003F;
constexpr float near_out = 0.002F; // deeper, the nearest way out may be the wrong one
constexpr float spacing = 0.0025F; // of samples of what lies beneath

struct Place {
  bool own = false; // of the limb; else of the rest of the body
  bool inside = false;
  vec3 out{0};      // the way out of the other's skin, where it lies in that
};

// What lies under both skins near the place where they meet.
class Beneath {
public:
  Beneath(const SkinCloud &cloud, int limb, const Bounds &box) : own_(samples(cloud, limb, true, box)), other_(samples(cloud, limb, false, box)) {}
  [[nodiscard]] const PointTree &of(bool own) const { return own ? own_ : other_; }

private:
  static std::vector<vec3> samples(const SkinCloud &cloud, int limb, bool own, const Bounds &box) {
    std::vector<vec3> out;
    for (std::size_t t = 0; t + 2 < cloud.triangles.size(); t += 3) {
      const std::uint32_t a = cloud.triangles[t], b = cloud.triangles[t + 1], c = cloud.triangles[t + 2];
      if ((cloud.limbs[a][limb] > 0.5F) != own || !box.holds(cloud.rest[a], reach)) continue;
      fill_triangle(cloud.rest[a], cloud.rest[b], cloud.rest[c], spacing, [&](vec3 p) { out.push_back(p); });
    }
    return out;
  }
  PointTree own_, other_;
};

form::Surface half_of(const form::Surface &skin, const std::vector<Place> &places, bool own) {
  form::Surface out{skin.positions, {}};
  for (std::size_t t = 0; t + 2 < skin.indices.size(); t += 3) {
    int count = 0;
    for (std::size_t k = 0; k < 3; ++k) count += places[skin.indices[t + k]].own ? 1 : 0;
    if ((count >= 2) == own) out.indices.insert(out.indices.end(), skin.indices.begin() + static_cast<std::ptrdiff_t>(t), skin.indices.begin() + static_cast<std::ptrdiff_t>(t + 3));
  }
  return out;
}

// Which vertices lie in, or hardly before, the skin of the other half, which faces them.
Bounds find_inside(const form::Surface &skin, std::span<const vec3> normals, std::vector<Place> &places, const Bounds &near) {
  Bounds box;
  for (const bool own : {true, false}) {
    const form::Surface other = half_of(skin, places, !own);
    const form::TriangleTree tree(other.positions, other.indices, normals);
    parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) {
      if (places[i].own != own) return;
      places[i].inside = false, places[i].out = vec3(0);
      if (!near.holds(skin.positions[i], reach)) return;
      const form::TriangleTree::Hit hit = tree.nearest(skin.positions[i], reach);
      places[i].inside = hit.found() && hit.distance < between && glm::dot(hit.normal, normals[i]) < 0;
      if (places[i].inside && hit.distance > -near_out) places[i].out = std::max(touching - hit.distance, 0.0F) * hit.normal;
    });
  }
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i].inside) box.add(skin.positions[i]);
  return box;
}

float median(std::vector<float> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// How thick the skins are where they meet: of the limb, as a share of both.
float own_share(const form::Surface &skin, const std::vector<Place> &places, const Beneath &beneath, float cover) {
  std::array<std::vector<float>, 2> thick; // of the other's, of the limb's own
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i].inside) thick[places[i].own].push_back(beneath.of(places[i].own).nearest(skin.positions[i]).distance);
  const float other = std::max(median(thick[0]), cover), own = std::max(median(thick[1]), cover);
  return own / (own + other);
}

// How far each vertex has to go towards what lies under it, so that the other skin has its share of the room; neither becomes
// thinner than `cover` while there is room for both.
std::vector<float> ways_in(const form::Surface &skin, const std::vector<Place> &places, const Beneath &beneath, float share, float cover) {
  std::vector<float> out(places.size(), 0);
  parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) {
    if (!places[i].inside) return;
    const bool own = places[i].own;
    const PointTree &mine = beneath.of(own), &theirs = beneath.of(!own);
    const PointTree::Hit under = mine.nearest(skin.positions[i]);
    if (under.distance <= thinnest) return;
    const vec3 way = (mine.point(under.index) - skin.positions[i]) / under.distance;
    const auto clear = [&](float t) {
      const float here = under.distance - t, room = here + theirs.nearest(skin.positions[i] + t * way).distance - between;
      const float least = std::clamp(0.5F * room, thinnest, cover);
      return here <= std::clamp(room * (own ? share : 1 - share), least, std::max(least, room - least));
    };
    float low = 0, high = under.distance - thinnest;
    if (clear(0)) return;
    for (int k = 0; k < 10; ++k) (clear(0.5F * (low + high)) ? high : low) = 0.5F * (low + high);
    out[i] = high;
  });
  return out;
}

// A vertex that goes in takes its neighbours along, as far as what lies under them lets it.
void go_in(form::Surface &skin, const Rings &ring, const std::vector<Place> &places, const Beneath &beneath,
           std::vector<float> ways, float cover, std::vector<bool> &moved) {
  take_along(ways, ring, 8);
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (ways[i] < 1e-5F) continue;
    const PointTree &mine = beneath.of(places[i].own);
    const PointTree::Hit under = mine.nearest(skin.positions[i]);
    const float t = std::min(ways[i], under.distance - (places[i].inside ? thinnest : cover));
    if (t <= 0) continue;
    skin.positions[i] += t / under.distance * (mine.point(under.index) - skin.positions[i]);
    moved[i] = true;
  }
}

// In a fold where no room is left, the skins part as they can: what comes through them is not seen there.
void squeeze(form::Surface &skin, std::vector<Place> &places, const Bounds &near, std::vector<bool> &moved) {
  for (int round = 0; round < 4; ++round) {
    const std::vector<vec3> normals = form::vertex_normals(skin.positions, skin.indices);
    if (find_inside(skin, normals, places, near).empty()) return;
    bool any = false;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i].out == vec3(0)) continue;
      skin.positions[i] += 0.6F * places[i].out;
      moved[i] = any = true;
    }
    if (!any) return;
  }
}

} // namespace

std::size_t part_limbs(form::Surface &skin, const std::vector<LimbWeights> &limbs, const SkinCloud &cloud, float cover) {
  const Rings ring = rings_of(skin);
  std::vector<bool> moved(skin.positions.size(), false);
  for (int limb = 0; limb < 4; ++limb) {
    std::vector<Place> places(skin.positions.size());
    Bounds near;
    for (std::size_t i = 0; i < places.size(); ++i) {
      places[i].own = limbs[i][limb] > 0.5F;
      if (places[i].own) near.add(skin.positions[i]);
    }
    float share = 0;
    for (int round = 0; round < 6; ++round) {
      const std::vector<vec3> normals = form::vertex_normals(skin.positions, skin.indices);
      const Bounds box = find_inside(skin, normals, places, near);
      if (box.empty()) break;
      near = box;
      const Beneath beneath(cloud, limb, box);
      if (round == 0) share = own_share(skin, places, beneath, cover);
      const std::vector<float> ways = ways_in(skin, places, beneath, share, cover);
      if (std::all_of(ways.begin(), ways.end(), [](float w) { return w < 1e-5F; })) break;
      go_in(skin, ring, places, beneath, ways, cover, moved);
    }
    if (share > 0) squeeze(skin, places, near, moved);
  }
  return static_cast<std::size_t>(std::count(moved.begin(), moved.end(), true));
}

} // namespace myo::assemble
