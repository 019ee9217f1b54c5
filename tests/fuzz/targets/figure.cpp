// A model file of a stranger: glTF in this process, so that its reader is looked at itself; what only Assimp reads apart.
#include "../target.h"
#include "atlas/figure/import.h"
#include "atlas/figure/reading.h"
#include "base/files.h"
#include "support/gltf_maker.h"
#include "support/scratch.h"

namespace myo::fuzz {

std::vector<Bytes> seeds() {
  tests::GltfMaker maker;
  maker.meshes = {fmt::format(R"({{"primitives":[{{"attributes":{{"POSITION":{}}}}}]}})", maker.points({{0, 0, 0}, {1, 0, 0}, {0, 1, 0}}))};
  maker.nodes = {R"({"mesh":0,"children":[1]})", R"({"mesh":0,"scale":[1,2,3]})"};
  return {tests::bending_bar(), maker.glb()};
}
void feed(std::span<const std::byte> input) {
  static const tests::Scratch scratch;
  const auto file = scratch / "fuzz.glb";
  if (!write_file(file, input)) return;
  Progress progress;
  const auto figure = atlas::is_gltf_2(file) ? atlas::parse_figure(file) : atlas::import_figure(file, progress, {.seconds = 5});
  expect_one_line(figure);
  if (figure && !atlas::check_figure(*figure)) std::abort();
}

} // namespace myo::fuzz
