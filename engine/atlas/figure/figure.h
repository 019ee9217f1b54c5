// A model of somebody else's making as it lies in its file: parts on a tree of nodes, skins that bind them to it, and
// animations that move it. Lengths are the file's own until `unit_m`; +Y up, as glTF has it.
#pragma once

#include "base/result.h"
#include "format/body.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace myo::atlas {

// What an animation replaces of a node.
struct FigurePlace {
  vec3 shift{0};
  quat turn{1, 0, 0, 0};
  vec3 scale{1};
};

struct FigureNode {
  std::string name;                            // as in the file: may be empty, may be somebody else's too
  std::uint32_t parent = format::none;         // comes before it
  mat4 local{1};                               // at rest, in the parent's space
  FigurePlace place;                           // the same, for a node that is animated
};

struct FigureInfluence { std::uint32_t joint = 0; float weight = 0; }; // joint: of the part's skin

struct FigurePart {
  std::string name;                            // unique
  std::uint32_t node = 0;                      // that it hangs on
  std::uint32_t skin = format::none;           // or that it is bound by; then the node's own place counts for nothing
  vec3 colour{0.7F};                           // linear
  std::vector<vec3> positions, normals;
  std::vector<std::uint32_t> indices;          // triangles
  // Of a part with a skin: vertex v has influences [first[v], first[v + 1]), as many as it likes, weights of sum 1.
  std::vector<std::uint32_t> first;
  std::vector<FigureInfluence> influences;
};

struct FigureSkin {
  std::vector<std::uint32_t> joints;           // nodes
  std::vector<mat4> to_joint;                  // inverse bind matrices
};

struct FigureTrack {                           // one value of one node in time
  enum class Of : std::uint32_t { shift, turn, scale };
  enum class Between : std::uint32_t { linear, step, cubic };
  std::uint32_t node = 0;
  Of of = Of::shift;
  Between between = Between::linear;
  std::vector<float> times;                    // seconds, ascending
  std::vector<vec4> values;                    // one a time; cubic: the tangent into it, it, the tangent out of it
};

struct FigureAnimation {
  std::string name;                            // unique
  float duration_s = 0;
  std::vector<FigureTrack> tracks;
};

struct Figure {
  std::string name;                            // the file's, without its ending
  std::string credit;                          // what the file says of whose it is
  std::vector<FigureNode> nodes;
  std::vector<FigurePart> parts;
  std::vector<FigureSkin> skins;
  std::vector<FigureAnimation> animations;
  float unit_m = 1;                            // metres that one of the file's units is shown as
  std::vector<std::string> notes;              // what is left out or shown otherwise, one line each

  [[nodiscard]] const FigureAnimation *animation(std::string_view wanted) const;
};

// All surfaces at one moment, metres, world; one element a part.
struct FigureShape {
  struct Part { std::vector<vec3> positions, normals; };
  std::vector<Part> parts;
};

inline constexpr std::size_t most_figure_vertices = 20'000'000;

// The first thing in it that cannot be: an index out of range, a number that is none, weights that are no shares.
[[nodiscard]] Status check_figure(const Figure &figure);

// One `visit` for both ways between the reading process and this one (format/archive.h).
template <class A> void visit_figure(A &a, Figure &f) {
  a(f.name, f.credit, f.unit_m);
  a.list(f.nodes, [](A &v, FigureNode &n) { v(n.name, n.parent, n.local, n.place); });
  a.list(f.parts, [](A &v, FigurePart &p) { v(p.name, p.node, p.skin, p.colour, p.positions, p.normals, p.indices, p.first, p.influences); });
  a.list(f.skins, [](A &v, FigureSkin &s) { v(s.joints, s.to_joint); });
  a.list(f.animations, [](A &v, FigureAnimation &n) {
    v(n.name, n.duration_s);
    v.list(n.tracks, [](A &w, FigureTrack &t) { w(t.node, t.of, t.between, t.times, t.values); });
  });
  a.list(f.notes, [](A &v, std::string &n) { v(n); });
}

} // namespace myo::atlas
