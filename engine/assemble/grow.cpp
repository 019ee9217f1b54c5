#include "assemble/grow.h"

#include "assemble/bone_samples.h"
#include "assemble/body_frame.h"
#include "assemble/grow_latissimus.h"
#include "assemble/grown.h"
#include "assemble/joints.h"
#include "assemble/landmarks.h"

#include <algorithm>
#include <fmt/format.h>

namespace myo::assemble {
namespace {

using anatomy::Role;
using anatomy::Side;

// Shifts a landmark by [lateral, posterior, superior] mm and drops it onto the nearest bone of that name.
std::optional<vec3> on_bone(const Ground &ground, std::string_view landmark, std::string_view bone, Side side, vec3 shift_mm) {
  const format::Landmark *l = find_landmark(ground.body(), landmark, side);
  if (!l) return std::nullopt;
  const vec3 goal = l->point + ground.frame(side).direction_world(shift_mm) * millimetre;
  return ground.nearest_on(bone, side, goal);
}

constexpr std::string_view cervical[] = {"c1", "c2", "c3", "c4", "c5", "c6", "c7"};

// One structure for each vertebra of origin: fascicles to the spinous processes two, three and four levels above. The
// longer, the more superficial; they insert one behind the other along the process.
void multifidus(Ground &ground, const anatomy::Muscle &muscle, Side side) {
  const Obstruction bones = ground.obstacle({"c2", "c3", "c4", "c5", "c6", "c7"}, side);
  for (int from = 3; from <= 6; ++from) {
    Grown grown(muscle, side, fmt::format("gen.{}.{}.{}", muscle.id, anatomy::to_string(side), cervical[from]),
                fmt::format("{}, from {}", muscle.name, ground.bone_name(cervical[from])));
    for (int up = 2; up <= 4; ++up) {
      const int to = from - up;
      if (to < 1) continue; // C1 has no spinous process
      const float rank = static_cast<float>(up - 2);
      const auto start = on_bone(ground, fmt::format("{}_articular", cervical[from]), cervical[from], side, {1 - rank, 2, 0});
      const auto end = on_bone(ground, fmt::format("{}_spinous", cervical[to]), cervical[to], side, {3, -9 + 3 * rank, -2});
      if (!start || !end) continue;
      // Through the groove beside the spinous processes, behind the laminae.
      const vec3 out = ground.frame(side).direction_world({0.0F, 1.0F, 0.0F}) * ((1.0F + 1.2F * rank) * millimetre);
      const vec3 guide[] = {*start, glm::mix(*start, *end, 0.35F) + out, glm::mix(*start, *end, 0.7F) + 0.7F * out, *end};
      form::TubeShape shape;
      shape.belly = (3.6F + 0.3F * rank) * millimetre;
      shape.flatness = 0.72F, shape.end = 0.34F, shape.tendon = 0.14F;
      shape.flat_towards = ground.frame(side).direction_world({0.6F, 0.8F, 0.0F});
      grown.add(form::loft_tube(guide, shape, bones));
      grown.ends.push_back({std::string(cervical[from]), Role::origin, {*start}, 4.0F});
      grown.ends.push_back({std::string(cervical[to]), Role::insertion, {*end}, 3.2F});
    }
    ground.keep(std::move(grown));
  }
}

void one_belly(Ground &ground, const anatomy::Muscle &muscle, Side side, std::string_view from_bone, std::optional<vec3> from,
               std::string_view to_bone, std::optional<vec3> to, const form::TubeShape &shape, vec3 bulge_mm, float foot_from,
               float foot_to) {
  if (!from || !to) {
    ground.note(fmt::format("{} {} could not be grown: a landmark is missing", anatomy::to_string(side), muscle.name));
    return;
  }
  Grown grown(muscle, side, fmt::format("gen.{}.{}", muscle.id, anatomy::to_string(side)), muscle.name);
  const vec3 middle = 0.5F * (*from + *to) + ground.frame(side).direction_world(bulge_mm) * millimetre;
  const vec3 guide[] = {*from, middle, *to};
  grown.add(form::loft_tube(guide, shape, ground.obstacle({"occipital", "c1", "c2"}, side)));
  grown.ends.push_back({std::string(from_bone), Role::origin, {*from}, foot_from});
  grown.ends.push_back({std::string(to_bone), Role::insertion, {*to}, foot_to});
  ground.keep(std::move(grown));
}

bool lacking(const format::Body &body, std::string_view muscle) {
  return std::none_of(body.structures.begin(), body.structures.end(), [&](const format::Structure &s) {
    return s.muscle == muscle && !s.generated && s.kind == format::Kind::muscle;
  });
}

} // namespace

Status grow_missing(format::Body &body, const anatomy::Library &library, Progress &progress) {
  progress.report("Growing muscles that the source lacks", 0);
  std::erase_if(body.patches, [](const format::Patch &p) { return p.how == format::Found::generated; });
  std::erase_if(body.structures, [](const format::Structure &s) { return s.kind == format::Kind::muscle && s.generated; });
  std::vector<Grown> grown;
  Ground ground(body, library);
  float done = 0;
  const auto step = [&] { progress.report("Growing muscles that the source lacks", (done += 1) / 8); };
  for (const Side side : {Side::left, Side::right}) {
    if (const anatomy::Muscle *m = library.muscle("multifidus_cervicis"); m && lacking(body, m->id)) multifidus(ground, *m, side);
    step();
    if (const anatomy::Muscle *m = library.muscle("rectus_capitis_posterior_major"); m && lacking(body, m->id)) {
      form::TubeShape shape;
      shape.belly = 5.5F * millimetre, shape.flatness = 0.45F, shape.end = 0.4F, shape.tendon = 0.1F;
      shape.flat_towards = ground.frame(side).direction_world({0.3F, 1, 0});
      one_belly(ground, *m, side, "c2", on_bone(ground, "c2_spinous", "c2", side, {3.5F, -4, 2}), "occipital",
                on_bone(ground, "inferior_nuchal_lateral", "occipital", side, {0, 0, 0}), shape, {1, 1, 0}, 3.6F, 5.5F);
    }
    step();
    if (const anatomy::Muscle *m = library.muscle("obliquus_capitis_inferior"); m && lacking(body, m->id)) {
      form::TubeShape shape;
      shape.belly = 5.2F * millimetre, shape.flatness = 0.7F, shape.end = 0.36F, shape.tendon = 0.1F;
      shape.flat_towards = ground.frame(side).direction_world({0, 1, 0});
      one_belly(ground, *m, side, "c2", on_bone(ground, "c2_spinous", "c2", side, {4.5F, -8, 0}), "c1",
                on_bone(ground, "c1_transverse", "c1", side, {0, 3, -2}), shape, {0, 2, 0}, 3.6F, 4.0F);
    }
    step();
    if (const anatomy::Muscle *m = library.muscle("latissimus_dorsi"); m && lacking(body, m->id))
      grow_latissimus(ground, *m, side);
    step();
    if (progress.cancelled()) return cancelled();
  }
  ground.settle(body);
  return {};
}

} // namespace myo::assemble
