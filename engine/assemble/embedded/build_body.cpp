#include "assemble/embedded/build_body.h"

#include "assemble/attachments.h"
#include "assemble/deep_surface.h"
#include "assemble/joints.h"
#include "assemble/landmarks.h"
#include "assemble/muscles/grow_muscles.h"
#include "assemble/openness.h"
#include "assemble/regions.h"
#include "assemble/skin.h"
#include "assemble/steps.h"
#include "assemble/trigger_points.h"
#include "assemble/weights.h"

#include <array>

namespace myo::assemble {
namespace {

// Shapes alone: everything rests on one joint, so that the atlas can be written and looked at.
void stand_still(format::Body &body) {
  body.joints = {{"sacrum", format::none, vec3(0), mat3(1), "judged", 0}};
  for (format::Structure &s : body.structures) {
    s.mesh.joints.assign(s.mesh.positions.size(), u16vec4(0));
    s.mesh.weights.assign(s.mesh.positions.size(), vec4(1, 0, 0, 0));
  }
}

} // namespace

Result<format::Body> build_embedded(const std::filesystem::path &anatomy, const anatomy::Library &library, Progress &progress,
                                    const BuildOptions &options, BuildReport *report_out) {
  BuildReport local, &report = report_out != nullptr ? *report_out : local;
  Stopwatch watch(report.steps);
  progress.report("Reading the sheets", 0);
  const auto sheets = anatomy::read_sheets(anatomy, library);
  MYO_TRY(sheets);
  watch.lap("read");
  format::Body body;
  body.name = "Myoscope";
  body.source = "embedded";
  body.credits.push_back({"Myoscope", "MIT", ""});
  std::vector<format::Landmark> given;
  const Step sculpt{"sculpt", 0.3F, [&](format::Body &b, const anatomy::Library &l, Progress &p) -> Status {
                      MYO_CHECK(embedded::sculpt_bones(b, *sheets, l, p, {options.cache / "forms", options.only}, &report.sculpted));
                      given = b.landmarks;
                      return {};
                    }};
  if (!options.only.empty()) {
    MYO_CHECK(run_steps({&sculpt, 1}, 0, body, library, progress, watch));
    stand_still(body);
    return body;
  }
  using Body = format::Body;
  using Library = anatomy::Library;
  const std::array steps{
      sculpt,
      Step{"landmarks", 0.03F, [&](Body &b, const Library &l, Progress &p) { return place_landmarks(b, l, p, LandmarkPass::bones, given); }},
      Step{"joints", 0.03F, [](Body &b, const Library &l, Progress &p) { return build_joints(b, l, p); }},
      Step{"muscles", 0.2F, [](Body &b, const Library &l, Progress &p) { return grow_muscles(b, l, p, {{}, true}); }},
      Step{"attachments", 0.05F, [](Body &b, const Library &l, Progress &p) { return find_attachments(b, l, p); }},
      Step{"weights", 0.1F, [](Body &b, const Library &l, Progress &p) { return weigh(b, l, p); }},
      Step{"skin", 0.2F, [](Body &b, const Library &l, Progress &p) { return wrap_skin(b, l, p); }},
      Step{"soft landmarks", 0.02F, [&](Body &b, const Library &l, Progress &p) { return place_landmarks(b, l, p, LandmarkPass::skin, given); }},
      Step{"deep surfaces", 0.03F, [](Body &b, const Library &l, Progress &) { return add_deep_surfaces(b, l); }},
      Step{"regions", 0.1F, [](Body &b, const Library &l, Progress &p) { return place_regions(b, l, p); }},
      Step{"trigger points", 0.02F, [](Body &b, const Library &l, Progress &) { return place_trigger_points(b, l); }},
      Step{"openness", 0.1F, [](Body &b, const Library &l, Progress &p) { return bake_openness(b, l, p); }},
  };
  MYO_CHECK(run_steps(steps, 0, body, library, progress, watch));
  progress.report("The body is built", 1);
  return body;
}

} // namespace myo::assemble
