// What an import did, for its printed summary, `--json` and the benchmark.
#pragma once

#include "assemble/mesh/repair.h"

#include <string>
#include <vector>

namespace myo::assemble {

struct ImportReport {
  struct Step {
    std::string name; // "read", "repair", "landmarks" ...
    double seconds = 0;
  };
  std::vector<Step> steps;             // in order
  std::size_t files = 0, elements = 0; // elements: files without the exact duplicates
  std::size_t parts = 0, structures = 0;
  std::size_t triangles_read = 0, triangles_kept = 0;
  RepairCounts repair;
  std::size_t closed_before = 0, closed_after = 0; // parts without an open edge
  std::vector<std::string> notes;                  // the body's notes
};

struct ImportOptions {
  double bone_error_mm = 0.15; // how far simplification may move the surface; 0 keeps every triangle
  double soft_error_mm = 0.25; // of everything but bones and teeth
  bool other_systems = true;   // parts that are neither bone nor muscle come in as layers of their own
};

} // namespace myo::assemble
