#include "assemble/weights.h"

#include "assemble/bone_heat.h"
#include "assemble/bone_samples.h"
#include "assemble/fibres.h"
#include "assemble/joint_points.h"
#include "assemble/joints.h"
#include "assemble/makers.h"
#include "assemble/tissue_graph.h"
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <set>

namespace myo::assemble {
namespace {

using anatomy::Side;
using format::Kind;

constexpr float heat = 1.0F;                        // c in c / d^2
constexpr float sliding_heat = 0.05F;               // of flesh that slides over the ribs on its way to the arm: it is held by its ends
constexpr float closest = 2.0F * millimetre;        // no bone warms as if it were nearer than this
constexpr float pin_margin = 1.5F * millimetre;     // beyond the patch's own reach

void rigid(format::Mesh &mesh, std::uint32_t joint) {
  mesh.joints.assign(mesh.positions.size(), u16vec4(static_cast<std::uint16_t>(joint), 0, 0, 0));
  mesh.weights.assign(mesh.positions.size(), vec4(1, 0, 0, 0));
}

// Discs, costal cartilages, ligaments: from the bones of one joint to those of another, by the share of the way.
void blend(format::Mesh &mesh, std::uint32_t from, std::uint32_t to, const JointPoints &points) {
  if (from == to || points.empty(from) || points.empty(to)) return rigid(mesh, from);
  rigid(mesh, from);
  for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
    const float a = points.distance(from, mesh.positions[v]);
    const float b = points.distance(to, mesh.positions[v]);
    const float share = glm::smoothstep(0.0F, 1.0F, a / std::max(1e-6F, a + b));
    const std::pair<std::uint32_t, float> row[] = {{from, 1 - share}, {to, share}};
    keep_four(row, mesh.joints[v], mesh.weights[v]);
  }
}

struct Tied {
  std::vector<u16vec4> joints;
  std::vector<vec4> weights;
  std::vector<vec2> uv;
};
template <class A> void visit(A &a, Tied &t) { a(t.joints, t.weights, t.uv); }

// Every joint on the way from one to another through the tree, ends included.
void add_path(const format::Body &body, std::uint32_t a, std::uint32_t b, std::set<std::uint32_t> &out) {
  const auto to_root = [&](std::uint32_t j) {
    std::vector<std::uint32_t> line;
    for (; j != format::none; j = body.joints[j].parent) line.push_back(j);
    return line;
  };
  std::vector<std::uint32_t> up_a = to_root(a);
  std::vector<std::uint32_t> up_b = to_root(b);
  while (up_a.size() > 1 && up_b.size() > 1 && up_a[up_a.size() - 2] == up_b[up_b.size() - 2])
    up_a.pop_back(), up_b.pop_back();
  out.insert(up_a.begin(), up_a.end());
  out.insert(up_b.begin(), up_b.end());
}

// Whether a muscle comes from the trunk and ends on the bone of the arm: it follows a joint that turns by half a circle, round
// which its flesh has to stay.
bool from_trunk_to_arm(const format::Body &body, const std::vector<const format::Patch *> &patches) {
  bool trunk = false, arm = false;
  for (const format::Patch *p : patches) {
    const std::string_view joint(body.joints[p->joint].id);
    if (joint.ends_with("glenohumeral")) arm = true;
    else if (joint.ends_with("elbow") || joint.ends_with("radioulnar")) return false;
    else trunk |= !joint.ends_with("sternoclavicular") && !joint.ends_with("acromioclavicular");
  }
  return trunk && arm;
}

class Weigher {
public:
  Weigher(format::Body &body, const anatomy::Library &library) : body_(body), library_(library), points_(body, library) {}

  void skeletal(format::Structure &s) const;
  [[nodiscard]] Status soft(std::uint32_t at) const;
  // The same, or what it came to the last time that all it depends on was as it is now.
  [[nodiscard]] Status soft(std::uint32_t at, ResultCache &cache) const;
  void tendon(format::Structure &s) const;

private:
  [[nodiscard]] std::vector<const format::Patch *> patches_of(const format::Structure &s) const;
  [[nodiscard]] std::vector<std::uint32_t> chain(const format::Structure &s,
                                                 const std::vector<const format::Patch *> &patches) const;
  [[nodiscard]] std::uint64_t key_of(const format::Structure &s) const; // of everything that `soft` looks at

  format::Body &body_;
  const anatomy::Library &library_;
  JointPoints points_;
};

void Weigher::skeletal(format::Structure &s) const {
  const anatomy::Bone *bone = library_.bone(s.bone);
  const std::uint32_t joint = joint_of_bone(body_, library_, s.bone, s.side);
  if (joint == format::none) return rigid(s.mesh, points_.nearest_joint(s.mesh.positions.empty() ? vec3(0) : s.mesh.positions[0]));
  if (!bone || bone->frame_to.empty()) return rigid(s.mesh, joint);
  const std::uint32_t to = joint_or_ancestor(body_, library_, bone->frame_to, s.side);
  blend(s.mesh, joint, to == format::none ? joint : to, points_);
}

std::vector<const format::Patch *> Weigher::patches_of(const format::Structure &s) const {
  std::vector<const format::Patch *> out;
  if (s.muscle.empty()) return out;
  for (const format::Patch &p : body_.patches)
    if (p.muscle == s.muscle && p.side == s.side && p.how != format::Found::tendon) out.push_back(&p);
  return out;
}

// The joints that may warm it: those its patches hang on, all between them, and the bones it wraps.
std::vector<std::uint32_t> Weigher::chain(const format::Structure &s,
                                          const std::vector<const format::Patch *> &patches) const {
  std::set<std::uint32_t> joints;
  const std::uint32_t hub = patches.empty() ? format::none : patches.front()->joint;
  for (const format::Patch *p : patches) add_path(body_, hub, p->joint, joints);
  if (const anatomy::Muscle *muscle = library_.muscle(s.muscle); muscle && !patches.empty())
    for (const std::string &via : muscle->via)
      if (const auto j = joint_of_bone(body_, library_, via, s.side); j != format::none) joints.insert(j);
  std::vector<std::uint32_t> out;
  for (const std::uint32_t j : joints)
    if (!points_.empty(j)) out.push_back(j);
  if (out.empty())
    for (std::uint32_t j = 0; j < body_.joints.size(); ++j)
      if (!points_.empty(j)) out.push_back(j);
  return out;
}

Status Weigher::soft(std::uint32_t at) const {
  format::Structure &s = body_.structures[at];
  if (s.mesh.positions.empty()) return {};
  const TissueGraph graph = tissue_graph(s.mesh);
  const auto patches = patches_of(s);
  const auto joints = chain(s, patches);

  // Each node is warmed by the nearest bone of the chain, and pinned where a patch lies under it.
  const std::size_t count = graph.nodes.size();
  std::vector<std::uint32_t> target(count, no_joint);
  std::vector<float> strength(count, 0.0F);
  const bool slides = from_trunk_to_arm(body_, patches);
  for (std::size_t n = 0; n < count; ++n) {
    float nearest = 1e30F;
    for (const std::uint32_t j : joints)
      if (const float d = points_.distance(j, graph.nodes[n], nearest); d < nearest) nearest = d, target[n] = j;
    const float d = std::max(closest, nearest);
    strength[n] = (slides ? sliding_heat : heat) / (d * d);
  }
  std::vector<std::uint32_t> pinned(count, no_joint);
  std::vector<float> pin_distance(count, 1e30F);
  std::vector<float> to_origin(count, 1e30F);
  std::vector<float> to_insertion(count, 1e30F);
  for (const format::Patch *p : patches) {
    const PatchPoints under(*p);
    const float reach = std::max(2.0F, p->reach_mm) * millimetre + pin_margin;
    for (std::size_t n = 0; n < count; ++n) {
      const float d = under.distance(graph.nodes[n]);
      float &end = p->role == anatomy::Role::origin ? to_origin[n] : to_insertion[n];
      end = std::min(end, std::max(0.0F, d - reach));
      if (d < reach && d < pin_distance[n]) pin_distance[n] = d, pinned[n] = p->joint;
    }
  }
  auto solved = bone_heat({graph.nodes, graph.edges, target, strength, pinned}, joints.front());
  MYO_TRY(solved);

  const NodeShares shares = node_shares(s.mesh, graph);
  s.mesh.joints.resize(s.mesh.positions.size());
  s.mesh.weights.resize(s.mesh.positions.size());
  // Evenly from bone to bone, so that no stretch is gathered in the middle; half eased where flesh goes far round a joint, which
  // holds it off the arm's bone.
  const float eased = slides ? 0.5F : 0.0F;
  std::map<std::uint32_t, float> sum;
  std::vector<std::pair<std::uint32_t, float>> row;
  for (std::size_t v = 0; v < s.mesh.positions.size(); ++v) {
    sum.clear();
    for (glm::length_t k = 0; k < 4; ++k)
      for (glm::length_t i = 0; i < 4; ++i) {
        const std::uint32_t n = shares.nodes[v][k];
        sum[solved->joints[n][i]] += shares.shares[v][k] * solved->weights[n][i];
      }
    row.clear();
    for (const auto &[joint, w] : sum) row.emplace_back(joint, glm::mix(w, glm::smoothstep(0.0F, 1.0F, w), eased));
    keep_four(row, s.mesh.joints[v], s.mesh.weights[v]);
  }
  if (s.kind == Kind::muscle && s.mesh.uv.size() != s.mesh.positions.size()) // grown ones bring their own
    s.mesh.uv = fibre_coordinates(s.mesh, graph, shares, to_origin, to_insertion);
  return {};
}

std::uint64_t Weigher::key_of(const format::Structure &s) const {
  Key key(makers::steps());
  key.value(shape_hash(s.mesh)).list(s.mesh.uv).value(s.kind).value(s.generated);
  const auto patches = patches_of(s);
  key.value(patches.size());
  for (const format::Patch *p : patches)
    key.list(p->positions).list(p->edge_mm).value(p->centroid).value(p->reach_mm).value(p->joint).value(p->role);
  for (const std::uint32_t j : chain(s, patches)) key.value(j).value(points_.hash(j));
  return key.hash();
}

Status Weigher::soft(std::uint32_t at, ResultCache &cache) const {
  format::Mesh &mesh = body_.structures[at].mesh;
  const std::uint64_t key = key_of(body_.structures[at]);
  if (auto known = cache.find<Tied>("weights", key)) {
    mesh.joints = std::move(known->joints), mesh.weights = std::move(known->weights), mesh.uv = std::move(known->uv);
    return {};
  }
  MYO_CHECK(soft(at));
  Tied tied{mesh.joints, mesh.weights, mesh.uv};
  cache.keep("weights", key, tied);
  return {};
}

// A bridging tendon: the muscle's own weights where it leaves the flesh, the bone's where it arrives.
void Weigher::tendon(format::Structure &s) const {
  const format::Patch *end = nullptr;
  float nearest = 1e30F;
  for (const format::Patch &p : body_.patches) {
    if (p.how != format::Found::tendon || p.muscle != s.muscle || p.side != s.side) continue;
    for (const vec3 v : s.mesh.positions)
      if (const float d = glm::distance(v, p.centroid); d < nearest) nearest = d, end = &p;
  }
  if (!end) return rigid(s.mesh, points_.nearest_joint(s.mesh.positions.empty() ? vec3(0) : s.mesh.positions[0]));
  const format::Structure *flesh = end->muscle_structure == format::none ? nullptr : &body_.structures[end->muscle_structure];
  if (!flesh || flesh->mesh.positions.empty() || flesh->mesh.joints.empty()) return rigid(s.mesh, end->joint);
  const auto farthest = std::max_element(s.mesh.positions.begin(), s.mesh.positions.end(), [&](vec3 a, vec3 b) {
    return glm::distance(a, end->centroid) < glm::distance(b, end->centroid);
  });
  const vec3 root = *farthest;
  std::size_t near_vertex = 0;
  for (std::size_t v = 1; v < flesh->mesh.positions.size(); ++v)
    if (glm::distance(flesh->mesh.positions[v], root) < glm::distance(flesh->mesh.positions[near_vertex], root)) near_vertex = v;
  const u16vec4 joints = flesh->mesh.joints[near_vertex];
  const vec4 weights = flesh->mesh.weights[near_vertex];
  const float length = std::max(1e-6F, glm::distance(root, end->centroid));
  rigid(s.mesh, end->joint);
  for (std::size_t v = 0; v < s.mesh.positions.size(); ++v) {
    const float t = glm::smoothstep(0.0F, 1.0F, glm::dot(s.mesh.positions[v] - root, end->centroid - root) / (length * length));
    std::map<std::uint32_t, float> sum{{end->joint, t}};
    for (glm::length_t i = 0; i < 4; ++i) sum[joints[i]] += (1 - t) * weights[i];
    const std::vector<std::pair<std::uint32_t, float>> row(sum.begin(), sum.end());
    keep_four(row, s.mesh.joints[v], s.mesh.weights[v]);
  }
  s.mesh.uv.assign(s.mesh.positions.size(), vec2(end->role == anatomy::Role::origin ? 0.0F : 1.0F, 1.0F));
}

} // namespace

Status weigh(format::Body &body, const anatomy::Library &library, Progress &progress, ResultCache *given) {
  ResultCache none, &cache = given != nullptr ? *given : none;
  progress.report("Tying tissue to bones", 0);
  if (body.joints.empty()) return bad_input("the body has no joints", body.name, "build the joints first");
  const Weigher weigher(body, library);
  std::vector<std::uint32_t> soft;
  std::vector<std::uint32_t> tendons;
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    format::Structure &s = body.structures[i];
    if (s.kind == Kind::skin || s.kind == Kind::deep_surface) continue;
    if (!s.bone.empty()) weigher.skeletal(s);
    else if (s.kind == Kind::tendon && s.generated) tendons.push_back(i);
    else soft.push_back(i);
  }
  std::atomic<std::size_t> done{0};
  std::mutex guard;
  std::map<std::uint32_t, Error> faults;
  parallel_for(std::size_t{0}, soft.size(), [&](std::size_t i) {
    if (progress.cancelled()) return;
    if (Status status = weigher.soft(soft[i], cache); !status) {
      const std::lock_guard lock(guard);
      faults.emplace(soft[i], status.error());
    }
    progress.report("Tying tissue to bones", static_cast<float>(++done) / static_cast<float>(soft.size()));
  });
  if (progress.cancelled()) return cancelled();
  if (!faults.empty()) {
    Error error = faults.begin()->second;
    error.where = body.structures[faults.begin()->first].id;
    return fail(std::move(error));
  }
  for (const std::uint32_t i : tendons) weigher.tendon(body.structures[i]);
  for (format::Structure &s : body.structures)
    if (s.kind == Kind::tendon && s.mesh.uv.size() != s.mesh.positions.size())
      s.mesh.uv.assign(s.mesh.positions.size(), vec2(1, 1));
  return {};
}

} // namespace myo::assemble
