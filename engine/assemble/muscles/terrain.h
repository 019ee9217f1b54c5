// What muscles are laid round: the bones of a body and the muscles that have settled, each with its own nearest-place
// search. World frame, metres.
#pragma once

#include "form/triangle_tree.h"
#include "form/ribbon.h"
#include "format/body.h"

#include <map>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace myo::assemble {

class Terrain {
public:
  // Bones, teeth, discs and cartilages; ligaments are soft and hold no one up.
  explicit Terrain(const format::Body &body);

  // The structures that carry `bone`, as BoneSamples says: a midline one answers for either side.
  [[nodiscard]] std::vector<std::uint32_t> bones(std::string_view bone, anatomy::Side side) const;
  // nullptr when the structure is no bone.
  [[nodiscard]] const form::TriangleTree *tree(std::uint32_t structure) const;
  [[nodiscard]] std::vector<std::uint32_t> bones_near(const Bounds &box) const;

private:
  const format::Body &body_;
  std::multimap<std::string, std::uint32_t, std::less<>> by_bone_;
  std::vector<std::unique_ptr<form::TriangleTree>> trees_; // by structure
};

// Trees that are in one muscle's way, as one. Keeps them by address, and remembers by small cells which of them are
// near: for one thread.
class Obstacles {
public:
  void add(const form::TriangleTree &tree) { trees_.push_back(&tree); }

  // Nothing of a paired muscle crosses the midline.
  void keep_beside(float mid, float sign) { mid_ = mid, side_ = sign; }
  [[nodiscard]] form::Clearance operator()(vec3 p, float within);
  [[nodiscard]] form::Barrier barrier() {
    return [this](vec3 p, float within) { return (*this)(p, within); };
  }

private:
  struct Near {
    std::uint32_t tree = 0;
    float distance = 0; // from the cell's centre, signed
  };
  [[nodiscard]] const std::vector<Near> &cell_at(vec3 p, vec3 &centre);

  std::vector<const form::TriangleTree *> trees_;
  std::unordered_map<std::uint64_t, std::vector<Near>> cells_;
  float mid_ = 0, side_ = 0;
};

// What a muscle's sheet says that it lies over. Keeps the tree by address.
[[nodiscard]] form::Cover cover_of(const form::TriangleTree &tree);

} // namespace myo::assemble
