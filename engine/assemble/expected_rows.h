// What attachments a body should show: the vocabulary's rows, expanded to sides, for muscles that have a mesh.
#pragma once

#include "format/body.h"

#include <vector>

namespace myo::assemble {

struct AttachmentRow {
  const anatomy::Muscle *muscle = nullptr;
  anatomy::Side side = anatomy::Side::midline;      // of the muscle
  anatomy::Role role = anatomy::Role::origin;
  const anatomy::Bone *bone = nullptr;
  anatomy::Side bone_side = anatomy::Side::midline;
  std::vector<const anatomy::Attachment *> places;  // all the vocabulary's rows for this pair; any of them may hold
  bool optional = false;                            // all of them are
};

// One row a (muscle, side, role, bone, bone side), in the library's order; left before right. Soft-tissue rows and
// rows on ligaments that the body lacks are left out.
[[nodiscard]] std::vector<AttachmentRow> attachment_rows(const format::Body &body, const anatomy::Library &library);

} // namespace myo::assemble
