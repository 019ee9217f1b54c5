#include "format/schema.h"

#include <array>
#include <utility>

namespace myo::format {
namespace {

constexpr std::array<std::string_view, 11> kind_names{"bone",   "tooth",  "disc", "cartilage",    "ligament", "muscle",
                                                      "tendon", "fascia", "skin", "deep_surface", "organ"};
constexpr std::array<std::string_view, 3> found_names{"contact", "generated", "tendon"};

template <class E, std::size_t N>
std::optional<E> parse(const std::array<std::string_view, N> &names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == text) return static_cast<E>(i);
  return std::nullopt;
}

} // namespace

std::string_view to_string(Kind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }
std::string_view to_string(Found found) { return found_names.at(static_cast<std::size_t>(found)); }
std::optional<Kind> parse_kind(std::string_view text) { return parse<Kind>(kind_names, text); }
std::optional<Found> parse_found(std::string_view text) { return parse<Found>(found_names, text); }
std::optional<Role> parse_role(std::string_view text) {
  if (text == "origin") return Role::origin;
  if (text == "insertion") return Role::insertion;
  return std::nullopt;
}

std::string node_name(const Structure &structure) {
  return structure.name.empty() ? structure.id : structure.name + " (" + structure.id + ")";
}

} // namespace myo::format
