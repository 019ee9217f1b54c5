// The steps that make a body out of its surfaces, shared by every source of bodies.
#pragma once

#include "assemble/stopwatch.h"
#include "base/progress.h"
#include "format/body.h"

#include <functional>
#include <span>
#include <vector>

namespace myo::assemble {

struct Step {
  const char *name;
  float share; // of the time of all steps, roughly
  std::function<Status(format::Body &, const anatomy::Library &, Progress &)> run;
};

// Runs one after the other; progress goes from `from` to 1. Every step's time is booked.
[[nodiscard]] Status run_steps(std::span<const Step> steps, float from, format::Body &body, const anatomy::Library &library,
                               Progress &progress, Stopwatch &watch);

} // namespace myo::assemble
