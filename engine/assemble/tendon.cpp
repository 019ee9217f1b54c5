#include "assemble/tendon.h"

#include "form/loft.h"

#include <algorithm>
#include <fmt/format.h>

namespace myo::assemble {

format::Structure tendon_between(vec3 from, vec3 to, const SampledBone &bone, const anatomy::Muscle &muscle,
                                 anatomy::Side side, std::string_view bone_id) {
  const form::Obstacle keep_out = [&](vec3 p) -> form::Clearance {
    const PointTree::Hit hit = bone.tree.nearest(p);
    if (hit.index >= bone.samples.points.size()) return {};
    const vec3 n = bone.samples.normals[hit.index];
    const vec3 out = p - bone.samples.points[hit.index];
    return {glm::dot(out, n) < 0 ? -hit.distance : hit.distance, n};
  };
  form::TubeShape shape;
  shape.belly = 2.2F * millimetre;
  shape.flatness = 0.7F;
  shape.end = 0.9F;
  shape.tendon = 0.5F; // tendon from end to end
  shape.rings = std::clamp(static_cast<int>(glm::distance(from, to) / (4 * millimetre)), 12, 60);
  shape.sides = 10;
  const vec3 guide[] = {from, to};
  const form::LoftMesh loft = form::loft_tube(guide, shape, keep_out);

  format::Structure s;
  s.id = side == anatomy::Side::midline ? fmt::format("gen.tendon.{}.{}", muscle.id, bone_id)
                                        : fmt::format("gen.tendon.{}.{}.{}", muscle.id, anatomy::to_string(side), bone_id);
  s.name = fmt::format("Tendon of {}", muscle.name);
  s.kind = format::Kind::tendon;
  s.side = side;
  s.muscle = muscle.id;
  s.system = "muscular";
  s.generated = true;
  s.mesh.positions = loft.positions;
  s.mesh.normals = loft.normals;
  s.mesh.uv = loft.uv;
  for (vec2 &uv : s.mesh.uv) uv.y = 1;
  s.mesh.indices = loft.indices;
  return s;
}

} // namespace myo::assemble
