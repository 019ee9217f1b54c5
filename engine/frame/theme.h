// The colours and measures of the picture's lettering and ground. sRGB.
#pragma once

#include "frame/colour.h"
#include "packet/packet.h"
#include "scene/document.h"

namespace myo::frame {

struct Theme {
  vec3 ground_top, ground_bottom;
  vec3 ink;                                    // headings and legend words
  vec3 quiet;                                  // subtitles, credit; at least 4.5:1 against the ground
  vec3 panel;                                  // under the legend
  float panel_alpha;
  vec3 origin, insertion;                      // attachments; told apart by letter as well as by colour
  vec3 cross, halo;                            // the trigger point's X
};
[[nodiscard]] Theme theme_of(scene::Background background);
[[nodiscard]] packet::Background ground_of(scene::Background background);

// Letter sizes follow the part of the picture that is free: a post of 1080 x 1350 gets 30 px text, a 720p frame 16 px, none less than 10 px.
struct Measures {
  float base_px, title_px, small_px, margin_px;
};
[[nodiscard]] Measures measures_of(uvec2 size_px);

} // namespace myo::frame
