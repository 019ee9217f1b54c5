// The structures that C++ and GLSL share lie in memory as the compiled shaders say.
#include "gpu/shader.h"
#include "shared/compute_constants.h"
#include "shared/frame_constants.h"
#include "shared/frame_types.h"
#include "shared/marker_constants.h"

#include <gtest/gtest.h>

#include <cstddef>

namespace myo::render {
namespace {

struct Expected { const char *member; std::size_t offset; };

void expect_layout(const char *shader_name, const char *struct_name, std::size_t size, std::initializer_list<Expected> members) {
  const auto shader = gpu::load_shader(shader_name);
  ASSERT_TRUE(shader) << shader.error().line();
  const gpu::ReflectedStruct *found = shader->reflection.find(struct_name);
  ASSERT_NE(found, nullptr) << struct_name << " is not in " << shader_name;
  EXPECT_EQ(found->size, size) << struct_name;
  ASSERT_EQ(found->members.size(), members.size()) << struct_name;
  for (const Expected &member : members) {
    const gpu::ReflectedMember *there = found->member(member.member);
    ASSERT_NE(there, nullptr) << struct_name << "." << member.member;
    EXPECT_EQ(there->offset, member.offset) << struct_name << "." << member.member;
  }
}

#define MEMBER(type, name) Expected { #name, offsetof(shared::type, name) }

TEST(SharedTypes, RestVertexMatches) {
  for (const char *shader : {"skin.comp", "heat_bake.comp"})
    expect_layout(shader, "RestVertex", sizeof(shared::RestVertex),
                  {MEMBER(RestVertex, position), MEMBER(RestVertex, normal), MEMBER(RestVertex, joints), MEMBER(RestVertex, weights),
                   MEMBER(RestVertex, openness_flags), MEMBER(RestVertex, uv)});
  EXPECT_EQ(sizeof(shared::RestVertex), 40U);
}

TEST(SharedTypes, PosedVertexMatches) {
  expect_layout("skin.comp", "PosedVertex", sizeof(shared::PosedVertex), {MEMBER(PosedVertex, position), MEMBER(PosedVertex, normal)});
}

TEST(SharedTypes, JointMotionMatches) {
  expect_layout("skin.comp", "LimbFold", sizeof(shared::LimbFold), {MEMBER(LimbFold, centre), MEMBER(LimbFold, bone_m), MEMBER(LimbFold, normal), MEMBER(LimbFold, slope), MEMBER(LimbFold, inward), MEMBER(LimbFold, strength), MEMBER(LimbFold, shift)});
  expect_layout("skin.comp", "JointMotion", sizeof(shared::JointMotion), {MEMBER(JointMotion, real), MEMBER(JointMotion, dual)});
}

TEST(SharedTypes, FrameConstantsMatch) {
  for (const char *shader : {"surface.vert", "opaque_heat.frag", "tonemap.frag"})
    expect_layout(shader, "FrameConstants", sizeof(shared::FrameConstants),
                  {MEMBER(FrameConstants, view), MEMBER(FrameConstants, projection), MEMBER(FrameConstants, view_projection),
                   MEMBER(FrameConstants, inverse_projection), MEMBER(FrameConstants, size_px), MEMBER(FrameConstants, eye),
                   MEMBER(FrameConstants, perspective), MEMBER(FrameConstants, background_top), MEMBER(FrameConstants, transparent),
                   MEMBER(FrameConstants, background_bottom), MEMBER(FrameConstants, heat_soft_mm), MEMBER(FrameConstants, heat_level),
                   MEMBER(FrameConstants, heat_levels),
                   MEMBER(FrameConstants, heat_counts), MEMBER(FrameConstants, heat_on)});
}

TEST(SharedTypes, DrawConstantsMatch) {
  for (const char *shader : {"opaque.frag", "id.frag", "patch.frag"})
    expect_layout(shader, "DrawConstants", sizeof(shared::DrawConstants),
                  {MEMBER(DrawConstants, tint), MEMBER(DrawConstants, opacity), MEMBER(DrawConstants, paint), MEMBER(DrawConstants, outline), MEMBER(DrawConstants, pull_m),
                   MEMBER(DrawConstants, material), MEMBER(DrawConstants, flags), MEMBER(DrawConstants, id)});
  EXPECT_LE(sizeof(shared::DrawConstants), 128U) << "what every device takes as push constants";
}

TEST(SharedTypes, ComputeConstantsMatch) {
  expect_layout("skin.comp", "SkinConstants", sizeof(shared::SkinConstants), {MEMBER(SkinConstants, vertex_count), MEMBER(SkinConstants, joint_count), MEMBER(SkinConstants, anchor_count), MEMBER(SkinConstants, swell_m), MEMBER(SkinConstants, fold_count), MEMBER(SkinConstants, wall_at), MEMBER(SkinConstants, side_count)});
  expect_layout("heat_bake.comp", "BakeZone", sizeof(shared::BakeZone),
                {MEMBER(BakeZone, first), MEMBER(BakeZone, tier), MEMBER(BakeZone, pattern), MEMBER(BakeZone, grow_mm),
                 MEMBER(BakeZone, side), MEMBER(BakeZone, fuse_mm)});
  expect_layout("heat_bake.comp", "BakeConstants", sizeof(shared::BakeConstants),
                {MEMBER(BakeConstants, size), MEMBER(BakeConstants, zone_count), MEMBER(BakeConstants, counts),
                 MEMBER(BakeConstants, far_mm)});
}

TEST(SharedTypes, MarkerConstantsMatch) {
  expect_layout("marker.frag", "MarkerConstants", sizeof(shared::MarkerConstants),
                {MEMBER(MarkerConstants, point), MEMBER(MarkerConstants, size_px), MEMBER(MarkerConstants, colour), MEMBER(MarkerConstants, halo)});
}

} // namespace
} // namespace myo::render
