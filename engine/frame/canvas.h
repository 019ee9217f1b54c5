// Draws the lettering layer as triangles: text, boxes, discs, lines, with soft edges one pixel wide.
// Pixels from the top left, +Y down; later things cover earlier ones.
#pragma once

#include "frame/colour.h"
#include "packet/packet.h"
#include "text/typesetter.h"

#include <span>
#include <vector>

namespace myo::frame {

struct Box {
  vec2 low{0}, high{0};
  [[nodiscard]] vec2 size() const { return high - low; }
  [[nodiscard]] vec2 centre() const { return 0.5F * (low + high); }
  [[nodiscard]] bool empty() const { return low.x >= high.x || low.y >= high.y; }
  [[nodiscard]] float area() const { return empty() ? 0.0F : (high.x - low.x) * (high.y - low.y); }
  void add(vec2 p) { low = glm::min(low, p), high = glm::max(high, p); }
  friend bool operator==(const Box &, const Box &) = default;
};
[[nodiscard]] Box overlap(const Box &a, const Box &b);
[[nodiscard]] inline Box nothing() { return {vec2{1e30F}, vec2{-1e30F}}; }

class Canvas {
public:
  explicit Canvas(text::Typesetter &typesetter) : typesetter_(&typesetter) {}

  void write(const text::Block &block, vec2 at_px, Colour colour);
  void box(const Box &box, float radius_px, Colour colour);
  void frame(const Box &box, float radius_px, float width_px, Colour colour); // the box's border, inside it
  void disc(vec2 centre_px, float radius_px, Colour colour);
  void line(vec2 a_px, vec2 b_px, float width_px, Colour colour);
  void fade(const Box &box, Colour top, Colour bottom);                       // vertical, hard sides

  // Hands over the triangles; the canvas is empty afterwards. Uses the glyph atlas as it is now.
  void finish(std::vector<packet::OverlayVertex> &vertices, std::vector<std::uint32_t> &indices);

private:
  std::uint32_t vertex(vec2 position_px, vec2 uv, Colour colour);
  void triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c);
  // A convex outline in order, with the outward normal at each of its points.
  void convex(std::span<const vec2> points, std::span<const vec2> normals, Colour colour);

  text::Typesetter *typesetter_;
  std::vector<packet::OverlayVertex> vertices_;  // uv of glyphs in texels until `finish`
  std::vector<std::uint32_t> indices_;
};

} // namespace myo::frame
