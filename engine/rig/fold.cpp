#include "rig/fold.h"

#include "format/body.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::rig {
namespace {

constexpr float gap_m = 0.0004F;                        // that stays free on each side of the plane
constexpr float softest_m = 0.006F, hardest_m = 0.0005F; // over how much flesh that is free turns into flesh that is pressed
constexpr float soft_part = 0.25F;                      // of the room between plane and bone
constexpr float begins_cosine = -0.766F, whole_cosine = 0.0F; // of the angle between both parts: bent by 40 and by 90 degrees

} // namespace

std::span<const Folding> foldings() {
  static constexpr std::array<Folding, 2> limbs{{{"glenohumeral", "elbow", "wrist", 0.06F}, {"hip", "knee", "ankle", 0.03F}}};
  return limbs;
}

Fold fold_between(vec3 before, vec3 joint, vec3 end, float bone_m) {
  Fold fold;
  fold.centre = joint, fold.bone_m = bone_m;
  if (glm::distance(before, joint) < 1e-4F || glm::distance(end, joint) < 1e-4F) return fold;
  const vec3 up = glm::normalize(before - joint), down = glm::normalize(end - joint);
  const float cosine = glm::dot(up, down);
  if (cosine <= -0.99F || cosine >= 0.9999F) return fold; // straight, or one upon the other: no plane
  fold.normal = glm::normalize(up - down), fold.inward = glm::normalize(up + down);
  fold.slope = std::sqrt((1 - cosine) / (1 + cosine)); // tangent of half the angle between both
  fold.strength = glm::smoothstep(begins_cosine, whole_cosine, cosine);
  return fold;
}

float fold_share(u16vec4 joints, vec4 weights, std::span<const std::uint32_t> sides, const Fold &fold) {
  float share = 0;
  for (int k = 0; k < 4; ++k) {
    const std::uint32_t side = joints[k] < sides.size() ? sides[joints[k]] >> fold.shift & fold_bits : 0U;
    if (side == before_fold) share += weights[k];
    if (side == beyond_fold) share -= weights[k];
  }
  return std::copysign(glm::smoothstep(0.0F, 0.2F, std::abs(share)), share);
}

vec3 pressed(vec3 place, float share, const Fold &fold) {
  const vec3 way = place - fold.centre;
  const float in = glm::dot(way, fold.inward), reach = fold.strength * std::abs(share) * glm::smoothstep(0.5F * fold.bone_m, fold.bone_m, in);
  if (reach <= 0) return place;
  const float side = share < 0 ? -1.0F : 1.0F, apart = side * glm::dot(way, fold.normal);
  const float soft = glm::clamp(soft_part * fold.slope * (in - fold.bone_m), hardest_m, softest_m);
  const float over = (apart - gap_m) / soft;
  if (over > 16) return place; // nothing left of the push in single precision
  return place + reach * side * (gap_m + soft * std::log(1 + std::exp(over)) - apart) * fold.normal;
}

bool gives_way(format::Kind kind) {
  using enum format::Kind;
  return kind == muscle || kind == tendon || kind == fascia || kind == ligament || kind == skin || kind == deep_surface || kind == organ;
}

} // namespace myo::rig
