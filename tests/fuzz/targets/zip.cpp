// A zip archive: opened, listed, and every file in it unpacked in memory.
#include "../target.h"
#include "assemble/import/bodyparts3d/archive.h"
#include "base/files.h"
#include "support/scratch.h"
#include "support/synthetic_archive.h"

#include <fstream>

namespace myo::fuzz {
namespace {

const tests::Scratch &scratch() {
  static const tests::Scratch made;
  return made;
}

} // namespace

std::vector<Bytes> seeds() {
  tests::write_zip(scratch() / "seed.zip", {{"a/FJ1.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"},
                                            {"a/FJ2.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 3 2 1\n"},
                                            {"a/isa_parts_list_e.txt", "concept id\ten\nFMA1\tAtlas\n"}});
  return {read_file(scratch() / "seed.zip").value()};
}
void feed(std::span<const std::byte> input) {
  using assemble::bodyparts3d::Archive;
  const auto path = scratch() / "fuzz.zip";
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char *>(input.data()), std::streamsize(input.size()));
  const auto archive = Archive::open(path, {.file_bytes = 1U << 20U, .total_bytes = 4U << 20U});
  expect_one_line(archive);
  if (!archive) return;
  for (const Archive::Entry &entry : archive->objects()) {
    const auto read = archive->read(entry);
    expect_one_line(read);
    if (read && read->size() != entry.bytes) std::abort();
  }
  expect_one_line(archive->table("isa_parts_list_e.txt"));
}

} // namespace myo::fuzz
