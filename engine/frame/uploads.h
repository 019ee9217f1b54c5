// Turns a body's surfaces into GPU vertices the first time each is drawn. The renderer keeps what it was given, so the
// converted copy is dropped when the next frame begins.
#pragma once

#include "atlas/atlas.h"
#include "heat/paint.h"
#include "packet/packet.h"

#include <array>
#include <cstdint>
#include <list>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace myo::frame {

class Uploads {
public:
  explicit Uploads(const atlas::Atlas &atlas) : atlas_(&atlas) { forget(); }

  // Drops the copies of the frame before: its packet has been drawn.
  void begin();
  // For a renderer that has nothing yet.
  void forget();

  void mesh(packet::FramePacket &packet, std::uint32_t structure);
  void carrier(packet::FramePacket &packet, std::uint32_t structure);
  // Several regions of one carrier and one side as one field.
  packet::FieldId field(packet::FramePacket &packet, std::span<const std::uint32_t> regions);
  // What is painted and felt so much or more, sent again whenever it has changed.
  packet::FieldId paint(packet::FramePacket &packet, const heat::Painted &painted, int felt);
  void patch(packet::FramePacket &packet, std::uint32_t patch);

  [[nodiscard]] packet::MeshId mesh_id(std::uint32_t structure) const { return structure + 1; }
  [[nodiscard]] packet::MeshId patch_id(std::uint32_t patch) const;
  [[nodiscard]] packet::FieldId field_id(std::span<const std::uint32_t> regions) const;

private:
  const atlas::Atlas *atlas_;
  std::vector<bool> meshes_, carriers_, patches_; // sent already
  std::set<packet::FieldId> fields_;
  std::array<std::uint64_t, 3> paints_{};         // versions that were sent
  std::list<std::vector<shared::RestVertex>> vertices_;    // alive while this frame's packet is
  std::list<std::vector<float>> distances_;
  std::list<std::vector<vec4>> anchors_;
  std::optional<std::vector<vec4>> wall_;      // worked out for the first mesh that slides over it
};

} // namespace myo::frame
