// Refuses packets that cannot be drawn, before anything is recorded. Pure.
#pragma once

#include "base/result.h"
#include "packet/packet.h"

namespace myo::render {

[[nodiscard]] Status check_packet(const packet::FramePacket &packet, std::uint32_t largest_side_px);

} // namespace myo::render
