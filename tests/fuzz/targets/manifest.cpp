// body.json, with fields.bin as it should be.
#include "../../support/sample_body.h"
#include "../target.h"
#include "format/manifest.h"

namespace myo::fuzz {
namespace {
const format::Encoded &sample() {
  static const format::Encoded encoded = format::encode_manifest(tests::sample_body(), {1, 2});
  return encoded;
}
} // namespace

std::vector<Bytes> seeds() { return {bytes(sample().json), bytes("{\"schema\": \"myoscope body 1\"}"), bytes("[[[[")}; }
void feed(std::span<const std::byte> input) { expect_one_line(format::decode_manifest(text(input), sample().fields, "folder")); }

} // namespace myo::fuzz
