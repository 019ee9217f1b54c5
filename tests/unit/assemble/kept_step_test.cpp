// Steps whose outcome is kept.
#include "assemble/kept_step.h"

#include "../../support/scratch.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

class KeptStep : public testing::Test {
protected:
  // A step that adds a structure, a landmark, a joint and a note; counts how often it really runs.
  Step step() {
    return kept({"growing hair", 1, [this](format::Body &b, const anatomy::Library &, Progress &) -> Status {
                   ++runs;
                   format::Structure s;
                   s.id = "hair", s.kind = format::Kind::skin;
                   s.mesh.positions = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}}, s.mesh.indices = {0, 1, 2};
                   b.structures.push_back(s);
                   b.landmarks.push_back({"tip", anatomy::Side::left, {1, 2, 3}, 0});
                   b.joints.push_back({"root", format::none, {0, 1, 0}, mat3(1), "judged", 0.5F});
                   b.notes.emplace_back("hair has grown");
                   return {};
                 }},
                [this] { return given; }, cache);
  }
  format::Body run(format::Body from) {
    Progress progress;
    const Status status = step().run(from, library, progress);
    EXPECT_TRUE(status) << status.error().line();
    return from;
  }
  static format::Body head() {
    format::Body body;
    body.structures.emplace_back().id = "head";
    body.structures[0].mesh.positions = {{0, 0, 0}}, body.structures[0].mesh.weights = {vec4(1, 0, 0, 0)};
    body.notes.emplace_back("a head");
    return body;
  }
  tests::Scratch scratch;
  ResultCache cache{scratch / "cache"};
  anatomy::Library library;
  std::uint64_t given = 1;
  int runs = 0;
};

TEST_F(KeptStep, ComesToTheSameWithoutRunningAgain) {
  const format::Body first = run(head()), again = run(head());
  EXPECT_EQ(runs, 1);
  ASSERT_EQ(again.structures.size(), 2U);
  EXPECT_EQ(again.structures[0].id, "head");
  EXPECT_EQ(again.structures[1].mesh.positions, first.structures[1].mesh.positions);
  EXPECT_EQ(again.structures[1].kind, format::Kind::skin);
  EXPECT_EQ(again.notes, first.notes);
  EXPECT_EQ(again.notes, (std::vector<std::string>{"a head", "hair has grown"}));
  ASSERT_EQ(again.joints.size(), 1U);
  EXPECT_EQ(again.joints[0].id, "root");
  ASSERT_EQ(again.landmarks.size(), 1U);
  EXPECT_EQ(again.landmarks[0].point, vec3(1, 2, 3));
}

TEST_F(KeptStep, RunsAgainWhenWhatItLooksAtHasChanged) {
  (void)run(head());
  given = 2;
  (void)run(head());
  EXPECT_EQ(runs, 2) << "what it was given";
  format::Body body = head();
  body.structures[0].mesh.positions[0].x = 1e-6F;
  (void)run(body);
  EXPECT_EQ(runs, 3) << "a surface";
  body = head(), body.structures[0].mesh.weights[0].x = 0.5F;
  (void)run(body);
  EXPECT_EQ(runs, 4) << "weights";
  body = head(), body.landmarks.push_back({"crown", anatomy::Side::midline, {0, 0, 0}, 0});
  (void)run(body);
  EXPECT_EQ(runs, 5) << "landmarks";
  body = head(), body.patches.emplace_back().muscle = "frontalis";
  (void)run(body);
  EXPECT_EQ(runs, 6) << "patches";
  body = head(), body.notes.clear(), body.structures[0].mesh.openness = {7};
  EXPECT_EQ(run(body).notes, (std::vector<std::string>{"hair has grown"}));
  EXPECT_EQ(runs, 6) << "notes and openness are nothing that steps look at";
}

TEST(TextsHash, LeavesOutWhatIsNamed) {
  const anatomy::Texts texts{{"bones.toml", "a"}, {"muscles/x.toml", "b"}, {"patterns/y.toml", "c"}};
  anatomy::Texts other = texts;
  other["patterns/y.toml"] = "d";
  EXPECT_EQ(texts_hash(texts, {"patterns/"}), texts_hash(other, {"patterns/"}));
  EXPECT_NE(texts_hash(texts, {"muscles/"}), texts_hash(other, {"muscles/"}));
  other = texts, other["bones.toml"] = "e";
  EXPECT_NE(texts_hash(texts, {"patterns/"}), texts_hash(other, {"patterns/"}));
}

} // namespace
} // namespace myo::assemble
