// Names and places that mean the same on every body. Private to the room.
#pragma once

#include "scene/scene.h"

#include <string>
#include <vector>

namespace myo::scene {

// Names that stand for exactly these structures on this body: "right.levator_scapulae", "left.scapula", an FMA id with
// its side; a structure's own id where nothing else will do. Order of the ids, each name once.
[[nodiscard]] std::vector<std::string> portable_names(const Context &context, const std::vector<std::string> &ids);

// Length of the trunk, jugular notch to pubic symphysis (metres, rest): the unit of places in a view record.
[[nodiscard]] float trunk_length(const format::Body &body);
// The landmark nearest to a rest place; nullptr when the body has none.
[[nodiscard]] const format::Landmark *nearest_landmark(const format::Body &body, vec3 place);
// The same among those of every body: without the features of single bones ("c1:anterior_tubercle"), which few bodies have.
[[nodiscard]] const format::Landmark *nearest_common_landmark(const format::Body &body, vec3 place);
[[nodiscard]] const format::Landmark *find_landmark(const format::Body &body, std::string_view id, format::Side side);

} // namespace myo::scene
