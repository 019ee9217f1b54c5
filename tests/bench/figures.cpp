#include "figures.h"

#include "atlas/figure/body.h"
#include "atlas/load.h"
#include "frame.h"
#include "rig/figure_pose.h"
#include "support/shapes.h"

#include <cmath>

namespace myo::bench {
namespace {

atlas::Figure tube(std::size_t vertices) {
  const int rings = static_cast<int>(std::sqrt(static_cast<double>(vertices))), sectors = rings;
  const format::Mesh mesh = tests::spindle({0, 0, 0}, {0, 1, 0}, [](float) { return 0.1F; }, rings, sectors);
  atlas::Figure figure;
  figure.name = "tube";
  atlas::FigurePart part;
  part.name = "tube";
  part.skin = 0;
  part.positions = mesh.positions, part.normals = mesh.normals, part.indices = mesh.indices;
  part.first.push_back(0);
  for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
    for (std::uint32_t j = 0; j < 4; ++j) part.influences.push_back({j, 0.25F});
    part.first.push_back(static_cast<std::uint32_t>(part.influences.size()));
  }
  figure.parts.push_back(std::move(part));
  figure.nodes.resize(4);
  figure.skins.push_back({{0, 1, 2, 3}, std::vector<mat4>(4, mat4(1))});
  atlas::FigureTrack track;
  track.of = atlas::FigureTrack::Of::turn;
  track.times = {0, 1};
  track.values = {{0, 0, 0, 1}, {0, 0, 0.6F, 0.8F}};
  figure.animations.push_back({"bend", 1, {track}});
  return figure;
}

} // namespace

Result<Json> figure_moments(const anatomy::Library &library, std::size_t vertices, int runs) {
  auto figure = std::make_unique<const atlas::Figure>(tube(vertices));
  Progress progress;
  auto atlas = atlas::make_atlas(atlas::body_of(*figure, rig::shape_of(*figure, nullptr, 0)), progress);
  MYO_TRY(atlas);
  auto rig = rig::Rig::build(atlas->body(), library);
  MYO_TRY(rig);
  const std::size_t count = figure->parts[0].positions.size();
  const app::Workbench bench{library, std::move(*atlas), std::move(*rig), {}, std::move(figure)};
  const atlas::FigureAnimation &bend = bench.figure->animations[0];
  atlas::FigureShape shape;
  const auto shapes = measure(runs, [&](int i) -> Status { return shape = rig::shape_of(*bench.figure, &bend, 0.9 * i / runs), Status{}; });
  MYO_TRY(shapes);
  const auto bodies = measure(runs, [&](int) -> Status { return (void)atlas::at_moment(bench.atlas, shape), Status{}; });
  MYO_TRY(bodies);
  auto line = app::FrameLine::open(bench, scene::opening_scene(bench.context()));
  MYO_TRY(line);
  const auto packets = measure(runs, [&](int i) -> Status {
    const scene::Command command = scene::SetAnimation{"bend", 0.9 * (i + 1) / runs, 1};
    app::FrameInput input;
    input.commands = std::span(&command, 1);
    const auto made = line->prepare(input);
    MYO_TRY(made);
    return {};
  });
  MYO_TRY(packets);
  return Json{{"vertices", count}, {"shape", shapes->json()}, {"body", bodies->json()}, {"command_to_packet", packets->json()}};
}

} // namespace myo::bench
