#include "assemble/muscles/course.h"

#include "form/polyline.h"

#include <algorithm>
#include <cmath>

namespace myo::assemble {
namespace {

// The joint that carries most of a bone; the root for what is no bone.
std::uint32_t joint_of(const format::Body &body, std::uint32_t structure) {
  if (structure >= body.structures.size() || body.structures[structure].mesh.joints.empty()) return 0;
  const format::Mesh &mesh = body.structures[structure].mesh;
  std::vector<float> share(body.joints.size(), 0);
  for (std::size_t v = 0; v < mesh.joints.size(); ++v)
    for (int k = 0; k < 4; ++k)
      if (mesh.joints[v][k] < share.size()) share[mesh.joints[v][k]] += mesh.weights[v][k];
  return static_cast<std::uint32_t>(std::ranges::max_element(share) - share.begin());
}

vec3 mean(const std::vector<vec3> &line) {
  vec3 sum(0);
  for (const vec3 p : line) sum += p;
  return sum / static_cast<float>(line.size());
}

std::uint32_t bone_of(const std::vector<Hold> &line) {
  for (const Hold &h : line)
    if (h.bone != format::none) return h.bone;
  return format::none;
}

struct Run {                     // one piece's middle line
  std::vector<vec3> line;
  std::uint32_t first_joint = 0, last_joint = 0;
  float half_thickness = 0;

  [[nodiscard]] CoursePoint at(float share) const {
    return {form::point_at(line, share), share < 0.5F ? first_joint : last_joint, half_thickness};
  }
};

std::vector<Run> runs_of(const Site &site, const anatomy::Muscle &muscle, anatomy::Side side) {
  MusclePlan plan;
  plan.muscle = &muscle, plan.side = side;
  make_plan(site, plan);
  std::vector<Run> runs;
  for (const Piece &piece : plan.pieces) {
    if (piece.origin.empty() || piece.insertion.empty()) continue;
    Run run;
    run.line.push_back(mean_of(piece.origin));
    for (const auto &via : piece.shape.via)
      if (!via.empty()) run.line.push_back(mean(via));
    run.line.push_back(mean_of(piece.insertion));
    const std::uint32_t from = bone_of(piece.origin), to = bone_of(piece.insertion);
    run.first_joint = joint_of(site.body, from != format::none ? from : to);
    run.last_joint = joint_of(site.body, to != format::none ? to : from);
    run.half_thickness = 0.5F * piece.shape.thickness;
    if (form::length_of(run.line) > 0) runs.push_back(std::move(run));
  }
  return runs;
}

} // namespace

std::vector<CoursePoint> course_of(const Site &site, const anatomy::Muscle &muscle, anatomy::Side side, double fraction) {
  constexpr float apart = 0.005F;
  const std::vector<Run> runs = runs_of(site, muscle, side);
  std::vector<CoursePoint> points;
  if (runs.empty()) return points;
  points.push_back(runs[runs.size() / 2].at(static_cast<float>(fraction)));
  for (const Run &run : runs) {
    const int count = std::max(1, static_cast<int>(std::ceil(form::length_of(run.line) / apart)));
    for (int i = 0; i <= count; ++i) points.push_back(run.at(static_cast<float>(i) / static_cast<float>(count)));
  }
  return points;
}

} // namespace myo::assemble
