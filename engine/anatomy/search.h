// Finding things by what people type: an id, an FMA id, an English or Latin name, a synonym, with typing mistakes.
#pragma once

#include "anatomy/library.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace myo::anatomy {

// By name, forgiving slips; after those, muscles and patterns whose texts tell of every word that is asked: symptoms, regions,
// nerves, joint actions. Best first. One exact hit (id, name, synonym) comes alone; an FMA id brings everything that carries it, with the side
// that the id names in `side` (midline when it names the pair). Empty when nothing is like the query.
struct MuscleHit { const Muscle *muscle = nullptr; Side side = Side::midline; bool exact = false; };
struct BoneHit { const Bone *bone = nullptr; Side side = Side::midline; bool exact = false; };
[[nodiscard]] std::vector<MuscleHit> find_muscle(const Library &library, std::string_view query);
[[nodiscard]] std::vector<BoneHit> find_bone(const Library &library, std::string_view query);
[[nodiscard]] std::vector<const Pattern *> find_pattern(const Library &library, std::string_view query);
[[nodiscard]] std::vector<const Region *> find_region(const Library &library, std::string_view query);
[[nodiscard]] std::vector<const Cue *> find_cue(const Library &library, std::string_view query);
[[nodiscard]] std::vector<const NamedPose *> find_pose(const Library &library, std::string_view query);

// The `n` names most like `query`, best first; none that is too far off to be a slip. For error messages.
[[nodiscard]] std::vector<std::string> nearest_names(const std::vector<std::string> &names, std::string_view query,
                                                     std::size_t n);

// Number of single-character slips (insert, delete, replace, swap of neighbours) between two texts.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// "FMA32540", "fma:32540" -> "FMA32540"; empty when the text is no FMA id.
[[nodiscard]] std::string fma_id(std::string_view text);

} // namespace myo::anatomy
