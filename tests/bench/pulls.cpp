#include "pulls.h"

#include "rig/pull.h"

namespace myo::bench {

Result<Json> pulls(const app::Workbench &bench, int steps) {
  struct Limb { const char *name, *joint; vec3 from, way; };
  const Limb limbs[] = {{"hand", "right.wrist", {0, -0.08F, 0}, {-0.3F, 0.8F, 0.5F}},
                        {"foot", "left.ankle", {0, -0.04F, 0.08F}, {0.2F, 0.7F, 0.6F}},
                        {"head", "atlanto_occipital", {0, 0.1F, 0.05F}, {0.3F, -0.2F, 0.9F}},
                        {"hand_out_of_reach", "left.wrist", {0, -0.08F, 0}, {3, 1, 1}}};
  Json out;
  for (const Limb &limb : limbs) {
    rig::Grip grip{bench.rig.joint(limb.joint), {}, {}, {}};
    if (grip.joint == format::none) continue;
    grip.place = bench.atlas.body().joints[grip.joint].centre + limb.from;
    rig::JointValues values;
    const auto times = measure(steps, [&](int i) -> Status {
      grip.target = grip.place + 0.008F * static_cast<float>(i + 1) * limb.way;
      values = rig::pull(bench.rig, values, grip).values;
      return {};
    });
    MYO_TRY(times);
    out[limb.name] = times->json();
    out[limb.name]["worst_ms"] = *std::max_element(times->ms.begin(), times->ms.end());
  }
  return out;
}

} // namespace myo::bench
