#include "assemble/compare/surface_tree.h"

#include <cmath>
#include <embree3/rtcore.h>

namespace myo::assemble {
template <auto release> struct EmbreeRelease {
  template <class T> void operator()(T *thing) const { release(thing); }
};

namespace {

// Ericson, Real-Time Collision Detection (2005), 5.1.5.
vec3 closest_on_triangle(vec3 p, vec3 a, vec3 b, vec3 c) {
  const vec3 ab = b - a, ac = c - a, ap = p - a;
  const float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
  if (d1 <= 0 && d2 <= 0) return a;
  const vec3 bp = p - b;
  const float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
  if (d3 >= 0 && d4 <= d3) return b;
  const float vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return a + d1 / (d1 - d3) * ab;
  const vec3 cp = p - c;
  const float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
  if (d6 >= 0 && d5 <= d6) return c;
  const float vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return a + d2 / (d2 - d6) * ac;
  const float va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) return b + (d4 - d3) / ((d4 - d3) + (d5 - d6)) * (c - b);
  const float sum = va + vb + vc;
  if (!(sum > 0)) return a; // no area
  return a + (vb / sum) * ab + (vc / sum) * ac;
}

} // namespace

struct Tracer::Impl {
  std::unique_ptr<std::remove_pointer_t<RTCDevice>, EmbreeRelease<rtcReleaseDevice>> device;
};

Tracer::Tracer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Tracer::Tracer(Tracer &&) noexcept = default;
Tracer &Tracer::operator=(Tracer &&) noexcept = default;
Tracer::~Tracer() = default;

Result<Tracer> Tracer::start() {
  auto impl = std::make_unique<Impl>();
  impl->device.reset(rtcNewDevice(nullptr));
  if (!impl->device) return machine_fault("the ray tracer (Embree) cannot start");
  return Tracer(std::move(impl));
}

struct SurfaceTree::Impl {
  std::vector<vec3> positions;
  std::vector<std::uint32_t> indices;
  std::unique_ptr<std::remove_pointer_t<RTCScene>, EmbreeRelease<rtcReleaseScene>> scene;
};

SurfaceTree::SurfaceTree(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SurfaceTree::SurfaceTree(SurfaceTree &&) noexcept = default;
SurfaceTree &SurfaceTree::operator=(SurfaceTree &&) noexcept = default;
SurfaceTree::~SurfaceTree() = default;

Result<SurfaceTree> SurfaceTree::build(const Tracer &tracer, const SurfaceView &surface) {
  auto impl = std::make_unique<Impl>();
  impl->positions.assign(surface.positions.begin(), surface.positions.end());
  impl->indices.assign(surface.indices.begin(), surface.indices.end());
  RTCDevice device = tracer.impl().device.get();
  impl->scene.reset(rtcNewScene(device));
  if (!impl->scene) return machine_fault("the ray tracer (Embree) ran out of memory");
  rtcSetSceneFlags(impl->scene.get(), RTC_SCENE_FLAG_ROBUST);
  if (!impl->indices.empty()) {
    const std::unique_ptr<std::remove_pointer_t<RTCGeometry>, EmbreeRelease<rtcReleaseGeometry>> geometry(
        rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE));
    auto *positions = static_cast<vec3 *>(rtcSetNewGeometryBuffer(geometry.get(), RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3,
                                                                  sizeof(vec3), impl->positions.size()));
    auto *indices = static_cast<std::uint32_t *>(rtcSetNewGeometryBuffer(
        geometry.get(), RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 3 * sizeof(std::uint32_t), impl->indices.size() / 3));
    if (positions == nullptr || indices == nullptr) return machine_fault("the ray tracer (Embree) ran out of memory");
    std::copy(impl->positions.begin(), impl->positions.end(), positions);
    std::copy(impl->indices.begin(), impl->indices.end(), indices);
    rtcCommitGeometry(geometry.get());
    rtcAttachGeometry(impl->scene.get(), geometry.get());
  }
  rtcCommitScene(impl->scene.get());
  return SurfaceTree(std::move(impl));
}

SurfaceTree::Hit SurfaceTree::nearest(vec3 p) const {
  struct Asked { const Impl *impl; vec3 p; vec3 best{0}; float distance = 1e30F; std::uint32_t triangle = 0xFFFFFFFFU; };
  Asked asked{impl_.get(), p};
  RTCPointQuery query{};
  query.x = p.x, query.y = p.y, query.z = p.z;
  query.radius = std::numeric_limits<float>::infinity();
  RTCPointQueryContext context;
  rtcInitPointQueryContext(&context);
  const auto visit = [](RTCPointQueryFunctionArguments *arguments) {
    auto &a = *static_cast<Asked *>(arguments->userPtr);
    const std::uint32_t *corner = &a.impl->indices[3 * std::size_t{arguments->primID}];
    const vec3 q = closest_on_triangle(a.p, a.impl->positions[corner[0]], a.impl->positions[corner[1]], a.impl->positions[corner[2]]);
    const float distance = glm::length(q - a.p);
    if (distance >= a.distance) return false;
    a.best = q, a.distance = distance, a.triangle = arguments->primID;
    arguments->query->radius = distance;
    return true;
  };
  rtcPointQuery(impl_->scene.get(), &query, &context, visit, &asked);
  if (asked.triangle == 0xFFFFFFFFU) return {};
  const std::uint32_t *corner = &impl_->indices[3 * std::size_t{asked.triangle}];
  const vec3 a = impl_->positions[corner[0]];
  const vec3 cross = glm::cross(impl_->positions[corner[1]] - a, impl_->positions[corner[2]] - a);
  const float length = glm::length(cross);
  return {asked.best, length > 0 ? cross / length : vec3(0), asked.distance};
}

SurfaceTree::Hit SurfaceTree::along(vec3 from, vec3 direction) const {
  RTCRayHit asked{};
  asked.ray.org_x = from.x, asked.ray.org_y = from.y, asked.ray.org_z = from.z;
  asked.ray.dir_x = direction.x, asked.ray.dir_y = direction.y, asked.ray.dir_z = direction.z;
  asked.ray.tfar = 10.0F;
  asked.ray.mask = 0xFFFFFFFFU;
  asked.hit.geomID = RTC_INVALID_GEOMETRY_ID;
  RTCIntersectContext context;
  rtcInitIntersectContext(&context);
  rtcIntersect1(impl_->scene.get(), &context, &asked);
  if (asked.hit.geomID == RTC_INVALID_GEOMETRY_ID) return {};
  const vec3 normal(asked.hit.Ng_x, asked.hit.Ng_y, asked.hit.Ng_z);
  const float length = glm::length(normal);
  return {from + asked.ray.tfar * direction, length > 0 ? normal / length : vec3(0), asked.ray.tfar};
}

float SurfaceTree::open_sky(vec3 point, vec3 normal) const {
  constexpr int rays = 64;
  const vec3 side = glm::normalize(glm::cross(normal, std::abs(normal.x) < 0.7F ? vec3(1, 0, 0) : vec3(0, 1, 0)));
  const vec3 other = glm::cross(normal, side);
  const vec3 origin = point + 0.2F * millimetre * normal;
  int open = 0;
  for (int i = 0; i < rays; ++i) { // a Fibonacci spiral on the disc, lifted onto the hemisphere (Malley)
    const float radius = std::sqrt((static_cast<float>(i) + 0.5F) / rays), angle = static_cast<float>(i) * 2.39996323F;
    const vec3 d = radius * std::cos(angle) * side + radius * std::sin(angle) * other + std::sqrt(std::max(0.0F, 1 - radius * radius)) * normal;
    RTCRay ray{};
    ray.org_x = origin.x, ray.org_y = origin.y, ray.org_z = origin.z;
    ray.dir_x = d.x, ray.dir_y = d.y, ray.dir_z = d.z;
    ray.tfar = 10.0F;
    ray.mask = 0xFFFFFFFFU;
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    rtcOccluded1(impl_->scene.get(), &context, &ray);
    if (ray.tfar >= 0) ++open;
  }
  return static_cast<float>(open) / rays;
}

} // namespace myo::assemble
