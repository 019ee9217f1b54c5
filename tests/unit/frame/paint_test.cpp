// From the pointer to a place on the skin, and from paint to the packet.
#include "frame/compose.h"
#include "frame/draw_list.h"
#include "frame/skin_under.h"
#include "stage.h"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>

namespace myo::frame {
namespace {

constexpr uvec2 window_px{640, 480};

std::optional<SkinPlace> under(const tests::Stage &stage, vec2 pixel) {
  return skin_under(stage.view(window_px), stage.context, std::span(&pixel, 1)).front();
}
const packet::HeatZone *paint_zone(const packet::FramePacket &packet, std::uint32_t felt) {
  const auto found = std::ranges::find_if(packet.heat.zones, [&](const packet::HeatZone &z) { return !z.fuses && z.tier == felt; });
  return found == packet.heat.zones.end() ? nullptr : &*found;
}
const packet::FieldUpload *upload_of(const packet::FramePacket &packet, packet::FieldId field) {
  const auto found = std::ranges::find(packet.fields, field, &packet::FieldUpload::field);
  return found == packet.fields.end() ? nullptr : &*found;
}

TEST(SkinUnder, TellsThePlaceAndItsRegion) {
  const tests::Stage stage;
  for (const vec2 place : {vec2(-0.03F, 1.575F), vec2(-0.065F, 1.39F), vec2(0.065F, 1.39F)}) {
    const vec3 skin = stage.on_skin(place.x, place.y);
    const auto pixel = scene::project(stage.scene.document.camera, skin, vec2(window_px));
    ASSERT_TRUE(pixel);
    const auto found = under(stage, *pixel);
    ASSERT_TRUE(found) << place.x << ' ' << place.y;
    EXPECT_LT(glm::distance(found->at, skin), 0.0005F);
    EXPECT_EQ(found->region, place.y > 1.5F ? "suboccipital" : "scap_medial_upper");
    EXPECT_EQ(found->side, place.x < 0 ? anatomy::Side::right : anatomy::Side::left);
  }
  EXPECT_FALSE(under(stage, {1, 1})) << "beside the body";
  const vec3 bare = stage.on_skin(-0.05F, 1.30F);
  const auto found = under(stage, *scene::project(stage.scene.document.camera, bare, vec2(window_px)));
  ASSERT_TRUE(found) << "skin without a name can be painted, too";
  EXPECT_EQ(found->region, "");
}

TEST(SkinUnder, ManyPixelsAtOnceAreAsOneByOne) {
  const tests::Stage stage;
  std::vector<vec2> pixels;
  for (int i = 0; i < 40; ++i) pixels.emplace_back(20 + 15 * i, 40 + 10 * i);
  const auto places = skin_under(stage.view(window_px), stage.context, pixels);
  int on = 0;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const auto alone = under(stage, pixels[i]);
    ASSERT_EQ(places[i].has_value(), alone.has_value()) << i;
    if (!alone) continue;
    EXPECT_EQ(places[i]->at, alone->at);
    ++on;
  }
  EXPECT_GT(on, 5);
}

// In a pose the pointer meets the skin where it is drawn, and paints where that is at rest.
TEST(SkinUnder, LeadsBackToRestFromAnyPose) {
  tests::Stage stage;
  const vec3 head = stage.on_skin(-0.03F, 1.6F);
  const vec2 before = *scene::project(stage.scene.document.camera, head, vec2(window_px));
  stage.obey(scene::SetMotions{{{"cervical", anatomy::Side::midline, "flexion", 30}}});
  const format::Structure &skin = *std::ranges::find(stage.atlas.body().structures, format::Kind::skin, &format::Structure::kind);
  const auto vertex = static_cast<std::size_t>(std::ranges::find(skin.mesh.positions, head) - skin.mesh.positions.begin());
  vec3 moved(0); // the two joints of a vertex move it by nearly the same
  for (int k = 0; k < 2; ++k) moved += skin.mesh.weights[vertex][k] * rig::move_point(stage.pose.motions[skin.mesh.joints[vertex][k]], head);
  const vec2 pixel = *scene::project(stage.scene.document.camera, moved, vec2(window_px));
  ASSERT_GT(glm::distance(pixel, before), 5) << "the head has moved in the picture";
  const auto found = under(stage, pixel);
  ASSERT_TRUE(found);
  EXPECT_LT(glm::distance(found->at, head), 0.003F);
}

TEST(PaintOnTheSkin, IsSentOnceAndAgainWhenItChanges) {
  tests::Stage stage;
  FrameBuilder builder = stage.builder();
  EXPECT_EQ(paint_zone(builder.build(stage.view()), 3), nullptr);
  stage.obey(scene::Paint{stage.on_skin(-0.03F, 1.5F), 15, 3});
  const packet::FramePacket first = builder.build(stage.view());
  ASSERT_EQ(first.heat.zones.size(), 1U) << "instead of the pattern";
  const packet::HeatZone *most = paint_zone(first, 3);
  ASSERT_TRUE(most != nullptr && first.heat.on);
  const packet::FieldUpload *field = upload_of(first, most->field);
  ASSERT_NE(field, nullptr);
  EXPECT_LT(*std::ranges::min_element(field->distance_mm), -10);
  EXPECT_TRUE(std::ranges::any_of(first.draws, [&](const packet::Draw &d) { return d.mesh == most->carrier && (d.flags & packet::heat_carrier) != 0; }));
  const std::uint64_t version = field->version, bake = first.heat_version;
  EXPECT_TRUE(builder.build(stage.view()).fields.empty());
  stage.obey(scene::Paint{stage.on_skin(-0.04F, 1.45F), 15, 1});
  const packet::FramePacket second = builder.build(stage.view());
  ASSERT_TRUE(paint_zone(second, 3) != nullptr && paint_zone(second, 1) != nullptr);
  EXPECT_EQ(paint_zone(second, 2), nullptr) << "nothing is felt so";
  EXPECT_EQ(upload_of(second, paint_zone(second, 3)->field), nullptr) << "what is felt most is where it was";
  EXPECT_NE(upload_of(second, paint_zone(second, 1)->field), nullptr);
  EXPECT_NE(second.heat_version, bake);
  stage.obey(scene::Paint{stage.on_skin(-0.03F, 1.52F), 15, 3});
  const packet::FramePacket third = builder.build(stage.view());
  ASSERT_NE(upload_of(third, paint_zone(third, 3)->field), nullptr);
  EXPECT_NE(upload_of(third, paint_zone(third, 3)->field)->version, version);
  stage.obey(scene::Undo{}), stage.obey(scene::Undo{}), stage.obey(scene::Undo{});
  EXPECT_EQ(paint_zone(builder.build(stage.view()), 3), nullptr);
}

// What flows together comes first: the order decides what a zone is joined with.
TEST(PaintOnTheSkin, ComesAfterTheTickedRegions) {
  tests::Stage stage;
  stage.obey(scene::Paint{stage.on_skin(0.03F, 1.5F), 15, 3});
  stage.obey(scene::MarkRegion{"suboccipital", heat::Sides::right, 3, 0});
  const packet::FramePacket packet = stage.builder().build(stage.view());
  ASSERT_EQ(packet.heat.zones.size(), 2U);
  EXPECT_TRUE(packet.heat.zones[0].fuses && !packet.heat.zones[1].fuses);
}

TEST(PaintOnTheSkin, IsWhatThePictureIsAbout) {
  tests::Stage stage;
  stage.obey(scene::SetPattern{}), stage.obey(scene::Select{});
  const vec3 place = stage.on_skin(-0.05F, 1.45F);
  stage.obey(scene::Paint{place, 30, 2});
  const Bounds about = subject_bounds(stage.view(), stage.context);
  EXPECT_TRUE(about.holds(place));
  EXPECT_LT(about.size().x, 0.062F);
  EXPECT_GT(about.size().y, 0.035F);
}

} // namespace
} // namespace myo::frame
