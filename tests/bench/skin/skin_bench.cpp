// skin_bench ATLAS [--out DIR] [--bare]: takes a finished body, wraps its skin anew from assets/anatomy as it stands and
// prints what that cost and gave, as JSON. With --out the body is written with everything that lies on the skin; --bare
// leaves out regions and trigger points.
#include "assemble/deep_surface.h"
#include "assemble/landmarks.h"
#include "assemble/openness.h"
#include "assemble/regions.h"
#include "assemble/skin.h"
#include "assemble/steps.h"
#include "assemble/trigger_points.h"
#include "atlas/load.h"
#include "format/write.h"

#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string_view>

namespace myo::bench {
namespace {

struct Options {
  std::filesystem::path atlas, out;
  bool bare = false;
};

Result<nlohmann::ordered_json> wrap_again(const Options &options) {
  using Body = format::Body;
  using Library = anatomy::Library;
  auto library = anatomy::read_library(MYO_SOURCE_DIR "/assets/anatomy");
  MYO_TRY(library);
  Progress progress;
  auto body = atlas::read_atlas(options.atlas, progress);
  MYO_TRY(body);
  body->notes.clear();
  std::vector<assemble::ImportReport::Step> laps;
  assemble::Stopwatch watch(laps);
  std::vector<assemble::Step> steps{{"skin", 1, [](Body &b, const Library &l, Progress &p) { return assemble::wrap_skin(b, l, p); }}};
  const std::clock_t began = std::clock();
  MYO_CHECK(assemble::run_steps(steps, 0, *body, *library, progress, watch));
  const double cpu = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  steps = {{"soft landmarks", 1, [](Body &b, const Library &l, Progress &p) { return assemble::place_landmarks(b, l, p, assemble::LandmarkPass::skin); }},
           {"deep surfaces", 1, [](Body &b, const Library &l, Progress &) { return assemble::add_deep_surfaces(b, l); }},
           {"regions", 1, [](Body &b, const Library &l, Progress &p) { return assemble::place_regions(b, l, p); }},
           {"trigger points", 1, [](Body &b, const Library &l, Progress &) { return assemble::place_trigger_points(b, l); }}};
  if (!options.bare) MYO_CHECK(assemble::run_steps(steps, 0, *body, *library, progress, watch));
  if (!options.out.empty()) {
    MYO_CHECK(assemble::bake_openness(*body, *library, progress, {16, 0.25F}));
    watch.lap("openness, 16 rays");
    MYO_CHECK(format::write_atlas(*body, options.out));
  }
  nlohmann::ordered_json out{{"skin_cpu_s", cpu}};
  for (const auto &lap : laps) out["seconds"][lap.name] = lap.seconds;
  out["notes"] = body->notes;
  for (const format::RegionField &r : body->regions)
    if (r.side != anatomy::Side::left) out["area_cm2"][r.region] = {{"is", r.area_cm2}, {"yardstick", library->region(r.region)->check_area_cm2.value_or(0)}};
  return out;
}

} // namespace
} // namespace myo::bench

int main(int count, char **arguments) {
  myo::bench::Options options;
  for (int i = 1; i < count; ++i) {
    const std::string_view a = arguments[i];
    if (a == "--out" && i + 1 < count) options.out = arguments[++i];
    else if (a == "--bare") options.bare = true;
    else options.atlas = a;
  }
  const auto report = myo::bench::wrap_again(options);
  if (!report) return std::fprintf(stderr, "skin_bench: %s\n", report.error().line().c_str()), 3;
  std::puts(report->dump(2).c_str());
  return 0;
}
