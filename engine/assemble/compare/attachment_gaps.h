// How far apart two bodies' attachments lie.
#pragma once

#include "assemble/compare/compare.h"

namespace myo::assemble {

// One a muscle, bone and role that both bodies have (areas of several patches are joined).
[[nodiscard]] std::vector<AttachmentGap> attachment_gaps(const format::Body &a, const format::Body &b, const anatomy::Library &library,
                                                         const Rigid &alignment);
[[nodiscard]] std::optional<double> mean_gap(const std::vector<AttachmentGap> &gaps, const std::string &muscle, anatomy::Side side);

} // namespace myo::assemble
