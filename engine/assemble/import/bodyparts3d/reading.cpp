#include "assemble/import/bodyparts3d/reading.h"

#include "base/apart.h"
#include "format/bytes.h"

namespace myo::assemble::bodyparts3d {
namespace {

// The publisher's whole archive takes seconds and well below a gigabyte.
constexpr ChildLimits child_limits{.seconds = 900, .memory_bytes = 4ULL << 30};

std::vector<std::byte> packed(const Reading &reading) {
  format::ByteWriter out;
  const auto texts = [&](const std::vector<std::string> &all) {
    out.value(static_cast<std::uint64_t>(all.size()));
    for (const std::string &text : all) out.text(text);
  };
  out.value(reading.files);
  texts(reading.notes);
  out.value(static_cast<std::uint64_t>(reading.parts.size()));
  for (const Part &part : reading.parts) {
    out.text(part.concept_id);
    out.text(part.name);
    texts(part.elements);
    out.value(static_cast<std::uint64_t>(part.surface.positions.size()));
    out.array(part.surface.positions);
    out.value(static_cast<std::uint64_t>(part.surface.indices.size()));
    out.array(part.surface.indices);
  }
  return out.take();
}

bool unpack(std::span<const std::byte> bytes, Reading &into) {
  format::ByteReader in(bytes);
  const auto texts = [&](std::vector<std::string> &all) {
    const auto count = in.value<std::uint64_t>();
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) all.push_back(in.text());
  };
  into.files = in.value<std::uint64_t>();
  texts(into.notes);
  const auto count = in.value<std::uint64_t>();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    Part &part = into.parts.emplace_back();
    part.concept_id = in.text();
    part.name = in.text();
    texts(part.elements);
    in.array(part.surface.positions, in.value<std::uint64_t>());
    in.array(part.surface.indices, in.value<std::uint64_t>());
  }
  return in.ok();
}

} // namespace

Result<Reading> read_archive(const std::filesystem::path &path, Progress &progress, const Limits &limits) {
  progress.report("Opening the archive", 0);
  auto archive = Archive::open(path, limits);
  MYO_TRY(archive);
  auto parts_list = archive->table(parts_list_name);
  MYO_TRY(parts_list);
  auto element_parts = archive->table(element_parts_name);
  MYO_TRY(element_parts);
  auto tables = read_tables(*parts_list, *element_parts);
  MYO_TRY(tables);
  auto elements = read_elements(*archive, progress, limits);
  MYO_TRY(elements);
  Reading reading;
  reading.notes = std::move(tables->notes);
  reading.files = elements->size();
  reading.parts = gather_parts(std::move(*elements), *tables, reading.notes);
  return reading;
}

Result<Reading> read_archive_apart(const std::filesystem::path &path, Progress &progress, const Limits &limits) {
  const auto read = [&](Progress &own) -> Result<std::vector<std::byte>> {
    const auto reading = read_archive(path, own, limits);
    MYO_TRY(reading);
    return packed(*reading);
  };
  const auto answer = run_apart(read, path.string(), "take another copy of the archive", progress, child_limits);
  MYO_TRY(answer);
  Reading reading;
  if (!unpack(answer->bytes(), reading)) return machine_fault("the reading process left half an answer", path.string());
  return reading;
}

} // namespace myo::assemble::bodyparts3d
