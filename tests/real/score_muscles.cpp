// score_muscles ATLAS [--on BONES] [--both] [--out FOLDER] [MUSCLE...]: grows the left side's muscles (--both: both sides') on
// the atlas's bones, or those of the atlas BONES, compares them with the atlas's own, worst first, and with --out writes
// bones and grown muscles as an atlas to look at.
#include "muscle_score.h"

#include "anatomy/library.h"
#include "atlas/load.h"
#include "base/resources.h"
#include "format/write.h"

#include <fmt/core.h>
#include <optional>
#include <string_view>

int main(int count, char **words) {
  using namespace myo;
  std::filesystem::path atlas, bones, out;
  score::ScoreOptions options;
  options.both = false;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "--out" && i + 1 < count) out = words[++i];
    else if (word == "--on" && i + 1 < count) bones = words[++i];
    else if (word == "--both") options.both = true;
    else if (atlas.empty()) atlas = word;
    else options.only.emplace(word);
  }
  const auto run = [&]() -> Status {
    if (atlas.empty()) return bad_arguments("no atlas", "score_muscles ATLAS [--on BONES] [--both] [--out FOLDER] [MUSCLE...]");
    const auto folder = find_resource("assets/anatomy");
    MYO_TRY(folder);
    const auto library = anatomy::read_library(*folder);
    MYO_TRY(library);
    Progress progress;
    const auto body = atlas::read_atlas(atlas, progress);
    MYO_TRY(body);
    std::optional<format::Body> other;
    if (!bones.empty()) {
      auto read = atlas::read_atlas(bones, progress);
      MYO_TRY(read);
      options.bones = &other.emplace(std::move(*read));
    }
    const auto score = score::score_muscles(*body, *library, progress, options);
    MYO_TRY(score);
    fmt::print("{}", score::table(*score));
    for (const std::string &note : score->grown.notes) fmt::print("note: {}\n", note);
    return out.empty() ? Status{} : format::write_atlas(score->grown, out);
  };
  const Status status = run();
  if (!status) fmt::print(stderr, "{}\n", status.error().line());
  return status ? 0 : 1;
}
