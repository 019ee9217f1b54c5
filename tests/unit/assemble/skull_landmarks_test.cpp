// The rules of the back of the skull on occipital bones of our own, whose bend lies where each test puts it: a rule that
// was fitted to one body would miss it on the next.
#include "assemble/landmarks.h"

#include "shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

using anatomy::Side;

// A sheet of bone, 80 mm wide, along a midline profile of (y, z) in mm; round the sides it curves forward.
format::Mesh occipital(const std::vector<vec2> &profile) {
  format::Mesh m;
  constexpr int columns = 40;
  std::vector<vec2> fine;
  for (std::size_t i = 0; i + 1 < profile.size(); ++i)
    for (int k = 0; k < 20; ++k) fine.push_back(glm::mix(profile[i], profile[i + 1], static_cast<float>(k) / 20));
  fine.push_back(profile.back());
  for (const vec2 p : fine)
    for (int c = 0; c <= columns; ++c) {
      const float x = -40 + 80 * static_cast<float>(c) / columns;
      m.positions.push_back(vec3(x, 1500 + p.x, p.y + 0.02F * x * x) * millimetre);
    }
  for (std::uint32_t r = 0; r + 1 < fine.size(); ++r)
    for (std::uint32_t c = 0; c < columns; ++c) {
      const std::uint32_t a = r * (columns + 1) + c, b = a + columns + 1;
      m.indices.insert(m.indices.end(), {a, b, a + 1, a + 1, b, b + 1});
    }
  m.normals.assign(m.positions.size(), vec3(0, 0, -1));
  return m;
}

format::Body skull(vec2 bend) {
  format::Body body;
  body.name = "skull";
  body.structures.push_back(shapes::bone("o", "occipital", Side::midline,
                                         occipital({{75, -76}, {45, -86}, bend, {-20, -30}})));
  for (const Side side : {Side::left, Side::right}) // the mastoid process: a ball whose rear edge faces back
    body.structures.push_back(shapes::bone(side == Side::left ? "l" : "r", "temporal", side,
                                           shapes::sphere(vec3(anatomy::sign(side) * 52, 1497, -22) * millimetre, 0.011F)));
  return body;
}

class Skull : public testing::TestWithParam<vec2> {
protected:
  void SetUp() override {
    auto read = anatomy::read_library(std::string(MYO_SOURCE_DIR) + "/assets/anatomy");
    ASSERT_TRUE(read) << read.error().line();
    library_ = std::move(*read);
    Progress progress;
    ASSERT_TRUE(place_landmarks(body_, library_, progress));
  }
  vec3 mm(const char *id, Side side = Side::midline) {
    const format::Landmark *l = find_landmark(body_, id, side);
    EXPECT_NE(l, nullptr) << id;
    return l ? l->point / millimetre : vec3(0);
  }
  anatomy::Library library_;
  format::Body body_ = skull(GetParam());
};

TEST_P(Skull, InionLiesWhereTheProfileBends) {
  const vec3 inion = mm("inion");
  EXPECT_NEAR(inion.x, 0, 0.6);
  EXPECT_NEAR(inion.y, 1500 + GetParam().x, 3.5);
  EXPECT_NEAR(inion.z, GetParam().y, 3.5);
}

TEST_P(Skull, TheNuchalLinesStandInOrder) {
  for (const Side side : {Side::left, Side::right}) {
    const float s = anatomy::sign(side);
    EXPECT_GT(s * mm("nuchal_line_medial", side).x, 8);
    EXPECT_GT(s * mm("nuchal_line_mid", side).x, s * mm("nuchal_line_medial", side).x + 4);
    EXPECT_GT(s * mm("nuchal_line_lateral", side).x, s * mm("nuchal_line_mid", side).x + 4);
    // From above: superior line, the field between, inferior line, foramen magnum.
    EXPECT_GT(mm("inion").y + 0.5F, mm("between_nuchal_lines", side).y); // on a crease the field begins at it
    EXPECT_GT(mm("between_nuchal_lines", side).y, mm("inferior_nuchal_medial", side).y);
    EXPECT_GT(mm("inferior_nuchal_medial", side).y, mm("opisthion").y);
    EXPECT_GT(s * mm("inferior_nuchal_lateral", side).x, s * mm("inferior_nuchal_medial", side).x);
    EXPECT_GT(mm("nuchal_line_mid", side).y, mm("inferior_nuchal_lateral", side).y);
  }
}

INSTANTIATE_TEST_SUITE_P(Bends, Skull, testing::Values(vec2(14, -82), vec2(6, -78), vec2(0, -72), vec2(-6, -66)));

} // namespace
} // namespace myo::assemble
