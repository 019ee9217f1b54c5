// A plate of a body's regions: the skin from six sides, every region in a colour of its own, and a list of names. For looking
// at where regions lie, meet and leave gaps.
#pragma once

#include "anatomy/library.h"
#include "capture/picture.h"
#include "base/result.h"
#include "format/body.h"
#include "text/typesetter.h"

namespace myo::assemble {

// Where regions overlap the smaller one shows; skin of no region is grey. What lies inside the body is laid over the rest,
// see-through. A body without skin is an error.
[[nodiscard]] Result<capture::Picture> draw_region_plate(const format::Body &body, const anatomy::Library &library,
                                                         text::Typesetter &typesetter);

} // namespace myo::assemble
