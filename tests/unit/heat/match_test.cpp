// From where it hurts to patterns, on the vocabulary that ships.
#include "heat/match.h"

#include "support/shipped.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>

namespace myo::heat {
namespace {

using tests::shipped;

const Matcher &matcher() {
  static const Matcher one(shipped());
  return one;
}

std::vector<Match> ask(const std::vector<const char *> &regions, const std::vector<std::string> &cues = {}) {
  std::vector<Mark> marks;
  for (const char *text : regions) {
    const auto mark = parse_mark(shipped(), text);
    EXPECT_TRUE(mark) << mark.error().line();
    if (mark) marks.push_back(*mark);
  }
  auto matches = matcher().match(marks, cues, 10);
  EXPECT_FALSE(matches.empty());
  if (matches.empty()) matches.push_back({&shipped().patterns.front(), Where::any, 0, {}});
  return matches;
}
std::string first(const std::vector<const char *> &regions, const std::vector<std::string> &cues = {}) {
  return ask(regions, cues).front().pattern->id;
}

TEST(Match, FindsWhatThePlacesAreKnownFor) {
  const auto seed = ask({"suboccipital:right", "scap_medial_upper:right"});
  EXPECT_EQ(seed[0].pattern->id, "multifidus_cervicis_mid");
  EXPECT_EQ(seed[0].where, Where::right);
  EXPECT_EQ(first({"suboccipital", "scap_medial_upper"}), "multifidus_cervicis_mid");
  EXPECT_EQ(first({"scap_deep"}), "serratus_posterior_superior");
  const std::string top = first({"neck_post_upper"});
  EXPECT_TRUE(top == "semispinalis_cervicis" || top == "semispinalis_capitis") << top;
  EXPECT_EQ(first({"neck_angle", "scap_medial_upper"}, {"stiff_neck"}), "levator_scapulae");
  EXPECT_EQ(first({"heel"}), "quadratus_plantae");
  EXPECT_EQ(first({"occiput"}), "occipitalis");
}

// Whoever paints a pattern as its sources do must be led to it.
TEST(Match, EveryPatternIsFoundFromItsOwnZones) {
  int found = 0, asked = 0;
  for (const anatomy::Pattern &pattern : shipped().patterns) {
    if (pattern.zones.empty()) continue;
    std::vector<Mark> marks;
    for (const anatomy::Zone &zone : pattern.zones) marks.push_back({zone.region, zone.side == "both" ? Where::both : Where::left, zone.tier, 1});
    const auto matches = matcher().match(marks, pattern.cues, 3);
    ASSERT_FALSE(matches.empty());
    ++asked;
    found += matches[0].pattern == &pattern ? 1 : 0;
    EXPECT_TRUE(matches[0].pattern == &pattern || matches[0].score - 1e-4F <= matches[1].score) << pattern.id << " after " << matches[0].pattern->id;
  }
  EXPECT_GE(found, asked - 4) << "of " << asked;
}

TEST(Match, KnowsTheSide) {
  EXPECT_EQ(ask({"scap_deep:left"})[0].where, Where::left);
  EXPECT_EQ(ask({"scap_deep:right"})[0].where, Where::right);
  EXPECT_EQ(ask({"scap_deep"})[0].where, Where::any);
  EXPECT_EQ(ask({"suboccipital:both", "scap_medial_upper:both"})[0].where, Where::both);
  const auto crossed = ask({"suboccipital:left", "scap_medial_upper:right"}), same = ask({"suboccipital:left", "scap_medial_upper:left"});
  EXPECT_LT(crossed[0].score, same[0].score) << "both on one side speak for one pattern";
}

TEST(Match, EssentialZonesCountBeforeSpillover) {
  const auto matches = ask({"neck_angle"});
  float essential = 0, spillover = 0;
  for (const Match &m : matches)
    for (const anatomy::Zone &z : m.pattern->zones)
      if (z.region == "neck_angle") (z.tier == 3 ? essential : spillover) = std::max(z.tier == 3 ? essential : spillover, m.score);
  EXPECT_GT(essential, spillover);
}

TEST(Match, SaysWhyInWords) {
  const auto matches = ask({"suboccipital:right", "scap_deep:right", "heel:right"}, {"stiff_neck"});
  const std::vector<std::string> &why = matches[0].why;
  ASSERT_EQ(matches[0].pattern->id, "multifidus_cervicis_mid");
  const auto says = [&](std::string_view words) {
    return std::any_of(why.begin(), why.end(), [&](const std::string &line) { return line.find(words) != std::string::npos; });
  };
  EXPECT_TRUE(says("tier 3 at: " + shipped().region("suboccipital")->name));
  EXPECT_FALSE(says("(right)")) << "the side that the match itself names";
  EXPECT_TRUE(says("tier 1 at: " + shipped().region("scap_deep")->name));
  EXPECT_TRUE(says("does not explain: " + shipped().region("heel")->name));
  EXPECT_TRUE(says("nothing painted at: " + shipped().region("scap_medial_upper")->name));
}

TEST(Match, IsSilentAboutWhatABrushSpilledOver) {
  const auto why = [](float share) {
    const auto matches = matcher().match({{"suboccipital", Where::right, 3, 1}, {"heel", Where::right, 3, share}}, {}, 1);
    return fmt::format("{}", fmt::join(matches.at(0).why, "; "));
  };
  EXPECT_NE(why(0.5F).find(shipped().region("heel")->name), std::string::npos);
  EXPECT_EQ(why(0.1F).find(shipped().region("heel")->name), std::string::npos);
}

TEST(Match, CuesReRankAndRankAlone) {
  const auto without = ask({"temple", "forehead"}), with = ask({"temple", "forehead"}, {"tooth_sensitive"});
  EXPECT_NE(without[0].score, with[0].score);
  for (const Match &m : matcher().match({}, {"knee_buckles"}, 5)) {
    const auto &cues = m.pattern->cues;
    EXPECT_NE(std::find(cues.begin(), cues.end(), "knee_buckles"), cues.end()) << m.pattern->id;
  }
}

TEST(Match, AlittlePaintAtTheBorderCountsLess) {
  const std::vector<Mark> whole{{"suboccipital", Where::right, 3, 1}, {"occiput", Where::right, 3, 1}};
  std::vector<Mark> touched = whole;
  touched[1].share = 0.05F;
  const auto score = [&](const std::vector<Mark> &marks, std::string_view id) {
    for (const Match &m : matcher().match(marks, {}, 139))
      if (m.pattern->id == id) return m.score;
    return 0.0F;
  };
  EXPECT_GT(score(whole, "occipitalis"), score(touched, "occipitalis"));
}

// What is ticked may be painted, too.
TEST(Match, ARegionThatIsMarkedTwiceCountsOnceByTheLargerShare) {
  const std::vector<Mark> once{{"suboccipital", Where::right, 3, 1}, {"scap_medial_upper", Where::right, 2, 0.6F}};
  std::vector<Mark> twice = once;
  twice.push_back({"suboccipital", Where::right, 1, 0.2F}), twice.push_back({"scap_medial_upper", Where::right, 2, 0.1F});
  const auto a = matcher().match(once, {}, 20), b = matcher().match(twice, {}, 20);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_TRUE(a[i].pattern == b[i].pattern && a[i].score == b[i].score) << i;
}

TEST(Match, EachPatternComesOnceAndInOrder) {
  const auto matches = matcher().match({{"suboccipital", Where::both, 3, 1}, {"temple", Where::left, 2, 1}}, {}, 139);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    EXPECT_TRUE(seen.insert(matches[i].pattern->id).second);
    EXPECT_TRUE(matches[i].score > 0 && matches[i].score <= 1.0001F);
    EXPECT_TRUE(i == 0 || matches[i].score <= matches[i - 1].score);
  }
  EXPECT_TRUE(matcher().match({}, {}, 5).empty());
  EXPECT_TRUE(matcher().match({{"no_such_region", Where::left, 3, 1}}, {}, 5).empty());
}

TEST(Match, AnswersWithinAStroke) {
  std::vector<Mark> marks;
  for (std::size_t i = 0; i < 12; ++i) marks.push_back({shipped().regions[9 * i].id, i % 2 == 0 ? Where::left : Where::both, 3, 0.7F});
  double best = 1e9; // of several, since the machine does other things too
  for (int round = 0; round < 10; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    const auto matches = matcher().match(marks, {"headache"}, 10);
    best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    ASSERT_FALSE(matches.empty());
  }
  RecordProperty("stroke_ms", std::to_string(best));
  EXPECT_LT(best, 100) << "reported, not judged: the target is 5 ms in an optimized build"; // sanitized builds are slow
}

TEST(ParseMark, ReadsRegionSideAndDegree) {
  const auto mark = parse_mark(shipped(), "suboccipital:left=2");
  ASSERT_TRUE(mark) << mark.error().line();
  EXPECT_EQ(mark->region, "suboccipital");
  EXPECT_EQ(mark->where, Where::left);
  EXPECT_EQ(mark->felt, 2);
  EXPECT_EQ(parse_mark(shipped(), "heel")->where, Where::any);
  EXPECT_EQ(parse_mark(shipped(), shipped().region("heel")->name)->region, "heel") << "a whole name will do";
}

TEST(ParseMark, RefusesWithTheNearest) {
  for (const char *text : {"subocipital", "suboccipital:up", "suboccipital=4", "suboccipital=", "", ":left", "zzzz"}) {
    const auto mark = parse_mark(shipped(), text);
    ASSERT_FALSE(mark) << text;
    EXPECT_EQ(mark.error().kind, ErrorKind::arguments);
    EXPECT_FALSE(mark.error().remedy.empty()) << text;
  }
  EXPECT_NE(parse_mark(shipped(), "subocipital").error().remedy.find("suboccipital"), std::string::npos);
  EXPECT_EQ(parse_cue(shipped(), "stiff neck").value(), "stiff_neck");
  EXPECT_EQ(parse_cue(shipped(), "crick in the neck").value(), "stiff_neck");
  EXPECT_FALSE(parse_cue(shipped(), "purple"));
}

} // namespace
} // namespace myo::heat
