// How muscles grown on an imported body's bones compare with the ones it came with, and what they run into.
#pragma once

#include "anatomy/library.h"
#include "base/progress.h"
#include "base/result.h"
#include "format/body.h"

#include <set>
#include <string>
#include <vector>

namespace myo::score {

struct MuscleScore {
  std::string muscle, region;
  format::Side side = format::Side::midline;
  bool derived = false;                    // its sheet has no shape
  std::size_t triangles = 0;
  bool compared = false;                   // the source has it
  float mean_mm = 0, p95_mm = 0;           // symmetric surface distance
  float volume_ratio = 0;                  // ours / theirs
  std::vector<float> attachment_mm;        // centroid distances, one an attachment that both have
  float in_bone_mm = 0;                    // deepest point inside bone
  float clear_share = 1;                   // of the vertices, no more than 1 mm inside bone or neighbour
  std::string worst;                       // the neighbour most run into
};

struct Score {
  std::vector<MuscleScore> muscles;
  double seconds = 0;                      // of growing
  format::Body grown;                      // bones and grown muscles, tied rigidly to the root
  [[nodiscard]] float median_mean() const;
  [[nodiscard]] float median_p95() const;
  [[nodiscard]] float attachment_median() const;
  [[nodiscard]] float attachment_p95() const;
  [[nodiscard]] std::size_t triangles() const;
};

struct ScoreOptions {
  std::set<std::string, std::less<>> only; // muscles; empty: all. The others are laid too, where they take room
  bool both = true;                        // sides; else the left one
  const format::Body *bones = nullptr;     // whose bones they are grown on, if not those of the body they are compared with
};
// Grows muscles on bare bones and compares them with those of `body`. On its own bones the feet of the grown ones are their
// attachments; on another body's they are sought by contact, as when a body is built.
[[nodiscard]] Result<Score> score_muscles(const format::Body &body, const anatomy::Library &library, Progress &progress,
                                          const ScoreOptions &options);
[[nodiscard]] std::string table(const Score &score);

} // namespace myo::score
