#include "anatomy/search.h"

#include "support/shipped.h"

#include <chrono>
#include <gmock/gmock.h>

using namespace myo;
using namespace myo::anatomy;
using myo::tests::shipped;

namespace {

std::string first(std::string_view query) {
  const std::vector<MuscleHit> hits = find_muscle(shipped(), query);
  return hits.empty() ? std::string("nothing") : hits.front().muscle->id;
}

TEST(Search, EditDistanceCountsSlips) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("flexion", "flexoin"), 1U); // neighbours swapped
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(Search, ExactNamesComeAlone) {
  for (const char *query : {"levator_scapulae", "Levator scapulae", "M. levator scapulae", "Musculus levator scapulae",
                            "LEVATOR-SCAPULAE", "levator scapulae muscle"}) {
    const std::vector<MuscleHit> hits = find_muscle(shipped(), query);
    ASSERT_EQ(hits.size(), 1U) << query;
    EXPECT_EQ(hits[0].muscle->id, "levator_scapulae");
    EXPECT_TRUE(hits[0].exact);
  }
}

TEST(Search, SynonymsAndTypingMistakes) {
  EXPECT_EQ(first("upper trapezius"), "trapezius_descending");
  EXPECT_EQ(first("anterior scalene"), "scalenus_anterior");
  EXPECT_EQ(first("levater scapula"), "levator_scapulae");
  EXPECT_EQ(first("semispinalus cervicus"), "semispinalis_cervicis");
  EXPECT_EQ(first("infraspin"), "infraspinatus");
  EXPECT_EQ(first("xyzzyxyzzy"), "nothing");
  EXPECT_EQ(first(""), "nothing");
}

TEST(Search, AFmaIdSelectsEverythingThatCarriesIt) {
  const std::vector<MuscleHit> multifidus = find_muscle(shipped(), "FMA22827");
  ASSERT_EQ(multifidus.size(), 3U);
  EXPECT_EQ(multifidus[0].side, Side::midline);
  const std::vector<MuscleHit> levator = find_muscle(shipped(), "fma:32540");
  ASSERT_EQ(levator.size(), 1U);
  EXPECT_EQ(levator[0].muscle->id, "levator_scapulae");
  EXPECT_EQ(levator[0].side, Side::right);
  EXPECT_EQ(find_muscle(shipped(), "FMA13408").size(), 2U); // both heads of the right sternocleidomastoid
  EXPECT_EQ(find_muscle(shipped(), "FMA38562").at(0).muscle->id, "pronator_teres"); // a head of its own
  EXPECT_TRUE(find_muscle(shipped(), "FMA99999999").empty());
}

TEST(Search, BonesPatternsRegionsPoses) {
  EXPECT_EQ(find_bone(shipped(), "axis").at(0).bone->id, "c2");
  EXPECT_EQ(find_bone(shipped(), "FMA13395").at(0).side, Side::right);
  EXPECT_EQ(find_pattern(shipped(), "mid-cervical multifidus").at(0)->id, "multifidus_cervicis_mid");
  EXPECT_EQ(find_region(shipped(), "suboccipital").at(0)->id, "suboccipital");
  EXPECT_EQ(find_pose(shipped(), "forward head").at(0)->id, "forward_head");
}

TEST(Search, TextsAreFoundByWhatTheyTell) {
  const auto patterns = [](const char *query) {
    std::vector<std::string> ids;
    for (const Pattern *p : find_pattern(shipped(), query)) ids.push_back(p->id);
    return ids;
  };
  using testing::Contains, testing::IsEmpty, testing::Not;
  EXPECT_THAT(patterns("headache behind the eye"), Contains("splenius_capitis"));
  EXPECT_THAT(patterns("stiff neck"), Contains("levator_scapulae"));
  EXPECT_THAT(patterns("pain in the heel"), Contains("quadratus_plantae"));
  EXPECT_THAT(patterns("heel"), Not(Contains("frontalis")));
  EXPECT_THAT(patterns("SCM"), Contains("scm_sternal")) << "by its muscle's other names";
  EXPECT_THAT(patterns("levater scapula"), Contains("levator_scapulae")) << "with slips";
  const auto muscles = [](const char *query) {
    std::vector<std::string> ids;
    for (const MuscleHit &hit : find_muscle(shipped(), query)) ids.push_back(hit.muscle->id);
    return ids;
  };
  EXPECT_THAT(muscles("dorsal scapular nerve"), Contains("rhomboid_major"));
  EXPECT_THAT(muscles("shoulder blade elevation"), Contains("levator_scapulae"));
  EXPECT_THAT(muscles("accessory nerve"), Contains("trapezius_descending"));
  EXPECT_THAT(muscles("xyzzyxyzzy"), IsEmpty());
}

TEST(Search, AccentsNeedNotBeTyped) {
  Library library;
  library.muscles.resize(2);
  library.muscles[0].id = "levator_scapulae", library.muscles[0].name = "Elevador de la esc\xC3\xA1pula";
  library.muscles[1].id = "other", library.muscles[1].name = "M\xC3\xBAsculo pe\xC3\xB1\xC3\xB3n";
  EXPECT_EQ(find_muscle(library, "elevador de la escapula").at(0).muscle->id, "levator_scapulae");
  EXPECT_EQ(find_muscle(library, "elevador de la esc\xC3\xA1pula").at(0).muscle->id, "levator_scapulae");
  EXPECT_EQ(find_muscle(library, "musculo penon").at(0).muscle->id, "other");
}

TEST(Search, AnswersWhileOneTypes) {
  double worst = 0;
  for (const char *query : {"h", "head", "headache beh", "headache behind the eye", "levater scapula", "dorsal scapular nerve"}) {
    double best = 1e9; // of several, since the machine does other things too
    for (int round = 0; round < 5; ++round) {
      const auto begin = std::chrono::steady_clock::now();
      const std::size_t found = find_pattern(shipped(), query).size() + find_muscle(shipped(), query).size();
      best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
      ASSERT_LT(found, 400U);
    }
    worst = std::max(worst, best);
  }
  RecordProperty("keystroke_ms", std::to_string(worst));
  EXPECT_LT(worst, 500) << "reported, not judged: the target is 10 ms in an optimized build"; // sanitized builds are slow
}

TEST(Search, NearestNamesAreRankedAndBounded) {
  const std::vector<std::string> names{"posterior", "anterior", "superior", "lateral"};
  EXPECT_EQ(nearest_names(names, "posteroir", 2).at(0), "posterior");
  EXPECT_TRUE(nearest_names(names, "qqqqqqqq", 3).empty());
  EXPECT_LE(nearest_names(names, "terior", 2).size(), 2U);
}

TEST(Search, FmaIds) {
  EXPECT_EQ(fma_id("FMA32540"), "FMA32540");
  EXPECT_EQ(fma_id(" fma:32540 "), "FMA32540");
  EXPECT_EQ(fma_id("FMA"), "");
  EXPECT_EQ(fma_id("FMA12x"), "");
  EXPECT_EQ(fma_id("levator"), "");
}

} // namespace
