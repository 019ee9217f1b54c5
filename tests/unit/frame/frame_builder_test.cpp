#include "frame/frame_builder.h"
#include "frame/lettering.h"
#include "frame/draw_list.h"
#include "stage.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace myo::frame {
namespace {

const packet::Draw *draw_of(const packet::FramePacket &packet, std::uint32_t structure) {
  const auto found = std::find_if(packet.draws.begin(), packet.draws.end(),
                                  [&](const packet::Draw &d) { return d.id == pick_id(structure); });
  return found == packet.draws.end() ? nullptr : &*found;
}

TEST(FrameBuilder, UploadsEachThingOnce) {
  tests::Stage stage;
  FrameBuilder builder = stage.builder();
  const packet::FramePacket first = builder.build(stage.view());
  EXPECT_EQ(first.meshes.size(), first.draws.size());
  EXPECT_FALSE(first.fields.empty());
  for (const packet::HeatZone &zone : first.heat.zones)
    EXPECT_TRUE(std::any_of(first.fields.begin(), first.fields.end(), [&](const auto &f) { return f.field == zone.field; }));
  for (const packet::FieldUpload &field : first.fields) {
    const auto mesh = std::find_if(first.meshes.begin(), first.meshes.end(), [&](const auto &m) { return m.mesh == field.mesh; });
    ASSERT_NE(mesh, first.meshes.end());
    EXPECT_EQ(mesh->vertices.size(), field.distance_mm.size());
  }
  EXPECT_FALSE(first.patch_meshes.empty());
  const packet::FramePacket second = builder.build(stage.view());
  EXPECT_TRUE(second.meshes.empty() && second.fields.empty() && second.carriers.empty() && second.patch_meshes.empty());
  EXPECT_EQ(second.hash, first.hash);
  EXPECT_EQ(second.draws.size(), first.draws.size());
  builder.forget_uploads();
  EXPECT_EQ(builder.build(stage.view()).meshes.size(), stage.builder().build(stage.view()).meshes.size());
}

TEST(FrameBuilder, HashFollowsEverythingThatIsSeen) {
  tests::Stage stage;
  FrameBuilder builder = stage.builder();
  std::vector<std::uint64_t> hashes{builder.build(stage.view()).hash};
  const auto changed = [&](const char *what) {
    const std::uint64_t hash = builder.build(stage.view()).hash;
    EXPECT_EQ(std::count(hashes.begin(), hashes.end(), hash), 0) << what;
    hashes.push_back(hash);
  };
  stage.obey(scene::Orbit{5, 0}), changed("camera");
  stage.obey(scene::SetMotions{{{"cervical", anatomy::Side::midline, "flexion", 20}}}), changed("pose");
  stage.obey(scene::SetStrength{1.3F}), changed("strength");
  stage.obey(scene::ToggleSide{}), changed("side");
  stage.obey(scene::SetRamp{heat::Ramp::cividis}), changed("ramp");
  stage.obey(scene::SetLayer{"skin", scene::LayerState::shown}), changed("layer");
  stage.obey(scene::SetBackground{scene::Background::studio_dark}), changed("ground");
  stage.obey(scene::ShowLengths{}), changed("lengths");
  stage.obey(scene::Paint{stage.on_skin(-0.03F, 1.5F), 15, 3}), changed("paint");
  stage.obey(scene::Paint{stage.on_skin(-0.05F, 1.45F), 15, 3}), changed("more paint");
  stage.obey(scene::ShowHeat{scene::Set::off}), changed("heat");
  stage.obey(scene::SetPicture{{false, false, false, false}}), changed("words");
  const std::uint64_t same = hashes.back();
  View view = stage.view();
  view.capture.colour = true;
  EXPECT_EQ(builder.build(view).hash, same) << "a capture is no change of the picture";
}

TEST(FrameBuilder, DrawsWhatIsVisibleAsWhatItIs) {
  tests::Stage stage;
  const std::vector<scene::Visible> visible = scene::visibility(stage.scene.document, stage.context);
  const packet::FramePacket packet = stage.builder().build(stage.view());
  int selected = 0, ghosts = 0, carriers = 0, deep = 0;
  for (std::uint32_t i = 0; i < visible.size(); ++i) {
    const packet::Draw *draw = draw_of(packet, i);
    EXPECT_FALSE(visible[i].look == scene::Look::hidden && draw != nullptr);
    if (draw == nullptr) continue;
    EXPECT_EQ(draw->style == packet::Style::ghost, visible[i].look == scene::Look::ghost);
    selected += (draw->flags & packet::selected) != 0;
    ghosts += draw->style == packet::Style::ghost;
    carriers += (draw->flags & packet::heat_carrier) != 0;
    deep += (draw->flags & packet::deep_heat_carrier) != 0;
  }
  EXPECT_GT(selected, 0);
  EXPECT_GT(ghosts, 0);
  EXPECT_EQ(carriers, 1);
  EXPECT_GT(deep, 0);
  EXPECT_EQ(packet.markers.size(), 1U);
  EXPECT_EQ(packet.joints.size(), stage.atlas.body().joints.size());
}

// Flesh under a skin that nothing can be seen through is left out, so that no fold of the skin shows it; the rest is not.
TEST(FrameBuilder, LeavesOutFleshUnderAnOpaqueSkin) {
  tests::Stage stage;
  for (const std::string &layer : scene::layers_of(stage.atlas.body(), stage.library)) stage.obey(scene::SetLayer{layer, scene::LayerState::shown});
  const auto drawn = [&](const auto &wanted) {
    int count = 0;
    for (const packet::Draw &draw : stage.builder().build(stage.view()).draws)
      if (const std::uint32_t s = picked_structure(draw.id); s < stage.atlas.body().structures.size()) count += wanted(stage.atlas.body().structures[s]);
    return count;
  };
  const auto is_muscle = [](const format::Structure &s) { return s.kind == format::Kind::muscle; };
  const auto is_bone = [](const format::Structure &s) { return s.kind == format::Kind::bone; };
  const int bones = drawn(is_bone), left = drawn(is_muscle);
  const auto chosen = static_cast<int>(stage.scene.document.selection.size());
  EXPECT_GT(bones, 0);
  EXPECT_LE(left, chosen) << "what is chosen stays";
  EXPECT_GT(left, 0) << "the opening view has chosen a muscle";
  stage.obey(scene::SetLayer{"skin", scene::LayerState::ghost});
  const int all = drawn(is_muscle);
  EXPECT_GT(all, left + 2);
  EXPECT_EQ(drawn(is_bone), bones);
  stage.obey(scene::SetLayer{"skin", scene::LayerState::hidden});
  EXPECT_EQ(drawn(is_muscle), all);
  // Singled out together with the skin: asked for, so seen.
  stage.obey(scene::SetLayer{"skin", scene::LayerState::shown});
  std::vector<std::string> both;
  for (const format::Structure &s : stage.atlas.body().structures)
    if (s.kind == format::Kind::skin || s.kind == format::Kind::muscle) both.push_back(s.id);
  stage.obey(scene::Isolate{both});
  EXPECT_EQ(drawn(is_muscle), all);
}

TEST(FrameBuilder, LeavesOutWhatTheCameraCannotSee) {
  tests::Stage stage;
  scene::Camera close = stage.scene.document.camera;
  close.target = {0, 1.6F, 0}, close.distance = 0.3F, close.fov_deg = 20;
  stage.obey(scene::SetCamera{close});
  const std::size_t near = stage.builder().build(stage.view()).draws.size();
  close.distance = 6, close.target = {0, 0.9F, 0}, close.fov_deg = 40;
  stage.obey(scene::SetCamera{close});
  EXPECT_LT(near, stage.builder().build(stage.view()).draws.size() / 2);
}

TEST(FrameBuilder, PatchesBelongToTheSelectedMuscleAndFollowTheSwitch) {
  tests::Stage stage;
  const std::vector<scene::Visible> visible = scene::visibility(stage.scene.document, stage.context);
  const auto shown = shown_patches(stage.view(), stage.atlas, visible);
  ASSERT_FALSE(shown.empty());
  for (const std::uint32_t i : shown) EXPECT_TRUE(visible[stage.atlas.body().patches[i].muscle_structure].selected);
  const packet::FramePacket packet = stage.builder().build(stage.view());
  ASSERT_EQ(packet.patches.size(), shown.size());
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const bool origin = stage.atlas.body().patches[shown[i]].role == format::Role::origin;
    EXPECT_EQ(packet.patches[i].colour.r > packet.patches[i].colour.b, origin);
  }
  stage.obey(scene::ShowAttachments{scene::Set::off});
  EXPECT_TRUE(stage.builder().build(stage.view()).patches.empty());
}

TEST(FrameBuilder, WritesNothingWhenAskedTo) {
  tests::Stage stage;
  EXPECT_FALSE(stage.builder().build(stage.view()).overlay.empty());
  stage.obey(scene::SetPicture{{false, false, false, false}});
  EXPECT_TRUE(stage.builder().build(stage.view()).overlay.empty());
}

TEST(FrameBuilder, WordsStayInThePictureAtEverySize) {
  tests::Stage stage;
  for (const uvec2 size : {uvec2{1080, 1350}, uvec2{1280, 720}, uvec2{1920, 1080}, uvec2{400, 500}, uvec2{320, 240}, uvec2{16, 16}, uvec2{1, 1}}) {
    const packet::FramePacket packet = stage.builder().build(stage.view(size));
    for (const packet::OverlayVertex &v : packet.overlay) {
      ASSERT_GE(v.position_px.x, -1) << size.x;
      ASSERT_GE(v.position_px.y, -1) << size.x;
      ASSERT_LE(v.position_px.x, static_cast<float>(size.x) + 1) << size.x;
      ASSERT_LE(v.position_px.y, static_cast<float>(size.y) + 1) << size.x;
    }
  }
}

TEST(Wording, NamesThePatternTheSideAndTheDirection) {
  tests::Stage stage;
  const Theme theme = theme_of(scene::Background::studio_light);
  const auto visible = scene::visibility(stage.scene.document, stage.context);
  const Wording words = wording_of(stage.view(), stage.context, theme, shown_patches(stage.view(), stage.atlas, visible));
  EXPECT_EQ(words.title, "Base of the head and under the shoulder blade");
  EXPECT_NE(words.subtitle.find("right side"), std::string::npos) << words.subtitle;
  EXPECT_NE(words.subtitle.find("seen from behind"), std::string::npos) << words.subtitle;
  std::vector<std::string> rows;
  for (const auto &row : words.rows) rows.push_back(row.words);
  EXPECT_EQ(rows, (std::vector<std::string>{"felt most often", "sometimes", "trigger point", "origin", "insertion"}));
  EXPECT_EQ(words.foot.size(), 2U); // evidence and credit

  stage.obey(scene::SetPattern{});
  stage.obey(scene::Select{{"left.trapezius_descending"}});
  stage.obey(scene::SetView{"90,0"});
  const Wording muscle = wording_of(stage.view(), stage.context, theme, {});
  EXPECT_EQ(muscle.title, "Upper trapezius");
  EXPECT_NE(muscle.subtitle.find("left side"), std::string::npos) << muscle.subtitle;
  EXPECT_NE(muscle.subtitle.find("seen from the left"), std::string::npos) << muscle.subtitle;
  EXPECT_TRUE(muscle.rows.empty());
}

TEST(Measures, LettersGrowWithThePictureAndStayReadable) {
  EXPECT_FLOAT_EQ(measures_of({1080, 1350}).base_px, 30);
  EXPECT_GE(measures_of({320, 200}).small_px, 9.5F);
  EXPECT_GT(measures_of({2160, 2700}).base_px, 55);
  EXPECT_LT(measures_of({1280, 720}).base_px, 19);
}

} // namespace
} // namespace myo::frame
