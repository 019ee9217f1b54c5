#include "rig/muscle_course.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::rig {

namespace {

// Where the muscle runs between its ends: its flesh between these fibre coordinates, moved with its own weights. The
// flesh lies on the bones it wraps, so this is a path over them without knowing wrapping surfaces. Flesh nearer than `near`
// to a waypoint gives way to it.
struct Slice { float low, high; };
constexpr std::array<Slice, 3> slices{{{0.2F, 0.3F}, {0.45F, 0.55F}, {0.7F, 0.8F}}};
constexpr double near = 0.2;

// A set of short bundles (rotatores, interspinales) has no one middle line: the means of its slices lie anywhere.
// Muscles that turn a corner are longer than their chord by less than this.
constexpr double bundle_ratio = 1.8;

// A piece of surface on its way to a mean.
struct Piece { vec3 place{0}; double size = 0; std::uint32_t of = 0; };

// Those that lie between two shares of the whole, ranked along `toward`; a piece on the border counts with what is inside.
std::vector<Piece> only(std::vector<Piece> pieces, const Fibres &fibres) {
  std::stable_sort(pieces.begin(), pieces.end(),
                   [&](const Piece &a, const Piece &b) { return glm::dot(a.place, fibres.toward) > glm::dot(b.place, fibres.toward); });
  double all = 0, before = 0;
  for (const Piece &piece : pieces) all += piece.size;
  std::vector<Piece> kept;
  for (Piece piece : pieces) {
    const double low = std::max(before, fibres.from * all), high = std::min(before + piece.size, fibres.to * all);
    before += piece.size;
    piece.size = high - low;
    if (piece.size > 0) kept.push_back(piece);
  }
  return kept;
}

MuscleCourse::End whole_end(const format::Body &body, const std::vector<std::uint32_t> &patches, format::Role role) {
  MuscleCourse::End end;
  for (const std::uint32_t p : patches)
    if (body.patches[p].role == role)
      end.push_back({body.patches[p].joint, dvec3(body.patches[p].centroid), std::max(1e-3, double(body.patches[p].area_mm2))});
  return end;
}

// By the triangles of the patches; a patch without any counts as one piece.
MuscleCourse::End part_of_end(const format::Body &body, const std::vector<std::uint32_t> &patches, format::Role role, const Fibres &fibres) {
  std::vector<Piece> pieces;
  for (const std::uint32_t p : patches) {
    const format::Patch &patch = body.patches[p];
    if (patch.role != role) continue;
    const std::size_t before = pieces.size();
    for (std::size_t i = 0; i + 2 < patch.indices.size(); i += 3) {
      const std::uint32_t a = patch.indices[i], b = patch.indices[i + 1], c = patch.indices[i + 2];
      if (patch.edge_mm.size() == patch.positions.size() && patch.edge_mm[a] + patch.edge_mm[b] + patch.edge_mm[c] > 0) continue; // beside the patch
      const vec3 pa = patch.positions[a], pb = patch.positions[b], pc = patch.positions[c];
      pieces.push_back({(pa + pb + pc) / 3.0F, 0.5 * double(glm::length(glm::cross(pb - pa, pc - pa))), p});
    }
    if (pieces.size() == before) pieces.push_back({patch.centroid, 1e-6 * std::max(1e-3, double(patch.area_mm2)), p});
  }
  MuscleCourse::End end;
  for (const Piece &piece : only(std::move(pieces), fibres)) {
    const std::uint32_t joint = body.patches[piece.of].joint;
    auto hold = std::find_if(end.begin(), end.end(), [&](const MuscleCourse::Hold &h) { return h.joint == joint; });
    if (hold == end.end()) hold = end.insert(end.end(), {joint, dvec3(0), 0});
    hold->rest += piece.size * dvec3(piece.place), hold->area += piece.size;
  }
  for (MuscleCourse::Hold &hold : end) hold.rest /= hold.area;
  return end;
}

bool sliceable(const format::Mesh &mesh) {
  const std::size_t count = mesh.positions.size();
  return count > 0 && mesh.uv.size() == count && mesh.joints.size() == count && mesh.weights.size() == count;
}

// The vertices of some structures in a slice; a piece's `of` counts through the vertices of all of them, one after the other.
std::vector<Piece> pieces_in(const format::Body &body, std::span<const std::uint32_t> structures, Slice slice) {
  std::vector<Piece> pieces;
  std::uint32_t of = 0;
  for (const std::uint32_t s : structures) {
    const format::Mesh &mesh = body.structures[s].mesh;
    const bool fit = sliceable(mesh);
    for (std::size_t v = 0; v < mesh.positions.size(); ++v, ++of)
      if (fit && mesh.uv[v].x >= slice.low && mesh.uv[v].x <= slice.high) pieces.push_back({mesh.positions[v], 1, of});
  }
  return pieces;
}

MuscleCourse::Middle middle_of(const format::Body &body, std::span<const std::uint32_t> structures, const std::vector<Piece> &pieces,
                               std::vector<double> &weights) {
  std::fill(weights.begin(), weights.end(), 0.0);
  dvec3 sum(0);
  double size = 0;
  for (const Piece &piece : pieces) {
    sum += piece.size * dvec3(piece.place), size += piece.size;
    std::size_t v = piece.of;
    const std::uint32_t *structure = structures.data();
    while (v >= body.structures[*structure].mesh.positions.size()) v -= body.structures[*structure++].mesh.positions.size();
    const format::Mesh &mesh = body.structures[*structure].mesh;
    for (int k = 0; k < 4; ++k)
      if (mesh.joints[v][k] < weights.size()) weights[mesh.joints[v][k]] += piece.size * std::max(0.0, double(mesh.weights[v][k]));
  }
  MuscleCourse::Middle middle{sum / size, {}};
  for (std::uint32_t j = 0; j < weights.size(); ++j)
    if (weights[j] > 0) middle.weights.emplace_back(j, weights[j]);
  return middle;
}

vec3 moved(const MuscleCourse::End &end, const std::vector<Rigid> &motions) {
  dvec3 sum(0);
  double area = 0;
  for (const MuscleCourse::Hold &hold : end) {
    sum += hold.area * (hold.joint < motions.size() ? motions[hold.joint].move(hold.rest) : hold.rest);
    area += hold.area;
  }
  return vec3(sum / area);
}

vec3 moved(const MuscleCourse::Middle &middle, const std::vector<Rigid> &motions) {
  Blend blend;
  for (const auto &[joint, weight] : middle.weights)
    if (joint < motions.size()) blend.add(motions[joint], weight);
  return vec3(blend.empty() ? middle.rest : blend.get().move(middle.rest));
}

// Both ends are there; lays the middle between them and measures.
void complete(MuscleCourse &course, const format::Body &body, std::span<const std::uint32_t> structures, const Fibres &fibres,
              std::span<const Waypoint> waypoints) {
  const bool all = fibres.from <= 0 && fibres.to >= 1;
  std::vector<double> weights(body.joints.size());
  std::size_t next = 0;
  const auto pass = [&](double along) { // waypoints up to there
    for (; next < waypoints.size() && waypoints[next].along <= along; ++next)
      course.middles.push_back({waypoints[next].rest, {{waypoints[next].joint, 1.0}}});
  };
  for (const Slice &slice : slices) {
    const double along = 0.5 * double(slice.low + slice.high);
    pass(along);
    if (std::ranges::any_of(waypoints, [&](const Waypoint &w) { return std::abs(w.along - along) < near; })) continue;
    std::vector<Piece> pieces = pieces_in(body, structures, slice);
    if (!all) pieces = only(std::move(pieces), fibres);
    if (!pieces.empty()) course.middles.push_back(middle_of(body, structures, pieces, weights));
  }
  pass(1);
  const std::vector<vec3> points = points_of(course, {});
  course.rest_m = length_of(points);
  const double straight = double(glm::distance(points.front(), points.back()));
  if (points.size() > 2 && course.rest_m > bundle_ratio * straight) course.middles.clear(), course.rest_m = straight;
}

} // namespace

MuscleCourse course_of(const format::Body &body, std::uint32_t structure, const std::vector<std::uint32_t> &patches,
                       std::span<const Waypoint> waypoints) {
  MuscleCourse course;
  course.origin = whole_end(body, patches, format::Role::origin);
  course.insertion = whole_end(body, patches, format::Role::insertion);
  if (!course.empty()) complete(course, body, std::span(&structure, 1), {}, waypoints);
  return course;
}

MuscleCourse course_of(const format::Body &body, std::span<const std::uint32_t> structures, const std::vector<std::uint32_t> &patches,
                       const Fibres &fibres, std::span<const Waypoint> waypoints) {
  MuscleCourse course;
  course.origin = part_of_end(body, patches, format::Role::origin, fibres);
  course.insertion = part_of_end(body, patches, format::Role::insertion, fibres);
  if (!course.empty()) complete(course, body, structures, fibres, waypoints);
  return course;
}

std::vector<Rigid> motions_of(const Pose &pose) {
  std::vector<Rigid> motions;
  motions.reserve(pose.motions.size());
  for (const DualQuaternion &motion : pose.motions) motions.push_back(to_rigid(motion));
  return motions;
}

std::vector<vec3> points_of(const MuscleCourse &course, const std::vector<Rigid> &motions) {
  if (course.empty()) return {};
  std::vector<vec3> points{moved(course.origin, motions)};
  for (const MuscleCourse::Middle &middle : course.middles) points.push_back(moved(middle, motions));
  points.push_back(moved(course.insertion, motions));
  return points;
}

double length_of(const std::vector<vec3> &points) {
  double length = 0;
  for (std::size_t i = 1; i < points.size(); ++i) length += double(glm::distance(points[i - 1], points[i]));
  return length;
}

} // namespace myo::rig
