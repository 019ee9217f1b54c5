#include "assemble/steps.h"

namespace myo::assemble {

Status run_steps(std::span<const Step> steps, float from, format::Body &body, const anatomy::Library &library,
                 Progress &progress, Stopwatch &watch) {
  float all = 0;
  for (const Step &step : steps) all += step.share;
  const float stretch = 1 - from;
  for (const Step &step : steps) {
    if (progress.cancelled()) return cancelled();
    const float to = from + stretch * step.share / all;
    Progress own(progress, from, to);
    MYO_CHECK(step.run(body, library, own));
    watch.lap(step.name);
    from = to;
  }
  if (progress.cancelled()) return cancelled();
  return {};
}

} // namespace myo::assemble
