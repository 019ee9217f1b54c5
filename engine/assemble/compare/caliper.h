// What a person with calipers would read off a body: one figure a question, in lps millimetres and degrees.
#pragma once

#include "assemble/compare/subject.h"

#include <optional>

namespace myo::assemble {

// A point by name or by coordinates: "acromion_top", "right.acromion_top" or "102.5,-8,1340" ([lateral, posterior,
// superior] mm on `side`). Midline landmarks answer to every side.
[[nodiscard]] Result<vec3> point_at(const format::Body &body, const anatomy::Library &library, std::string_view text, anatomy::Side side);

// Between the lines from `at` to either point, 0 to 180 degrees; nothing when a point falls on `at`.
[[nodiscard]] std::optional<double> angle_deg(vec3 from, vec3 at, vec3 to);

// How long the line through `point` along `direction` runs inside the closed mesh: the piece that holds the point, or
// the one nearest to it. Nothing when the line misses the mesh.
[[nodiscard]] std::optional<double> width_mm(const LpsMesh &mesh, vec3 point, vec3 direction);

} // namespace myo::assemble
