#include "assemble/import_driver.h"

#include "assemble/attachments.h"
#include "assemble/centre.h"
#include "assemble/deep_surface.h"
#include "assemble/grow.h"
#include "assemble/import/bodyparts3d/import.h"
#include "assemble/joints.h"
#include "assemble/landmarks.h"
#include "assemble/openness.h"
#include "assemble/regions.h"
#include "assemble/skin.h"
#include "assemble/steps.h"
#include "assemble/stopwatch.h"
#include "assemble/trigger_points.h"
#include "assemble/weights.h"

#include <array>

namespace myo::assemble {
Result<format::Body> import_bodyparts3d(const std::filesystem::path &path, const anatomy::Library &library,
                                        Progress &progress, const ImportOptions &options, ImportReport *report_out) {
  ImportReport local, &report = report_out != nullptr ? *report_out : local;
  constexpr float read = 0.1F;
  auto body = bodyparts3d::import_structures(path, library, progress, options, &report, 0, read);
  MYO_TRY(body);

  using Body = format::Body;
  using Library = anatomy::Library;
  const std::array steps{
      Step{"centre", 0.001F, [](Body &b, const Library &l, Progress &p) { return centre_body(b, l, p); }},
      Step{"landmarks", 0.05F, [](Body &b, const Library &l, Progress &p) { return place_landmarks(b, l, p); }},
      Step{"joints", 0.05F, [](Body &b, const Library &l, Progress &p) { return build_joints(b, l, p); }},
      Step{"grow", 0.1F, [](Body &b, const Library &l, Progress &p) { return grow_missing(b, l, p); }},
      Step{"attachments", 0.1F, [](Body &b, const Library &l, Progress &p) { return find_attachments(b, l, p); }},
      Step{"weights", 0.2F, [](Body &b, const Library &l, Progress &p) { return weigh(b, l, p); }},
      Step{"skin", 0.2F, [](Body &b, const Library &l, Progress &p) { return wrap_skin(b, l, p); }},
      Step{"soft landmarks", 0.02F,
           [](Body &b, const Library &l, Progress &p) { return place_landmarks(b, l, p, LandmarkPass::skin); }},
      Step{"deep surfaces", 0.03F, [](Body &b, const Library &l, Progress &) { return add_deep_surfaces(b, l); }},
      Step{"regions", 0.1F, [](Body &b, const Library &l, Progress &p) { return place_regions(b, l, p); }},
      Step{"trigger points", 0.02F, [](Body &b, const Library &l, Progress &) { return place_trigger_points(b, l); }},
      Step{"openness", 0.13F, [](Body &b, const Library &l, Progress &p) { return bake_openness(b, l, p, {.joints = b.joints}); }},
  };
  Stopwatch watch(report.steps);
  MYO_CHECK(run_steps(steps, read, *body, library, progress, watch));
  report.structures = body->structures.size();
  report.notes = body->notes;
  progress.report("The body is built", 1);
  return body;
}

} // namespace myo::assemble
