// Both of the publisher's tables, one after the other, parted by a line of "====".
#include "assemble/import/bodyparts3d/tables.h"
#include "../target.h"
#include "support/synthetic_archive.h"

namespace myo::fuzz {

std::vector<Bytes> seeds() {
  const tests::SyntheticArchive archive = tests::messy_archive();
  return {bytes(archive.parts_list + "====\n" + archive.element_parts)};
}
void feed(std::span<const std::byte> input) {
  const std::string_view all = text(input);
  const std::size_t cut = all.find("====\n");
  const auto tables = assemble::bodyparts3d::read_tables(
      all.substr(0, cut), cut == std::string_view::npos ? std::string_view() : all.substr(cut + 5));
  expect_one_line(tables);
  if (!tables) return;
  for (const auto &[element, owners] : tables->of_element)
    for (const std::string &owner : owners)
      if (!tables->concepts.contains(owner)) std::abort();
}

} // namespace myo::fuzz
