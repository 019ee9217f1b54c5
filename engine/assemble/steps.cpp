#include "assemble/steps.h"

namespace myo::assemble {
namespace {

// Runs a step with a progress of its own, which goes on as a stretch of the whole's.
Status run_step(const Step &step, float from, float to, format::Body &body, const anatomy::Library &library,
                Progress &whole) {
  Progress own([&](const Progress::State &state) {
    whole.report(state.step, from + (to - from) * glm::clamp(state.fraction, 0.0F, 1.0F));
    if (whole.cancelled()) own.cancel();
  });
  return step.run(body, library, own);
}

} // namespace

Status run_steps(std::span<const Step> steps, float from, format::Body &body, const anatomy::Library &library,
                 Progress &progress, Stopwatch &watch) {
  float all = 0;
  for (const Step &step : steps) all += step.share;
  const float stretch = 1 - from;
  for (const Step &step : steps) {
    if (progress.cancelled()) return cancelled();
    const float to = from + stretch * step.share / all;
    MYO_CHECK(run_step(step, from, to, body, library, progress));
    watch.lap(step.name);
    from = to;
  }
  if (progress.cancelled()) return cancelled();
  return {};
}

} // namespace myo::assemble
