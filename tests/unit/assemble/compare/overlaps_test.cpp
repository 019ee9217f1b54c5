// Bones that go through each other, and walls too thin to be bone.
#include "assemble/compare/overlaps.h"

#include "bodies.h"

#include <gtest/gtest.h>

namespace myo::assemble::made {
namespace {

using anatomy::Side;

format::Body body_of(std::vector<format::Mesh> meshes) {
  format::Body body;
  for (format::Mesh &mesh : meshes) {
    body.structures.push_back(structure("", "bone_" + std::to_string(body.structures.size()), Side::midline, std::move(mesh)));
    body.structures.back().kind = format::Kind::bone;
  }
  return body;
}

TEST(Overlaps, SayHowDeepAndWhere) {
  // Two balls of 10 mm, their centres 16 mm apart: each reaches 4 mm into the other. A third stands alone.
  const auto found = bone_overlaps(body_of({sphere(vec3(0), 0.01F), sphere({0.016F, 0, 0}, 0.01F), sphere({0.1F, 0, 0}, 0.01F)}), 0.5F);
  ASSERT_TRUE(found) << found.error().line();
  ASSERT_EQ(found->size(), 2U);
  for (const Overlap &o : *found) {
    EXPECT_EQ(o.of + o.in, 1U);
    EXPECT_NEAR(o.deepest_mm, 4, 0.1);
    EXPECT_NEAR(o.at.x, o.of == 0 ? 0.01F : 0.006F, 3e-4F);
  }
  EXPECT_TRUE(bone_overlaps(body_of({sphere(vec3(0), 0.01F), sphere({0.016F, 0, 0}, 0.01F)}), 4.5F)->empty());
  EXPECT_TRUE(bone_overlaps(body_of({sphere(vec3(0), 0.01F), sphere({0.021F, 0, 0}, 0.01F)}), 0)->empty());
}

TEST(Overlaps, LookAtBonesOnly) {
  format::Body body = body_of({sphere(vec3(0), 0.01F), sphere({0.016F, 0, 0}, 0.01F)});
  body.structures[1].kind = format::Kind::disc;
  EXPECT_TRUE(bone_overlaps(body, 0.5F)->empty());
}

// A ring is as thick as its tube; what matters is the wall, not the sharp edge of a box.
TEST(ThinPlaces, AreWallsAndNoSharpEdges) {
  const auto thin = thin_places(body_of({torus(vec3(0), 0.02F, 0.0004F), torus(vec3(0), 0.02F, 0.004F), box({0.1F, 0, 0}, vec3(0.01F))}), 1);
  ASSERT_TRUE(thin) << thin.error().line();
  ASSERT_EQ(thin->size(), 1U);
  EXPECT_EQ((*thin)[0].structure, 0U);
  EXPECT_NEAR((*thin)[0].thinnest_mm, 0.8, 0.05);
  EXPECT_EQ((*thin)[0].vertices, 64 * 32);
}

} // namespace
} // namespace myo::assemble::made
