// Which names a picture gets when labels are on, and at which points: of what is chosen, else of what can be seen.
#pragma once

#include "frame/sight.h"
#include "frame/view.h"

#include <string>
#include <string_view>
#include <vector>

namespace myo::frame {

// Said wherever a muscle is shown of which the dataset has no mesh, so that nobody takes it for one that was scanned.
inline constexpr std::string_view modelled_muscle = "modelled muscle";
// Those words of such a muscle, else none.
[[nodiscard]] std::string_view mark_of(const format::Structure &structure);

// Its name in the library's language: in English its own, else its muscle's or bone's.
[[nodiscard]] std::string spoken_name(const format::Structure &structure, const anatomy::Library &library);

// A name and a point, on the screen, that can be seen of what it names.
struct Label {
  std::string name;
  std::string_view mark;                       // under the name, see `mark_of`
  vec2 at_px{0};
  float weight = 1;                            // what is larger in the picture outlives what is smaller
  bool light = false;                          // a feature or a neighbour of what is chosen, not the thing itself
};

struct Labels {
  std::vector<Label> labels;
  Box subject = nothing();                     // on the screen, of what is named
};

// A chosen muscle brings the bones that it joins, a chosen bone its named features. Without a choice: what is isolated,
// else everything solid, of a pair the side that is seen better. A point that is hidden brings no name.
[[nodiscard]] Labels labels_of(const View &view, const scene::Context &context, const atlas::Atlas &atlas,
                               const std::vector<scene::Visible> &visible, const Sight &sight);

} // namespace myo::frame
