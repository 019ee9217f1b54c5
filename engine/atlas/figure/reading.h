// What both readers of foreign models share. Private to the folder.
#pragma once

#include "atlas/figure/figure.h"

#include <filesystem>
#include <string>

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
// A name that no part (animation) has yet: "hand", "hand 2" ...
[[nodiscard]] std::string free_part_name(const Figure &figure, const std::string &wanted);
[[nodiscard]] std::string free_animation_name(const Figure &figure, const std::string &wanted);

// Of sums other than 1: made 1. A vertex that nothing holds is held by the skin's first joint.
void even_out_weights(FigurePart &part);
// Smooth ones where the file has none.
void add_normals(FigurePart &part);

} // namespace myo::atlas
