#include "assemble/openness.h"

#include "assemble/mesh/adjacency.h"

#include <atomic>
#include <cmath>
#include <embree3/rtcore.h>
#include <map>
#include <memory>
#include <tbb/parallel_for.h>

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

float open_share(RTCScene scene, vec3 origin, const mat3 &axes, const std::vector<vec3> &rays, float reach) {
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
    if (ray.hit.geomID != RTC_INVALID_GEOMETRY_ID) blocked += 1.0F - ray.ray.tfar / reach;
  }
  return 1.0F - blocked / float(rays.size());
}

// Halfway to the mean of the neighbours: takes out what is left of the sampling noise.
std::vector<std::uint8_t> smoothed(const std::vector<float> &raw, const format::Mesh &mesh) {
  const Neighbours around = edge_neighbours(mesh);
  std::vector<std::uint8_t> result(raw.size());
  for (std::uint32_t v = 0; v < raw.size(); ++v) {
    float sum = 0;
    for (const std::uint32_t n : around.of(v)) sum += raw[n];
    const auto count = float(around.of(v).size());
    const float value = count > 0 ? 0.5F * raw[v] + 0.5F * sum / count : raw[v];
    result[v] = std::uint8_t(std::lround(255.0F * glm::clamp(value, 0.0F, 1.0F)));
  }
  return result;
}

} // namespace

Status bake_openness(format::Body &body, const anatomy::Library &library, Progress &progress,
                     const OpennessOptions &options) {
  const Device device(rtcNewDevice(nullptr));
  if (!device) return machine_fault("the ray tracer (Embree) cannot start");

  std::vector<Geometry> geometries;
  std::vector<Depth> depths;
  std::map<std::string, Scene> scenes;
  for (const format::Structure &s : body.structures) {
    depths.push_back(depth_of(s, library));
    geometries.push_back(s.mesh.indices.empty() ? nullptr : geometry_of(device.get(), s.mesh));
    if (!s.mesh.indices.empty() && !geometries.back()) return machine_fault("no memory for the shading of " + s.id);
    scenes.try_emplace(surroundings(s, depths.back()));
  }
  for (auto &[set, scene] : scenes) {
    scene.reset(rtcNewScene(device.get()));
    rtcSetSceneFlags(scene.get(), RTC_SCENE_FLAG_ROBUST);
    for (std::size_t i = 0; i < geometries.size(); ++i)
      if (geometries[i] && darkens(body.structures[i], depths[i], set))
        rtcAttachGeometry(scene.get(), geometries[i].get());
    rtcCommitScene(scene.get());
  }
  if (rtcGetDeviceError(device.get()) != RTC_ERROR_NONE)
    return machine_fault("the ray tracer (Embree) ran out of memory");

  const std::vector<vec3> rays = directions(options.rays);
  for (std::size_t i = 0; i < body.structures.size(); ++i) {
    if (progress.cancelled()) return cancelled();
    format::Structure &s = body.structures[i];
    progress.report("Shading " + s.name, float(i) / float(body.structures.size()));
    const RTCScene scene = scenes.at(surroundings(s, depths[i])).get();
    std::vector<float> raw(s.mesh.positions.size(), 1.0F);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, raw.size(), 256), [&](const auto &range) {
      for (std::size_t v = range.begin(); v < range.end(); ++v) {
        const vec3 normal = s.mesh.normals[v];
        const float a = turn(std::uint32_t(v));
        const mat3 turned(vec3(std::cos(a), std::sin(a), 0), vec3(-std::sin(a), std::cos(a), 0), vec3(0, 0, 1));
        raw[v] = open_share(scene, s.mesh.positions[v] + lift * normal, frame(normal) * turned, rays, options.reach);
      }
    });
    s.mesh.openness = smoothed(raw, s.mesh);
  }
  return {};
}

} // namespace myo::assemble
