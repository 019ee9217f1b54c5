#include "assemble/skin.h"

#include "assemble/bone_heat.h"
#include "assemble/landmarks.h"
#include "assemble/skin_cloud.h"
#include "assemble/skin_face.h"
#include "assemble/skin_parts.h"
#include "form/chart.h"
#include "form/remesh.h"
#include "form/wrap.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace myo::assemble {
namespace {

constexpr float step = 0.0025F; // of the lattice, metres

// Where triangles are to be small: the head, neck and upper back carry the finest referral zones, hands and feet the
// finest forms.
class EdgeLength {
public:
  EdgeLength(const format::Body &body, const anatomy::Library &library, const Spread &spread, const Face &face)
      : face_(face) {
    using anatomy::Side;
    const auto y = [&](const char *id, float otherwise) {
      const format::Landmark *l = find_landmark(body, id, Side::left);
      return l != nullptr ? l->point.y : otherwise;
    };
    upper_ = y("scap_inferior_angle", 1e9F);
    shoulder_ = y("gh_centre", 1e9F);
    ankle_ = y("ankle_centre", -1e9F);
    if (const format::Landmark *l = find_landmark(body, "acromion_lateral", Side::left))
      width_ = std::abs(l->point.x - midline_x(body));
    mid_ = midline_x(body);
    const SkinParts parts(body, library);
    for (const Side side : {Side::left, Side::right})
      if (const format::Landmark *l = find_landmark(body, "mc3_head", side))
        hands_.push_back(spread.apart(l->point, Spread::rigid(Spread::limb_of("hand", side))));
  }
  [[nodiscard]] float operator()(vec3 p) const {
    float e = 0.005F;
    const float trunk = glm::smoothstep(upper_ - 0.05F, upper_ - 0.01F, p.y) *
                        glm::smoothstep(width_ + 0.03F, width_ - 0.01F, std::abs(p.x - mid_));
    e = glm::mix(e, 0.0037F, trunk);
    e = glm::mix(e, 0.0035F,
                 glm::smoothstep(shoulder_, shoulder_ + 0.03F, p.y) *
                     glm::smoothstep(0.16F, 0.12F, std::abs(p.x - mid_)));
    for (const vec3 &h : hands_)
      e = std::min(e, glm::mix(0.003F, 0.005F, glm::smoothstep(0.10F, 0.13F, glm::distance(p, h))));
    e = std::min(e, glm::mix(0.0036F, 0.005F, glm::smoothstep(ankle_, ankle_ + 0.05F, p.y)));
    return face_.fine(p) ? 0.0023F : e;
  }

private:
  const Face &face_;
  float upper_ = 0, shoulder_ = 0, ankle_ = 0, width_ = 0.17F, mid_ = 0;
  std::vector<vec3> hands_;
};

void smooth_over(const std::vector<std::vector<std::uint32_t>> &ring, std::vector<LimbWeights> &w, int passes) {
  std::vector<LimbWeights> next(w.size());
  for (int k = 0; k < passes; ++k) {
    tbb::parallel_for(std::size_t{0}, w.size(), [&](std::size_t i) {
      LimbWeights sum = w[i];
      for (const std::uint32_t n : ring[i]) sum += w[n];
      next[i] = sum / static_cast<float>(ring[i].size() + 1);
    });
    w.swap(next);
  }
}

std::vector<std::vector<std::uint32_t>> rings(const form::Surface &s) {
  std::vector<std::vector<std::uint32_t>> out(s.positions.size());
  for (std::size_t t = 0; t + 2 < s.indices.size(); t += 3)
    for (std::size_t k = 0; k < 3; ++k) out[s.indices[t + k]].push_back(s.indices[t + (k + 1) % 3]);
  return out;
}

// Takes the skin back to rest by the motion of the tissue under it.
void bring_together(form::Surface &skin, const SkinCloud &cloud, const Spread &spread) {
  const PointTree tissue(cloud.spread);
  std::vector<LimbWeights> w(skin.positions.size());
  tbb::parallel_for(std::size_t{0}, w.size(), [&](std::size_t i) {
    LimbWeights sum(0);
    float all = 0;
    for (const PointTree::Hit &h : tissue.nearest(skin.positions[i], 12)) {
      const float k = 1 / (h.distance * h.distance + 1e-6F);
      sum += k * cloud.limbs[h.index];
      all += k;
    }
    if (all > 0) w[i] = sum / all;
  });
  smooth_over(rings(skin), w, 14);
  tbb::parallel_for(std::size_t{0}, w.size(),
                    [&](std::size_t i) { skin.positions[i] = spread.together(skin.positions[i], w[i]); });
}

// Moves skin out of tissue that pokes through or nearly so, and evens what was moved. Returns how many vertices it
// moved.
std::size_t push_out(form::Surface &skin, const SkinCloud &cloud, float margin) {
  const auto ring = rings(skin);
  const PointTree tissue(cloud.rest);
  std::size_t moved = 0;
  for (int round = 0; round < 4; ++round) {
    const std::vector<vec3> normals = form::vertex_normals(skin.positions, skin.indices);
    std::vector<float> lift(skin.positions.size(), 0);
    tbb::parallel_for(std::size_t{0}, lift.size(), [&](std::size_t i) {
      for (const PointTree::Hit &h : tissue.nearest(skin.positions[i], 6)) {
        const vec3 d = skin.positions[i] - cloud.rest[h.index];
        if (glm::dot(cloud.normals[h.index], normals[i]) < 0.2F) continue; // the far side of something thin
        const float above = glm::dot(d, normals[i]);
        const float aside = glm::length(d - above * normals[i]);
        if (aside < 0.006F && above < margin) lift[i] = std::max(lift[i], std::min(margin - above, 0.015F));
      }
    });
    std::size_t count = 0;
    for (int pass = 0; pass < 3; ++pass) { // a lifted vertex takes its neighbours along
      std::vector<float> next = lift;
      for (std::size_t i = 0; i < lift.size(); ++i) {
        float sum = 0;
        for (const std::uint32_t n : ring[i]) sum += lift[n];
        next[i] = std::max(lift[i], sum / static_cast<float>(std::max<std::size_t>(ring[i].size(), 1)));
      }
      lift.swap(next);
    }
    for (std::size_t i = 0; i < lift.size(); ++i)
      if (lift[i] > 1e-4F) skin.positions[i] += lift[i] * normals[i], ++count;
    moved = std::max(moved, count);
    if (count == 0) break;
  }
  return moved;
}

Status weigh_skin(format::Mesh &mesh, const std::vector<vec3> &spread, const SkinCloud &cloud) {
  std::vector<vec3> points;
  for (const BonePoint &b : cloud.bones) points.push_back(b.spread); // apart, a hand warms no thigh
  const PointTree bones(points);
  std::vector<std::uint32_t> target(mesh.positions.size());
  std::vector<float> strength(target.size());
  tbb::parallel_for(std::size_t{0}, target.size(), [&](std::size_t i) {
    const PointTree::Hit h = bones.nearest(spread[i]);
    target[i] = h.index < cloud.bones.size() ? cloud.bones[h.index].joint : no_joint;
    const float d = std::max(h.distance, 0.004F);
    strength[i] = 1 / (d * d);
  });
  auto weights = bone_heat(mesh.positions, mesh.indices, target, strength, 0);
  MYO_TRY(weights);
  mesh.joints = std::move(weights->joints);
  mesh.weights = std::move(weights->weights);
  return {};
}

// Which of a few large pieces a vertex is charted with, and that piece's own axes.
struct Segments {
  std::vector<std::uint32_t> label;
  std::vector<mat3> frames;
};
Segments chart_segments(const format::Body &body, const anatomy::Library &library, const format::Mesh &mesh) {
  const SkinParts parts(body, library);
  struct Piece {
    const char *part;
    const char *joint;
  };
  constexpr Piece pieces[] = {{"arm", "glenohumeral"}, {"forearm", "elbow"}, {"hand", "wrist"},
                              {"thigh", "hip"},        {"leg", "knee"},      {"foot", ""}};
  std::vector<std::uint32_t> of_joint(body.joints.size(), 0);
  Segments out;
  out.frames.push_back(mat3(1));
  for (const char *side : {"left.", "right."})
    for (const Piece &piece : pieces) {
      mat3 frame(1);
      for (std::size_t j = 0; j < body.joints.size(); ++j) {
        if (!body.joints[j].id.starts_with(side)) continue;
        if (*piece.joint != 0 && body.joints[j].id == side + std::string(piece.joint)) frame = body.joints[j].axes;
        std::string_view part = parts.of_joint(static_cast<std::uint32_t>(j));
        if (part.starts_with("digit")) part = "hand";
        if (part.starts_with("toe")) part = "foot";
        if (part == piece.part) of_joint[j] = static_cast<std::uint32_t>(out.frames.size());
      }
      const float turned = glm::determinant(frame);
      out.frames.push_back(std::isfinite(turned) && std::abs(turned - 1) < 0.01F ? frame : mat3(1));
    }
  for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
    std::vector<float> share(out.frames.size(), 0);
    for (int k = 0; k < 4; ++k)
      if (mesh.joints[v][k] < of_joint.size()) share[of_joint[mesh.joints[v][k]]] += mesh.weights[v][k];
    out.label.push_back(static_cast<std::uint32_t>(std::max_element(share.begin(), share.end()) - share.begin()));
  }
  return out;
}

void split_at_charts(format::Mesh &mesh, const form::Charts &charts) {
  format::Mesh split;
  for (const std::uint32_t v : charts.source) {
    split.positions.push_back(mesh.positions[v]);
    split.normals.push_back(mesh.normals[v]);
    split.joints.push_back(mesh.joints[v]);
    split.weights.push_back(mesh.weights[v]);
  }
  split.uv = charts.uv;
  split.indices = charts.indices;
  mesh = std::move(split);
}

} // namespace

Status wrap_skin(format::Body &body, const anatomy::Library &library, Progress &progress) {
  std::erase_if(body.structures, [](const format::Structure &s) { return s.kind == format::Kind::skin; });
  progress.report("Spreading arms and legs", 0.0F);
  const Spread spread(body, library, 34, 6);
  const SkinCloud cloud = gather_cloud(body, library, spread, step);
  if (cloud.rest.empty())
    return bad_input("there is nothing to put a skin around", body.name, "import a body with bones and muscles first");
  if (cloud.bones.empty())
    return bad_input("no bone has a joint, so a skin cannot follow the body", body.name,
                     "build the joints before the skin");

  progress.report("Wrapping the body", 0.15F);
  auto field = form::wrap(cloud.regions, step, progress);
  MYO_TRY(field);
  const Face face(body, library);
  for (const std::string &id : face.missing())
    body.notes.push_back("the face has no soft parts: landmark " + id + " is missing");
  const form::Field base = *field;
  const form::Lattice &l = field->lattice;
  tbb::parallel_for(0, l.size.z, [&](int z) {
    for (int y = 0; y < l.size.y; ++y)
      for (int x = 0; x < l.size.x; ++x)
        if (const vec3 p = l.point(x, y, z); face.near(p))
          field->values[l.index(x, y, z)] = face(p, field->values[l.index(x, y, z)]);
  });
  if (progress.cancelled()) return cancelled();
  progress.report("Closing the skin", 0.4F);
  form::make_ball(*field);
  form::Surface skin = form::isosurface(*field);
  if (progress.cancelled()) return cancelled();

  progress.report("Evening out the skin's triangles", 0.5F);
  const auto value = [&](vec3 p) { return face.near(p) ? face(p, base.sample(p)) : field->sample(p); };
  const auto project = [&](vec3 p) {
    for (int k = 0; k < 3; ++k) {
      constexpr float h = 0.6F * step;
      const vec3 g =
          vec3(value(p + vec3(h, 0, 0)) - value(p - vec3(h, 0, 0)), value(p + vec3(0, h, 0)) - value(p - vec3(0, h, 0)),
               value(p + vec3(0, 0, h)) - value(p - vec3(0, 0, h))) /
          (2 * h);
      const float n = glm::dot(g, g);
      if (n < 0.01F) break;
      vec3 move = -value(p) / n * g;
      const float length = glm::length(move);
      if (length > 0.5F * step) move *= 0.5F * step / length;
      p += move;
    }
    return p;
  };
  const EdgeLength edge(body, library, spread, face);
  skin = form::remesh(skin, {[&](vec3 p) { return edge(p); }, project, 5});
  if (progress.cancelled()) return cancelled();

  progress.report("Bringing arms and legs back", 0.75F);
  const std::vector<vec3> spread_positions = skin.positions;
  bring_together(skin, cloud, spread);
  const std::size_t pushed = push_out(skin, cloud, 0.0022F);
  format::Structure structure;
  structure.id = "skin";
  structure.name = "Skin";
  structure.latin = "Cutis";
  structure.kind = format::Kind::skin;
  structure.system = "integument";
  structure.generated = true;
  structure.source = "wrapped around bones and muscles; soft parts of the head from landmarks";
  format::Mesh &mesh = structure.mesh;
  mesh.positions = std::move(skin.positions);
  mesh.indices = std::move(skin.indices);
  mesh.normals = form::vertex_normals(mesh.positions, mesh.indices);
  progress.report("Tying the skin to the joints", 0.85F);
  MYO_CHECK(weigh_skin(mesh, spread_positions, cloud));
  progress.report("Charting the skin", 0.92F);
  const form::Topology shape = form::topology({mesh.positions, mesh.indices});
  const double litres = 1000 * form::volume({mesh.positions, mesh.indices});
  const Segments segments = chart_segments(body, library, mesh);
  const form::Charts charts =
      form::make_charts(mesh.positions, mesh.normals, mesh.indices, segments.label, segments.frames);
  if (charts.count == 0) return machine_fault("the skin's charts do not fit their texture", "skin");
  split_at_charts(mesh, charts);
  body.notes.push_back(
      fmt::format("skin: {} triangles, {:.1f} l, {} component(s), genus {}, {} vertices lifted off what lies beneath",
                  mesh.indices.size() / 3, litres, shape.components, shape.genus, pushed));
  const form::Distortion &d = charts.distortion;
  body.notes.push_back(fmt::format(
      "skin charts: {}, stretch p50 {:.2f}, p95 {:.2f}, p99 {:.2f}, flipped {:.3f} %, fill {:.0f} %, {:.2f} px/mm",
      charts.count, d.p50, d.p95, d.p99, 100 * d.flipped_area, 100 * d.fill, d.pixels_per_mm));
  body.structures.push_back(std::move(structure));
  return {};
}

} // namespace myo::assemble
