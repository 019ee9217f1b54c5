// Referral regions on their carrier: the vocabulary's rules, evaluated on this body's landmarks, become signed geodesic
// distances to each region's edge.
#pragma once

#include "anatomy/library.h"
#include "assemble/result_cache.h"
#include "base/progress.h"
#include "base/result.h"
#include "format/body.h"

namespace myo::assemble {

// Rounded: no edge turns tighter than a radius that suits the region's width, for the eye; what regions take from one
// another is always cut exactly.
enum class Corners { exact, rounded };

// Fills `body.regions`, left and right for every region (a midline region as its two halves). A half that meets its twin at
// the midline has no edge there: its field goes on for 12 mm on the other side, so that both halves shown together are one,
// and whoever shows one side cuts at the midline. `area_cm2` is that of the half alone; exact corners are cut there. Needs
// the skin, the deep surfaces and the landmarks. A region that cannot be drawn is left out and named in `body.notes`. With a cache, `sheet` is
// the text of regions.toml.
[[nodiscard]] Status place_regions(format::Body &body, const anatomy::Library &library, Progress &progress,
                                   Corners corners = Corners::rounded, ResultCache *cache = nullptr,
                                   std::string_view sheet = {});

} // namespace myo::assemble
