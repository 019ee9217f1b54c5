// A body in memory, ready to be looked at: levels of detail and lookups over a format::Body that never changes again.
#pragma once

#include "format/body.h"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace myo::atlas {

using format::none;
using format::Side;

// How finely the body is drawn. Totals over the whole body; a body that is smaller is never enlarged.
enum class Detail : std::uint32_t { full, interactive, coarse }; // all | about 300 k | about 100 k triangles
inline constexpr std::size_t detail_count = 3;

// All levels of one structure index the same vertices (Mesh::positions ...) and lie one after the other in `indices`,
// the full one first. Simplified levels of muscles and bones leave seams and borders closed.
struct Level {
  std::uint32_t first = 0, count = 0;          // in `indices`
  float error_mm = 0;                          // largest distance from the full surface, as meshoptimizer estimates it
};
struct Levels {
  std::vector<std::uint32_t> indices;
  std::array<Level, detail_count> of;
  [[nodiscard]] std::span<const std::uint32_t> triangles(Detail d) const {
    const Level &level = of[static_cast<std::size_t>(d)];
    return std::span(indices).subspan(level.first, level.count);
  }
};

using Indices = std::span<const std::uint32_t>;

class Atlas {
public:
  Atlas() = default;
  // Builds the lookups. `levels` has one element a structure; `hash` names the content (same files, same hash).
  Atlas(format::Body body, std::vector<Levels> levels, std::uint64_t hash);

  [[nodiscard]] const format::Body &body() const { return body_; }
  [[nodiscard]] const Levels &levels(std::uint32_t structure) const { return levels_[structure]; }
  [[nodiscard]] const Bounds &bounds(std::uint32_t structure) const { return bounds_[structure]; } // rest stance
  [[nodiscard]] const Bounds &bounds() const { return whole_; }
  [[nodiscard]] std::uint64_t hash() const { return hash_; }

  // Indices into body().structures; `none` or empty when there is no such thing. A midline thing answers to every side.
  [[nodiscard]] std::uint32_t structure(std::string_view id) const;
  [[nodiscard]] Indices fma(std::string_view fma) const;                // several parts may share a concept
  [[nodiscard]] Indices muscle(std::string_view id, Side side) const;   // bellies and tendons
  [[nodiscard]] Indices bone(std::string_view id, Side side) const;
  [[nodiscard]] Indices kind(format::Kind kind) const;

  // Indices into body().joints, landmarks, patches, regions, trigger_points.
  [[nodiscard]] std::uint32_t joint(std::string_view id) const;
  [[nodiscard]] Indices children(std::uint32_t joint) const;
  [[nodiscard]] std::uint32_t landmark(std::string_view id, Side side) const;
  [[nodiscard]] Indices patches(std::string_view muscle, Side side) const;
  [[nodiscard]] Indices patches_on(std::uint32_t bone_structure) const;
  [[nodiscard]] Indices regions(std::string_view region, Side side) const; // one a carrier
  [[nodiscard]] std::uint32_t trigger_point(std::string_view pattern, Side side) const; // the first
  [[nodiscard]] Indices trigger_points(std::string_view pattern, Side side) const;

  // Structures that an attachment joins to this one: a muscle's bones, a bone's muscles. Ascending, each once.
  [[nodiscard]] Indices attached(std::uint32_t structure) const;

private:
  using Key = std::pair<std::string, Side>;
  struct KeyLess {
    using is_transparent = void;
    using View = std::pair<std::string_view, Side>;
    bool operator()(const View &a, const View &b) const { return a < b; }
  };
  using Named = std::map<std::string, std::vector<std::uint32_t>, std::less<>>;
  using Sided = std::map<Key, std::vector<std::uint32_t>, KeyLess>;
  [[nodiscard]] static Indices find(const Named &map, std::string_view id);
  [[nodiscard]] static Indices find(const Sided &map, std::string_view id, Side side);

  format::Body body_;
  std::vector<Levels> levels_;
  std::vector<Bounds> bounds_;
  Bounds whole_;
  std::uint64_t hash_ = 0;
  Named structures_, fma_, joints_;
  std::map<format::Kind, std::vector<std::uint32_t>> kinds_;
  Sided muscles_, bones_, landmarks_, patches_, regions_, trigger_points_;
  std::vector<std::vector<std::uint32_t>> children_, patches_on_, attached_;
};

} // namespace myo::atlas
