#include "form/cell_tree.h"

#include "base/parallel.h"
#include "form/cell_corner.h"

#include <algorithm>
#include <cmath>

namespace myo::form {
namespace {

// Places to numbers, in the order of the first asking.
class NodeTable {
public:
  NodeTable() : slots_(1U << 20U, Slot{free, 0}) {}
  std::uint32_t operator()(glm::ivec3 p, std::vector<glm::ivec3> &nodes) {
    if (2 * nodes.size() > slots_.size()) grow();
    Slot &slot = find(key_of(p));
    if (slot.key == free) {
      slot = {key_of(p), static_cast<std::uint32_t>(nodes.size())};
      nodes.push_back(p);
    }
    return slot.node;
  }

private:
  struct Slot {
    std::uint64_t key;
    std::uint32_t node;
  };
  static constexpr std::uint64_t free = ~std::uint64_t{0};
  static std::uint64_t key_of(glm::ivec3 p) {
    return static_cast<std::uint64_t>(p.x) | static_cast<std::uint64_t>(p.y) << 21U |
           static_cast<std::uint64_t>(p.z) << 42U;
  }
  Slot &find(std::uint64_t key) {
    std::size_t i = (key * 0x9E3779B97F4A7C15ULL) >> 20U;
    for (;; ++i) {
      Slot &slot = slots_[i & (slots_.size() - 1)];
      if (slot.key == key || slot.key == free) return slot;
    }
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2, Slot{free, 0});
    old.swap(slots_);
    for (const Slot &s : old)
      if (s.key != free) find(s.key) = s;
  }
  std::vector<Slot> slots_;
};

} // namespace

CellTree::CellTree(const Bounds &bounds, float finest, int levels, const std::function<bool(vec3, float)> &finer)
    : unit_(finest), levels_(levels) {
  const float coarsest = finest * static_cast<float>(1 << (levels - 1));
  const glm::ivec3 low = glm::ivec3(glm::floor(bounds.low / coarsest));
  const glm::ivec3 high = glm::ivec3(glm::ceil(bounds.high / coarsest));
  origin_ = coarsest * vec3(low);
  size_ = glm::max(high - low, glm::ivec3(1));
  for (int l = 0; l + 1 < levels_; ++l) {
    const glm::ivec3 e = extent(l);
    split_.emplace_back((static_cast<std::size_t>(e.x) * static_cast<std::size_t>(e.y) * static_cast<std::size_t>(e.z) +
                         63) / 64, 0);
  }
  refine(finer);
  grade();
  gather();
  link();
}

std::size_t CellTree::bit(int level, glm::ivec3 c) const {
  const glm::ivec3 e = extent(level);
  return (static_cast<std::size_t>(c.z) * static_cast<std::size_t>(e.y) + static_cast<std::size_t>(c.y)) *
             static_cast<std::size_t>(e.x) + static_cast<std::size_t>(c.x);
}
bool CellTree::split(int level, glm::ivec3 c) const {
  if (level + 1 >= levels_ || glm::any(glm::lessThan(c, glm::ivec3(0))) ||
      glm::any(glm::greaterThanEqual(c, extent(level))))
    return false;
  const std::size_t b = bit(level, c);
  return (split_[static_cast<std::size_t>(level)][b / 64] >> (b % 64) & 1U) != 0;
}
void CellTree::mark(int level, glm::ivec3 c) {
  const std::size_t b = bit(level, c);
  split_[static_cast<std::size_t>(level)][b / 64] |= std::uint64_t{1} << (b % 64);
}

void CellTree::refine(const std::function<bool(vec3, float)> &finer) {
  std::vector<glm::ivec3> cells;
  for (int z = 0; z < size_.z; ++z)
    for (int y = 0; y < size_.y; ++y)
      for (int x = 0; x < size_.x; ++x) cells.emplace_back(x, y, z);
  for (int l = 0; l + 1 < levels_; ++l) {
    const float edge = unit_ * static_cast<float>(1 << (levels_ - 1 - l));
    std::vector<std::uint8_t> wanted(cells.size(), 0);
    parallel_for(std::size_t{0}, cells.size(), [&](std::size_t i) {
      wanted[i] = finer(origin_ + edge * (vec3(cells[i]) + 0.5F), edge) ? 1 : 0;
    });
    std::vector<glm::ivec3> children;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (wanted[i] == 0) continue;
      mark(l, cells[i]);
      for (int k = 0; k < 8; ++k) children.push_back(2 * cells[i] + corner_offset(k));
    }
    cells.swap(children);
  }
}

// Around a split cell every neighbour must exist, so its parent must be split.
void CellTree::grade() {
  for (int l = levels_ - 2; l > 0; --l) {
    const glm::ivec3 e = extent(l);
    const std::vector<std::uint64_t> &bits = split_[static_cast<std::size_t>(l)];
    for (std::size_t w = 0; w < bits.size(); ++w)
      for (std::uint64_t rest = bits[w]; rest != 0; rest &= rest - 1) {
        const std::size_t b = w * 64 + static_cast<std::size_t>(__builtin_ctzll(rest));
        const auto nx = static_cast<std::size_t>(e.x), ny = static_cast<std::size_t>(e.y);
        const glm::ivec3 c(b % nx, b / nx % ny, b / (nx * ny));
        const glm::ivec3 low = glm::max(c - 1, glm::ivec3(0)) / 2, high = glm::min(c + 1, e - 1) / 2;
        for (int z = low.z; z <= high.z; ++z)
          for (int y = low.y; y <= high.y; ++y)
            for (int x = low.x; x <= high.x; ++x) mark(l - 1, {x, y, z});
      }
  }
}

void CellTree::gather() {
  NodeTable table;
  const std::function<std::uint32_t(glm::ivec3)> node = [&](glm::ivec3 p) { return table(p, nodes_); };
  const std::function<void(int, glm::ivec3)> walk = [&](int level, glm::ivec3 c) {
    if (split(level, c)) {
      for (int k = 0; k < 8; ++k) walk(level + 1, 2 * c + corner_offset(k));
      return;
    }
    Leaf leaf;
    leaf.edge = 1 << (levels_ - 1 - level);
    leaf.corner = c * leaf.edge;
    for (int k = 0; k < 8; ++k) leaf.node[static_cast<std::size_t>(k)] = node(leaf.corner + leaf.edge * corner_offset(k));
    cut_by_fan(leaf, level, node);
    leaves_.push_back(leaf);
  };
  for (int z = 0; z < size_.z; ++z)
    for (int y = 0; y < size_.y; ++y)
      for (int x = 0; x < size_.x; ++x) walk(0, {x, y, z});
}

// A cell that touches finer ones is cut into tetrahedra from its centre to its faces: a face towards finer cells is
// their four squares, each with the diagonal that they give it; a face with a node in the middle of an edge is a fan
// about its own centre. Both cells at such a face come to the same triangles.
void CellTree::cut_by_fan(Leaf &leaf, int level, const std::function<std::uint32_t(glm::ivec3)> &node) {
  if (level + 1 >= levels_) return;
  const glm::ivec3 c = leaf.corner / leaf.edge;
  bool finer_face[3][2], finer_edge[3][2][2], any = false;
  for (int a = 0; a < 3; ++a) {
    const int u = (a + 1) % 3, v = (a + 2) % 3;
    for (int s = 0; s < 2; ++s) {
      glm::ivec3 n(0);
      n[a] = 2 * s - 1;
      any |= finer_face[a][s] = split(level, c + n);
    }
    for (int i = 0; i < 2; ++i)
      for (int j = 0; j < 2; ++j) {
        glm::ivec3 nu(0), nv(0);
        nu[u] = 2 * i - 1, nv[v] = 2 * j - 1;
        any |= finer_edge[a][i][j] = split(level, c + nu) || split(level, c + nv) || split(level, c + nu + nv);
      }
  }
  if (!any) return;
  const int half = leaf.edge / 2;
  const auto at = [&](glm::ivec3 p) { return leaf.corner + half * p; }; // 0, 1, 2 along each axis
  const auto add = [&](glm::ivec3 p, glm::ivec3 q, glm::ivec3 r) {
    const glm::ivec3 o(1);
    const glm::ivec3 x = p - o, y = q - o, z = r - o;
    const int turn = x.x * (y.y * z.z - y.z * z.y) - x.y * (y.x * z.z - y.z * z.x) + x.z * (y.x * z.y - y.y * z.x);
    more_.push_back({{node(at(o)), node(at(p)), node(at(q)), node(at(r))}, turn > 0});
  };
  for (int a = 0; a < 3; ++a) {
    const int u = (a + 1) % 3, v = (a + 2) % 3;
    for (int s = 0; s < 2; ++s) {
      const auto on = [&](int i, int j) {
        glm::ivec3 p;
        p[a] = 2 * s, p[u] = i, p[v] = j;
        return p;
      };
      if (finer_face[a][s]) {
        for (int i = 0; i < 2; ++i)
          for (int j = 0; j < 2; ++j) {
            add(on(i, j), on(i + 1, j), on(i + 1, j + 1));
            add(on(i, j), on(i + 1, j + 1), on(i, j + 1));
          }
        continue;
      }
      // Edges of this face along u lie at (v, a) = (j, s), those along v at (a, u) = (s, i).
      std::vector<glm::ivec3> loop;
      const auto side = [&](bool finer, glm::ivec3 from, glm::ivec3 middle) {
        loop.push_back(from);
        if (finer) loop.push_back(middle);
      };
      side(finer_edge[u][0][s], on(0, 0), on(1, 0));
      side(finer_edge[v][s][1], on(2, 0), on(2, 1));
      side(finer_edge[u][1][s], on(2, 2), on(1, 2));
      side(finer_edge[v][s][0], on(0, 2), on(0, 1));
      if (loop.size() == 4) {
        add(on(0, 0), on(2, 0), on(2, 2));
        add(on(0, 0), on(2, 2), on(0, 2));
      } else {
        for (std::size_t i = 0; i < loop.size(); ++i) add(on(1, 1), loop[i], loop[(i + 1) % loop.size()]);
      }
    }
  }
  leaf.more = static_cast<std::uint32_t>(more_first_.size() - 1);
  more_first_.push_back(static_cast<std::uint32_t>(more_.size()));
}

void CellTree::link() {
  const auto each = [&](auto &&f) {
    std::vector<std::uint32_t> own;
    for (std::uint32_t i = 0; i < leaves_.size(); ++i) {
      const Leaf &leaf = leaves_[i];
      if (leaf.more == none) {
        for (const std::uint32_t n : leaf.node) f(n, i);
        continue;
      }
      own.clear();
      each_tetrahedron(leaf, [&](const Tetrahedron &t) { own.insert(own.end(), t.node.begin(), t.node.end()); });
      std::sort(own.begin(), own.end());
      own.erase(std::unique(own.begin(), own.end()), own.end());
      for (const std::uint32_t n : own) f(n, i);
    }
  };
  around_first_.assign(nodes_.size() + 1, 0);
  each([&](std::uint32_t n, std::uint32_t) { ++around_first_[n + 1]; });
  for (std::size_t n = 1; n < around_first_.size(); ++n) around_first_[n] += around_first_[n - 1];
  std::vector<std::uint32_t> fill(around_first_.begin(), around_first_.end() - 1);
  around_.resize(around_first_.back());
  each([&](std::uint32_t n, std::uint32_t leaf) { around_[fill[n]++] = leaf; });
}

} // namespace myo::form
