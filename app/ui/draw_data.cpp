#include "ui/draw_data.h"

#include <imgui.h>

namespace myo::app::ui {

void to_packet(const ImDrawData &data, packet::Ui &ui) {
  ui.vertices.clear();
  ui.indices.clear();
  ui.commands.clear();
  ui.vertices.reserve(static_cast<std::size_t>(data.TotalVtxCount));
  ui.indices.reserve(static_cast<std::size_t>(data.TotalIdxCount));
  for (int n = 0; n < data.CmdListsCount; ++n) {
    const ImDrawList &list = *data.CmdLists[n];
    const auto first_vertex = static_cast<std::int32_t>(ui.vertices.size());
    const auto first_index = static_cast<std::uint32_t>(ui.indices.size());
    for (const ImDrawVert &v : list.VtxBuffer)
      ui.vertices.push_back({{v.pos.x, v.pos.y}, {v.uv.x, v.uv.y}, v.col});
    ui.indices.insert(ui.indices.end(), list.IdxBuffer.begin(), list.IdxBuffer.end());
    for (const ImDrawCmd &command : list.CmdBuffer) {
      if (command.UserCallback != nullptr || command.ElemCount == 0) continue;
      packet::UiCommand out;
      out.clip_px = {command.ClipRect.x, command.ClipRect.y, command.ClipRect.z, command.ClipRect.w};
      out.texture = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(command.GetTexID()));
      out.first_index = first_index + command.IdxOffset;
      out.index_count = command.ElemCount;
      out.vertex_offset = first_vertex + static_cast<std::int32_t>(command.VtxOffset);
      ui.commands.push_back(out);
    }
  }
}

} // namespace myo::app::ui
