// body.cache: whatever is in it, either the atlas comes out or nothing.
#include "../../support/sample_body.h"
#include "../../support/scratch.h"
#include "../target.h"
#include "atlas/cache.h"
#include "atlas/load.h"
#include "base/files.h"
#include "base/hash.h"
#include "format/write.h"

#include <cstring>

namespace myo::fuzz {
namespace {

struct Place {
  Place() {
    ::setenv("XDG_CACHE_HOME", (scratch / "cache").c_str(), 1);
    if (!format::write_atlas(tests::sample_body(5, 5), scratch / "atlas")) std::abort();
    Progress progress;
    if (!atlas::load_atlas(scratch / "atlas", progress)) std::abort();
  }
  tests::Scratch scratch;
  std::filesystem::path folder = scratch / "atlas";
};
const Place &place() {
  static const Place made;
  return made;
}

} // namespace

std::vector<Bytes> seeds() { return {read_file(atlas::cache_places(place().folder).front()).value()}; }
void feed(std::span<const std::byte> input) {
  const auto file = place().scratch / "fed.cache";
  if (!write_file(file, input)) std::abort();
  static_cast<void>(atlas::read_cache(file, place().folder));
}

} // namespace myo::fuzz
