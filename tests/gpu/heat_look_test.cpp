// What heat, ghosts and attachments look like, measured in pixels.
#include "scene.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace myo::test {
namespace {

class Look : public RenderTest {
protected:
  // A field over mesh `mesh`, in mm, of the rest position.
  packet::FieldId add_field(Scene &scene, packet::MeshId mesh, const std::function<float(vec3)> &distance_mm) {
    auto values = std::make_unique<std::vector<float>>();
    for (const shared::RestVertex &vertex : scene.mesh(mesh).vertices) values->push_back(distance_mm(vertex.position));
    fields_.push_back(std::move(values));
    const auto id = static_cast<packet::FieldId>(fields_.size());
    scene.packet.fields.push_back({id, mesh, 1, *fields_.back()});
    return id;
  }
  void make_carrier(Scene &scene, packet::MeshId mesh, std::uint32_t size = 1024) {
    scene.packet.carriers.push_back({mesh, 1, scene.mesh(mesh).indices, size});
    scene.packet.draws[mesh - 1].flags |= packet::heat_carrier;
  }
  // A plane of 0.2 m with a carrier, seen face on at 0.2 mm a pixel; heat wherever x < 0.
  Scene half_hot(std::uint32_t tier) {
    Scene scene;
    scene.packet.size = {160, 120};
    scene.packet.camera = flat_camera(scene.packet.size, 0.2F);
    scene.packet.screen_occlusion = false;
    scene.add(make_plane(vec2(-0.1F), vec2(0.1F), 0, 20), packet::Material::skin);
    make_carrier(scene, 1);
    const auto field = add_field(scene, 1, [](vec3 p) { return p.x * 1000; });
    scene.packet.heat.on = true;
    scene.packet.heat.levels = red_levels();
    scene.packet.heat.zones = {{field, 1, tier, 0, 0}};
    return scene;
  }
  std::vector<std::unique_ptr<std::vector<float>>> fields_;
};

TEST_F(Look, OfHeatIsItsLevelsColour) {
  const std::vector<packet::HeatLevel> blues{{vec3(0.95F, 0.97F, 0.99F), 1}, {vec3(0.10F, 0.35F, 0.80F), 1}, {vec3(0, 0, 0.02F), 1}};
  for (const auto &levels : {red_levels(), blues})
    for (const std::uint32_t tier : {1U, 2U, 3U}) {
      Scene scene = half_hot(tier);
      scene.packet.heat.levels = levels;
      scene.packet.heat_version = tier * 10 + (levels[0].srgb == blues[0].srgb ? 1 : 0);
      scene.packet.fields[0].version = scene.packet.heat_version;
      const auto answer = draw(scene.packet);
      const vec3 expected = levels[tier - 1].srgb * 255.0F;
      const Pixel hot = pixel(scene.packet, answer, 30, 60);
      EXPECT_NEAR(hot.r, expected.r, 1.6) << "tier " << tier;
      EXPECT_NEAR(hot.g, expected.g, 1.6) << "tier " << tier;
      EXPECT_NEAR(hot.b, expected.b, 1.6) << "tier " << tier;
      EXPECT_NE(pixel(scene.packet, answer, 120, 60), hot);
    }
}

TEST_F(Look, OfATiersEdgeIsAtMostTwoPixelsWide) {
  Scene scene = half_hot(3);
  const auto with = draw(scene.packet);
  show(scene.packet, with, "edge");
  scene.packet.heat.on = false;
  const auto without = draw(scene.packet);
  // How much of the skin shows through: 1 outside, 0 inside. The contour darkens the inside only.
  for (unsigned y = 10; y < 110; y += 7) {
    int soft = 0;
    for (unsigned x = 0; x < 160; ++x) {
      const Pixel p = pixel(scene.packet, with, x, y), skin = pixel(scene.packet, without, x, y);
      const Pixel hot = pixel(scene.packet, with, 30, y);
      const bool is_skin = std::abs(p.g - skin.g) <= 2;
      const bool is_hot = p.g <= hot.g + 2; // or its contour, which is darker
      if (!is_skin && !is_hot) ++soft;
      EXPECT_TRUE(x > 78 || is_hot) << x << " " << y;
      EXPECT_TRUE(x < 82 || is_skin) << x << " " << y;
    }
    EXPECT_LE(soft, 2) << "row " << y;
  }
}

TEST_F(Look, OfHeatHasNoStepAcrossABorderOfTheChart) {
  // The same surface twice: in one chart, and cut at y = 0 into two charts of other scales, far apart and turned.
  const auto zone = [](vec3 p) { return glm::distance(vec2(p), vec2(0.002F, 0.001F)) * 1000 - 12; };
  const auto picture = [&](bool cut) {
    Scene scene;
    scene.packet.size = {160, 160};
    scene.packet.camera = flat_camera(scene.packet.size, 0.2F);
    scene.packet.screen_occlusion = false;
    TinyMesh upper = make_plane(vec2(-0.1F, 0), vec2(0.1F), 0, 64), lower = make_plane(vec2(-0.1F), vec2(0.1F, 0), 0, 64);
    if (cut) {
      place_uv(upper, vec2(0.05F, 0.05F), vec2(0.75F, 0.40F));
      for (shared::RestVertex &v : lower.vertices) v.uv = v.uv >> 16U | v.uv << 16U; // turned
      place_uv(lower, vec2(0.20F, 0.48F), vec2(0.48F, 0.97F));
    } else {
      place_uv(upper, vec2(0.1F, 0.1F), vec2(0.9F, 0.5F));
      place_uv(lower, vec2(0.1F, 0.5F), vec2(0.9F, 0.9F));
    }
    const auto base = static_cast<std::uint32_t>(upper.vertices.size());
    upper.vertices.insert(upper.vertices.end(), lower.vertices.begin(), lower.vertices.end());
    for (const std::uint32_t i : lower.indices) upper.indices.push_back(base + i);
    scene.add(std::move(upper), packet::Material::skin);
    make_carrier(scene, 1, 512);
    scene.packet.meshes[0].version = scene.packet.carriers[0].version = cut ? 2 : 1;
    scene.packet.heat.on = true;
    scene.packet.heat.levels = red_levels();
    scene.packet.heat.zones = {{add_field(scene, 1, zone), 1, 3, 0, 0}};
    scene.packet.fields[0].version = scene.packet.heat_version = cut ? 2 : 1;
    return std::pair(scene.packet.size, [&] {
      const auto answer = draw(scene.packet);
      show(scene.packet, answer, cut ? "border_cut" : "border_whole");
      return answer.colour;
    }());
  };
  const auto whole = picture(false), cut = picture(true);
  ASSERT_EQ(whole.second.size(), cut.second.size());
  std::size_t different = 0;
  for (unsigned y = 0; y < 160; ++y)
    for (unsigned x = 0; x < 160; ++x) {
      const std::size_t i = (std::size_t{y} * 160 + x) * 4;
      const int difference = std::abs(whole.second[i + 1] - cut.second[i + 1]);
      // Along the border a step would show as a run of wrong pixels; the edge itself may differ by part of a pixel.
      if (difference > 48) ++different;
      EXPECT_TRUE(y < 76 || y >= 84 || difference <= 90) << difference << " at " << x << " " << y;
    }
  EXPECT_LE(different, 12U);
}

TEST_F(Look, OfCountsTellsHowManyPatternsReachAPlace) {
  Scene scene = half_hot(3);
  const auto everywhere = add_field(scene, 1, [](vec3) { return -20.0F; });
  scene.packet.heat.count_overlay = true;
  scene.packet.heat.levels = {red_levels()[0], red_levels()[2]};
  scene.packet.heat.zones.push_back({everywhere, 1, 1, 5, 0});
  const auto answer = draw(scene.packet);
  const Pixel two = pixel(scene.packet, answer, 30, 60), one = pixel(scene.packet, answer, 130, 60);
  const vec3 two_of_two = scene.packet.heat.levels[1].srgb * 255.0F, one_of_two = scene.packet.heat.levels[0].srgb * 255.0F;
  EXPECT_NEAR(two.g, two_of_two.g, 2);
  EXPECT_NEAR(one.g, one_of_two.g, 2);
}

TEST_F(Look, OfDeepHeatIsSeenThroughWhatLiesOverIt) {
  Scene scene = half_hot(3);
  scene.packet.draws[0].flags = packet::deep_heat_carrier;
  scene.add(make_plane(vec2(-0.1F), vec2(0.1F), 0.3F)); // a bone in front
  const auto answer = draw(scene.packet);
  show(scene.packet, answer, "deep");
  const Pixel bone = pixel(scene.packet, answer, 130, 60);
  int reddest = 0, palest = 255;
  for (unsigned x = 20; x < 60; ++x) {
    const Pixel p = pixel(scene.packet, answer, x, 60);
    EXPECT_LT(p.g, bone.g - 20) << "no heat at " << x;
    reddest = std::max(reddest, p.r - p.g), palest = std::min(palest, p.r - p.g);
  }
  EXPECT_GT(reddest - palest, 10) << "is not hatched";
  EXPECT_GT(bone.r, 150);
  EXPECT_GT(bone.b, 100) << "the deep surface itself must not be drawn";
}

TEST_F(Look, OfDeepHeatEndsAtWhatCoversIt) {
  Scene scene = half_hot(3);
  scene.packet.draws[0].flags = packet::deep_heat_carrier;
  scene.add(make_plane(vec2(-0.1F, -0.1F), vec2(0.1F, 0), 0.3F)).flags = packet::covers_deep_heat; // the lower half
  scene.packet.samples = 4;
  const auto answer = draw(scene.packet);
  const auto reddest = [&](unsigned y) {
    int most = 0;
    for (unsigned x = 20; x < 60; ++x) most = std::max(most, pixel(scene.packet, answer, x, y).r - pixel(scene.packet, answer, x, y).g);
    return most;
  };
  EXPECT_GT(reddest(30), 80);
  EXPECT_LT(reddest(90), 40) << "shows through what covers it";
  scene.packet.draws[1].flags = 0;
  const auto through = draw(scene.packet);
  EXPECT_NE(pixel(scene.packet, through, 30, 90), pixel(scene.packet, answer, 30, 90));
}

TEST_F(Look, OfDeepHeatIsUnderOrOverTheSkinsAsAsked) {
  Scene scene = half_hot(1); // the skin, pale
  scene.packet.draws[0].style = packet::Style::ghost;
  scene.packet.draws[0].opacity = 0.1F;
  scene.add(make_plane(vec2(-0.1F), vec2(0.1F), -0.1F, 20), packet::Material::skin).flags = packet::deep_heat_carrier;
  scene.packet.carriers.push_back({2, 1, scene.mesh(2).indices, 1024});
  scene.packet.heat.zones.push_back({add_field(scene, 2, [](vec3) { return -20.0F; }), 2, 3, 0, 0});
  const auto darkest = [&](bool below) {
    scene.packet.heat.deep_below = below;
    const auto answer = draw(scene.packet);
    int least = 255;
    for (unsigned x = 20; x < 60; ++x) least = std::min(least, pixel(scene.packet, answer, x, 60).g);
    return least;
  };
  EXPECT_LT(darkest(false), 30) << "the dark lines of its hatching lie on top";
  EXPECT_GT(darkest(true), 120) << "the pale zone of the skin lies on top";
}

TEST_F(Look, OfAGhostIsOneLayerWithARim) {
  Scene scene;
  scene.packet.size = {200, 200};
  scene.packet.background.top = scene.packet.background.bottom = vec3(0);
  scene.packet.screen_occlusion = false;
  scene.packet.camera = flat_camera(scene.packet.size, 1);
  scene.add(make_sphere(vec3(0), 0.08F), packet::Material::skin).style = packet::Style::ghost;
  scene.packet.draws[0].opacity = 0.15F;
  const auto one = draw(scene.packet);
  const Pixel middle = pixel(scene.packet, one, 100, 100), rim = pixel(scene.packet, one, 22, 100), outside = pixel(scene.packet, one, 10, 100);
  EXPECT_EQ(outside, (Pixel{0, 0, 0, 255}));
  EXPECT_GT(middle.r, 20);
  EXPECT_GT(rim.r, middle.r + 25) << "the silhouette reads";
  scene.add(make_sphere(vec3(0, 0, -0.01F), 0.05F), packet::Material::skin).style = packet::Style::ghost;
  scene.packet.draws[1].opacity = 0.15F;
  const auto two = draw(scene.packet);
  EXPECT_EQ(pixel(scene.packet, two, 100, 100), middle) << "a layer behind the front-most one was added";
}

TEST_F(Look, OfAPatchIsCutAtItsEdgeAndLiesOnItsBone) {
  Scene scene;
  scene.packet.size = {200, 120};
  scene.packet.camera = flat_camera(scene.packet.size, 0.2F);
  scene.packet.screen_occlusion = false;
  scene.add(make_plane(vec2(-0.1F), vec2(0.1F), 0.001F)); // a millimetre above the patch, as a coarse bone may be
  TinyMesh patch = make_plane(vec2(-0.015F), vec2(0.015F), 0, 30);
  std::vector<float> edge;
  for (const shared::RestVertex &v : patch.vertices) edge.push_back(glm::length(vec2(v.position)) * 1000 - 8);
  scene.packet.patch_meshes.push_back({1, 1, patch.vertices, edge, patch.indices});
  scene.packet.patches.push_back({1, static_cast<std::uint32_t>(patch.indices.size()), vec3(0.7F, 0.02F, 0.02F), vec3(0.02F)});
  const auto answer = draw(scene.packet);
  show(scene.packet, answer, "patch");
  const Pixel bone = pixel(scene.packet, answer, 10, 10), middle = pixel(scene.packet, answer, 100, 60);
  EXPECT_GT(middle.r, middle.g * 3) << "the patch is buried";
  EXPECT_EQ(pixel(scene.packet, answer, 100, 60 - 44), bone) << "beyond the edge (40 px)";
  const Pixel line = pixel(scene.packet, answer, 100, 60 - 40);
  EXPECT_LT(line.r, middle.r / 2) << "the outline";
  EXPECT_EQ(pixel(scene.packet, answer, 100, 60 - 35).g, middle.g) << "flat inside the outline";
}

} // namespace
} // namespace myo::test
