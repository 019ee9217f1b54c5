#include "frame/vertex_pack.h"

#include <gtest/gtest.h>

namespace myo::frame {
namespace {

TEST(VertexPack, NormalsComeBackWithinAHundredthOfADegree) {
  for (int i = 0; i < 4000; ++i) { // a spiral over the sphere
    const float z = 1.0F - 2.0F * (static_cast<float>(i) + 0.5F) / 4000.0F, turn = 2.399963F * static_cast<float>(i);
    const float r = std::sqrt(1 - z * z);
    const vec3 n{r * std::cos(turn), r * std::sin(turn), z};
    EXPECT_LT(glm::length(unpack_normal(pack_normal(n)) - n), 1.75e-4F) << i;
  }
  for (const vec3 axis : {vec3{1, 0, 0}, vec3{0, -1, 0}, vec3{0, 0, 1}, vec3{0, 0, -1}})
    EXPECT_LT(glm::length(unpack_normal(pack_normal(axis)) - axis), 1e-4F);
  EXPECT_EQ(pack_normal(vec3{0}), 0U); // a vertex without triangles
}

TEST(VertexPack, WeightsAddUpExactly) {
  for (const vec4 w : {vec4{1, 0, 0, 0}, vec4{0.25F}, vec4{1.0F / 3, 1.0F / 3, 1.0F / 3, 0}, vec4{0.1F, 0.2F, 0.3F, 0.4F}}) {
    const uvec2 packed = pack_weights(w);
    EXPECT_EQ((packed.x & 0xFFFFU) + (packed.x >> 16U) + (packed.y & 0xFFFFU) + (packed.y >> 16U), 65535U);
    EXPECT_NEAR(static_cast<float>(packed.x & 0xFFFFU) / 65535.0F, w.x, 3e-5F);
    EXPECT_NEAR(static_cast<float>(packed.y >> 16U) / 65535.0F, w.w, 3e-5F);
  }
}

TEST(VertexPack, PutsFibresAndChartsInTheirPlaces) {
  format::Structure s;
  s.kind = format::Kind::muscle;
  s.mesh.positions = {vec3{1, 2, 3}};
  s.mesh.normals = {vec3{0, 1, 0}};
  s.mesh.joints = {u16vec4{7, 300, 0, 2}};
  s.mesh.weights = {vec4{0.5F, 0.25F, 0.25F, 0}};
  s.mesh.openness = {200};
  s.mesh.uv = {vec2{0.25F, 1.0F}};
  const shared::RestVertex muscle = pack_vertices(s)[0];
  EXPECT_EQ(muscle.openness_flags & 255U, 200U);
  EXPECT_EQ(muscle.openness_flags >> 8U & 255U, 255U);  // tendon share
  EXPECT_EQ(muscle.openness_flags >> 16U & 255U, 64U);  // fibre coordinate
  EXPECT_EQ(muscle.joints.x, 7U | 300U << 16U);
  EXPECT_EQ(muscle.joints.y, 0U | 2U << 16U);
  s.kind = format::Kind::skin;
  const shared::RestVertex skin = pack_vertices(s)[0];
  EXPECT_EQ(skin.uv, 16384U | 65535U << 16U);
  EXPECT_EQ(skin.openness_flags, 200U);
}

} // namespace
} // namespace myo::frame
