#include "assemble/centre.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

format::Structure box(const std::string &bone, format::Side side, vec3 centre) {
  format::Structure structure;
  structure.id = bone + std::string(anatomy::to_string(side));
  structure.bone = bone;
  structure.side = side;
  for (const float d : {-0.01F, 0.01F}) structure.mesh.positions.push_back(centre + vec3(d));
  return structure;
}

TEST(CentreBody, PutsTheMidlineAndTheHipsOverTheOrigin) {
  format::Body body;
  body.structures = {box("hip_bone", format::Side::left, {0.103F, 0.9F, 0.08F}),
                     box("hip_bone", format::Side::right, {-0.097F, 0.9F, 0.10F}),
                     box("scapula", format::Side::left, {0.103F, 1.4F, 0.0F}),
                     box("scapula", format::Side::right, {-0.097F, 1.4F, 0.0F}),
                     box("sternum", format::Side::midline, {0.003F, 1.3F, 0.2F})};
  Progress progress;
  ASSERT_TRUE(centre_body(body, {}, progress));
  const auto middle = [&](std::size_t n) { return 0.5F * (body.structures[n].mesh.positions[0] + body.structures[n].mesh.positions[1]); };
  EXPECT_NEAR(middle(0).x, 0.1F, 1e-6F);
  EXPECT_NEAR(middle(1).x, -0.1F, 1e-6F);
  EXPECT_NEAR(middle(0).z + middle(1).z, 0.0F, 1e-6F);
  EXPECT_NEAR(middle(4).x, 0.0F, 1e-6F);
  EXPECT_NEAR(middle(4).z, 0.11F, 1e-6F);
  EXPECT_NEAR(middle(4).y, 1.3F, 1e-6F);
}

TEST(CentreBody, LeavesABodyWithoutPairsAlone) {
  format::Body body;
  body.structures = {box("sternum", format::Side::midline, {0.003F, 1.3F, 0.2F})};
  Progress progress;
  ASSERT_TRUE(centre_body(body, {}, progress));
  EXPECT_FLOAT_EQ(body.structures[0].mesh.positions[0].z, 0.19F);
  EXPECT_TRUE(body.notes.empty());
}

} // namespace
} // namespace myo::assemble
