// The names that an atlas folder is written with. docs/atlas-format.md describes every key.
#pragma once

#include "format/body.h"

#include <optional>
#include <string_view>

namespace myo::format {

inline constexpr std::string_view body_schema_name = "myoscope body 1"; // ends with body_schema
inline constexpr std::string_view glb_file = "body.glb";
inline constexpr std::string_view json_file = "body.json";
inline constexpr std::string_view fields_file = "fields.bin";

[[nodiscard]] std::string_view to_string(Kind kind);   // "bone", "deep_surface" ...
[[nodiscard]] std::string_view to_string(Found found); // "contact", "generated", "tendon"
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view text);
[[nodiscard]] std::optional<Found> parse_found(std::string_view text);
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);

// The glTF node of a structure: "Splenius capitis (FMA32540)". Unique because ids are.
[[nodiscard]] std::string node_name(const Structure &structure);

} // namespace myo::format
