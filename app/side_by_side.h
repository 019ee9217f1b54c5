// Two to four bodies in one picture, each with its own pattern; see scene/compared.h.
#pragma once

#include "frame.h"
#include "frame/cells.h"

#include <span>
#include <vector>

namespace myo::app {

// Where the bodies stand in a picture of this size.
[[nodiscard]] std::vector<frame::Box> cells_of_picture(uvec2 size_px, std::size_t count);

// Draws each document into the cell of the same place; colour and ids as asked for in `input.capture`. `composes`: each with
// its camera placed anew.
[[nodiscard]] Result<packet::FrameAnswer> draw_cells(FrameLine &line, render::Renderer &renderer, std::span<const scene::Document> documents,
                                                     std::span<const frame::Box> cells, const FrameInput &input, bool composes);

// Draws each body into its cell and puts them together; colour and ids as asked for in `input.capture`.
[[nodiscard]] Result<packet::FrameAnswer> draw_side_by_side(FrameLine &line, render::Renderer &renderer,
                                                            std::span<const scene::Document> bodies, const FrameInput &input);

} // namespace myo::app
