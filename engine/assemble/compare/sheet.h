// The sculptor's steering sheet: one structure of two bodies, side by side in six views, and its silhouettes and
// sections over each other on a millimetre grid. A is the body being made (red), B the one it is held against (blue).
#pragma once

#include "assemble/compare/subject.h"
#include "base/progress.h"
#include "capture/picture.h"
#include "text/typesetter.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace myo::assemble {

struct SheetBody {
  std::string name;
  LpsMesh mesh;                                // may be empty
  LpsMesh others;                              // neighbours, drawn grey; may be empty
  std::string note;                            // under the title: extent, volume
};

struct ChosenPlanes { int axis = 2; std::vector<float> values_mm; };

struct SheetOptions {
  bool views = true, sections = true;
  std::vector<ChosenPlanes> planes;            // instead of the sections across all three axes
  std::optional<Bounds> zoom;                  // lps mm
  int width_px = 1800, height_px = 1800;       // the height is an upper bound
};

struct SheetSubject { std::string title; float mirror = 1; bool midline = false; };

// At least one body must have the structure.
[[nodiscard]] Result<capture::Picture> draw_sheet(const SheetSubject &subject, const SheetBody &a, const SheetBody &b,
                                                  const SheetOptions &options, text::Typesetter &typesetter, Progress &progress);

} // namespace myo::assemble
