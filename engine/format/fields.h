// fields.bin: the long arrays of a body that are not meshes, found by offset from body.json. Little endian:
// "MYOFIELD", u32 version, u32 0, u64 payload bytes, u64 XXH3 of the payload, payload. Offsets count from its start.
#pragma once

#include "base/result.h"
#include "format/body.h"
#include "format/bytes.h"

namespace myo::format {

inline constexpr std::uint32_t fields_version = 1;

class FieldWriter {
public:
  std::uint64_t add(const Patch &patch);        // positions, normals (3 f32 each), edge_mm (f32), indices (u32)
  std::uint64_t add(const RegionField &region); // vertices (u32), distance_mm (f32)
  std::uint64_t add(const Mesh &mesh);          // openness (u8, filled up to a multiple of four)
  [[nodiscard]] std::vector<std::byte> finish();

private:
  ByteWriter payload_;
};

// The payload of a file that is whole, of this version and unharmed. Views `file`.
[[nodiscard]] Result<std::span<const std::byte>> open_fields(std::span<const std::byte> file, std::string_view where);
// False when the arrays do not lie inside the payload.
[[nodiscard]] bool read_field(std::span<const std::byte> payload, std::uint64_t offset, std::uint64_t vertices,
                              std::uint64_t indices, Patch &into);
[[nodiscard]] bool read_field(std::span<const std::byte> payload, std::uint64_t offset, std::uint64_t count,
                              RegionField &into);
[[nodiscard]] bool read_field(std::span<const std::byte> payload, std::uint64_t offset, std::uint64_t vertices, Mesh &into);

} // namespace myo::format
