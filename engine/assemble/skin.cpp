#include "assemble/skin.h"

#include "assemble/bone_heat.h"
#include "assemble/landmarks.h"
#include "assemble/makers.h"
#include "assemble/mesh/take_along.h"
#include "assemble/named_places.h"
#include "assemble/skin_apart.h"
#include "assemble/skin_cloud.h"
#include "assemble/skin_ease.h"
#include "assemble/skin_field.h"
#include "assemble/skin_parts.h"
#include "base/parallel.h"
#include "form/chart.h"
#include "form/remesh.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace myo::assemble {
namespace {

// What each stage leaves for the next. A stage is asked for by what comes in, so that a change which the stage before
// does not show (a deep muscle's) goes no further.
struct FieldsKey {
  std::uint64_t hash = 0;
};
template <class A> void visit(A &a, FieldsKey &f) { a(f.hash); }
struct Closed { // spread stance
  form::Surface surface;
  std::vector<float> margin;
  std::vector<std::string> notes;
};
template <class A> void visit(A &a, Closed &c) {
  a(c.surface.positions, c.surface.indices, c.margin);
  a.list(c.notes, [](A &v, std::string &n) { v(n); });
}
struct Settled { // at rest
  std::vector<vec3> positions;
  std::size_t pushed = 0;
};
template <class A> void visit(A &a, Settled &s) { a(s.positions, s.pushed); }
struct TiedSkin {
  std::vector<u16vec4> joints;
  std::vector<vec4> weights;
};
template <class A> void visit(A &a, TiedSkin &t) { a(t.joints, t.weights); }
struct Charted {
  form::Charts charts;
};
template <class A> void visit(A &a, Charted &c) {
  a(c.charts.source, c.charts.uv, c.charts.indices, c.charts.chart, c.charts.count, c.charts.distortion);
}

constexpr float full_margin = 0.002F, shaped_margin = 0.0004F; // of skin over what lies beneath, when it is pushed off that

void smooth_over(const Rings &ring, std::vector<LimbWeights> &w, int passes) {
  std::vector<LimbWeights> next(w.size());
  for (int k = 0; k < passes; ++k) {
    parallel_for(std::size_t{0}, w.size(), [&](std::size_t i) {
      LimbWeights sum = w[i];
      for (const std::uint32_t n : ring[i]) sum += w[n];
      next[i] = sum / static_cast<float>(ring[i].size() + 1);
    });
    w.swap(next);
  }
}

// Takes the skin back to rest by the motion of the tissue under it; says with which limb each vertex went.
std::vector<LimbWeights> bring_together(form::Surface &skin, const SkinCloud &cloud, const Spread &spread) {
  const PointTree tissue(cloud.spread);
  std::vector<LimbWeights> w(skin.positions.size());
  parallel_for(std::size_t{0}, w.size(), [&](std::size_t i) {
    LimbWeights sum(0);
    float all = 0;
    for (const PointTree::Hit &h : tissue.nearest(skin.positions[i], 12)) {
      const float k = 1 / (h.distance * h.distance + 1e-6F);
      sum += k * cloud.limbs[h.index];
      all += k;
    }
    if (all > 0) w[i] = sum / all;
  });
  smooth_over(rings_of(skin), w, 14);
  parallel_for(std::size_t{0}, w.size(),
                    [&](std::size_t i) { skin.positions[i] = spread.together(skin.positions[i], w[i]); });
  return w;
}

// Moves skin out of tissue that pokes through or is nearer than each vertex's margin. Only what is near and faces as the skin does pushes it, and only some millimetres (bone: until it is covered): a
// muscle that stands far out of the skin is a fault of its own, and following it would crumple the skin. Returns how many
// vertices it moved.
std::size_t push_out(form::Surface &skin, const SkinCloud &cloud, const std::vector<float> &margin) {
  constexpr float near = 0.008F, aside_most = 0.004F, step = 0.002F, most = 0.006F, most_shaped = 0.0015F, aside_shaped = 0.002F; // folds of lids and ears are small
  constexpr float near_bone = 0.015F, over_bone = 0.001F, most_off_bone = 0.016F; // bone never shows, however far the skin has to go
  std::vector<std::uint32_t> bone;
  std::vector<vec3> bone_points;
  for (std::uint32_t i = 0; i < cloud.rest.size(); ++i)
    if (cloud.skeletal[i] != 0) bone.push_back(i), bone_points.push_back(cloud.rest[i]);
  const PointTree tissue(cloud.rest), bones(bone_points);
  const auto ring = rings_of(skin);
  std::vector<float> moved(skin.positions.size(), 0);
  for (int round = 0; round < 8; ++round) {
    const std::vector<vec3> normals = form::vertex_normals(skin.positions, skin.indices);
    std::vector<float> lift(skin.positions.size(), 0);
    // How deep a vertex lies under what is near and faces as it does, if it is to stand `over` it.
    const auto lack = [&](std::size_t i, bool bone_only, float within, float over) {
      float most_lacking = 0;
      for (const PointTree::Hit &h : (bone_only ? bones : tissue).nearest(skin.positions[i], 6)) {
        if (h.distance > within) break;
        const std::uint32_t t = bone_only ? bone[h.index] : h.index;
        if (glm::dot(cloud.normals[t], normals[i]) < 0.5F) continue; // the far side of something thin, or across a fold
        const vec3 d = skin.positions[i] - cloud.rest[t];
        const float above = glm::dot(d, normals[i]);
        if (glm::length(d - above * normals[i]) < (!bone_only && margin[i] < full_margin ? aside_shaped : aside_most)) most_lacking = std::max(most_lacking, over - above);
      }
      return most_lacking;
    };
    parallel_for(std::size_t{0}, lift.size(), [&](std::size_t i) {
      const float off_tissue = std::min({lack(i, false, near, margin[i]), step, (margin[i] < full_margin ? most_shaped : most) - moved[i]});
      lift[i] = std::max(off_tissue, std::min({lack(i, true, near_bone, over_bone), step, most_off_bone - moved[i]}));
    });
    take_along(lift, ring, 6);
    bool any = false;
    for (std::size_t i = 0; i < lift.size(); ++i)
      if (lift[i] > 1e-4F) skin.positions[i] += lift[i] * normals[i], moved[i] += lift[i], any = true;
    if (!any) break;
  }
  return static_cast<std::size_t>(std::count_if(moved.begin(), moved.end(), [](float m) { return m > 0; }));
}

Result<TiedSkin> weigh_skin(const format::Mesh &mesh, const std::vector<vec3> &spread, const SkinCloud &cloud, ResultCache &cache) {
  std::vector<vec3> points;
  for (const BonePoint &b : cloud.bones) points.push_back(b.spread); // apart, a hand warms no thigh
  const PointTree bones(points);
  std::vector<std::uint32_t> target(mesh.positions.size());
  std::vector<float> strength(target.size());
  parallel_for(std::size_t{0}, target.size(), [&](std::size_t i) {
    const PointTree::Hit h = bones.nearest(spread[i]);
    target[i] = h.index < cloud.bones.size() ? cloud.bones[h.index].joint : no_joint;
    const float d = std::max(h.distance, 0.004F);
    strength[i] = 1 / (d * d);
  });
  const std::uint64_t key = Key(makers::steps()).list(mesh.positions).list(mesh.indices).list(target).list(strength).hash();
  if (auto known = cache.find<TiedSkin>("skin_weights", key)) return std::move(*known);
  auto weights = bone_heat(mesh.positions, mesh.indices, target, strength, 0);
  MYO_TRY(weights);
  TiedSkin tied{std::move(weights->joints), std::move(weights->weights)};
  cache.keep("skin_weights", key, tied);
  return tied;
}

// Everything that the soft parts and the spread are made from.
Key soft_key(const format::Body &body, const anatomy::Library &library, const Spread &spread, std::string_view sheet) {
  Key key(makers::steps());
  key.text(sheet).value(named_places(body, sheet));
  key.value(scales_hash(body, library)).value(midline_x(body));
  for (const Limb limb : {Limb::left_arm, Limb::right_arm, Limb::left_leg, Limb::right_leg})
    for (int column = 0; column < 4; ++column) key.value(vec3(spread.motion(limb)[column]));
  return key;
}

// The closed surface round the cloud, spread.
Result<Closed> close_skin(SkinCloud &cloud, SoftParts soft, Key key, Progress &progress, ResultCache &cache) {
  Key points = key;
  for (const form::WrapRegion &r : cloud.regions)
    points.text(r.name).list(r.points).value(r.step).value(r.closing).value(r.offset).value(r.blend).value(r.sigma_steps);
  if (const auto fields = cache.find<FieldsKey>("skin_fields", points.hash()))
    if (auto known = cache.find<Closed>("skin_surface", fields->hash)) return std::move(*known);
  auto wrapping = form::wrap(cloud.regions, progress);
  MYO_TRY(wrapping);
  cloud.regions.clear();
  FieldsKey fields{key.value(wrapping->hash()).hash()};
  cache.keep("skin_fields", points.hash(), fields);
  if (auto known = cache.find<Closed>("skin_surface", fields.hash)) return std::move(*known);
  const SkinField field(std::move(*wrapping), std::move(soft));
  progress.report("Closing the skin", 0.4F);
  Closed made{field.triangulate(), {}, field.parts().notes()};
  if (progress.cancelled()) return cancelled();
  for (const vec3 &p : made.surface.positions) // less where the sheet gives the shape: lids are thin
    made.margin.push_back(field.parts().shaped_by(p).empty() ? full_margin : shaped_margin);
  cache.keep("skin_surface", fields.hash, made);
  return made;
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
  out.frames.emplace_back(1);
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

Status place_soft_landmarks(format::Body &body, const anatomy::Library &library, Progress &progress) {
  std::vector<format::Landmark> known;
  for (const format::Landmark &l : body.landmarks)
    if (const anatomy::Landmark *entry = library.landmark(l.id); entry != nullptr && entry->soft) known.push_back(l);
  const std::size_t notes = body.notes.size();
  MYO_CHECK(place_landmarks(body, library, progress, LandmarkPass::skin, known));
  body.notes.resize(notes); // said again when they are placed on the skin
  return {};
}

Status wrap_skin(format::Body &body, const anatomy::Library &library, Progress &progress, ResultCache *given, std::string_view sheet) {
  ResultCache none;
  std::erase_if(body.structures, [](const format::Structure &s) { return s.kind == format::Kind::skin; });
  MYO_CHECK(place_soft_landmarks(body, library, progress));
  std::vector<std::string> notes;
  auto skin = make_skin(body, library, progress, given != nullptr ? *given : none, sheet, notes);
  MYO_TRY(skin);
  std::move(notes.begin(), notes.end(), std::back_inserter(body.notes));
  body.structures.push_back(std::move(*skin));
  return {};
}

Result<format::Structure> make_skin(const format::Body &body, const anatomy::Library &library, Progress &progress, ResultCache &cache,
                                    std::string_view sheet, std::vector<std::string> &notes) {
  progress.report("Spreading arms and legs", 0.0F);
  const Spread spread(body, library, 34, 6);
  SoftParts soft(body, library, spread);
  SkinCloud cloud = gather_cloud(body, library, spread, soft);
  if (cloud.rest.empty())
    return bad_input("there is nothing to put a skin around", body.name, "import a body with bones and muscles first");
  if (cloud.bones.empty())
    return bad_input("no bone has a joint, so a skin cannot follow the body", body.name,
                     "build the joints before the skin");

  progress.report("Wrapping the body", 0.15F);
  const Key soft_parts = soft_key(body, library, spread, sheet);
  auto closed = close_skin(cloud, std::move(soft), soft_parts, progress, cache);
  MYO_TRY(closed);
  notes = std::move(closed->notes);
  form::Surface skin = std::move(closed->surface);

  progress.report("Bringing arms and legs back", 0.75F);
  const std::vector<vec3> spread_positions = skin.positions;
  Key lying = soft_parts;
  lying.list(skin.positions).list(skin.indices).list(closed->margin).list(cloud.spread).list(cloud.rest).list(cloud.normals).list(cloud.limbs).list(cloud.skeletal).list(cloud.triangles);
  Settled settled = cache.get<Settled>("skin_settled", lying.hash(), [&] {
    const std::vector<LimbWeights> limbs = bring_together(skin, cloud, spread);
    const std::size_t pushed = push_out(skin, cloud, closed->margin);
    part_limbs(skin, limbs, cloud, 0.0015F);
    return Settled{skin.positions, pushed};
  });
  skin.positions = std::move(settled.positions);
  const std::size_t pushed = settled.pushed;
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
  auto tied = weigh_skin(mesh, spread_positions, cloud, cache);
  MYO_TRY(tied);
  ease_skin(body, mesh.positions, cloud, tied->joints, tied->weights);
  mesh.joints = std::move(tied->joints), mesh.weights = std::move(tied->weights);
  progress.report("Charting the skin", 0.92F);
  const form::Topology shape = form::topology({mesh.positions, mesh.indices});
  const double litres = 1000 * form::volume({mesh.positions, mesh.indices});
  const Segments segments = chart_segments(body, library, mesh);
  Key flat(makers::steps());
  flat.list(mesh.positions).list(mesh.normals).list(mesh.indices).list(segments.label).list(segments.frames);
  const form::Charts charts = cache.get<Charted>("skin_charts", flat.hash(), [&] {
    return Charted{form::make_charts(mesh.positions, mesh.normals, mesh.indices, segments.label, segments.frames)};
  }).charts;
  if (charts.count == 0) return machine_fault("the skin's charts do not fit their texture", "skin");
  split_at_charts(mesh, charts);
  notes.push_back(
      fmt::format("skin: {} triangles, {:.1f} l, {} component(s), genus {}, {} vertices lifted off what lies beneath",
                  mesh.indices.size() / 3, litres, shape.components, shape.genus, pushed));
  const form::Distortion &d = charts.distortion;
  notes.push_back(fmt::format(
      "skin charts: {}, stretch p50 {:.2f}, p95 {:.2f}, p99 {:.2f}, flipped {:.3f} %, fill {:.0f} %, {:.2f} px/mm",
      charts.count, d.p50, d.p95, d.p99, 100 * d.flipped_area, 100 * d.fill, d.pixels_per_mm));
  return structure;
}

} // namespace myo::assemble
