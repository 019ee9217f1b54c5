// Re-verifies a built body and says everything it found, with denominators.
#pragma once

#include "format/body.h"

#include <string>
#include <vector>

namespace myo::assemble {

enum class Verdict { good, fault, remark }; // a remark is printed and never fails

struct CheckRow {
  std::string check;    // "weights", "attachments", "mirror", "fit", "volume", "order", "names"
  std::string subject;  // id of what was looked at
  Verdict verdict = Verdict::good;
  double value = 0, limit = 0;
  std::string unit;     // "mm", "share", "ratio", ""
  std::string text;     // one line, for people
};

struct AttachmentTally {
  int expected = 0;     // rows of muscles that have a mesh from the source; what the source cannot give is among them
  int contact = 0;      // found by contact; of these through a tendon that another muscle's mesh holds:
  int shared = 0;
  int tendon = 0;       // no contact, bridged by a fallback tendon
  int missing = 0;      // neither
  int boneless = 0;     // of `missing`: the body has no such bone at all
  int allowed = 0, unlisted = 0; // tendon + missing: on the source's list of what it cannot give, or not on it
  int stale = 0;        // entries of that list which are found by contact on every side
  int generated_expected = 0, generated = 0;    // rows of generated muscles, counted apart
  int muscles = 0, without_origin = 0, without_insertion = 0; // per (muscle, side); those whose bones are all absent
                                                              // from the body are remarks, not counted here
  [[nodiscard]] double share() const { return expected > 0 ? static_cast<double>(contact) / expected : 0.0; }
};

struct CheckReport {
  std::vector<CheckRow> rows;
  AttachmentTally attachments;
  [[nodiscard]] bool good() const; // no row is a fault
};

[[nodiscard]] CheckReport check(const format::Body &body, const anatomy::Library &library);
[[nodiscard]] std::string check_text(const CheckReport &report);

} // namespace myo::assemble
