// From where it hurts to the patterns that may be behind it.
//
// Score in [0, 1]: how much of what hurts a pattern explains (essential zones before spillover, neighbours of its zones a
// little), against how much of the pattern does not hurt; cues re-rank. Ordinal, not a probability.
#pragma once

#include "anatomy/library.h"
#include "base/result.h"
#include "heat/mark.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace myo::heat {

struct Match {
  const anatomy::Pattern *pattern = nullptr;
  Where where = Where::any; // of the trigger point; any: no mark says a side
  float score = 0;
  std::vector<std::string> why; // "tier 3 at the base of the skull", ..., "nothing painted at the shoulder"
};

// Keeps what does not change between strokes. The library must outlive it.
class Matcher {
public:
  explicit Matcher(const anatomy::Library &library);

  // Best first; none that explains nothing. Equal scores: the pattern whose essential zones explain more, then by id.
  // Unknown regions and cues are passed over: whoever asks has looked them up.
  [[nodiscard]] std::vector<Match> match(const std::vector<Mark> &marks, const std::vector<std::string> &cues,
                                         std::size_t top) const;

private:
  // Half regions: 2 i on the left (and of an unpaired region the whole), 2 i + 1 on the right.
  struct Painted { float felt = 0, share = 0; };      // share 0: does not hurt
  struct Halves { std::vector<Painted> at; std::vector<std::uint32_t> painted; }; // all; and those that hurt, in order
  struct Zone { std::uint32_t half; int tier; };
  struct Score { float value = 0, essential = 0; };

  [[nodiscard]] std::vector<Zone> zones_of(const anatomy::Pattern &pattern, Where where) const;
  [[nodiscard]] Halves painted(const std::vector<Mark> &marks, Where candidate) const;
  [[nodiscard]] bool beside(std::uint32_t half, std::uint32_t other) const;
  [[nodiscard]] Score score(const std::vector<Zone> &zones, const Halves &halves) const;
  [[nodiscard]] std::vector<std::string> why(const std::vector<Zone> &zones, const Halves &halves, Where where) const;
  [[nodiscard]] std::string named(std::uint32_t half, Where where) const; // with its side where that is not the point's own

  const anatomy::Library *library_;
  std::map<std::string, std::uint32_t, std::less<>> index_; // region id -> index into the library's regions
  std::vector<std::vector<bool>> neighbours_;
};

// "ID[:left|right|both][=1..3]", where ID is a region's id or name. Names the nearest when there is none.
[[nodiscard]] Result<Mark> parse_mark(const anatomy::Library &library, std::string_view text);
// A cue by id, name or other words. Names the nearest when there is none.
[[nodiscard]] Result<std::string> parse_cue(const anatomy::Library &library, std::string_view text);

} // namespace myo::heat
