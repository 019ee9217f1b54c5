#include "frame/length_colours.h"
#include "frame/draw_list.h"
#include "frame/lettering.h"
#include "heat/ramp.h"
#include "rig/strain.h"
#include "stage.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace myo::frame {
namespace {

bool blue(vec3 c) { return c.b > c.r + 0.05F; }
bool orange(vec3 c) { return c.r > c.b + 0.05F; }
float grey(vec3 srgb) { return glm::dot(heat::to_linear(srgb), vec3(0.2126F, 0.7152F, 0.0722F)); }

TEST(LengthColours, AreBlueBelowPaleAtAndOrangeAboveRest) {
  EXPECT_TRUE(blue(length_srgb(-0.2)) && blue(length_srgb(-0.08)));
  EXPECT_TRUE(orange(length_srgb(0.2)) && orange(length_srgb(0.08)));
  const vec3 rest = length_srgb(0);
  EXPECT_FALSE(blue(rest) || orange(rest));
  EXPECT_GT(grey(rest), 0.7F);
  EXPECT_EQ(length_srgb(-3), length_srgb(-full_strain)) << "full is full";
  EXPECT_EQ(length_srgb(3), length_srgb(full_strain));
}

TEST(LengthColours, DeepenAlikeOnBothSidesSoThatGreyTellsHowMuch) {
  for (double strain = 0.02; strain < full_strain + 0.01; strain += 0.02) {
    EXPECT_LT(grey(length_srgb(strain)), grey(length_srgb(strain - 0.02))) << strain;
    EXPECT_LT(grey(length_srgb(-strain)), grey(length_srgb(0.02 - strain))) << strain;
    EXPECT_NEAR(std::sqrt(grey(length_srgb(strain))), std::sqrt(grey(length_srgb(-strain))), 0.1F) << strain;
  }
}

std::uint32_t belly_of(const tests::Stage &stage, const char *muscle, anatomy::Side side) {
  const rig::Strains &strains = stage.rig.strains();
  return strains.muscles().at(strains.find(muscle, side)).bellies.at(0);
}

TEST(LengthColours, PaintMusclesByTheSignOfTheirStrainAndNothingElse) {
  tests::Stage stage;
  stage.obey(scene::SetLayer{"superficial", scene::LayerState::shown});
  stage.obey(scene::SetMotions{{{"cervical", anatomy::Side::midline, "lateral_flexion_left", 30}}});
  EXPECT_TRUE(length_paints(stage.view(), stage.context).empty()) << "only when asked for";
  stage.obey(scene::ShowLengths{});
  const std::vector<vec4> paints = length_paints(stage.view(), stage.context);
  ASSERT_EQ(paints.size(), stage.atlas.body().structures.size());
  const std::uint32_t longer = belly_of(stage, "trapezius_descending", anatomy::Side::right),
                      shorter = belly_of(stage, "trapezius_descending", anatomy::Side::left);
  EXPECT_TRUE(orange(vec3(paints[longer]))) << "tilted to the left, the right one is stretched";
  EXPECT_TRUE(blue(vec3(paints[shorter])));
  for (std::size_t i = 0; i < paints.size(); ++i)
    EXPECT_EQ(paints[i].a, stage.atlas.body().structures[i].kind == format::Kind::muscle ? 1 : 0) << stage.atlas.body().structures[i].id;
  const packet::FramePacket packet = stage.builder().build(stage.view());
  int painted = 0;
  for (const packet::Draw &draw : packet.draws) {
    EXPECT_EQ(draw.paint, paints[picked_structure(draw.id)]);
    painted += draw.paint.a > 0;
  }
  EXPECT_GE(painted, 2);
}

TEST(LengthColours, AreExplainedInTheLegend) {
  tests::Stage stage;
  const auto words = [&] { return wording_of(stage.view(), stage.context, theme_of(stage.scene.document.background), {}); };
  EXPECT_FALSE(words().lengths);
  const std::size_t before = stage.builder().build(stage.view()).overlay.size();
  stage.obey(scene::ShowLengths{});
  ASSERT_TRUE(words().lengths);
  EXPECT_EQ(words().lengths->low, "20 % shorter");
  EXPECT_EQ(words().lengths->middle, "as at rest");
  EXPECT_EQ(words().lengths->high, "20 % longer");
  EXPECT_FALSE(words().rows.empty()) << "the heat's legend stays";
  const packet::FramePacket packet = stage.builder().build(stage.view());
  EXPECT_GT(packet.overlay.size(), before);
  for (const double strain : {-0.99 * full_strain, 0.99 * full_strain})
    EXPECT_TRUE(std::any_of(packet.overlay.begin(), packet.overlay.end(), [&](const packet::OverlayVertex &v) {
      return glm::distance(vec3(v.colour & 255U, v.colour >> 8U & 255U, v.colour >> 16U & 255U), 255.0F * length_srgb(strain)) < 8;
    })) << strain;
  stage.obey(scene::SetPicture{{false, true, true, true}});
  EXPECT_FALSE(words().lengths) << "no legend, no bar";
}

} // namespace
} // namespace myo::frame
