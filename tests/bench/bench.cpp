// myoscope_bench [--atlas DIR] [--quick]: what loading and drawing cost, as JSON. Without an atlas, a small body made in
// code is measured. Never fails because something is slow.
#include "atlas/cache.h"
#include "atlas/load.h"
#include "capture/png.h"
#include "figures.h"
#include "frame.h"
#include "heat/match.h"
#include "measure.h"
#include "pulls.h"
#include "render/renderer.h"
#include "support/tiny_body.h"
#include "workbench.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <tuple>

namespace myo::bench {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::optional<fs::path> atlas;
  bool quick = false;
  [[nodiscard]] int runs(int full) const { return quick ? 1 : full; }
};

Result<Json> loading(const Options &options) {
  Json out;
  Progress progress;
  const auto assimp = measure(options.runs(3), [&](int) -> Status {
    const auto atlas = atlas::load_atlas(*options.atlas, progress, atlas::CacheUse::off);
    MYO_TRY(atlas);
    return {};
  });
  MYO_TRY(assimp);
  out["assimp_and_levels"] = assimp->json();
  const auto cached = measure(options.runs(7), [&](int) -> Status {
    const auto atlas = atlas::load_atlas(*options.atlas, progress);
    MYO_TRY(atlas);
    return {};
  });
  MYO_TRY(cached);
  out["cache"] = cached->json();
  return out;
}

Result<std::unique_ptr<app::Workbench>> tiny_workbench() {
  anatomy::Library library = tests::tiny_library();
  Progress progress;
  auto atlas = atlas::make_atlas(tests::tiny_body(), progress);
  MYO_TRY(atlas);
  auto rig = rig::Rig::build(atlas->body(), library);
  MYO_TRY(rig);
  return std::make_unique<app::Workbench>(app::Workbench{std::move(library), std::move(*atlas), std::move(*rig), {}});
}

// A frame's document: everything that costs nothing but triangles, or all that the program can show at once.
scene::Scene scene_of(const app::Workbench &bench, bool everything) {
  scene::Scene scene = scene::opening_scene(bench.context());
  if (!everything) {
    scene.document.heat.on = false;
    scene.document.selection.clear();
    scene.document.attachments = false;
    scene.document.picture = {false, false, false, false};
  }
  return scene;
}

struct FrameCase {
  const char *size_name;
  uvec2 size;
  std::uint32_t samples;
  atlas::Detail detail;
  const char *detail_name;
  bool everything;
};

std::vector<FrameCase> frame_cases(bool quick) {
  std::vector<FrameCase> out;
  for (const auto &[size_name, size] : {std::pair{"1280x720", uvec2(1280, 720)}, std::pair{"1920x1080", uvec2(1920, 1080)}})
    for (const std::uint32_t samples : {1U, 4U})
      for (const auto &[detail, name] : {std::pair{atlas::Detail::full, "full"}, std::pair{atlas::Detail::interactive, "interactive"},
                                         std::pair{atlas::Detail::coarse, "coarse"}})
        for (const bool everything : {false, true}) out.push_back({size_name, size, samples, detail, name, everything});
  if (quick) out.resize(2);
  return out;
}

app::FrameInput input_of(const FrameCase &c) {
  app::FrameInput input;
  input.size_px = c.size;
  input.samples = c.samples;
  input.detail = c.detail;
  return input;
}

// The camera turns a little before each frame, so that none is skipped; one pixel is read back, so that it is finished.
Result<Json> frames(const app::Workbench &bench, render::Renderer &renderer, const Options &options) {
  Json out = Json::array();
  for (const FrameCase &c : frame_cases(options.quick)) {
    auto line = app::FrameLine::open(bench, scene_of(bench, c.everything));
    MYO_TRY(line);
    std::map<std::string, double> passes;
    const auto draw = [&](int i) -> Status {
      const scene::Command turn = scene::Orbit{i % 2 == 0 ? 1.0F : -1.0F, 0};
      app::FrameInput input = input_of(c);
      input.commands = std::span(&turn, 1);
      input.capture.pick = true;
      const auto answer = line->run(renderer, input);
      MYO_TRY(answer);
      for (const auto &t : answer->timings) passes[t.pass] = t.milliseconds;
      return {};
    };
    MYO_CHECK(draw(0)); // uploads, pipelines, first bake
    const auto times = measure(options.runs(7), draw);
    MYO_TRY(times);
    const auto packets = measure(options.runs(15), [&](int i) -> Status { // the CPU's part: what is drawn, letters and their places
      const scene::Command turn = scene::Orbit{i % 2 == 0 ? 1.0F : -1.0F, 0};
      app::FrameInput input = input_of(c);
      input.commands = std::span(&turn, 1);
      const auto packet = line->prepare(input);
      MYO_TRY(packet);
      return {};
    });
    MYO_TRY(packets);
    Json row{{"size", c.size_name}, {"samples", c.samples}, {"detail", c.detail_name}, {"shows", c.everything ? "everything" : "plain"}};
    row.update(times->json());
    row["packet"] = packets->json();
    row["gpu_passes_ms"] = passes;
    out.push_back(std::move(row));
  }
  return out;
}

// The chart is baked again because the strength has changed; what a frame without a bake costs is told beside it.
Result<Json> bakes(const app::Workbench &bench, render::Renderer &renderer, const Options &options) {
  Json out = Json::array();
  std::vector<std::string> patterns;
  for (const auto &p : bench.library.patterns)
    if (bench.atlas.trigger_point(p.id, anatomy::Side::right) != format::none) patterns.push_back(p.id);
  for (const std::size_t count : {std::size_t{1}, std::size_t{2}, std::size_t{4}, std::size_t{8}}) {
    if (count > patterns.size()) break;
    auto line = app::FrameLine::open(bench, scene_of(bench, true));
    MYO_TRY(line);
    const std::vector<scene::Command> choose{scene::SetPattern{{patterns.begin(), patterns.begin() + static_cast<std::ptrdiff_t>(count)}}};
    MYO_CHECK(line->obey(choose));
    std::map<std::string, double> passes;
    const auto draw = [&](int i) -> Status {
      const scene::Command stronger = scene::SetStrength{0.9F + 0.01F * static_cast<float>(i % 10)};
      app::FrameInput input;
      input.size_px = {64, 64};
      input.samples = 1;
      input.detail = atlas::Detail::coarse;
      input.commands = std::span(&stronger, 1);
      input.capture.pick = true;
      const auto answer = line->run(renderer, input);
      MYO_TRY(answer);
      for (const auto &t : answer->timings) passes[t.pass] = t.milliseconds;
      return {};
    };
    MYO_CHECK(draw(0));
    const auto times = measure(options.runs(9), [&](int i) { return draw(i + 1); });
    MYO_TRY(times);
    Json row{{"patterns", count}, {"zones", line->heat().zones.size()}};
    row.update(times->json());
    row["gpu_passes_ms"] = passes;
    out.push_back(std::move(row));
    if (options.quick) break;
  }
  return out;
}

// What the skin pass reads and writes when all that is drawn is posed anew.
Json skin_traffic(const app::FrameLine &line) {
  const packet::FramePacket &packet = line.packet();
  std::set<packet::MeshId> meshes;
  for (const packet::Draw &draw : packet.draws) meshes.insert(draw.mesh);
  std::size_t vertices = 0;
  for (const packet::MeshId mesh : meshes) // a structure's mesh has its number and one more
    if (mesh >= 1 && mesh <= line.atlas().body().structures.size()) vertices += line.atlas().body().structures[mesh - 1].mesh.positions.size();
  const std::size_t joints = packet.joints.size() * sizeof(shared::JointMotion);
  return {{"meshes", meshes.size()}, {"vertices", vertices}, {"bytes_read", vertices * sizeof(shared::RestVertex) + joints},
          {"bytes_written", vertices * sizeof(shared::PosedVertex)}};
}

// From a joint's slider to the finished picture, and the CPU's part of it; another pose each time, so that all is done anew.
Result<Json> poses(const app::Workbench &bench, render::Renderer &renderer, const Options &options) {
  Json out = Json::array();
  constexpr std::array details{std::pair{atlas::Detail::full, "full"}, std::pair{atlas::Detail::interactive, "interactive"}, std::pair{atlas::Detail::coarse, "coarse"}};
  std::vector<std::tuple<const char *, atlas::Detail, const char *>> cases;
  for (const char *name : {"neck_flexion_30", "arms_overhead", "deep_squat"})
    for (const auto &[detail, words] : details) cases.emplace_back(name, detail, words);
  for (const auto &one : cases) {
    const char *name = std::get<0>(one);
    const anatomy::NamedPose *pose = bench.library.pose(name);
    if (pose == nullptr) continue;
    auto line = app::FrameLine::open(bench, scene_of(bench, true));
    MYO_TRY(line);
    const std::vector<scene::Command> there{scene::SetPose{name}};
    MYO_CHECK(line->obey(there));
    app::FrameInput input;
    input.samples = 1;
    input.detail = std::get<1>(one);
    input.capture.pick = true;
    const auto first = line->run(renderer, input);
    MYO_TRY(first);
    const auto turn = [&](int i) -> Status {
      const std::vector<scene::Command> nod{scene::SetPose{name}, scene::SetMotions{{{"cervical", anatomy::Side::midline, "flexion", 5.0 + i % 7}}}};
      return line->obey(nod);
    };
    const auto followed = measure(options.runs(9), turn);
    MYO_TRY(followed);
    Times skin;
    const auto pictures = measure(options.runs(5), [&](int i) -> Status {
      MYO_CHECK(turn(i + 3));
      const auto answer = line->run(renderer, input);
      MYO_TRY(answer);
      for (const auto &timing : answer->timings)
        if (timing.pass == "skin") skin.ms.push_back(timing.milliseconds);
      return {};
    });
    MYO_TRY(pictures);
    Json row{{"pose", name}, {"detail", std::get<2>(one)}};
    row.update(pictures->json());
    row["pose_and_volume"] = followed->json();
    row["skin_pass"] = skin.json();
    row["skinned"] = skin_traffic(*line);
    out.push_back(std::move(row));
  }
  return out;
}

Result<Json> read_backs(const app::Workbench &bench, render::Renderer &renderer, const Options &options) {
  Json out;
  auto line = app::FrameLine::open(bench, scene_of(bench, true));
  MYO_TRY(line);
  std::vector<std::uint8_t> colour;
  const auto draw = [&](const char *what) -> Result<Times> {
    return measure(options.runs(5), [&](int) -> Status {
      app::FrameInput input;
      input.samples = 4;
      input.capture.pick = std::strcmp(what, "one_id") == 0;
      input.capture.ids = std::strcmp(what, "ids_1280x720") == 0;
      input.capture.colour = std::strcmp(what, "colour_1280x720") == 0;
      auto answer = line->run(renderer, input);
      MYO_TRY(answer);
      if (input.capture.colour) colour = std::move(answer->colour);
      return {};
    });
  };
  for (const char *what : {"one_id", "ids_1280x720", "colour_1280x720"}) { // of an unchanged frame
    const auto times = draw(what);
    MYO_TRY(times);
    out[what] = times->json();
  }
  capture::Picture picture{1280, 720, std::move(colour)};
  std::size_t bytes = 0;
  const auto png = measure(options.runs(5), [&](int) -> Status {
    const auto encoded = capture::encode_png(picture, {});
    MYO_TRY(encoded);
    bytes = encoded->size();
    return {};
  });
  MYO_TRY(png);
  out["png_1280x720"] = png->json();
  out["png_1280x720"]["bytes"] = bytes;
  return out;
}

// What a window works out between two frames of a stroke of the brush: four touches, each a new one.
Result<Json> strokes(const app::Workbench &bench, const Options &options) {
  auto line = app::FrameLine::open(bench, scene_of(bench, false));
  MYO_TRY(line);
  const heat::Matcher matcher(bench.library);
  app::FrameInput input;
  MYO_CHECK(line->prepare(input));
  std::vector<std::optional<frame::SkinPlace>> places;
  std::map<std::string, Times> all;
  const auto timed = [&](const char *what, const std::function<Status()> &work) -> Status {
    const auto times = measure(1, [&](int) { return work(); });
    MYO_TRY(times);
    all[what].ms.push_back(times->ms.front());
    return {};
  };
  for (int i = 0; i < options.runs(12); ++i) {
    std::vector<vec2> pixels;
    pixels.reserve(4);
    for (int k = 0; k < 4; ++k) pixels.emplace_back(560 + 10 * i, 200 + 28 * k + 5 * i);
    MYO_CHECK(timed("pointer_to_skin", [&]() -> Status { return places = line->skin_under(pixels, input.size_px), Status{}; }));
    std::vector<scene::Command> touches;
    for (const auto &place : places)
      if (place) touches.emplace_back(scene::Paint{place->at, 15, 3, false, 1});
    MYO_CHECK(timed("paint_and_shares", [&] { return line->obey(touches); }));
    const std::vector<heat::Mark> marks = line->heat().painted ? line->heat().painted->marks : std::vector<heat::Mark>{};
    MYO_CHECK(timed("ranking", [&]() -> Status { return (void)matcher.match(marks, {}, 8), Status{}; }));
    const auto packet = [&]() -> Status {
      const auto made = line->prepare(input);
      MYO_TRY(made);
      return {};
    };
    MYO_CHECK(timed("packet", packet));
  }
  Json out;
  for (const auto &[what, times] : all) out[what] = times.json();
  return out;
}

Result<Json> run(const Options &options) {
  Json out;
  if (options.atlas) {
    const auto load = loading(options);
    MYO_TRY(load);
    out["load"] = *load;
  }
  out["peak_memory_after_loading_mb"] = peak_memory_mb();
  Progress progress;
  auto bench = options.atlas ? app::open_workbench(options.atlas, progress) : tiny_workbench();
  MYO_TRY(bench);
  std::array<std::size_t, atlas::detail_count> triangles{};
  for (std::uint32_t s = 0; s < (*bench)->atlas.body().structures.size(); ++s)
    for (std::size_t d = 0; d < triangles.size(); ++d) triangles[d] += (*bench)->atlas.levels(s).of[d].count / 3;
  out["triangles"] = {{"full", triangles[0]}, {"interactive", triangles[1]}, {"coarse", triangles[2]}};
  auto renderer = render::Renderer::create({});
  MYO_TRY(renderer);
  out["device"] = (*renderer)->device().name;
  const auto frame_times = frames(**bench, **renderer, options);
  MYO_TRY(frame_times);
  out["frames"] = *frame_times;
  const auto bake_times = bakes(**bench, **renderer, options);
  MYO_TRY(bake_times);
  out["heat_bake"] = *bake_times;
  const auto stroke_times = strokes(**bench, options);
  MYO_TRY(stroke_times);
  out["brush"] = *stroke_times;
  const auto pose_times = poses(**bench, **renderer, options);
  MYO_TRY(pose_times);
  out["poses"] = *pose_times;
  const auto pull_times = pulls(**bench, options.quick ? 5 : 80);
  MYO_TRY(pull_times);
  out["pulls_by_hand"] = *pull_times;
  for (const std::size_t vertices : {std::size_t{10'000}, std::size_t{100'000}, options.quick ? std::size_t{0} : std::size_t{1'000'000}}) {
    if (vertices == 0) continue;
    const auto moments = figure_moments((*bench)->library, vertices, options.runs(7));
    MYO_TRY(moments);
    out["models_of_others"].push_back(*moments);
  }
  const auto read_times = read_backs(**bench, **renderer, options);
  MYO_TRY(read_times);
  out["read_back"] = *read_times;
  out["peak_memory_mb"] = peak_memory_mb();
  return out;
}

} // namespace
} // namespace myo::bench

int main(int argc, char **argv) {
  myo::bench::Options options;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--quick") == 0) options.quick = true;
    else if (std::strcmp(argv[i], "--atlas") == 0 && i + 1 < argc) options.atlas = argv[++i];
    else {
      std::fprintf(stderr, "usage: myoscope_bench [--atlas DIR] [--quick]\n");
      return 2;
    }
  }
  const auto result = myo::bench::run(options);
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().line().c_str());
    return 3;
  }
  std::printf("%s\n", result->dump(2).c_str());
  return 0;
}
