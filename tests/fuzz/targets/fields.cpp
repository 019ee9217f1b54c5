// fields.bin, with body.json as it should be; the payload alone, too, since the checksum hides it.
#include "../../support/sample_body.h"
#include "../target.h"
#include "format/fields.h"
#include "format/manifest.h"

namespace myo::fuzz {
namespace {
const format::Encoded &sample() {
  static const format::Encoded encoded = format::encode_manifest(tests::sample_body(), {1, 2});
  return encoded;
}
} // namespace

std::vector<Bytes> seeds() { return {sample().fields}; }
void feed(std::span<const std::byte> input) {
  expect_one_line(format::decode_manifest(sample().json, input, "folder"));
  format::Patch patch;
  format::RegionField region;
  if (input.size() < 24) return;
  format::ByteReader in(input);
  const auto offset = in.value<std::uint64_t>();
  const auto first = in.value<std::uint64_t>();
  const auto second = in.value<std::uint64_t>();
  static_cast<void>(format::read_field(input, offset, first, second, patch));
  static_cast<void>(format::read_field(input, offset, first, region));
}

} // namespace myo::fuzz
