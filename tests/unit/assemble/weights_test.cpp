#include "assemble/weights.h"

#include "assemble/attachments.h"
#include "assemble/joints.h"
#include "assemble/landmarks.h"

#include "../../support/scratch.h"
#include "shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

using anatomy::Side;

void rig(shapes::Strap &strap) {
  Progress progress;
  ASSERT_TRUE(place_landmarks(strap.body, strap.library, progress));
  ASSERT_TRUE(build_joints(strap.body, strap.library, progress));
  ASSERT_TRUE(find_attachments(strap.body, strap.library, progress));
  const Status s = weigh(strap.body, strap.library, progress);
  ASSERT_TRUE(s) << s.error().line();
}

float share(const format::Mesh &m, std::size_t v, std::uint32_t joint) {
  float w = 0;
  for (glm::length_t k = 0; k < 4; ++k)
    if (m.joints[v][k] == joint) w += m.weights[v][k];
  return w;
}

TEST(Weights, BonesAreRigidAndMusclesRunFromOneToTheOther) {
  shapes::Strap strap;
  rig(strap);
  for (std::size_t v = 0; v < strap.body.structures[1].mesh.positions.size(); ++v)
    EXPECT_EQ(share(strap.body.structures[1].mesh, v, 1), 1.0F);
  const format::Mesh &m = strap.body.structures[2].mesh;
  ASSERT_EQ(m.weights.size(), m.positions.size());
  for (std::size_t v = 0; v < m.positions.size(); ++v) {
    const float y = m.positions[v].y / millimetre;
    EXPECT_NEAR(m.weights[v].x + m.weights[v].y + m.weights[v].z + m.weights[v].w, 1.0F, 1e-4F);
    if (y < 40) { EXPECT_GT(share(m, v, 0), 0.95F) << y; }
    if (y > 80) { EXPECT_GT(share(m, v, 1), 0.95F) << y; }
    if (std::abs(y - 60) < 1) { EXPECT_NEAR(share(m, v, 1), 0.5F, 0.2F); }
  }
}

TEST(Weights, AWarmStartIsAColdOne) {
  const tests::Scratch scratch;
  ResultCache cache(scratch.path());
  const auto weighed = [](shapes::Strap strap, ResultCache *kept) {
    Progress progress;
    EXPECT_TRUE(place_landmarks(strap.body, strap.library, progress));
    EXPECT_TRUE(build_joints(strap.body, strap.library, progress));
    EXPECT_TRUE(find_attachments(strap.body, strap.library, progress));
    EXPECT_TRUE(weigh(strap.body, strap.library, progress, kept));
    return strap.body.structures[2].mesh;
  };
  const shapes::Strap before;
  shapes::Strap after = before;
  for (vec3 &p : after.body.structures[0].mesh.positions) p.x += 0.001F; // the lower bone
  (void)weighed(before, &cache);
  const format::Mesh again = weighed(before, &cache), warm = weighed(after, &cache), cold = weighed(after, nullptr);
  EXPECT_EQ(cache.tallies().at("weights").found, 1U);
  EXPECT_EQ(again.weights, weighed(before, nullptr).weights);
  EXPECT_EQ(warm.weights, cold.weights);
  EXPECT_EQ(warm.joints, cold.joints);
  EXPECT_EQ(warm.uv, cold.uv);
}

TEST(Weights, BothFacesOfASheetMoveTogether) {
  shapes::Strap strap;
  rig(strap);
  const format::Mesh &m = strap.body.structures[2].mesh;
  for (std::size_t a = 0; a < m.positions.size(); ++a)
    for (std::size_t b = a + 1; b < m.positions.size(); b += 7) {
      const vec3 d = m.positions[a] - m.positions[b];
      if (std::hypot(d.x, d.y) < 1e-5F) { EXPECT_NEAR(share(m, a, 0), share(m, b, 0), 0.2F); }
    }
}

TEST(Weights, FibreCoordinateRunsFromOriginToInsertionWithTendonAtTheEnds) {
  shapes::Strap strap;
  rig(strap);
  const format::Mesh &m = strap.body.structures[2].mesh;
  ASSERT_EQ(m.uv.size(), m.positions.size());
  for (std::size_t v = 0; v < m.positions.size(); ++v) {
    const float y = m.positions[v].y / millimetre;
    if (y < 38) { EXPECT_LT(m.uv[v].x, 0.05F); }
    if (y > 82) { EXPECT_GT(m.uv[v].x, 0.95F); }
    if (std::abs(y - 60) < 1) {
      EXPECT_NEAR(m.uv[v].x, 0.5F, 0.12F);
      EXPECT_LT(m.uv[v].y, 0.5F);
    }
    EXPECT_GE(m.uv[v].y, 0);
    EXPECT_LE(m.uv[v].y, 1);
  }
}

TEST(Weights, GrownMusclesKeepTheFibreCoordinateTheyBring) {
  shapes::Strap strap;
  format::Mesh &own = strap.body.structures[2].mesh;
  own.uv.assign(own.positions.size(), vec2(0.25F, 0.75F));
  rig(strap);
  for (const vec2 uv : strap.body.structures[2].mesh.uv) EXPECT_EQ(uv, vec2(0.25F, 0.75F));
}

TEST(Weights, ADiscBendsBetweenItsNeighbours) {
  shapes::Strap strap;
  anatomy::Bone disc;
  disc.id = "disc", disc.name = "Disc", disc.kind = "disc", disc.frame = "hinge", disc.frame_to = "root";
  strap.library.bones.push_back(disc);
  auto s = shapes::bone("d", "disc", Side::midline, shapes::box(vec3(-10, 50, 0) * millimetre, vec3(10, 70, 20) * millimetre, 8));
  s.kind = format::Kind::disc;
  strap.body.structures.push_back(s);
  rig(strap);
  const format::Mesh &m = strap.body.structures[3].mesh;
  for (std::size_t v = 0; v < m.positions.size(); ++v) {
    const float y = m.positions[v].y / millimetre;
    if (y < 50.1F) { EXPECT_GT(share(m, v, 0), 0.9F); }
    if (y > 69.9F) { EXPECT_GT(share(m, v, 1), 0.9F); }
    if (std::abs(y - 60) < 0.1F) { EXPECT_NEAR(share(m, v, 1), 0.5F, 0.1F); }
  }
}

TEST(Weights, NeedJoints) {
  shapes::Strap strap;
  Progress progress;
  EXPECT_FALSE(weigh(strap.body, strap.library, progress));
}

TEST(Weights, CanBeCancelled) {
  shapes::Strap strap;
  rig(strap);
  Progress progress;
  progress.cancel();
  const Status s = weigh(strap.body, strap.library, progress);
  ASSERT_FALSE(s);
  EXPECT_EQ(s.error().kind, ErrorKind::cancelled);
}

} // namespace
} // namespace myo::assemble
