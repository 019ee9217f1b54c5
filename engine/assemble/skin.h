// The body surface: a closed skin around bones and muscles, with weights and heat charts.
#pragma once

#include "anatomy/library.h"
#include "assemble/result_cache.h"
#include "base/progress.h"
#include "base/result.h"
#include "format/body.h"

namespace myo::assemble {

// Appends one structure of Kind::skin ("skin") to `body`: closed, manifold, genus 0 up to the splits along chart
// borders, triangle edges about 5 mm (3.5 mm on head, neck, upper back, hands and feet), weights in rest stance, uv in
// the heat chart. Needs bones with ids and joints, muscles, joints and landmarks. Replaces an earlier skin. What it met
// goes into `body.notes`. With a cache, `sheet` is the text of surface.toml.
[[nodiscard]] Status wrap_skin(format::Body &body, const anatomy::Library &library, Progress &progress, ResultCache *cache = nullptr,
                               std::string_view sheet = {});

// The sheet leans on some landmarks of the skin (navel, nipples), which come to lie on it only when it exists. Until then
// they stand where their rules put them.
[[nodiscard]] Status place_soft_landmarks(format::Body &body, const anatomy::Library &library, Progress &progress);

// The skin alone, from a body without one whose soft landmarks are placed.
[[nodiscard]] Result<format::Structure> make_skin(const format::Body &body, const anatomy::Library &library, Progress &progress,
                                                  ResultCache &cache, std::string_view sheet, std::vector<std::string> &notes);

// For each vertex, the first vertex at exactly the same position: undoes the splits along chart borders.
[[nodiscard]] std::vector<std::uint32_t> weld_map(const std::vector<vec3> &positions);

} // namespace myo::assemble
