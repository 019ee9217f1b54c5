// What both readers of foreign models share. Private to the folder.
#pragma once

#include "atlas/figure/figure.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace myo::atlas {

// Thrown deep inside a reader and caught in parse_figure: one wrong element ends the reading.
struct FigureFault {
  std::string what, where;
};

[[nodiscard]] bool is_gltf_2(const std::filesystem::path &file); // by its first bytes, whatever it is called
[[nodiscard]] Figure read_gltf(const std::filesystem::path &file);
[[nodiscard]] Figure read_with_assimp(const std::filesystem::path &file);

// Names that people read: one line, valid UTF-8, not empty.
[[nodiscard]] std::string readable_name(std::string_view name, std::string_view otherwise);
// Names that are given once each: "hand", "hand 2" ...
class FreeNames {
public:
  [[nodiscard]] std::string take(const std::string &wanted);

private:
  std::set<std::string> taken_;
  std::map<std::string, std::size_t> next_;    // number to try, by the name that was wanted
};

// The parts of a figure as they are found: none called like another, and not more vertices than are read.
class FoundParts {
public:
  explicit FoundParts(std::vector<FigurePart> &parts) : parts_(parts) {}
  void add(FigurePart part, const std::string &name);

private:
  std::vector<FigurePart> &parts_;
  FreeNames names_;
  std::size_t vertices_ = 0;
};

inline constexpr const char *textures_left_out = "textures are left out: parts show their base colour";
inline constexpr const char *morph_targets_left_out = "morph targets are left out";

// Of sums other than 1: made 1. A vertex that nothing holds is held by the skin's first joint.
void even_out_weights(FigurePart &part);
// Smooth ones where the file has none.
void add_normals(FigurePart &part);

} // namespace myo::atlas
