#include "frame/compose.h"
#include "stage.h"

#include <gtest/gtest.h>

namespace myo::frame {
namespace {

TEST(Compose, FillsTheRoomAndStaysInside) {
  const Bounds bounds{{-0.25F, 1.0F, -0.15F}, {0.25F, 1.7F, 0.12F}};
  for (const vec2 direction : {vec2{180, 0}, vec2{0, 0}, vec2{235, 20}, vec2{10, -60}})
    for (const uvec2 size : {uvec2{1080, 1350}, uvec2{1280, 720}, uvec2{300, 900}}) {
      scene::Camera camera;
      camera.azimuth_deg = direction.x, camera.elevation_deg = direction.y;
      const Box room{{0.1F * static_cast<float>(size.x), 0.2F * static_cast<float>(size.y)},
                     {0.9F * static_cast<float>(size.x), 0.85F * static_cast<float>(size.y)}};
      const scene::Camera composed = compose(camera, bounds, room, size);
      EXPECT_EQ(composed.azimuth_deg, camera.azimuth_deg);
      Box seen = nothing();
      for (int corner = 0; corner < 8; ++corner) {
        const auto pixel = scene::project(composed, {corner & 1 ? bounds.high.x : bounds.low.x, corner & 2 ? bounds.high.y : bounds.low.y,
                                                     corner & 4 ? bounds.high.z : bounds.low.z}, vec2{size});
        ASSERT_TRUE(pixel);
        seen.add(*pixel);
      }
      EXPECT_GE(seen.low.x, room.low.x - 0.5F);
      EXPECT_GE(seen.low.y, room.low.y - 0.5F);
      EXPECT_LE(seen.high.x, room.high.x + 0.5F);
      EXPECT_LE(seen.high.y, room.high.y + 0.5F);
      const vec2 filled = seen.size() / room.size();
      EXPECT_GT(std::max(filled.x, filled.y), 0.99F);
    }
}

TEST(Compose, ShowsAHeadWholeAndTheTrunkEven) {
  const Bounds body{{-0.35F, 0, -0.15F}, {0.35F, 1.75F, 0.15F}};
  const Bounds neck{{-0.12F, 1.3F, -0.1F}, {0.0F, 1.56F, 0.0F}};
  const Bounds wide = with_surroundings(neck, body);
  EXPECT_FLOAT_EQ(wide.high.y, 1.75F);
  EXPECT_FLOAT_EQ(wide.low.x, -wide.high.x);
  const Bounds knee{{0.08F, 0.4F, 0}, {0.2F, 0.6F, 0.1F}};
  const Bounds leg = with_surroundings(knee, body);
  EXPECT_LT(leg.high.y, 0.7F);
  EXPECT_GT(leg.low.x, 0.0F);
}

TEST(Compose, SubjectIsTheZonesOrElseTheSelectionOrElseAll) {
  tests::Stage stage;
  const Bounds zones = subject_bounds(stage.view(), stage.context);
  EXPECT_LT(zones.low.x, 0);                  // the right side
  EXPECT_LT(zones.size().y, 0.6F);
  stage.obey(scene::SetPattern{});
  stage.obey(scene::Select{{"left.trapezius_descending"}});
  const Bounds muscle = subject_bounds(stage.view(), stage.context);
  EXPECT_GT(muscle.high.x, 0.05F);
  stage.obey(scene::Select{});
  EXPECT_GT(subject_bounds(stage.view(), stage.context).size().y, 1.2F);
}

} // namespace
} // namespace myo::frame
