#include "frame/deep_cover.h"

#include <algorithm>

namespace myo::frame {
namespace {

constexpr float touches_m = 0.018F;            // nearer to the surface than this: bone and surface belong together

// On the screen; everything when part of it lies behind the eye. Grown by how far the pose has moved the box.
Box screen_box(const Bounds &rest, const Glance &glance) {
  Box box = nothing();
  const float moved = glance.carried(rest.centre());
  for (int corner = 0; corner < 8; ++corner) {
    const vec3 p{corner & 1 ? rest.high.x + moved : rest.low.x - moved, corner & 2 ? rest.high.y + moved : rest.low.y - moved,
                 corner & 4 ? rest.high.z + moved : rest.low.z - moved};
    const auto pixel = glance.project(p);
    if (!pixel) return {vec2{0}, glance.size_px};
    box.add(*pixel);
  }
  return box;
}

} // namespace

bool DeepCover::belongs(std::uint32_t bone, std::uint32_t carrier) {
  const auto [slot, added] = known_.try_emplace({bone, carrier}, false);
  if (!added || !atlas_->bounds(bone).touches(atlas_->bounds(carrier), touches_m)) return slot->second;
  const std::vector<vec3> &on = atlas_->body().structures[carrier].mesh.positions;
  const std::vector<vec3> &of = atlas_->body().structures[bone].mesh.positions;
  const std::size_t step = 1 + of.size() / 400;
  for (std::size_t i = 0; i < of.size() && !slot->second; i += step)
    slot->second = std::ranges::any_of(on, [&](vec3 p) { return glm::distance(p, of[i]) < touches_m; });
  return slot->second;
}

bool DeepCover::hides(std::uint32_t bone, std::uint32_t carrier, const Glance &glance) {
  if (belongs(bone, carrier)) return false;
  return !overlap(screen_box(atlas_->bounds(bone), glance), screen_box(atlas_->bounds(carrier), glance)).empty();
}

} // namespace myo::frame
