// Cells of a graded octree: small where asked, never more than twice the size of a cell they touch (at faces, edges and
// corners). Every cell is cut into tetrahedra that meet face to face across cells of different size, so that whatever
// is marched on them is closed. Coordinates are whole multiples of the finest cell's edge.
#pragma once

#include "base/math.h"

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace myo::form {

class CellTree {
public:
  static constexpr std::uint32_t none = 0xFFFFFFFFU;

  // `finer(centre, edge)` says whether a cell is to be split; asked of a cell once, from several threads. Space outside
  // `bounds` is covered where the coarsest cells do not end there.
  CellTree(const Bounds &bounds, float finest, int levels, const std::function<bool(vec3, float)> &finer);

  struct Leaf {
    glm::ivec3 corner; // the least
    int edge;          // in units
    std::uint32_t more = none; // into the table of cells that touch finer ones
    std::array<std::uint32_t, 8> node{}; // bits of the index: x, y, z
  };
  struct Tetrahedron {
    std::array<std::uint32_t, 4> node;
    bool positive; // right-handed in this order
  };

  [[nodiscard]] float unit() const { return unit_; }
  [[nodiscard]] const std::vector<Leaf> &leaves() const { return leaves_; }
  [[nodiscard]] const std::vector<glm::ivec3> &nodes() const { return nodes_; }
  [[nodiscard]] vec3 point(std::uint32_t node) const { return origin_ + unit_ * vec3(nodes_[node]); }
  [[nodiscard]] bool on_rim(std::uint32_t node) const {
    const glm::ivec3 n = nodes_[node];
    return glm::any(glm::equal(n, glm::ivec3(0))) || glm::any(glm::equal(n, size_ << (levels_ - 1)));
  }
  // Leaves that hold the node as a corner of one of their tetrahedra.
  struct Span {
    const std::uint32_t *first, *last;
    [[nodiscard]] const std::uint32_t *begin() const { return first; }
    [[nodiscard]] const std::uint32_t *end() const { return last; }
  };
  [[nodiscard]] Span leaves_at(std::uint32_t node) const {
    return {around_.data() + around_first_[node], around_.data() + around_first_[node + 1]};
  }

  template <class F> void each_tetrahedron(const Leaf &leaf, F &&f) const {
    if (leaf.more != none) {
      for (std::uint32_t t = more_first_[leaf.more]; t < more_first_[leaf.more + 1]; ++t) f(more_[t]);
      return;
    }
    for (const auto &t : freudenthal)
      f(Tetrahedron{{leaf.node[0], leaf.node[t.second], leaf.node[t.third], leaf.node[7]}, t.positive});
  }

private:
  struct Path { // of a cell's corners from the least to the greatest
    std::uint8_t second, third;
    bool positive;
  };
  static constexpr std::array<Path, 6> freudenthal{
      {{1, 3, true}, {1, 5, false}, {2, 3, false}, {2, 6, true}, {4, 5, true}, {4, 6, false}}};

  [[nodiscard]] glm::ivec3 extent(int level) const { return size_ << level; }
  [[nodiscard]] std::size_t bit(int level, glm::ivec3 c) const;
  [[nodiscard]] bool split(int level, glm::ivec3 c) const;
  void mark(int level, glm::ivec3 c);
  void refine(const std::function<bool(vec3, float)> &finer);
  void grade();
  void gather();
  void cut_by_fan(Leaf &leaf, int level, const std::function<std::uint32_t(glm::ivec3)> &node);
  void link();

  vec3 origin_{0};
  float unit_;
  int levels_;
  glm::ivec3 size_{0};                              // in coarsest cells
  std::vector<std::vector<std::uint64_t>> split_;   // one bit a cell of every level but the last
  std::vector<Leaf> leaves_;
  std::vector<glm::ivec3> nodes_;
  std::vector<Tetrahedron> more_;
  std::vector<std::uint32_t> more_first_{0};
  std::vector<std::uint32_t> around_first_, around_;
};

} // namespace myo::form
