#include "form/graded.h"

#include "base/parallel.h"
#include "form/cell_tree.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::form {
namespace {

using Tetrahedron = CellTree::Tetrahedron;

// May a node change sides, for every set of inside nodes among the 14 that surround it where all cells are alike? They
// are its neighbours +1..+7 as bit triples, then the opposites; two are joined where their difference is such a step.
std::vector<std::uint8_t> simple_sets() {
  const auto step = [](int i) {
    const int bits = i < 7 ? i + 1 : i - 6;
    const glm::ivec3 d(bits & 1, bits >> 1 & 1, bits >> 2 & 1);
    return i < 7 ? d : -d;
  };
  std::array<unsigned, 14> joined{};
  for (int a = 0; a < 14; ++a)
    for (int b = 0; b < 14; ++b) {
      const glm::ivec3 d = step(a) - step(b), low = glm::min(d, glm::ivec3(0)), high = glm::max(d, glm::ivec3(0));
      const bool one_way = low == glm::ivec3(0) || high == glm::ivec3(0);
      if (a != b && one_way && low.x > -2 && low.y > -2 && low.z > -2 && high.x < 2 && high.y < 2 && high.z < 2)
        joined[static_cast<std::size_t>(a)] |= 1U << b;
    }
  const auto pieces = [&](unsigned set) {
    int count = 0;
    while (set != 0) {
      unsigned reached = set & (~set + 1), before = 0;
      while (reached != before) {
        before = reached;
        for (unsigned rest = before; rest != 0; rest &= rest - 1)
          reached |= joined[static_cast<std::size_t>(__builtin_ctz(rest))] & set;
      }
      set &= ~reached;
      ++count;
    }
    return count;
  };
  std::vector<std::uint8_t> table(1U << 14U);
  for (unsigned set = 0; set < table.size(); ++set) table[set] = pieces(set) == 1 && pieces(~set & 0x3FFFU) == 1;
  return table;
}

// The nodes around one node: a sphere of triangles, one a tetrahedron that holds it.
class Link {
public:
  Link(const CellTree &tree, std::uint32_t centre) {
    const auto &leaves = tree.leaves();
    const auto around = tree.leaves_at(centre);
    even_ = around.last - around.first == 8 && std::all_of(around.begin(), around.end(), [&](std::uint32_t leaf) {
              return leaves[leaf].more == CellTree::none && leaves[leaf].edge == leaves[*around.first].edge;
            });
    if (even_) {
      count_ = 14;
      for (const std::uint32_t leaf : around) {
        const auto &node = leaves[leaf].node;
        const auto c = static_cast<unsigned>(std::find(node.begin(), node.end(), centre) - node.begin());
        for (unsigned d = 0; d < 8; ++d) {
          if ((c & d) == c && c != d) nodes_[(d ^ c) - 1] = node[d];
          if ((c & d) == d && c != d) nodes_[(d ^ c) + 6] = node[d];
        }
      }
      return;
    }
    for (const std::uint32_t leaf : around)
      tree.each_tetrahedron(leaves[leaf], [&](const Tetrahedron &t) {
        std::array<std::uint8_t, 4> at{};
        std::size_t count = 0;
        if (std::find(t.node.begin(), t.node.end(), centre) == t.node.end()) return;
        for (const std::uint32_t n : t.node)
          if (n != centre) at[count++] = slot(n);
        for (std::size_t i = 0; i < 3; ++i)
          if (edge_count_ < edges_.size()) edges_[edge_count_++] = {at[i], at[(i + 1) % 3]};
      });
  }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::uint32_t node(std::size_t i) const { return nodes_[i]; }

  // Do the nodes inside hang together, and those outside too, and are there both? Then the centre may change sides.
  template <class F> [[nodiscard]] bool simple(const std::vector<std::uint8_t> &sets, F &&inside) const {
    if (even_) {
      unsigned set = 0;
      for (std::size_t i = 0; i < 14; ++i)
        if (inside(nodes_[i])) set |= 1U << i;
      return sets[set] != 0;
    }
    std::array<std::uint8_t, most_nodes> root{};
    std::array<bool, most_nodes> in{};
    int pieces[2] = {0, 0};
    for (std::size_t i = 0; i < count_; ++i) {
      root[i] = static_cast<std::uint8_t>(i);
      in[i] = inside(nodes_[i]);
      ++pieces[in[i] ? 1 : 0];
    }
    const auto find = [&](std::uint8_t i) {
      while (root[i] != i) i = root[i] = root[root[i]];
      return i;
    };
    for (std::size_t e = 0; e < edge_count_; ++e) {
      const auto [a, b] = edges_[e];
      if (in[a] != in[b]) continue;
      const std::uint8_t ra = find(a), rb = find(b);
      if (ra == rb) continue;
      root[ra] = rb;
      --pieces[in[a] ? 1 : 0];
    }
    return pieces[0] == 1 && pieces[1] == 1;
  }

private:
  // At most 8 leaves meet at a node, and a corner of one sees 12 of its tetrahedra at most.
  static constexpr std::size_t most_nodes = 96, most_edges = 3 * 96;
  std::uint8_t slot(std::uint32_t n) {
    for (std::size_t i = 0; i < count_; ++i)
      if (nodes_[i] == n) return static_cast<std::uint8_t>(i);
    if (count_ + 1 < most_nodes) ++count_;
    nodes_[count_ - 1] = n;
    return static_cast<std::uint8_t>(count_ - 1);
  }
  std::array<std::uint32_t, most_nodes> nodes_; // only `count_` of them are set
  std::array<std::array<std::uint8_t, 2>, most_edges> edges_;
  std::size_t count_ = 0, edge_count_ = 0;
  bool even_ = false;
};

class Marcher {
public:
  Marcher(const CellTree &tree, std::vector<float> values) : tree_(tree), values_(std::move(values)) {}

  // Turns outside nodes that the rim cannot reach into inside ones.
  void fill_cavities(std::vector<vec3> &changed) {
    std::vector<std::uint8_t> open(values_.size(), 0);
    std::vector<std::uint32_t> stack;
    for (std::uint32_t n = 0; n < values_.size(); ++n)
      if (tree_.on_rim(n)) values_[n] = std::max(values_[n], little()), open[n] = 1, stack.push_back(n);
    while (!stack.empty()) {
      const Link link(tree_, stack.back());
      stack.pop_back();
      for (std::size_t i = 0; i < link.size(); ++i)
        if (const std::uint32_t n = link.node(i); open[n] == 0 && values_[n] >= 0) open[n] = 1, stack.push_back(n);
    }
    for (std::uint32_t n = 0; n < values_.size(); ++n)
      if (open[n] == 0 && values_[n] >= 0) values_[n] = -little(), changed.push_back(tree_.point(n));
  }

  // Grows the inside from its deepest node, deepest first; a node that would close a ring stays outside.
  void grow_ball(std::vector<vec3> &changed) {
    const auto seed = static_cast<std::uint32_t>(std::min_element(values_.begin(), values_.end()) - values_.begin());
    if (values_.empty() || values_[seed] >= 0) return;
    constexpr std::size_t buckets = 4096;
    const float scale = static_cast<float>(buckets - 1) / -values_[seed];
    const auto bucket_of = [&](std::uint32_t n) {
      return buckets - 1 - static_cast<std::size_t>(std::min(-values_[n] * scale, static_cast<float>(buckets - 1)));
    };
    std::vector<std::vector<std::uint32_t>> queue(buckets);
    enum : std::uint8_t { idle, queued, inside };
    std::vector<std::uint8_t> state(values_.size(), idle);
    queue[bucket_of(seed)].push_back(seed);
    const std::vector<std::uint8_t> sets = simple_sets();
    bool first = true;
    for (std::size_t now = bucket_of(seed); now < buckets;) {
      if (queue[now].empty()) {
        ++now;
        continue;
      }
      const std::uint32_t n = queue[now].back();
      queue[now].pop_back();
      const Link link(tree_, n);
      state[n] = idle;
      if (!first && !link.simple(sets, [&](std::uint32_t o) { return state[o] == inside; })) continue;
      first = false;
      state[n] = inside;
      for (std::size_t i = 0; i < link.size(); ++i) {
        const std::uint32_t o = link.node(i);
        if (state[o] != idle || values_[o] >= 0) continue;
        state[o] = queued;
        queue[bucket_of(o)].push_back(o);
        now = std::min(now, bucket_of(o));
      }
    }
    for (std::uint32_t n = 0; n < values_.size(); ++n)
      if (values_[n] < 0 && state[n] != inside) values_[n] = little(), changed.push_back(tree_.point(n));
  }

  [[nodiscard]] Surface march() {
    for (const CellTree::Leaf &leaf : tree_.leaves()) {
      unsigned inside = 0;
      for (std::size_t k = 0; k < 8; ++k)
        if (values_[leaf.node[k]] < 0) inside |= 1U << k;
      if (leaf.more == CellTree::none && (inside == 0 || inside == 0xFF)) continue;
      tree_.each_tetrahedron(leaf, [&](const Tetrahedron &t) { cut(t); });
    }
    return std::move(out_);
  }

private:
  [[nodiscard]] float little() const { return 0.1F * tree_.unit(); }

  void cut(const Tetrahedron &t) {
    std::array<std::uint32_t, 4> in{}, out{};
    std::size_t ins = 0, outs = 0;
    bool odd = !t.positive; // parity of the order "inside first"
    for (std::size_t k = 0; k < 4; ++k) {
      if (values_[t.node[k]] < 0) {
        odd ^= (outs & 1U) != 0; // passes those outside that came before it
        in[ins++] = t.node[k];
      } else {
        out[outs++] = t.node[k];
      }
    }
    if (ins == 1) {
      triangle(odd, vertex(in[0], out[0]), vertex(in[0], out[1]), vertex(in[0], out[2]));
    } else if (ins == 3) {
      triangle(odd, vertex(in[0], out[0]), vertex(in[1], out[0]), vertex(in[2], out[0]));
    } else if (ins == 2) {
      const std::uint32_t p = vertex(in[0], out[0]), q = vertex(in[0], out[1]), r = vertex(in[1], out[1]),
                          s = vertex(in[1], out[0]);
      triangle(odd, p, q, r);
      triangle(odd, p, r, s);
    }
  }
  void triangle(bool odd, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    out_.indices.insert(out_.indices.end(), {a, odd ? c : b, odd ? b : c});
  }
  // On the edge between two nodes, kept with the one of lower number.
  std::uint32_t vertex(std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    if (heads_.empty()) heads_.assign(values_.size(), CellTree::none);
    for (std::uint32_t e = heads_[a]; e != CellTree::none; e = edges_[e].next)
      if (edges_[e].other == b) return e;
    const auto e = static_cast<std::uint32_t>(edges_.size());
    edges_.push_back({b, heads_[a]});
    heads_[a] = e;
    const float t = std::clamp(values_[a] / (values_[a] - values_[b]), 0.02F, 0.98F);
    out_.positions.push_back(glm::mix(tree_.point(a), tree_.point(b), t));
    return e;
  }

  struct Edge {
    std::uint32_t other, next;
  };
  const CellTree &tree_;
  std::vector<float> values_;
  Surface out_;
  std::vector<std::uint32_t> heads_;
  std::vector<Edge> edges_; // one a vertex
};

} // namespace

GradedSurface graded_ball(const GradedWish &wish) {
  const CellTree tree(wish.bounds, wish.finest, wish.levels, [&](vec3 centre, float edge) {
    const float reach = 0.87F * edge * wish.steepest; // half a diagonal
    return std::abs(wish.value(centre)) < reach && wish.cell(centre) < 0.75F * edge;
  });
  std::vector<float> values(tree.nodes().size());
  parallel_for(std::size_t{0}, values.size(), [&](std::size_t n) {
    values[n] = wish.value(tree.point(static_cast<std::uint32_t>(n)));
  });
  Marcher marcher(tree, std::move(values));
  GradedSurface out;
  marcher.fill_cavities(out.changed);
  marcher.grow_ball(out.changed);
  out.surface = marcher.march();
  return out;
}

} // namespace myo::form
