#include "assemble/openness.h"

#include "assemble/makers.h"
#include "assemble/mesh/adjacency.h"
#include "base/parallel.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <embree3/rtcore.h>
#include <map>
#include <memory>

namespace myo::assemble {
namespace {

using format::Kind;

// A ray starts this far off the surface, so that it does not meet the triangle it leaves nor a touching neighbour.
constexpr float lift = 0.4F * millimetre;

template <auto release> struct Release {
  template <class T> void operator()(T *thing) const { release(thing); }
};
using Device = std::unique_ptr<std::remove_pointer_t<RTCDevice>, Release<rtcReleaseDevice>>;
using Scene = std::unique_ptr<std::remove_pointer_t<RTCScene>, Release<rtcReleaseScene>>;
using Geometry = std::unique_ptr<std::remove_pointer_t<RTCGeometry>, Release<rtcReleaseGeometry>>;

// From inside another structure (surfaces touch and overlap) one looks at its back: that hides nothing.
void ignore_backs(const RTCFilterFunctionNArguments *arguments) {
  for (unsigned i = 0; i < arguments->N; ++i) {
    if (arguments->valid[i] == 0) continue;
    const float x = RTCHitN_Ng_x(arguments->hit, arguments->N, i), dx = RTCRayN_dir_x(arguments->ray, arguments->N, i);
    const float y = RTCHitN_Ng_y(arguments->hit, arguments->N, i), dy = RTCRayN_dir_y(arguments->ray, arguments->N, i);
    const float z = RTCHitN_Ng_z(arguments->hit, arguments->N, i), dz = RTCRayN_dir_z(arguments->ray, arguments->N, i);
    if (x * dx + y * dy + z * dz > 0) arguments->valid[i] = 0;
  }
}

Geometry geometry_of(RTCDevice device, const format::Mesh &mesh) {
  Geometry geometry(rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE));
  auto *positions = static_cast<vec3 *>(rtcSetNewGeometryBuffer(
      geometry.get(), RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, sizeof(vec3), mesh.positions.size()));
  auto *indices = static_cast<std::uint32_t *>(rtcSetNewGeometryBuffer(
      geometry.get(), RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 3 * sizeof(std::uint32_t), mesh.indices.size() / 3));
  if (positions == nullptr || indices == nullptr) return nullptr;
  std::copy(mesh.positions.begin(), mesh.positions.end(), positions);
  std::copy(mesh.indices.begin(), mesh.indices.end(), indices);
  rtcSetGeometryIntersectFilterFunction(geometry.get(), ignore_backs);
  rtcCommitGeometry(geometry.get());
  return geometry;
}

bool hard(Kind kind) {
  return kind == Kind::bone || kind == Kind::tooth || kind == Kind::disc || kind == Kind::cartilage;
}
bool soft(Kind kind) {
  return kind == Kind::muscle || kind == Kind::tendon || kind == Kind::ligament || kind == Kind::fascia;
}

enum Depth { deep, intermediate, superficial };
Depth depth_of(const format::Structure &s, const anatomy::Library &library) {
  for (const anatomy::Muscle &muscle : library.muscles)
    if (muscle.id == s.muscle)
      return muscle.layer == "deep" ? deep : muscle.layer == "superficial" ? superficial : intermediate;
  return intermediate;
}

// Names the set of structures that may darken `s`, and which others belong to it.
std::string surroundings(const format::Structure &s, Depth depth) {
  if (hard(s.kind)) return "hard";
  if (soft(s.kind)) return std::string("soft ") + char('0' + depth);
  if (s.kind == Kind::skin || s.kind == Kind::deep_surface) return "own " + s.id;
  return "system " + s.system;
}
bool darkens(const format::Structure &s, Depth depth, const std::string &set) {
  if (set == "hard") return hard(s.kind);
  if (set.starts_with("soft ")) return hard(s.kind) || (soft(s.kind) && depth <= set.back() - '0');
  if (set.starts_with("own ")) return set.substr(4) == s.id;
  return hard(s.kind) || (s.kind == Kind::organ && set.substr(7) == s.system);
}

// How much a vertex follows each arm and each leg, 255 wholly; the rest follows the trunk.
using LimbShares = glm::u8vec4;

// Which limb each joint carries: 0 to 3, 4 the trunk.
std::vector<std::size_t> limbs_of(std::span<const format::Joint> joints) {
  constexpr std::array<std::string_view, 4> roots{"left.glenohumeral", "right.glenohumeral", "left.hip", "right.hip"};
  std::vector<std::size_t> limbs;
  for (std::uint32_t joint = 0; joint < joints.size(); ++joint) {
    auto root = roots.end();
    for (std::uint32_t j = joint; j < joints.size() && root == roots.end(); j = joints[j].parent) root = std::ranges::find(roots, joints[j].id);
    limbs.push_back(static_cast<std::size_t>(root - roots.begin()));
  }
  return limbs;
}

std::vector<LimbShares> shares_of(const format::Mesh &mesh, const std::vector<std::size_t> &limbs) {
  std::vector<LimbShares> shares(mesh.positions.size(), LimbShares(0));
  if (mesh.joints.size() != shares.size() || mesh.weights.size() != shares.size()) return shares;
  for (std::size_t v = 0; v < shares.size(); ++v) {
    std::array<float, 5> sums{};
    for (int k = 0; k < 4; ++k)
      if (mesh.joints[v][k] < limbs.size()) sums[limbs[mesh.joints[v][k]]] += mesh.weights[v][k];
    for (int k = 0; k < 4; ++k) shares[v][k] = static_cast<std::uint8_t>(std::lround(255.0F * std::min(1.0F, sums[static_cast<std::size_t>(k)])));
  }
  return shares;
}

// 1: they stay together, 0: one limb's and another's.
float together(LimbShares a, LimbShares b) {
  int common = 0, a_limbs = 0, b_limbs = 0;
  for (int k = 0; k < 4; ++k) common += std::min(a[k], b[k]), a_limbs += a[k], b_limbs += b[k];
  return std::min(1.0F, float(common + std::min(std::max(0, 255 - a_limbs), std::max(0, 255 - b_limbs))) / 255.0F);
}

// Cosine-distributed directions about +Z: a Fibonacci spiral on the disc, lifted onto the hemisphere (Malley).
std::vector<vec3> directions(int count) {
  std::vector<vec3> result;
  for (int i = 0; i < count; ++i) {
    const float radius = std::sqrt((float(i) + 0.5F) / float(count));
    const float angle = float(i) * 2.39996323F; // golden angle
    result.emplace_back(radius * std::cos(angle), radius * std::sin(angle),
                        std::sqrt(std::max(0.0F, 1.0F - radius * radius)));
  }
  return result;
}

// A turn of the spiral that differs from vertex to vertex but not from run to run.
float turn(std::uint32_t vertex) {
  std::uint32_t h = vertex * 2654435761U;
  h = (h ^ (h >> 15U)) * 2246822519U;
  return float((h ^ (h >> 13U)) & 0xFFFFU) * (glm::two_pi<float>() / 65536.0F);
}

// Any frame with `z` as third column (Duff et al. 2017).
mat3 frame(vec3 z) {
  const float s = std::copysign(1.0F, z.z), a = -1.0F / (s + z.z), b = z.x * z.y * a;
  return {vec3(1.0F + s * z.x * z.x * a, s * b, -s * z.x), vec3(b, s + z.y * z.y * a, -z.y), z};
}

// One ray at a time: what a bundle hits may depend, in its last bits, on how the tree over all triangles came out, and then
// on structures that are out of reach.
// `weight` says how much a hit counts: of the geometry in the scene and its triangle.
template <class Weight>
float open_share(RTCScene scene, vec3 origin, const mat3 &axes, const std::vector<vec3> &rays, float reach, const Weight &weight) {
  float blocked = 0;
  for (const vec3 local : rays) {
    const vec3 direction = axes * local;
    RTCRayHit ray{};
    ray.ray.org_x = origin.x, ray.ray.org_y = origin.y, ray.ray.org_z = origin.z;
    ray.ray.dir_x = direction.x, ray.ray.dir_y = direction.y, ray.ray.dir_z = direction.z;
    ray.ray.tfar = reach;
    ray.ray.mask = 0xFFFFFFFFU;
    ray.hit.geomID = RTC_INVALID_GEOMETRY_ID;
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    context.flags = RTC_INTERSECT_CONTEXT_FLAG_INCOHERENT;
    rtcIntersect1(scene, &context, &ray);
    if (ray.hit.geomID != RTC_INVALID_GEOMETRY_ID) blocked += (1.0F - ray.ray.tfar / reach) * weight(ray.hit.geomID, ray.hit.primID);
  }
  return 1.0F - blocked / float(rays.size());
}

// Few rays a vertex are noisy; each vertex has turned them its own way, so that with its neighbours' it has many. A few
// times halfway to the mean of the neighbours.
void smooth(std::vector<float> &values, const format::Mesh &mesh) {
  const Neighbours around = edge_neighbours(mesh);
  std::vector<float> before(values.size());
  for (int pass = 0; pass < 3; ++pass) {
    before.swap(values);
    for (std::uint32_t v = 0; v < before.size(); ++v) {
      float sum = 0;
      for (const std::uint32_t n : around.of(v)) sum += before[n];
      const auto count = float(around.of(v).size());
      values[v] = count > 0 ? 0.5F * before[v] + 0.5F * sum / count : before[v];
    }
  }
}

struct Openness {
  std::vector<std::uint8_t> values;
};
template <class A> void visit(A &a, Openness &o) { a(o.values); }

// One bake: the structures that must be shaded, and what they may be darkened by.
class Bake {
public:
  Bake(std::span<const format::Structure> structures, const anatomy::Library &library, const OpennessOptions &options)
      : structures_(structures), options_(options), rays_(directions(options.rays)) {
    const std::vector<std::size_t> limbs = limbs_of(options.joints);
    for (const format::Structure &s : structures) {
      depths_.push_back(depth_of(s, library));
      sets_.push_back(surroundings(s, depths_.back()));
      Bounds &box = boxes_.emplace_back();
      for (const vec3 p : s.mesh.positions) box.add(p);
      if (!options.joints.empty()) shares_.push_back(shares_of(s.mesh, limbs));
      hashes_.push_back(options.joints.empty() ? shape_hash(s.mesh) : hash_span(std::span<const LimbShares>(shares_.back()), shape_hash(s.mesh)));
    }
  }

  // Of everything that decides how open a structure is: itself, and what rays from it can reach.
  [[nodiscard]] std::uint64_t key_of(std::size_t i) const {
    Key key(makers::steps());
    key.value(options_.rays).value(options_.reach).value(hashes_[i]);
    for (std::size_t k = 0; k < boxes_.size(); ++k)
      if (matters(k, i)) key.value(hashes_[k]);
    return key.hash();
  }

  // Gets ready to shade these.
  Status build(const std::vector<std::size_t> &which) {
    device_.reset(rtcNewDevice(nullptr));
    if (!device_) return machine_fault("the ray tracer (Embree) cannot start");
    std::vector<Geometry> geometries(boxes_.size());
    for (const std::size_t i : which) {
      Scene &scene = scenes_[sets_[i]];
      if (scene) continue;
      scene.reset(rtcNewScene(device_.get()));
      rtcSetSceneFlags(scene.get(), RTC_SCENE_FLAG_ROBUST);
      for (std::size_t k = 0; k < boxes_.size(); ++k) {
        if (std::none_of(which.begin(), which.end(), [&](std::size_t w) { return sets_[w] == sets_[i] && matters(k, w); })) continue;
        if (!geometries[k]) geometries[k] = geometry_of(device_.get(), structures_[k].mesh);
        if (!geometries[k]) return machine_fault("no memory for the shading of " + structures_[k].id);
        rtcAttachGeometry(scene.get(), geometries[k].get());
        members_[sets_[i]].push_back(k);
      }
      rtcCommitScene(scene.get());
    }
    if (rtcGetDeviceError(device_.get()) != RTC_ERROR_NONE) return machine_fault("the ray tracer (Embree) ran out of memory");
    return {};
  }

  [[nodiscard]] Openness shade(std::size_t i) const {
    const format::Mesh &mesh = structures_[i].mesh;
    const RTCScene scene = scenes_.at(sets_[i]).get();
    const std::vector<std::size_t> &members = members_.at(sets_[i]);
    std::vector<float> values(mesh.positions.size(), 1.0F);
    parallel_for(tbb::blocked_range<std::size_t>(0, values.size(), 256), [&](const auto &range) {
      for (std::size_t v = range.begin(); v < range.end(); ++v) {
        const vec3 normal = mesh.normals[v];
        const float a = turn(std::uint32_t(v));
        const mat3 turned(vec3(std::cos(a), std::sin(a), 0), vec3(-std::sin(a), std::cos(a), 0), vec3(0, 0, 1));
        values[v] = open_share(scene, mesh.positions[v] + lift * normal, frame(normal) * turned, rays_, options_.reach,
                               [&](unsigned member, unsigned triangle) {
                                 if (shares_.empty()) return 1.0F;
                                 const std::size_t other = members[member];
                                 return together(shares_[i][v], shares_[other][structures_[other].mesh.indices[std::size_t{3} * triangle]]);
                               });
      }
    });
    smooth(values, mesh);
    Openness out;
    for (const float v : values) out.values.push_back(std::uint8_t(std::lround(255.0F * glm::clamp(v, 0.0F, 1.0F))));
    return out;
  }

private:
  [[nodiscard]] bool matters(std::size_t other, std::size_t i) const {
    const float near = options_.reach + 2 * lift;
    return !structures_[other].mesh.indices.empty() && darkens(structures_[other], depths_[other], sets_[i]) &&
           boxes_[other].touches(boxes_[i], near);
  }

  std::span<const format::Structure> structures_;
  OpennessOptions options_;
  std::vector<vec3> rays_;
  std::vector<Depth> depths_;
  std::vector<std::string> sets_; // which scene each sees
  std::vector<Bounds> boxes_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::vector<LimbShares>> shares_; // none: all stays together
  std::map<std::string, std::vector<std::size_t>> members_; // of each scene, in its order
  Device device_;
  std::map<std::string, Scene> scenes_;
};

} // namespace

Result<OpennessLists> find_openness(std::span<const format::Structure> structures, const anatomy::Library &library, Progress &progress,
                                    const OpennessOptions &options, ResultCache &cache) {
  Bake bake(structures, library, options);
  const std::size_t count = structures.size();
  OpennessLists out(count);
  std::vector<std::uint64_t> keys(count);
  std::vector<char> due(count);
  parallel_for(std::size_t{0}, count, [&](std::size_t i) {
    if (!options.only.empty() && !options.only.contains(static_cast<std::uint32_t>(i))) return;
    keys[i] = bake.key_of(i);
    if (auto found = cache.find<Openness>("openness", keys[i])) out[i] = std::move(found->values);
    else due[i] = 1;
  });
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < count; ++i)
    if (due[i] != 0) open.push_back(i);
  if (open.empty()) return out;
  MYO_CHECK(bake.build(open));
  std::atomic<std::size_t> done{0};
  parallel_for(std::size_t{0}, open.size(), [&](std::size_t k) {
    if (progress.cancelled()) return;
    Openness made = bake.shade(open[k]);
    cache.keep("openness", keys[open[k]], made);
    out[open[k]] = std::move(made.values);
    progress.report("Shading " + structures[open[k]].name, float(++done) / float(open.size()));
  });
  if (progress.cancelled()) return cancelled();
  return out;
}

Status bake_openness(format::Body &body, const anatomy::Library &library, Progress &progress, const OpennessOptions &options,
                     ResultCache *given) {
  ResultCache none;
  auto lists = find_openness(body.structures, library, progress, options, given != nullptr ? *given : none);
  MYO_TRY(lists);
  for (std::size_t i = 0; i < lists->size(); ++i)
    if (body.structures[i].mesh.openness.empty() || !(*lists)[i].empty()) body.structures[i].mesh.openness = std::move((*lists)[i]);
  return {};
}

} // namespace myo::assemble
