// What a click can hit on our own body: every structure that should be seen from outside is in the id picture.
#include "watch.h"

#include "atlas/levels.h"
#include "atlas/load.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

namespace myo {
namespace {

using anatomy::Side;
using format::Kind;
using format::Structure;
using List = std::vector<std::uint32_t>;

constexpr std::uint32_t whole_px = 1200, part_px = 128; // along the longer side
constexpr std::size_t seen_px = 8, seen_alone_px = 30, speck_px = 24;

// Walls of the nose and of the orbit: other bones lie round them on all sides.
const std::set<std::string> within_the_skull{"ethmoid", "vomer", "palatine", "inferior_nasal_concha", "lacrimal"};

// The platysma lies over it, and the jaw before it.
const std::set<std::string> under_others{"digastric_anterior"};

class Ids : public testing::Test {
protected:
  static void SetUpTestSuite() {
    Progress progress;
    auto folder = app::embedded_body();
    auto renderer = render::Renderer::create({.validation = true});
    auto library = app::open_library();
    if (!folder || !renderer || !library) return;
    auto atlas = atlas::load_atlas(*folder, progress);
    if (!atlas) return;
    auto rig = rig::Rig::build(atlas->body(), *library);
    if (!rig) return;
    renderer_ = std::move(*renderer);
    body_ = std::make_unique<app::Workbench>(app::Workbench{std::move(*library), std::move(*atlas), std::move(*rig), *folder});
  }
  static void TearDownTestSuite() { body_.reset(), renderer_.reset(); }
  void SetUp() override {
    ASSERT_TRUE(body_) << "the embedded body, a renderer and the vocabulary are needed";
    watch_ = watch(*body_);
    ASSERT_TRUE(watch_);
  }

  static std::unique_ptr<Watch> watch(const app::Workbench &workbench) {
    auto made = Watch::open(workbench, *renderer_);
    EXPECT_TRUE(made) << made.error().line();
    return made ? std::move(*made) : nullptr;
  }
  // The body with one structure's points moved, for showing that a rule can fail.
  static std::unique_ptr<app::Workbench> with(std::uint32_t structure, const std::function<vec3(vec3 point, vec3 centre)> &move) {
    format::Body body = body_->atlas.body();
    Bounds box;
    for (const vec3 p : body.structures[structure].mesh.positions) box.add(p);
    for (vec3 &p : body.structures[structure].mesh.positions) p = move(p, box.centre());
    Progress progress;
    auto atlas = atlas::make_atlas(std::move(body), progress, body_->atlas);
    EXPECT_TRUE(atlas) << atlas.error().line();
    auto rig = rig::Rig::build(atlas->body(), body_->library);
    EXPECT_TRUE(rig) << rig.error().line();
    return std::make_unique<app::Workbench>(app::Workbench{body_->library, std::move(*atlas), std::move(*rig), body_->folder});
  }

  static const Structure &structure(std::uint32_t i) { return body_->atlas.body().structures[i]; }
  template <class Is> static List all(const Is &is) {
    List out;
    for (std::uint32_t i = 0; i < body_->atlas.body().structures.size(); ++i)
      if (is(structure(i))) out.push_back(i);
    return out;
  }
  static std::uint32_t bone(std::string_view id, Side side) { return body_->atlas.bone(id, side).front(); }
  static std::uint32_t muscle(std::string_view id, Side side) { return body_->atlas.muscle(id, side).front(); }
  static bool hard(const Structure &s) { return s.kind == Kind::bone || s.kind == Kind::tooth; }
  static bool superficial(const Structure &s) {
    const anatomy::Muscle *m = s.kind == Kind::muscle ? body_->library.muscle(s.muscle) : nullptr;
    return m != nullptr && m->layer == "superficial" && !under_others.contains(s.muscle);
  }

  // Of `which`, those of which too little is seen.
  static std::set<std::string> unseen(const Pixels &seen, const List &which, std::size_t least) {
    std::set<std::string> out;
    for (const std::uint32_t i : which)
      if (const auto at = seen.find(i); at == seen.end() || at->second < least) out.insert(fmt::format("{} ({})", structure(i).name, structure(i).id));
    return out;
  }
  static std::set<std::string> bones_unseen(Watch &watch) {
    const auto seen = watch.look_round(all(hard), whole_px);
    EXPECT_TRUE(seen) << seen.error().line();
    return unseen(*seen, all([](const Structure &s) { return s.kind == Kind::bone && !within_the_skull.contains(s.bone); }), seen_px);
  }
  // Alone with the bones that it holds on to, from one side after the other until enough of it is seen.
  static bool seen_alone(Watch &watch, std::uint32_t muscle) {
    List shown{muscle};
    for (const std::uint32_t other : body_->atlas.attached(muscle))
      if (hard(structure(other))) shown.push_back(other);
    for (const Direction &from : six_sides) {
      const auto seen = watch.look(shown, from, uvec2(part_px));
      EXPECT_TRUE(seen) << seen.error().line();
      if (const auto at = seen->find(muscle); at != seen->end() && at->second >= seen_alone_px) return true;
    }
    return false;
  }
  // What comes through the skin, seen from all sides: bones in one pixel, flesh in more than a speck.
  static std::set<std::string> through_the_skin(Watch &watch) {
    const auto seen = watch.look_round(all([](const Structure &s) { return s.kind != Kind::deep_surface; }), whole_px);
    EXPECT_TRUE(seen) << seen.error().line();
    std::set<std::string> out;
    for (const auto &[i, pixels] : *seen)
      if (const Structure &s = structure(i); s.kind != Kind::skin && (s.kind != Kind::muscle || pixels > speck_px))
        out.insert(fmt::format("{} ({} pixels)", s.name, pixels));
    return out;
  }

  static inline std::unique_ptr<app::Workbench> body_;
  static inline std::unique_ptr<render::Renderer> renderer_;
  std::unique_ptr<Watch> watch_;
};

using Names = std::set<std::string>;

TEST_F(Ids, EveryBoneIsSeenFromOneOfSixSides) { EXPECT_EQ(bones_unseen(*watch_), Names{}); }

TEST_F(Ids, ABoneInsideAnotherIsMissed) {
  const std::uint32_t patella = bone("patella", Side::left);
  Bounds femur;
  for (const vec3 p : structure(bone("femur", Side::left)).mesh.positions) femur.add(p);
  const auto swallowed = with(patella, [&](vec3 p, vec3 centre) { return femur.centre() + 0.1F * (p - centre); });
  const auto watching = watch(*swallowed);
  ASSERT_TRUE(watching);
  EXPECT_EQ(bones_unseen(*watching), (Names{fmt::format("{} ({})", structure(patella).name, structure(patella).id)}));
}

TEST_F(Ids, EveryMuscleIsSeenWithItsBonesAlone) {
  std::size_t count = 0;
  for (const std::uint32_t m : all([](const Structure &s) { return s.kind == Kind::muscle; })) {
    EXPECT_TRUE(seen_alone(*watch_, m)) << structure(m).id;
    ++count;
  }
  EXPECT_GE(count, 240U);
}

TEST_F(Ids, AMuscleInsideItsBoneIsMissed) {
  const std::uint32_t deltoid = muscle("deltoid_acromial", Side::left);
  Bounds humerus;
  for (const vec3 p : structure(bone("humerus", Side::left)).mesh.positions) humerus.add(p);
  const auto swallowed = with(deltoid, [&](vec3 p, vec3 centre) { return humerus.centre() + 0.02F * (p - centre); });
  const auto watching = watch(*swallowed);
  ASSERT_TRUE(watching);
  EXPECT_FALSE(seen_alone(*watching, deltoid));
}

TEST_F(Ids, EverySuperficialMuscleIsSeenOnTheWholeBody) {
  const auto flesh = [](const Structure &s) { return s.kind != Kind::skin && s.kind != Kind::deep_surface; };
  const auto seen = watch_->look_round(all(flesh), whole_px);
  ASSERT_TRUE(seen) << seen.error().line();
  const List wanted = all(superficial);
  EXPECT_GE(wanted.size(), 60U);
  EXPECT_EQ(unseen(*seen, wanted, seen_px), Names{});
}

TEST_F(Ids, NothingComesThroughTheSkin) { EXPECT_EQ(through_the_skin(*watch_), Names{}); }

TEST_F(Ids, ABoneOutsideTheSkinIsFound) {
  const std::uint32_t clavicle = bone("clavicle", Side::right);
  const auto pulled = with(clavicle, [](vec3 p, vec3) { return p + vec3(0, 0, 0.1F); });
  const auto watching = watch(*pulled);
  ASSERT_TRUE(watching);
  const Names through = through_the_skin(*watching);
  EXPECT_TRUE(std::any_of(through.begin(), through.end(), [&](const std::string &name) { return name.starts_with(structure(clavicle).name); }));
}

} // namespace
} // namespace myo
