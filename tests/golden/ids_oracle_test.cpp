// The id picture against rays cast by Embree through the same posed triangles: what a click must hit.
#include "scene_kit.h"

#include "frame.h"
#include "frame/compose.h"
#include "rig/skinning.h"
#include "rig/straightness.h"
#include "rig/swelling.h"
#include "rig/thorax_wall.h"

#include <embree3/rtcore.h>
#include <gtest/gtest.h>

namespace myo::golden {
namespace {

struct Tracer {
  RTCDevice device = rtcNewDevice(nullptr);
  RTCScene scene = rtcNewScene(device);
  Tracer() = default;
  Tracer(const Tracer &) = delete;
  Tracer &operator=(const Tracer &) = delete;
  ~Tracer() { rtcReleaseScene(scene), rtcReleaseDevice(device); }

  void add(std::uint32_t id, const std::vector<vec3> &positions, std::span<const std::uint32_t> indices) {
    RTCGeometry geometry = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE);
    auto *p = static_cast<float *>(rtcSetNewGeometryBuffer(geometry, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3,
                                                           3 * sizeof(float), positions.size()));
    for (const vec3 v : positions)
      for (int k = 0; k < 3; ++k) *p++ = v[k];
    auto *t = static_cast<std::uint32_t *>(rtcSetNewGeometryBuffer(geometry, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3,
                                                                   3 * sizeof(std::uint32_t), indices.size() / 3));
    std::copy(indices.begin(), indices.end(), t);
    rtcCommitGeometry(geometry);
    rtcAttachGeometryByID(scene, geometry, id);
    rtcReleaseGeometry(geometry);
  }
  std::uint32_t hit(vec3 from, vec3 direction) const {
    RTCRayHit ray{};
    ray.ray.org_x = from.x, ray.ray.org_y = from.y, ray.ray.org_z = from.z;
    ray.ray.dir_x = direction.x, ray.ray.dir_y = direction.y, ray.ray.dir_z = direction.z;
    ray.ray.tfar = 1e9F, ray.ray.mask = ~0U;
    ray.hit.geomID = RTC_INVALID_GEOMETRY_ID;
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    rtcIntersect1(scene, &context, &ray);
    return ray.hit.geomID == RTC_INVALID_GEOMETRY_ID ? 0 : ray.hit.geomID;
  }
};

void agrees(const std::vector<scene::Command> &commands, std::size_t least_hits, const char *what) {
  const auto workbench = tiny_workbench();
  auto renderer = render::Renderer::create({.validation = true});
  ASSERT_TRUE(renderer) << renderer.error().line();
  auto line = app::FrameLine::open(*workbench, scene::opening_scene(workbench->context()));
  ASSERT_TRUE(line) << line.error().line();
  app::FrameInput input;
  input.commands = commands;
  input.size_px = {240, 200};
  input.samples = 1;
  input.capture.ids = true;
  const auto answer = line->run(**renderer, input);
  ASSERT_TRUE(answer) << answer.error().line();
  ASSERT_EQ(answer->ids.size(), 240U * 200U);

  Tracer tracer;
  const std::vector<float> swelling = rig::Swelling(workbench->atlas).of(line->pose());
  const std::vector<scene::Visible> visible = scene::visibility(line->scene().document, workbench->context());
  const format::Body &body = workbench->atlas.body();
  const rig::ThoraxWall wall(body);
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    if (visible[i].look != scene::Look::solid) continue; // ghosts are looked through
    const std::vector<float> straight = rig::straightness(body, i);
    const std::vector<vec4> anchors = rig::anchors(body, i);
    tracer.add(frame::pick_id(i), rig::skinned(body.structures[i].mesh, line->pose(), {straight, anchors, swelling[i], &wall, rig::gives_way(body.structures[i].kind)}), workbench->atlas.levels(i).triangles(atlas::Detail::full));
  }
  rtcCommitScene(tracer.scene);

  const scene::Camera &camera = line->scene().document.camera;
  const vec3 eye = scene::eye(camera);
  std::size_t hits = 0, wrong = 0, edge = 0;
  for (std::uint32_t y = 0; y < 200; ++y)
    for (std::uint32_t x = 0; x < 240; ++x) {
      const auto cast = [&](float px, float py) {
        return tracer.hit(eye, glm::normalize(scene::point_under(camera, {px, py}, {240, 200}) - eye));
      };
      const float cx = static_cast<float>(x) + 0.5F, cy = static_cast<float>(y) + 0.5F;
      const std::uint32_t expected = cast(cx, cy);
      hits += expected != 0;
      if (answer->ids[y * 240 + x] == expected) continue;
      // On a silhouette the rasterizer may round to the neighbour: a ray a hundredth of a pixel aside must say so.
      bool near = false;
      for (const vec2 d : {vec2{0.01F, 0}, vec2{-0.01F, 0}, vec2{0, 0.01F}, vec2{0, -0.01F}})
        near = near || cast(cx + d.x, cy + d.y) == answer->ids[y * 240 + x];
      ++(near ? edge : wrong);
    }
  EXPECT_GT(hits, least_hits) << what << ": the picture shows too little to say anything";
  EXPECT_EQ(wrong, 0U) << what;
  EXPECT_LT(edge, 20U) << what;
}

TEST(IdsOracle, RestStanceFromBehind) { agrees({scene::SetView{"180,0"}}, 4000, "rest"); }
TEST(IdsOracle, PosedFromTheSide) {
  agrees({scene::SetMotions{{{"cervical", anatomy::Side::midline, "flexion", 35}}}, scene::SetView{"235,15"}}, 4000, "posed");
}
TEST(IdsOracle, AnArmBentUntilItsFleshMeets) {
  agrees({scene::SetMotions{{{"elbow", anatomy::Side::right, "flexion", 140}, {"glenohumeral", anatomy::Side::right, "abduction", 80}}}, scene::SetView{"180,0"}}, 4000, "folded");
}
TEST(IdsOracle, WholeBody) {
  scene::Camera far;
  far.distance = 4.5F, far.azimuth_deg = 200, far.target = {0, 0.9F, 0};
  agrees({scene::SetCamera{far}}, 1000, "whole body");
}

} // namespace
} // namespace myo::golden
