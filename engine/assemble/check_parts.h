// The parts of check(): each looks at one side of a body and adds its rows.
#pragma once

#include "assemble/check.h"

#include <string>
#include <string_view>
#include <vector>

namespace myo::assemble {

// Recomputes what the vocabulary expects of this body's muscles and bones, and measures what is said to touch.
void check_attachments(const format::Body &body, const anatomy::Library &library, CheckReport &report);

[[nodiscard]] std::string summary(const AttachmentTally &tally);

// What the vocabulary places on a body: missing although what it needs is there (fault) or is not (remark).
void check_landmarks(const format::Body &body, const anatomy::Library &library, std::vector<CheckRow> &rows);
void check_regions(const format::Body &body, const anatomy::Library &library, std::vector<CheckRow> &rows);
void check_trigger_points(const format::Body &body, const anatomy::Library &library, std::vector<CheckRow> &rows);

// "left levator_scapulae"; the plain name in the midline.
[[nodiscard]] std::string with_side(std::string_view name, anatomy::Side side);

// Any surface of this bone on this side, or in the midline; `midline` asks for either side.
[[nodiscard]] bool has_bone(const format::Body &body, std::string_view bone, anatomy::Side side);

// The first part of the skin ("neck", "leg" ...) of which the body has no bone at all; "" when it has something of all.
[[nodiscard]] std::string_view missing_part(const format::Body &body, const anatomy::Library &library);

} // namespace myo::assemble
