#include "scene/compared.h"

#include <algorithm>

namespace myo::scene {

std::vector<std::string> pattern_muscles(const Document &document, const Context &context) {
  std::vector<std::string> ids;
  for (const heat::Active &active : document.heat.active) {
    if (const anatomy::Pattern *pattern = context.library->pattern(active.pattern))
      for (std::string &id : pattern_parts(context, *pattern, active.sides))
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  return ids;
}

std::vector<Document> compared(const Document &document, const Context &context) {
  const heat::Settings &heat = document.heat;
  const std::size_t count = heat.active.size();
  if (!compares(heat)) return {};
  const bool follows = document.selection == pattern_muscles(document, context);
  std::vector<Document> out(count, document);
  for (std::size_t i = 0; i < count; ++i) {
    Document &one = out[i];
    one.heat.active = {heat.active[i]};
    one.heat.side_by_side = false;
    if (follows) one.selection = pattern_muscles(one, context);
    one.picture.credit = document.picture.credit && i + 1 == count;
  }
  return out;
}

} // namespace myo::scene
