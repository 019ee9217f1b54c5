#include "side_by_side.h"

#include "frame/theme.h"

#include <algorithm>
#include <cstring>

namespace myo::app {
namespace {

constexpr float gap_share = 0.004F; // of the picture's width
constexpr float least_gap_px = 2;

// Four bytes a pixel, rows without gaps, into a larger picture.
void lay(std::span<const std::byte> part, uvec2 part_size, std::span<std::byte> whole, uvec2 whole_size, uvec2 at) {
  for (std::uint32_t y = 0; y < part_size.y; ++y)
    std::memcpy(&whole[4 * (std::size_t{at.y + y} * whole_size.x + at.x)], &part[4 * std::size_t{y} * part_size.x], std::size_t{4} * part_size.x);
}

// What shows between the bodies: the darker end of their ground.
std::vector<std::uint8_t> ground(scene::Background background, uvec2 size) {
  const packet::Background colours = frame::ground_of(background);
  const vec3 shade = glm::round(glm::min(colours.top, colours.bottom) * 255.0F * 0.92F);
  std::vector<std::uint8_t> out(std::size_t{4} * size.x * size.y, colours.transparent ? 0 : 255);
  if (colours.transparent) return out;
  for (std::size_t i = 0; i < out.size(); i += 4)
    for (int c = 0; c < 3; ++c) out[i + static_cast<std::size_t>(c)] = static_cast<std::uint8_t>(shade[c]);
  return out;
}

} // namespace

std::vector<frame::Box> cells_of_picture(uvec2 size_px, std::size_t count) {
  const vec2 size(size_px);
  return frame::cells_of({vec2(0), size}, count, std::max(least_gap_px, gap_share * size.x));
}

Result<packet::FrameAnswer> draw_cells(FrameLine &line, render::Renderer &renderer, std::span<const scene::Document> documents,
                                       std::span<const frame::Box> cells, const FrameInput &input, bool composes) {
  packet::FrameAnswer whole;
  if (input.capture.colour) whole.colour = ground(documents.front().background, input.size_px);
  if (input.capture.ids) whole.ids.assign(std::size_t{input.size_px.x} * input.size_px.y, 0);
  for (std::size_t i = 0; i < documents.size() && i < cells.size(); ++i) {
    FrameInput one;
    one.size_px = uvec2(cells[i].size());
    one.samples = input.samples;
    one.detail = input.detail;
    one.capture.colour = input.capture.colour;
    one.capture.ids = input.capture.ids;
    const auto answer = line.draw_apart(renderer, documents[i], one, composes);
    MYO_TRY(answer);
    const uvec2 at(cells[i].low);
    if (input.capture.colour) lay(std::as_bytes(std::span(answer->colour)), one.size_px, std::as_writable_bytes(std::span(whole.colour)), input.size_px, at);
    if (input.capture.ids) lay(std::as_bytes(std::span(answer->ids)), one.size_px, std::as_writable_bytes(std::span(whole.ids)), input.size_px, at);
  }
  return whole;
}

Result<packet::FrameAnswer> draw_side_by_side(FrameLine &line, render::Renderer &renderer, std::span<const scene::Document> bodies,
                                              const FrameInput &input) {
  const std::vector<frame::Box> cells = cells_of_picture(input.size_px, bodies.size());
  if (cells.size() != bodies.size()) return bad_arguments("the picture is too small for so many bodies", "ask for a larger --size");
  return draw_cells(line, renderer, bodies, cells, input, false);
}

} // namespace myo::app
