// View records and command logs, as they come out of files, links and pictures.
#include "../target.h"
#include "rig/rig.h"
#include "scene/command_log.h"
#include "scene/view_record.h"
#include "support/tiny_body.h"

namespace myo::fuzz {
namespace {

struct World {
  anatomy::Library library = tests::tiny_library();
  format::Body body = tests::tiny_body();
  rig::Rig rig = rig::Rig::build(body, library).value();
  [[nodiscard]] scene::Context context() const { return {&body, &library, &rig}; }
};
const World &world() {
  static const World made;
  return made;
}

} // namespace

std::vector<Bytes> seeds() {
  const scene::Scene scene = scene::opening_scene(world().context());
  return {bytes(scene::write_view(scene.document, world().context())), bytes("{\"schema\": \"myoscope view 1\"}"),
          bytes("{\"do\": \"select\", \"ids\": [\"FMA1\"]}\n# comment\n\n{}")};
}
void feed(std::span<const std::byte> input) {
  const auto context = world().context();
  expect_one_line(scene::read_view(text(input), context));
  scene::Scene scene = scene::opening_scene(context);
  expect_one_line(scene::replay(scene, text(input), context));
}

} // namespace myo::fuzz
