// Where a limb is bent so far that its flesh meets itself (calf and thigh, forearm and upper arm): both parts are pressed flat
// against the plane between them, so that neither passes through the other. The skin pass does the same.
#pragma once

#include "base/math.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace myo::format {
enum class Kind;
}

namespace myo::rig {

// One bent joint in a pose; metres, world frame.
struct Fold {
  vec3 centre{0};           // of the joint
  float bone_m = 0;         // what lies nearer to it along `inward` is bone or clings to it, and stays
  vec3 normal{0, 1, 0};     // unit, of the plane; points to the part before the joint
  float slope = 0;          // how fast the bones of both parts go away from the plane along `inward`
  vec3 inward{0, 0, 1};     // unit, in the plane, from the joint into the crease
  float strength = 0;       // 0 nothing is pressed, 1 all of it
  std::uint32_t shift = 0;  // of its two bits in a joint's sides
};
inline constexpr std::uint32_t before_fold = 1, beyond_fold = 2, fold_bits = 3, fold_shift = 2;

// What limbs fold, as ids of joints without their side: flesh that follows `before` meets flesh that follows `joint` or what it carries.
struct Folding { std::string_view before, joint, end; float bone_m = 0; };
[[nodiscard]] std::span<const Folding> foldings();

// The fold between two parts of a limb that run from `joint` towards `before` and `end`, all posed; strength 0 unless bent far.
[[nodiscard]] Fold fold_between(vec3 before, vec3 joint, vec3 end, float bone_m);

// -1..1: how much a vertex belongs to the part before the joint (above 0) or beyond it (below 0). `sides`: one a joint of the body.
[[nodiscard]] float fold_share(u16vec4 joints, vec4 weights, std::span<const std::uint32_t> sides, const Fold &fold);
// Where a posed vertex of that share goes.
[[nodiscard]] vec3 pressed(vec3 place, float share, const Fold &fold);

// Whether structures of a kind give way: flesh and skin do, what is hard does not.
[[nodiscard]] bool gives_way(format::Kind kind);

} // namespace myo::rig
