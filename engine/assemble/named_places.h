// What a sheet's words lead to on a body, as one number: for results that are kept as long as none of it moves.
#pragma once

#include "anatomy/library.h"
#include "format/body.h"

#include <cstdint>
#include <string_view>

namespace myo::assemble {

// Of all landmarks and joints whose ids stand in quotes in a file's text.
[[nodiscard]] std::uint64_t named_places(const format::Body &body, std::string_view text);
// Of all scale references as this body has them.
[[nodiscard]] std::uint64_t scales_hash(const format::Body &body, const anatomy::Library &library);

} // namespace myo::assemble
