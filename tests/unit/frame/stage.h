// The tiny body with everything a frame::View borrows, for the tests of this room.
#pragma once

#include "atlas/load.h"
#include "frame/frame_builder.h"
#include "heat/heat.h"
#include "rig/rig.h"
#include "scene/scene.h"
#include "support/tiny_body.h"

#include <stdexcept>

namespace myo::frame::tests {

struct Stage {
  anatomy::Library library = myo::tests::tiny_library();
  atlas::Atlas atlas = make();
  rig::Rig rig = rig::Rig::build(atlas.body(), library).value();
  scene::Context context{&atlas.body(), &library, &rig};
  scene::Scene scene = scene::opening_scene(context);
  anatomy::FeatureNames features{{"scapula:back", {"Back of the blade", "scapula"}},
                                 {"scapula:front", {"Front of the blade", "scapula"}},
                                 {"scapula:top", {"Top of the blade", "scapula"}}};
  rig::Pose pose;
  heat::Paint paint{atlas.body()};
  heat::Heat heat;

  Stage() { follow(); }
  static atlas::Atlas make() {
    Progress progress;
    return atlas::make_atlas(myo::tests::tiny_body(), progress).value();
  }
  void follow() {
    pose = rig::evaluate(rig, scene.document.pose);
    heat = heat::evaluate(atlas.body(), library, rig, scene.document.heat, scene.document.pose, paint.of(scene.document.heat.dabs));
  }
  void obey(const scene::Command &command) {
    if (const Status status = scene::apply(scene, command, context); !status) throw std::runtime_error(status.error().line());
    follow();
  }
  // A place of the skin of the back, seen from behind.
  [[nodiscard]] vec3 on_skin(float x, float y) const {
    vec3 best(1e9F);
    for (const format::Structure &s : atlas.body().structures)
      for (const vec3 p : s.mesh.positions)
        if (s.kind == format::Kind::skin && glm::distance(vec2(p), vec2(x, y)) < glm::distance(vec2(best), vec2(x, y))) best = p;
    return best;
  }
  [[nodiscard]] View view(uvec2 size = {640, 480}) const {
    View v;
    v.document = &scene.document, v.pose = &pose, v.heat = &heat, v.size_px = size, v.features = &features;
    return v;
  }
  [[nodiscard]] FrameBuilder builder() const { return FrameBuilder::create(atlas, context).value(); }
};

} // namespace myo::frame::tests
