// Which surfaces are drawn, as what and how strongly; and the attachments of the selected muscles.
#pragma once

#include "frame/deep_cover.h"
#include "frame/theme.h"
#include "frame/uploads.h"
#include "frame/view.h"

#include <vector>

namespace myo::frame {

[[nodiscard]] packet::Material material_of(format::Kind kind);

// Fills draws and their uploads. Outside the view: left out. `paints` (frame/length_colours.h) may be empty.
void draw_structures(packet::FramePacket &packet, Uploads &uploads, DeepCover &cover, const View &view,
                     const atlas::Atlas &atlas, const std::vector<scene::Visible> &visible, const std::vector<vec4> &paints);

// Patches (indices into Body::patches) of selected muscles whose bone is not hidden; empty when attachments are off.
[[nodiscard]] std::vector<std::uint32_t> shown_patches(const View &view, const atlas::Atlas &atlas,
                                                       const std::vector<scene::Visible> &visible);
void draw_patches(packet::FramePacket &packet, Uploads &uploads, const atlas::Atlas &atlas, const Theme &theme,
                  const std::vector<std::uint32_t> &patches);

void draw_heat(packet::FramePacket &packet, Uploads &uploads, const View &view, const atlas::Atlas &atlas,
               const Theme &theme, const Measures &measures);

} // namespace myo::frame
