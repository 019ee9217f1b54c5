#include "assemble/limb_holds.h"

#include "shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

using anatomy::Side;

// A trunk bone, an arm bone that hangs 60 mm beside it from a shoulder at the top, and flesh between them.
struct Stance {
  format::Body body;
  anatomy::Library library;
  vec3 flank = vec3(52, -250, 0) * millimetre;    // nearer to the arm's bone than to the trunk's
  vec3 shoulder = vec3(80, -20, 0) * millimetre;

  Stance() {
    library.skin_parts = {{"thorax", {"rib"}}, {"arm", {"humerus"}}};
    const auto bar = [](float x, float half) { return shapes::box(vec3(x - half, -400, -10) * millimetre, vec3(x + half, 0, 10) * millimetre, 8); };
    body.structures = {shapes::bone("b0", "rib", Side::left, bar(10, 10)), shapes::bone("b1", "humerus", Side::left, bar(80, 10)),
                       shapes::muscle("m0", "oblique", Side::left, bar(45, 5)), shapes::muscle("m1", "broad", Side::left, bar(45, 5)),
                       shapes::muscle("m2", "biceps", Side::left, bar(70, 5)), shapes::muscle("m3", "unheld", Side::left, bar(45, 5)),
                       shapes::muscle("m4", "long", Side::left, bar(30, 5))};
    format::Landmark centre;
    centre.id = "gh_centre", centre.side = Side::left, centre.point = vec3(80, 0, 0) * millimetre;
    body.landmarks = {centre};
    hold(2, 0, {20, -300, 0});                     // the trunk alone
    hold(3, 0, {20, -350, 0}), hold(3, 1, {75, -60, 0}); // from the trunk to the top of the arm
    hold(4, 1, {75, -100, 0}), hold(4, 1, {75, -390, 0}); // the arm alone
    hold(6, 0, {20, -10, 0}), hold(6, 1, {75, -390, 0});  // from the trunk to the arm's far end
  }
  void hold(std::uint32_t muscle, std::uint32_t bone, vec3 mm) {
    format::Patch p;
    p.muscle_structure = muscle, p.bone_structure = bone, p.centroid = mm * millimetre;
    body.patches.push_back(p);
  }
};

TEST(LimbHolds, AreWhatAMuscleReaches) {
  const Stance s;
  const Spread spread(s.body, s.library, 50, 0);
  const SkinParts parts(s.body, s.library);
  const LimbHolds holds(s.body, parts, spread);
  ASSERT_GT(spread.weights(s.flank).x, 0.9F) << "by its place alone this is the arm's";
  EXPECT_EQ(holds.weights(5, s.flank).x, spread.weights(s.flank).x) << "without attachments its place decides";
  EXPECT_EQ(holds.weights(2, s.flank).x, 0) << "a muscle of the trunk never goes with the arm";
  EXPECT_LT(holds.weights(3, s.flank).x, 0.01F) << "far below its end on the arm it is the trunk's";
  EXPECT_EQ(holds.weights(3, s.shoulder).x, spread.weights(s.shoulder).x);
  EXPECT_GT(holds.weights(3, s.shoulder).x, 0.5F);
  EXPECT_EQ(holds.weights(4, s.flank).x, 1) << "a muscle of the arm always does";
  EXPECT_EQ(holds.weights(4, s.flank).z, 0);
  const vec3 beside_ribs = vec3(30, -250, 0) * millimetre;
  ASSERT_LT(spread.weights(beside_ribs).x, 0.5F) << "by its place this is the trunk's";
  EXPECT_EQ(holds.weights(6, beside_ribs).x, 1) << "what runs on down the arm hangs with it, however near to ribs";
}

} // namespace
} // namespace myo::assemble
