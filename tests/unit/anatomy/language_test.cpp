// The vocabulary in other languages: the shipped one is whole, faults are said.
#include "anatomy/language.h"

#include "anatomy/features.h"
#include "anatomy/search.h"
#include "support/shipped.h"
#include "small_folder.h"

#include <gmock/gmock.h>

using namespace myo;
using namespace myo::anatomy;
using namespace myo::anatomy::test;
using myo::tests::shipped;
using testing::HasSubstr;

namespace {

const std::filesystem::path assets = MYO_SOURCE_DIR "/assets/anatomy";

const Library &spanish() {
  static const Library library = [] {
    Library spoken = shipped();
    const Status done = speak(spoken, assets, "es");
    EXPECT_TRUE(done) << (done ? "" : done.error().line());
    return spoken;
  }();
  return library;
}

// Long texts that are word for word the English ones have been forgotten.
void said(const std::string &english, const std::string &spoken, const std::string &where) {
  EXPECT_FALSE(spoken.empty() && !english.empty()) << where;
  EXPECT_TRUE(english.size() <= 30 || english != spoken) << where << ": " << spoken;
}
void said(const std::vector<std::string> &english, const std::vector<std::string> &spoken, const std::string &where) {
  ASSERT_EQ(english.size(), spoken.size()) << where;
  for (std::size_t i = 0; i < english.size(); ++i) said(english[i], spoken[i], where);
}

TEST(Language, SpanishSaysEveryPattern) {
  for (std::size_t i = 0; i < shipped().patterns.size(); ++i) {
    const Pattern &en = shipped().patterns[i], &es = spanish().patterns[i];
    EXPECT_NE(en.title, es.title) << en.id;
    said(en.place, es.place, en.id), said(en.described, es.described, en.id), said(en.evidence, es.evidence, en.id);
    said(en.symptoms, es.symptoms, en.id), said(en.sets_off, es.sets_off, en.id), said(en.intensifies, es.intensifies, en.id);
    said(en.notes, es.notes, en.id), said(en.no_zone, es.no_zone, en.id);
    for (std::size_t k = 0; k < en.relief.size(); ++k) said(en.relief[k].text, es.relief[k].text, en.id);
    for (std::size_t k = 0; k < en.apart.size(); ++k) said(en.apart[k].text, es.apart[k].text, en.id);
  }
}

TEST(Language, SpanishSaysEveryMuscleRegionMoveAndCue) {
  const Library &en = shipped(), &es = spanish();
  for (std::size_t i = 0; i < en.muscles.size(); ++i) {
    const Muscle &a = en.muscles[i], &b = es.muscles[i];
    said(a.function, b.function, a.id), said(a.considerations, b.considerations, a.id), said(a.origin_text, b.origin_text, a.id);
    EXPECT_EQ(a.latin, b.latin) << "Latin is Latin";
    EXPECT_FALSE(find_muscle(es, b.name).empty()) << b.name;
  }
  int same = 0;
  const auto names = [&](const auto &a, const auto &b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) same += a[i].name == b[i].name ? 1 : 0;
  };
  names(en.regions, es.regions), names(en.moves, es.moves), names(en.cues, es.cues), names(en.poses, es.poses), names(en.bones, es.bones);
  EXPECT_LE(same, 25) << "few names are the same in both (Sacrum, Coracoides ...)";
  for (std::size_t i = 0; i < en.moves.size(); ++i) said(en.moves[i].how, es.moves[i].how, en.moves[i].id);
  for (std::size_t i = 0; i < en.red_flags.size(); ++i) said(en.red_flags[i].sign, es.red_flags[i].sign, en.red_flags[i].id);
  for (const Motion &m : en.motions)
    for (const std::string &word : {m.plus, m.minus}) EXPECT_TRUE(word.empty() || es.motion_words.contains(word)) << word;
  EXPECT_EQ(es.language, "es");
  EXPECT_EQ(es.say("trigger point"), "punto gatillo");
  EXPECT_EQ(en.say("trigger point"), "trigger point");
}

TEST(Language, FeaturesOfBonesHaveSpanishNames) {
  const auto sheets = read_sheets(assets, shipped());
  ASSERT_TRUE(sheets) << sheets.error().line();
  const FeatureNames en = feature_names(*sheets), es = feature_names(*sheets, spanish().feature_words);
  ASSERT_EQ(en.size(), es.size());
  std::size_t other = 0;
  for (const auto &[id, name] : en) other += es.at(id).name != name.name ? 1U : 0U;
  EXPECT_GT(other, 9 * en.size() / 10);
  for (const BoneSheet &sheet : *sheets)
    for (const Feature &feature : sheet.features) {
      const std::string id = (sheet.pieces.empty() ? sheet.bone : feature.bone) + "." + feature.id;
      EXPECT_TRUE(spanish().feature_words.contains(id)) << id;
    }
}

TEST(Language, EnglishNeedsNothingAndUnknownOnesAreRefused) {
  Library library = shipped();
  EXPECT_TRUE(speak(library, assets, "en"));
  EXPECT_EQ(library.patterns[0].title, shipped().patterns[0].title);
  const Status klingon = speak(library, assets, "tlh");
  ASSERT_FALSE(klingon);
  EXPECT_EQ(klingon.error().kind, ErrorKind::arguments);
  EXPECT_THAT(klingon.error().line(), HasSubstr("en, es"));
  EXPECT_THAT(languages(assets), testing::ElementsAre("es"));
}

// A small folder with a language of its own that tests may spoil.
std::map<std::string, std::string> with_latin() {
  auto files = small_files();
  files["languages/la/names.toml"] = "[regions]\npatch = \"pannus\"\n\n[motions]\nflexion = \"flexio\"\n";
  files["languages/la/phrases.toml"] = "\"{} of {}\" = \"{} ex {}\"\n";
  files["languages/la/patterns/ache.toml"] = "title = \"Dolor inter costas\"\nsymptoms = [\"dolor\"]\n\n[apart]\nache = \"a se ipso nihil\"\n";
  files["languages/la/muscles/puller.toml"] = "name = \"Tractor\"\nsynonyms = [\"Tractor magnus\"]\nother_actions = [\"subridet\"]\n";
  return files;
}

TEST(Language, PutsItsWordsInThePlaceOfTheEnglish) {
  const SmallFolder folder(with_latin());
  auto library = read_library(folder.path());
  ASSERT_TRUE(library) << library.error().line();
  const Status done = speak(*library, folder.path(), "la");
  ASSERT_TRUE(done) << done.error().line();
  EXPECT_EQ(library->region("patch")->name, "pannus");
  EXPECT_EQ(library->pattern("ache")->title, "Dolor inter costas");
  EXPECT_EQ(library->pattern("ache")->apart[0].text, "a se ipso nihil");
  EXPECT_EQ(library->pattern("ache")->notes[0], "under the ribs") << "what is not said stays English";
  EXPECT_EQ(library->muscle("puller")->other_actions[0], "subridet");
  EXPECT_EQ(find_muscle(*library, "Great puller").at(0).muscle->id, "puller") << "English names still find it";
  EXPECT_EQ(find_muscle(*library, "tractor magnus").at(0).muscle->id, "puller");
  EXPECT_EQ(library->say("{} of {}"), "{} ex {}");
  EXPECT_EQ(library->motion_words.at("flexion"), "flexio");
}

struct Slip { const char *name, *file, *text, *where, *what; };
void PrintTo(const Slip &slip, std::ostream *out) { *out << slip.name; }
class SlipOfTheTongue : public ::testing::TestWithParam<Slip> {};

TEST_P(SlipOfTheTongue, IsOneLineWithFileAndLineAndChangesNothing) {
  auto files = with_latin();
  files[GetParam().file] = GetParam().text;
  const SmallFolder folder(files);
  auto library = read_library(folder.path());
  ASSERT_TRUE(library) << library.error().line();
  const Status done = speak(*library, folder.path(), "la");
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().line(), HasSubstr(GetParam().where));
  EXPECT_THAT(done.error().line(), HasSubstr(GetParam().what));
  EXPECT_EQ(library->language, "en");
  EXPECT_EQ(library->region("patch")->name, "Patch");
}

INSTANTIATE_TEST_SUITE_P(Anatomy, SlipOfTheTongue,
                         ::testing::Values(Slip{"region", "languages/la/names.toml", "[regions]\npath = \"x\"\n", "languages/la/names.toml:2", "nothing called \"path\""},
                                           Slip{"motion", "languages/la/names.toml", "[motions]\nspin = \"x\"\n", "languages/la/names.toml:2", "\"spin\""},
                                           Slip{"table", "languages/la/names.toml", "[region]\npatch = \"x\"\n", "languages/la/names.toml", "no key \"region\""},
                                           Slip{"braces", "languages/la/phrases.toml", "\"{} of {}\" = \"ex {}\"\n", "languages/la/phrases.toml:1", "every {}"},
                                           Slip{"lines", "languages/la/patterns/ache.toml", "symptoms = [\"dolor\", \"dolor\"]\n", "languages/la/patterns/ache.toml:1", "has 2 lines, in English it has 1"},
                                           Slip{"apart", "languages/la/patterns/ache.toml", "[apart]\npain = \"x\"\n", "languages/la/patterns/ache.toml:2", "\"pain\""},
                                           Slip{"pattern", "languages/la/patterns/woe.toml", "title = \"Vae\"\n", "languages/la/patterns/woe.toml", "\"woe\""},
                                           Slip{"toml", "languages/la/muscles/puller.toml", "name = \n", "languages/la/muscles/puller.toml:1", ""}),
                         [](const auto &instance) { return std::string(instance.param.name); });

} // namespace
