// The compute passes against the same arithmetic on the CPU.
#include "bare.h"
#include "scene.h"

#include "render/heat_charts.h"
#include "render/passes/pass.h"
#include "rig/fold.h"
#include "rig/skinning.h"
#include "rig/straightness.h"
#include "rig/thorax_wall.h"
#include "support/rib_cage.h"

#include <glm/gtc/packing.hpp>
#include <glm/gtx/dual_quaternion.hpp>

#include <algorithm>
#include <array>
#include <numeric>

namespace myo::test {
namespace {

class Compute : public BareTest {
protected:
  // Runs one pass on `packet` as the renderer would.
  void record(render::Pass &pass, const packet::FramePacket &packet) {
    run([&](gpu::Frame &frame) {
      ASSERT_TRUE(geometry_.check(*device_, packet));
      ASSERT_TRUE(geometry_.update(*device_, frame, packet));
      ASSERT_TRUE(heat_.check(packet));
      ASSERT_TRUE(heat_.update(*device_, frame, packet));
      render::Targets targets;
      render::Context context{*device_, frame, frame.commands(), packet, targets, geometry_, heat_, {}, VK_NULL_HANDLE, VK_NULL_HANDLE};
      was_wanted_ = pass.wanted(context);
      if (!was_wanted_) return;
      const auto status = pass.record(context);
      ASSERT_TRUE(status) << status.error().line();
    });
  }
  void TearDown() override {
    geometry_ = {};
    heat_ = {};
    BareTest::TearDown();
  }
  render::Geometry geometry_;
  render::HeatCharts heat_;
  bool was_wanted_ = false;
};

shared::JointMotion motion_of(quat rotation, vec3 translation) {
  const glm::dualquat dq(rotation, translation);
  const auto xyzw = [](quat q) { return vec4(q.x, q.y, q.z, q.w); };
  return {xyzw(dq.real), xyzw(dq.dual)};
}

TEST_F(Compute, SkinningFollowsTheBlendedDualQuaternion) {
  const std::array turns{glm::angleAxis(0.7F, glm::normalize(vec3(1, 2, -1))), -glm::angleAxis(1.2F, glm::normalize(vec3(0, 1, 0.3F))), quat(1, 0, 0, 0)};
  const std::array shifts{vec3(0.1F, -0.2F, 0.05F), vec3(-0.3F, 0, 0.2F), vec3(0)};
  const std::array<float, 4> weights{0.5F, 0.3F, 0.2F, 0.0F};
  Scene scene;
  TinyMesh mesh = make_plane(vec2(-0.2F), vec2(0.3F), 0.1F);
  for (shared::RestVertex &vertex : mesh.vertices) {
    vertex.joints = uvec2(0U | 1U << 16U, 2U);
    const auto unorm = [](float w) { return static_cast<std::uint32_t>(std::lround(w * 65535.0F)); };
    vertex.weights = uvec2(unorm(weights[0]) | unorm(weights[1]) << 16U, unorm(weights[2]));
    vertex.normal = pack_octahedral(glm::normalize(vec3(0.3F, -0.5F, -0.7F)));
    vertex.openness_flags = 51U << 8U | 64U << 16U | 102U << 24U; // a fifth of it tendon, a quarter of the way along, two fifths straight
  }
  const std::vector<shared::RestVertex> rest = mesh.vertices;
  const std::vector<vec4> anchors{vec4(0.02F, -0.03F, 0.05F, 1), vec4(0), vec4(0.1F, 0, 0.2F, 1)}; // the second joint holds each vertex itself
  constexpr float swell_m = 0.01F, along = 64.0F / 255.0F;
  packet::Draw &draw = scene.add(std::move(mesh));
  draw.swell_m = swell_m, draw.gives_way = true;
  // Two limbs bent far: the first joint lies before the first fold and beyond the second.
  std::vector<rig::Fold> folds{rig::fold_between(vec3(0.1F, 0.5F, 0), vec3(0.05F, 0, 0), vec3(0.1F, 0.3F, 0.3F), 0.02F),
                               rig::fold_between(vec3(-0.5F, 0, 0.1F), vec3(-0.2F, 0.1F, 0), vec3(-0.6F, 0.4F, 0), 0.03F)};
  folds[1].shift = rig::fold_shift;
  const std::vector<std::uint32_t> sides{rig::before_fold | rig::beyond_fold << rig::fold_shift, 0, 0};
  for (const rig::Fold &f : folds) scene.packet.folds.push_back({f.centre, f.bone_m, f.normal, f.slope, f.inward, f.strength, f.shift});
  scene.packet.fold_sides = sides;
  scene.packet.meshes.back().anchors = anchors;
  for (std::size_t j = 0; j < 3; ++j) scene.packet.joints.push_back(motion_of(turns[j], shifts[j]));
  const auto pass = render::make_skin_pass();
  record(*pass, scene.packet);
  ASSERT_TRUE(was_wanted_);

  std::vector<shared::PosedVertex> posed(rest.size());
  const auto bytes = read(geometry_.mesh(1)->posed, gpu::Use::vertex_read);
  ASSERT_EQ(bytes.size(), posed.size() * sizeof(shared::PosedVertex));
  std::memcpy(posed.data(), bytes.data(), bytes.size());
  // The second rotation is given with the opposite sign: the blend must take the shorter way round.
  glm::dualquat blend = glm::dualquat(turns[0], shifts[0]) * weights[0] + glm::dualquat(-turns[1], shifts[1]) * weights[1] +
                        glm::dualquat(turns[2], shifts[2]) * weights[2];
  blend = glm::normalize(blend);
  float pushed = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const vec3 normal = blend.real * glm::normalize(vec3(0.3F, -0.5F, -0.7F));
    const vec3 p = rest[i].position;
    vec3 held(0), carried(0);
    for (std::size_t j = 0; j < 3; ++j) {
      const vec3 anchor = anchors[j].w > 0 ? vec3(anchors[j]) : p;
      held += weights[j] * anchor, carried += weights[j] * (turns[j] * anchor + shifts[j]);
    }
    vec3 expected = glm::mix(vec3(blend * p), carried + blend.real * (p - held), 0.4F) + swell_m * 4 * along * (1 - along) * 0.8F * normal;
    const vec3 free = expected;
    vec3 turned = normal;
    for (const rig::Fold &fold : folds) {
      const float share = rig::fold_share(u16vec4(0, 1, 2, 0), vec4(weights[0], weights[1], weights[2], 0), sides, fold);
      constexpr float step = 5e-4F; // how much lengths along the plane's normal shrink there; normals turn by the inverse
      const float scale = glm::dot(rig::pressed(expected + step * fold.normal, share, fold) - rig::pressed(expected - step * fold.normal, share, fold), fold.normal) / (2 * step);
      turned = glm::normalize(turned + (1 / std::max(scale, 0.02F) - 1) * glm::dot(turned, fold.normal) * fold.normal);
      expected = rig::pressed(expected, share, fold);
    }
    pushed = std::max(pushed, glm::distance(free, expected));
    EXPECT_LT(glm::distance(posed[i].position, expected), 1e-5F) << i;
    const auto unpack = [](std::uint32_t v) { return static_cast<float>(static_cast<std::int16_t>(v & 0xFFFFU)) / 32767.0F; };
    vec3 n(unpack(posed[i].normal), unpack(posed[i].normal >> 16U), 0);
    n.z = 1 - std::abs(n.x) - std::abs(n.y);
    const float fold = std::max(-n.z, 0.0F);
    n.x += n.x >= 0 ? -fold : fold, n.y += n.y >= 0 ? -fold : fold;
    EXPECT_LT(glm::distance(glm::normalize(n), turned), free == expected ? 1e-3F : 2e-2F) << i;
  }
  EXPECT_GT(pushed, 0.001F) << "the folds press nothing here: the test shows nothing of them";
  record(*pass, scene.packet);
  EXPECT_FALSE(was_wanted_) << "the same pose is skinned again";
  scene.packet.pose_version = 2;
  record(*pass, scene.packet);
  EXPECT_TRUE(was_wanted_);
}

TEST_F(Compute, FleshThatSlidesOverTheThoraxStaysOutsideAsOnTheCpu) {
  format::Body body = tests::rib_cage();
  const std::uint32_t structure = tests::add_strip(body, 4);
  const format::Mesh &strip = body.structures[structure].mesh;
  const std::vector<vec4> anchors = rig::anchors(body, structure);
  const rig::ThoraxWall wall(body);
  const std::vector<vec4> packed = wall.packed();
  rig::Pose pose;
  Scene scene;
  for (std::size_t j = 0; j < body.joints.size(); ++j) {
    const float turn = j == 4 ? 0.22F : j == 1 ? 0.2F : 0.0F; // cage and arm lean, the arm is drawn forwards
    const shared::JointMotion motion = motion_of(glm::angleAxis(turn, glm::normalize(vec3(1, 0.2F, 0.1F))), j == 4 ? vec3(0, 0, 0.14F) : vec3(0.01F, 0, 0));
    scene.packet.joints.push_back(motion);
    pose.motions.push_back({motion.real, motion.dual}), pose.matrices.push_back(rig::to_matrix(pose.motions.back()));
  }
  TinyMesh mesh = make_plane(vec2(-0.2F), vec2(0.3F), 0.1F);
  const std::size_t count = std::min(mesh.vertices.size(), strip.positions.size());
  for (std::size_t v = 0; v < count; ++v) {
    mesh.vertices[v].position = strip.positions[v];
    mesh.vertices[v].joints = uvec2(static_cast<std::uint32_t>(strip.joints[v][0]) | static_cast<std::uint32_t>(strip.joints[v][1]) << 16U, 0);
    const auto unorm = [](float w) { return static_cast<std::uint32_t>(std::lround(w * 65535.0F)); };
    mesh.vertices[v].weights = uvec2(unorm(strip.weights[v][0]) | unorm(strip.weights[v][1]) << 16U, 0);
    mesh.vertices[v].openness_flags = 255U << 24U; // straight all the way
  }
  scene.add(std::move(mesh));
  scene.packet.meshes.back().anchors = anchors, scene.packet.meshes.back().wall = packed;
  const auto pass = render::make_skin_pass();
  record(*pass, scene.packet);
  const auto bytes = read(geometry_.mesh(1)->posed, gpu::Use::vertex_read);
  std::vector<shared::PosedVertex> posed(bytes.size() / sizeof(shared::PosedVertex));
  std::memcpy(posed.data(), bytes.data(), bytes.size());
  const std::vector<float> straight(strip.positions.size(), 1.0F);
  const auto kept = rig::skinned(strip, pose, {straight, anchors, 0, &wall}), sunk = rig::skinned(strip, pose, {straight, anchors, 0, nullptr});
  float pushed = 0;
  for (std::size_t v = 0; v < count; ++v) {
    EXPECT_LT(glm::distance(posed[v].position, kept[v]), 2e-5F) << v;
    pushed = std::max(pushed, glm::distance(kept[v], sunk[v]));
  }
  EXPECT_GT(pushed, 0.005F) << "nothing sinks here: the test shows nothing";
}

// ---- heat ------------------------------------------------------------------------------------------------------------

float smooth_min(float a, float b) {
  const float h = std::max(render::heat_fuse_mm - std::abs(a - b), 0.0F) / render::heat_fuse_mm;
  return std::min(a, b) - h * h * render::heat_fuse_mm / 4;
}

vec3 weights_at(vec2 p, vec2 a, vec2 b, vec2 c) {
  const glm::mat3 m(vec3(a, 1), vec3(b, 1), vec3(c, 1));
  return glm::inverse(m) * vec3(p, 1);
}

class HeatBake : public Compute {
protected:
  static constexpr std::uint32_t size = 256;
  void SetUp() override {
    Compute::SetUp();
    TinyMesh plane = make_plane(vec2(-0.1F), vec2(0.1F), 0, 6);
    place_uv(plane, vec2(0.1F, 0.15F), vec2(0.8F, 0.9F));
    mesh_ = plane;
    scene_.add(std::move(plane), packet::Material::skin).flags = packet::heat_carrier;
    scene_.packet.carriers.push_back({1, 1, scene_.mesh(1).indices, size});
    scene_.packet.heat.on = true;
  }
  // The signed distance to a disc, sampled at the vertices.
  packet::FieldId add_disc(vec2 centre, float radius_mm) {
    auto values = std::make_unique<std::vector<float>>();
    for (const shared::RestVertex &vertex : mesh_.vertices) values->push_back(glm::distance(vec2(vertex.position), centre) * 1000 - radius_mm);
    fields_.push_back(std::move(values));
    const auto id = static_cast<packet::FieldId>(fields_.size());
    scene_.packet.fields.push_back({id, 1, 1, *fields_.back()});
    return id;
  }
  std::vector<vec4> bake() {
    const auto pass = render::make_heat_bake_pass();
    record(*pass, scene_.packet);
    auto back = gpu::Buffer::create(*device_, std::uint64_t{8} * size * size, VK_BUFFER_USAGE_TRANSFER_DST_BIT, gpu::MemoryUse::readback);
    run([&](gpu::Frame &frame) {
      gpu::Image &image = heat_.carrier(1)->heat;
      image.become(frame.commands(), gpu::Use::copy_from);
      const VkBufferImageCopy copy{0, 0, 0, {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1}, {}, {size, size, 1}};
      vkCmdCopyImageToBuffer(frame.commands(), image.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, back->handle(), 1, &copy);
      gpu::record_buffer_barrier(frame.commands(), gpu::Use::copy_to, gpu::Use::cpu_read);
      image.become(frame.commands(), gpu::Use::sampled);
    });
    back->invalidate();
    std::vector<vec4> out(std::size_t{size} * size);
    for (std::size_t i = 0; i < out.size(); ++i) {
      glm::uint64 packed = 0;
      std::memcpy(&packed, back->mapped().data() + i * 8, 8);
      out[i] = glm::unpackHalf4x16(packed);
    }
    return out;
  }
  // Every texel of the chart, worked out on the CPU by `value` of the zones' distances there.
  void compare(const std::vector<vec4> &baked, const std::function<vec4(const std::vector<float> &)> &value) {
    std::vector<vec2> uv;
    for (const shared::RestVertex &vertex : mesh_.vertices) uv.push_back(vec2(vertex.uv & 0xFFFFU, vertex.uv >> 16U) / 65535.0F);
    render::Chart chart(uv, mesh_.indices, size);
    std::vector<std::uint32_t> places(chart.tile_count());
    std::iota(places.begin(), places.end(), 0U);
    const auto owners = chart.owners(places);
    std::size_t inside = 0;
    for (std::uint32_t i = 0; i < size * size; ++i) {
      constexpr std::uint32_t tile = render::chart_tile;
      const std::uint32_t x = i % size, y = i / size;
      const std::uint32_t t = owners[y / tile * (size / tile) + x / tile][y % tile * tile + x % tile];
      vec4 expected(render::heat_far_mm);
      if (t != render::no_triangle) {
        const std::uint32_t a = mesh_.indices[t * 3], b = mesh_.indices[t * 3 + 1], c = mesh_.indices[t * 3 + 2];
        const vec3 w = weights_at((vec2(i % size, i / size) + 0.5F) / static_cast<float>(size), uv[a], uv[b], uv[c]);
        std::vector<float> distances;
        for (const packet::HeatZone &zone : scene_.packet.heat.zones) {
          const std::vector<float> &f = *fields_[zone.field - 1];
          distances.push_back(w.x * f[a] + w.y * f[b] + w.z * f[c] - zone.grow_mm);
        }
        expected = glm::clamp(value(distances), -render::heat_far_mm, render::heat_far_mm);
        ++inside;
      }
      for (int k = 0; k < 4; ++k) ASSERT_NEAR(baked[i][k], expected[k], 0.03F) << "texel " << i % size << ' ' << i / size << " channel " << k;
    }
    EXPECT_GT(inside, 30000U);
  }
  Scene scene_;
  TinyMesh mesh_;
  std::vector<std::unique_ptr<std::vector<float>>> fields_;
};

TEST_F(HeatBake, TiersMatchTheSameSumOnTheCpu) {
  scene_.packet.heat.zones = {{add_disc({-0.02F, 0}, 20), 1, 3, 0, 0}, {add_disc({0.03F, 0.02F}, 25), 1, 3, 0, 2}, {add_disc({0, -0.03F}, 40), 1, 1, 0, -3}};
  compare(bake(), [](const std::vector<float> &d) {
    const float most = smooth_min(smooth_min(render::heat_far_mm, d[0]), d[1]);
    return vec4(most, most, smooth_min(most, d[2]), render::heat_far_mm);
  });
}

TEST_F(HeatBake, AZoneThatKeepsItsEdgeFlowsTogetherWithNone) {
  scene_.packet.heat.zones = {{add_disc({-0.02F, 0}, 20), 1, 3, 0, 0}, {add_disc({0.02F, 0.01F}, 18), 1, 3, 0, 0},
                              {add_disc({0, -0.03F}, 20), 1, 2, 0, 0, 0, false}};
  std::size_t apart = 0;
  const auto baked = bake();
  compare(baked, [&](const std::vector<float> &d) {
    const float most = smooth_min(smooth_min(render::heat_far_mm, d[0]), d[1]), more = std::min(most, d[2]);
    apart += std::abs(smooth_min(most, d[2]) - more) > 1;
    return vec4(most, more, more, render::heat_far_mm);
  });
  EXPECT_GT(apart, 100U) << "else they would have";
}

TEST_F(HeatBake, AZoneOfOneSideEndsAtTheMidlineHoweverFarItHasGrown) {
  scene_.packet.heat.zones = {{add_disc({-0.02F, 0}, 20), 1, 3, 0, 15, -1}, {add_disc({-0.02F, 0.03F}, 20), 1, 3, 0, 15, -1}};
  std::vector<float> across;
  for (const shared::RestVertex &vertex : mesh_.vertices) across.push_back(1000 * vertex.position.x);
  fields_.push_back(std::make_unique<std::vector<float>>(across));
  scene_.packet.heat.zones.push_back({static_cast<packet::FieldId>(fields_.size()), 1, 1, 0, -500}); // tells the test x
  scene_.packet.fields.push_back({static_cast<packet::FieldId>(fields_.size()), 1, 1, *fields_.back()});
  std::size_t crossing = 0;
  const auto baked = bake();
  compare(baked, [&](const std::vector<float> &d) {
    const float x = d[2] - 500;
    const float fused = smooth_min(smooth_min(render::heat_far_mm, d[0]), d[1]);
    crossing += fused < 0 && x > 1;
    const float kept = std::max(fused, x);
    return vec4(kept, kept, std::min(kept, smooth_min(render::heat_far_mm, d[2])), render::heat_far_mm);
  });
  EXPECT_GT(crossing, 100U) << "without its end the zone would cross";
}

TEST_F(HeatBake, ZonesOfBothSidesThatMeetHaveNoEdgeOnTheMidline) {
  // The same disc across the midline, once for each side: together they are the disc.
  const auto disc = add_disc({0, 0.01F}, 35);
  scene_.packet.heat.zones = {{disc, 1, 3, 0, 0, -1}, {disc, 1, 3, 0, 0, 1}};
  compare(bake(), [](const std::vector<float> &d) {
    const float one = smooth_min(render::heat_far_mm, d[0]);
    return vec4(one, one, one, render::heat_far_mm);
  });
}

TEST_F(HeatBake, ZonesOfBothSidesThatMeetAreOne) {
  scene_.packet.heat.zones = {{add_disc({-0.005F, 0}, 30), 1, 3, 0, 0, -1}, {add_disc({0.005F, 0}, 30), 1, 3, 0, 0, 1}};
  const auto baked = bake();
  // Texels on the midline, from the middle of the zones outwards.
  const std::uint32_t x = static_cast<std::uint32_t>(0.45F * size), y = static_cast<std::uint32_t>(0.525F * size);
  for (const std::uint32_t column : {x - 1, x, x + 1}) EXPECT_LT(baked[y * size + column].r, -15) << column;
}

TEST_F(HeatBake, CountsMatchTheSameSumOnTheCpu) {
  scene_.packet.heat.count_overlay = true;
  scene_.packet.heat.zones = {{add_disc({-0.02F, 0}, 20), 1, 3, 2, 0}, {add_disc({0.03F, 0.02F}, 25), 1, 2, 0, 0},
                              {add_disc({0, -0.03F}, 40), 1, 1, 2, 0}, {add_disc({0.01F, 0.01F}, 30), 1, 3, 1, 0}};
  compare(bake(), [](const std::vector<float> &d) {
    const auto far = [](float v) { return smooth_min(render::heat_far_mm, v); };
    std::array<float, 4> each{far(d[1]), far(d[3]), smooth_min(far(d[0]), d[2]), render::heat_far_mm};
    std::ranges::sort(each);
    return vec4(each[0], each[1], each[2], each[3]);
  });
}

TEST_F(HeatBake, HappensOnlyWhenTheHeatHasChanged) {
  const auto field = add_disc({0, 0}, 30);
  scene_.packet.heat.zones = {{field, 1, 3, 0, 0}};
  const auto pass = render::make_heat_bake_pass();
  const auto baked_again = [&] {
    record(*pass, scene_.packet);
    return was_wanted_;
  };
  EXPECT_TRUE(baked_again());
  EXPECT_FALSE(baked_again());
  scene_.packet.heat_version = 2;
  EXPECT_TRUE(baked_again());
  EXPECT_FALSE(baked_again());
  scene_.packet.fields[0].version = 9; // new values under an old name
  EXPECT_TRUE(baked_again());
}

TEST_F(HeatBake, LeavesNothingBehindWhenAZoneGoes) {
  scene_.packet.heat.zones = {{add_disc({0, 0}, 30), 1, 3, 0, 0}};
  const auto some = bake();
  EXPECT_LT(std::ranges::min(some, {}, [](vec4 v) { return v.r; }).r, 0);
  scene_.packet.heat.zones.clear();
  scene_.packet.heat_version = 2;
  for (const vec4 &texel : bake()) ASSERT_EQ(texel, vec4(render::heat_far_mm));
}

} // namespace
} // namespace myo::test
