// One number for all that changes a packet's picture.
#pragma once

#include "packet/packet.h"

namespace myo::frame {

// Not of captures and panels (they change what is done with the picture), nor of uploads, which are left out once they
// are known: `content` names what the ids stand for. Never 0.
[[nodiscard]] std::uint64_t packet_hash(const packet::FramePacket &packet, std::uint64_t content);

} // namespace myo::frame
