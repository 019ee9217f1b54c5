// What each command does to a document. Private to the room; `apply` adds history and versions.
#pragma once

#include "scene/scene.h"

namespace myo::scene {

// Changes `document`, or explains why not (then the document's state is unspecified).
[[nodiscard]] Status obey(Document &document, const Command &command, const Context &context);

} // namespace myo::scene
