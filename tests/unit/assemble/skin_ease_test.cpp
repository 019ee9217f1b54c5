#include "assemble/skin_ease.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

// The left side: a shoulder with its blade, an elbow and wrist below it, a hip and knee; ribs at the back.
struct Left {
  format::Body body;
  SkinCloud cloud;
  std::vector<vec3> places;
  std::vector<u16vec4> joints;
  std::vector<vec4> weights;

  Left() {
    for (const auto &[id, centre] : {std::pair{"sacrum", vec3(0, 0.9F, 0)}, {"left.acromioclavicular", vec3(0.17F, 1.4F, 0)}, {"left.glenohumeral", vec3(0.16F, 1.35F, 0)},
                                     {"left.elbow", vec3(0.2F, 1.05F, 0)}, {"left.radioulnar", vec3(0.2F, 1.04F, 0)}, {"left.wrist", vec3(0.24F, 0.8F, 0)},
                                     {"left.hip", vec3(0.08F, 0.85F, 0)}, {"left.knee", vec3(0.07F, 0.45F, 0)}, {"left.costovertebral_07", vec3(0.03F, 1.2F, -0.08F)}}) {
      format::Joint &joint = body.joints.emplace_back();
      joint.id = id, joint.centre = centre;
    }
    cloud.bones.push_back({vec3(0.07F, 1.2F, -0.1F), vec3(0), 8});
    cloud.bones.push_back({vec3(0.09F, 1.2F, -0.11F), vec3(0), 1}); // the blade lies nearer, and is no rib
  }
  void add(vec3 place, u16vec4 j, vec4 w) { places.push_back(place), joints.push_back(j), weights.push_back(w); }
  [[nodiscard]] float share(std::size_t v, std::uint16_t joint) const {
    float sum = 0;
    for (int k = 0; k < 4; ++k) sum += joints[v][k] == joint ? weights[v][k] : 0;
    return sum;
  }
  void ease() {
    ease_skin(body, places, cloud, joints, weights);
    for (const vec4 &w : weights) EXPECT_NEAR(w.x + w.y + w.z + w.w, 1, 1e-5);
  }
};

TEST(SkinEase, TheBladeGlidesUnderTheSkinOfTheBackAndCarriesTheShoulders) {
  Left left;
  left.add({0.09F, 1.2F, -0.13F}, {1, 0, 0, 0}, {1, 0, 0, 0});
  left.add({0.16F, 1.4F, 0.01F}, {1, 0, 0, 0}, {1, 0, 0, 0});
  left.ease();
  EXPECT_NEAR(left.share(0, 1), 0.5, 1e-5);
  EXPECT_NEAR(left.share(0, 8), 0.5, 1e-5) << "the rest goes with the rib under it";
  EXPECT_NEAR(left.share(1, 1), 1, 1e-5);
}

TEST(SkinEase, TheBackOfTheKneeGoesWithTheLeg) {
  Left left;
  left.add({0.07F, 0.45F, -0.06F}, {6, 7, 0, 0}, {0.5F, 0.5F, 0, 0});
  left.add({0.07F, 0.5F, -0.06F}, {6, 7, 0, 0}, {0.9F, 0.1F, 0, 0});
  left.add({0.07F, 0.6F, -0.06F}, {6, 0, 0, 0}, {1, 0, 0, 0});
  left.ease();
  EXPECT_NEAR(left.share(0, 7), 1, 1e-5);
  EXPECT_LT(left.share(1, 7), 0.2F);
  EXPECT_NEAR(left.share(2, 6), 1, 1e-5);
}

TEST(SkinEase, TheForearmTurnsMoreNearTheWrist) {
  Left left;
  for (const float along : {0.05F, 0.5F, 0.95F}) left.add(glm::mix(vec3(0.2F, 1.05F, 0.03F), vec3(0.24F, 0.8F, 0.03F), along), {3, 0, 0, 0}, {1, 0, 0, 0});
  left.ease();
  EXPECT_NEAR(left.share(0, 4), 0, 1e-3);
  EXPECT_LT(left.share(0, 4), left.share(1, 4));
  EXPECT_NEAR(left.share(2, 4), 0.5, 0.02);
}

TEST(SkinEase, EasesFromBoneToBone) {
  Left left;
  left.add({0.1F, 1.3F, 0}, {2, 8, 0, 0}, {0.8F, 0.2F, 0, 0});
  left.ease();
  EXPECT_NEAR(left.share(0, 2), 0.896, 1e-4); // 3 w^2 - 2 w^3
}

TEST(SkinEase, ABodyWithoutThoseJointsKeepsItsWeights) {
  format::Body body;
  body.joints.resize(2);
  body.joints[0].id = "root", body.joints[1].id = "left.glenohumeral";
  std::vector<u16vec4> joints{{0, 1, 0, 0}};
  std::vector<vec4> weights{{0.5F, 0.5F, 0, 0}};
  ease_skin(body, std::vector<vec3>{vec3(0)}, {}, joints, weights);
  EXPECT_NEAR(weights[0].x, 0.5, 1e-6);
}

} // namespace
} // namespace myo::assemble
