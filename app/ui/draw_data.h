// Dear ImGui's draw lists as the packet's plain structs.
#pragma once

#include "packet/packet.h"

struct ImDrawData;

namespace myo::app::ui {

// Everything in one vertex and one index array; textures are left alone.
void to_packet(const ImDrawData &data, packet::Ui &ui);

} // namespace myo::app::ui
