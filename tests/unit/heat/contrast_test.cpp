#include "heat/contrast.h"
#include "support/shipped.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace myo::heat {
namespace {

const ContrastRow *row_of(const std::vector<ContrastRow> &rows, std::string_view name) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const ContrastRow &r) { return r.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

std::vector<ContrastRow> contrast_of(std::initializer_list<const char *> ids) {
  std::vector<const anatomy::Pattern *> patterns;
  for (const char *id : ids) patterns.push_back(tests::shipped().pattern(id));
  for (const anatomy::Pattern *pattern : patterns) EXPECT_NE(pattern, nullptr);
  return contrast(tests::shipped(), patterns);
}

TEST(Contrast, SaysWhereEachIsFeltAndWhatTheyShare) {
  const auto rows = contrast_of({"multifidus_cervicis_mid", "semispinalis_cervicis"});
  const ContrastRow *most = row_of(rows, "felt most often");
  ASSERT_NE(most, nullptr);
  ASSERT_EQ(most->columns.size(), 2U);
  const auto has = [](const std::vector<ContrastEntry> &column, std::string_view text, bool shared) {
    return std::any_of(column.begin(), column.end(), [&](const ContrastEntry &e) { return e.text == text && e.shared == shared; });
  };
  const std::string skull = tests::shipped().region("suboccipital")->name, blade = tests::shipped().region("scap_medial_upper")->name;
  EXPECT_TRUE(has(most->columns[0], blade, false));
  EXPECT_FALSE(has(most->columns[1], blade, false));
  // Sharing is symmetric.
  for (const ContrastRow &row : rows)
    for (const auto &column : row.columns)
      for (const ContrastEntry &e : column)
        for (const auto &other : row.columns) EXPECT_EQ(e.shared, has(other, e.text, true)) << row.name << ": " << e.text;
  EXPECT_TRUE(has(most->columns[0], skull, has(most->columns[1], skull, true)));
}

TEST(Contrast, TellsOnlyOfThePairsThatAreThere) {
  const auto rows = contrast_of({"multifidus_cervicis_mid", "levator_scapulae"});
  const ContrastRow *apart = row_of(rows, "what tells it apart");
  ASSERT_NE(apart, nullptr);
  ASSERT_EQ(apart->columns[0].size(), 1U);
  EXPECT_THAT(apart->columns[0][0].text, testing::HasSubstr("Levator scapulae"));
}

TEST(Contrast, EveryLookAlikeHasRowsOfItsOwn) {
  for (const anatomy::Pattern &pattern : tests::shipped().patterns)
    for (const std::string &id : pattern.compare_with) {
      const anatomy::Pattern *other = tests::shipped().pattern(id);
      ASSERT_NE(other, nullptr) << pattern.id;
      const std::vector<const anatomy::Pattern *> both{&pattern, other};
      const auto rows = contrast(tests::shipped(), both);
      bool differs = false;
      for (const ContrastRow &row : rows) {
        EXPECT_EQ(row.columns.size(), 2U);
        for (const auto &column : row.columns)
          for (const ContrastEntry &e : column) {
            differs = differs || !e.shared;
            EXPECT_FALSE(e.text.empty());
          }
      }
      EXPECT_TRUE(differs) << pattern.id << " and " << id;
    }
}

} // namespace
} // namespace myo::heat
