#include "anatomy/search.h"

#include "shipped.h"

#include <gmock/gmock.h>

using namespace myo;
using namespace myo::anatomy;
using namespace myo::anatomy::test;

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
