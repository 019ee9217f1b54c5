// body.glb as a stranger may have changed it: parsed apart, then checked.
#include "../../support/sample_body.h"
#include "../target.h"
#include "atlas/glb_import.h"
#include "format/check.h"
#include "format/glb.h"
#include "format/schema.h"

namespace myo::fuzz {
namespace {
const format::Body &body() {
  static const format::Body sample = tests::sample_body(5, 5);
  return sample;
}
} // namespace

std::vector<Bytes> seeds() { return {format::encode_glb(body()).value()}; }
void feed(std::span<const std::byte> input) {
  format::Manifest manifest;
  manifest.body = body();
  for (format::Structure &s : manifest.body.structures) {
    manifest.meshes.push_back({format::node_name(s), s.mesh.positions.size(), s.mesh.indices.size() / 3});
    s.mesh = {};
  }
  Progress progress;
  const Status status = atlas::import_meshes_apart(input, manifest, "body.glb", progress, {.seconds = 20});
  expect_one_line(status);
  if (status) expect_one_line(format::check_body(manifest.body));
}

} // namespace myo::fuzz
