#include "format/fields.h"

#include "base/hash.h"

#include <array>

namespace myo::format {
namespace {

constexpr std::array<char, 8> magic{'M', 'Y', 'O', 'F', 'I', 'E', 'L', 'D'};
static_assert(sizeof(vec3) == 12);

} // namespace

std::uint64_t FieldWriter::add(const Patch &patch) {
  const std::uint64_t offset = payload_.size();
  payload_.array(patch.positions);
  payload_.array(patch.normals);
  payload_.array(patch.edge_mm);
  payload_.array(patch.indices);
  return offset;
}

std::uint64_t FieldWriter::add(const RegionField &region) {
  const std::uint64_t offset = payload_.size();
  payload_.array(region.vertices);
  payload_.array(region.distance_mm);
  return offset;
}

std::uint64_t FieldWriter::add(const Mesh &mesh) {
  const std::uint64_t offset = payload_.size();
  payload_.array(mesh.openness);
  payload_.align(4);
  return offset;
}

std::vector<std::byte> FieldWriter::finish() {
  ByteWriter out;
  out.reserve(32 + payload_.size());
  out.value(magic);
  out.value(fields_version);
  out.value(std::uint32_t{0});
  out.value(static_cast<std::uint64_t>(payload_.size()));
  out.value(hash_bytes(payload_.bytes()));
  out.array(payload_.bytes());
  return out.take();
}

Result<std::span<const std::byte>> open_fields(std::span<const std::byte> file, std::string_view where) {
  const std::string name(where);
  const auto remedy = "import the atlas again";
  ByteReader in(file);
  if (in.value<std::array<char, 8>>() != magic) return bad_input("is not a field file of Myoscope", name, remedy);
  if (const auto version = in.value<std::uint32_t>(); version != fields_version)
    return bad_input(fmt::format("has version {}, this program reads version {}", version, fields_version), name, remedy);
  static_cast<void>(in.value<std::uint32_t>());
  const auto size = in.value<std::uint64_t>();
  const auto hash = in.value<std::uint64_t>();
  if (!in.ok() || size != in.left())
    return bad_input(fmt::format("is cut short or too long: {} bytes of fields where {} belong", in.left(), size), name, remedy);
  const auto payload = in.raw(size);
  if (hash_bytes(payload) != hash) return bad_input("is damaged: its checksum does not match", name, remedy);
  return payload;
}

bool read_field(std::span<const std::byte> payload, std::uint64_t offset, std::uint64_t vertices, std::uint64_t indices,
                Patch &into) {
  if (offset > payload.size()) return false;
  ByteReader in(payload.subspan(offset));
  in.array(into.positions, vertices);
  in.array(into.normals, vertices);
  in.array(into.edge_mm, vertices);
  in.array(into.indices, indices);
  return in.ok();
}

bool read_field(std::span<const std::byte> payload, std::uint64_t offset, std::uint64_t count, RegionField &into) {
  if (offset > payload.size()) return false;
  ByteReader in(payload.subspan(offset));
  in.array(into.vertices, count);
  in.array(into.distance_mm, count);
  return in.ok();
}

bool read_field(std::span<const std::byte> payload, std::uint64_t offset, std::uint64_t vertices, Mesh &into) {
  if (offset > payload.size()) return false;
  ByteReader in(payload.subspan(offset));
  in.array(into.openness, vertices);
  return in.ok();
}

} // namespace myo::format
