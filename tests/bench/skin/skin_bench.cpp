// skin_bench ATLAS [--out DIR] [--bare]: takes a finished body, wraps its skin anew from assets/anatomy as it stands and
// prints what that cost and gave, as JSON. With --out the body is written with everything that lies on the skin; --bare
// leaves out regions and trigger points. --patch FILE writes the surface as bare numbers: counts of vertices and triangles,
// coordinates, indices. --look X,Y,Z,RADIUS FILE wraps only what lies so near (metres, arms and legs spread) into such a file.
#include "assemble/deep_surface.h"
#include "assemble/landmarks.h"
#include "assemble/openness.h"
#include "assemble/regions.h"
#include "assemble/skin.h"
#include "assemble/skin_cloud.h"
#include "assemble/skin_field.h"
#include "assemble/skin_parts.h"
#include "assemble/steps.h"
#include "assemble/trigger_points.h"
#include "atlas/load.h"
#include "format/write.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>

namespace myo::bench {
namespace {

struct Options {
  std::filesystem::path atlas, out, patch;
  bool bare = false;
  vec4 look{0};
};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void write_patch(const std::filesystem::path &path, const std::vector<vec3> &positions, const std::vector<std::uint32_t> &indices) {
  std::ofstream file(path, std::ios::binary);
  const auto put = [&](const auto &list) { file.write(reinterpret_cast<const char *>(list.data()), static_cast<std::streamsize>(list.size() * sizeof(list[0]))); };
  put(std::vector<std::uint32_t>{static_cast<std::uint32_t>(positions.size()), static_cast<std::uint32_t>(indices.size() / 3)});
  put(positions), put(indices);
}

Result<nlohmann::ordered_json> look_closely(const Options &options, format::Body &body, const anatomy::Library &library) {
  Progress progress;
  const vec3 centre(options.look);
  const float radius = options.look.w;
  const Bounds box{centre - radius, centre + radius};
  const double began = cpu_seconds();
  const assemble::Spread spread(body, library, 34, 6);
  assemble::SoftParts soft(body, library, spread);
  const assemble::SkinParts parts(body, library);
  std::erase_if(body.structures, [&](const format::Structure &s) {
    const assemble::LimbWeights w = assemble::Spread::rigid(assemble::Spread::limb_of(parts.of_bone(s.bone), s.side));
    return std::none_of(s.mesh.positions.begin(), s.mesh.positions.end(), [&](vec3 p) {
      return glm::distance(spread.apart(p, assemble::is_hard(s) ? w : spread.weights(p)), centre) < 1.5F * radius;
    });
  });
  const double filtered = cpu_seconds();
  const assemble::SkinCloud cloud = assemble::gather_cloud(body, library, spread, soft);
  const double gathered = cpu_seconds();
  auto wrapping = form::wrap(cloud.regions, progress);
  MYO_TRY(wrapping);
  const double wrapped = cpu_seconds();
  const assemble::SkinField field(std::move(*wrapping), std::move(soft));
  const form::Surface surface = field.triangulate(box);
  const double done = cpu_seconds();
  write_patch(options.patch, surface.positions, surface.indices);
  return nlohmann::ordered_json{{"triangles", surface.indices.size() / 3}, {"notes", field.parts().notes()}, {"filter_s", filtered - began},
                                {"gather_s", gathered - filtered}, {"wrap_s", wrapped - gathered}, {"triangulate_s", done - wrapped}};
}

Result<nlohmann::ordered_json> wrap_again(const Options &options) {
  using Body = format::Body;
  using Library = anatomy::Library;
  auto library = anatomy::read_library(MYO_SOURCE_DIR "/assets/anatomy");
  MYO_TRY(library);
  Progress progress;
  auto body = atlas::read_atlas(options.atlas, progress);
  MYO_TRY(body);
  body->notes.clear();
  if (options.look.w > 0) return look_closely(options, *body, *library);
  std::vector<assemble::ImportReport::Step> laps;
  assemble::Stopwatch watch(laps);
  std::vector<assemble::Step> steps{{"skin", 1, [](Body &b, const Library &l, Progress &p) { return assemble::wrap_skin(b, l, p); }}};
  const double began = cpu_seconds();
  MYO_CHECK(assemble::run_steps(steps, 0, *body, *library, progress, watch));
  const double cpu = cpu_seconds() - began;
  steps = {{"soft landmarks", 1, [](Body &b, const Library &l, Progress &p) { return assemble::place_landmarks(b, l, p, assemble::LandmarkPass::skin); }},
           {"deep surfaces", 1, [](Body &b, const Library &l, Progress &) { return assemble::add_deep_surfaces(b, l); }},
           {"regions", 1, [](Body &b, const Library &l, Progress &p) { return assemble::place_regions(b, l, p); }},
           {"trigger points", 1, [](Body &b, const Library &l, Progress &) { return assemble::place_trigger_points(b, l); }}};
  if (!options.patch.empty())
    for (const format::Structure &s : body->structures)
      if (s.kind == format::Kind::skin) write_patch(options.patch, s.mesh.positions, s.mesh.indices);
  body->regions.clear(), body->trigger_points.clear();
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
    else if (a == "--patch" && i + 1 < count) options.patch = arguments[++i];
    else if (a == "--look" && i + 2 < count) {
      if (std::sscanf(arguments[++i], "%f,%f,%f,%f", &options.look.x, &options.look.y, &options.look.z, &options.look.w) != 4) options.look.w = 0;
      options.patch = arguments[++i];
    }
    else options.atlas = a;
  }
  const auto report = myo::bench::wrap_again(options);
  if (!report) return std::fprintf(stderr, "skin_bench: %s\n", report.error().line().c_str()), 3;
  std::puts(report->dump(2).c_str());
  return 0;
}
