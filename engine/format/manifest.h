// body.json and fields.bin: everything about a body but its meshes, and what body.glb must hold.
#pragma once

#include "base/result.h"
#include "format/body.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace myo::format {

struct FileMark {                              // XXH3 of the bytes: says that the file is the one we wrote
  std::uint64_t size = 0;
  std::uint64_t hash = 0;
};

struct Manifest {
  Body body;                                   // meshes empty but for their openness
  struct Expectation { std::string node; std::uint64_t vertices = 0, triangles = 0; };
  std::vector<Expectation> meshes;             // one a structure
  FileMark glb, fields;
};

struct Encoded {
  std::string json;
  std::vector<std::byte> fields;
};
[[nodiscard]] Encoded encode_manifest(const Body &body, FileMark glb);

// The same in two halves: nearly all of it can be made while body.glb is.
struct HalfEncoded {
  std::string head, lists;                     // body.json but for the marks of the other files, which stand between these
  std::vector<std::byte> fields;
};
[[nodiscard]] HalfEncoded encode_lists(const Body &body);
[[nodiscard]] Encoded with_marks(HalfEncoded half, FileMark glb);

// Reads both and checks their shape: schema, types, ranges, ids that resolve. `where` names the folder in errors.
// Meshes are checked against the rest by check_body once they are in place.
[[nodiscard]] Result<Manifest> decode_manifest(std::string_view json, std::span<const std::byte> fields,
                                               std::string_view where);
[[nodiscard]] Result<Manifest> read_manifest(const std::filesystem::path &folder);

} // namespace myo::format
