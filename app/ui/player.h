// Moves, or the animations of a foreign model, played on the body: a bar under the picture while one is open.
#pragma once

#include "ui/panel.h"

#include <string_view>

namespace myo::app::ui {

// Opens a move on a side (of both: the right) and plays it from its beginning.
void play_move(const Frame &frame, std::string_view move, heat::Sides sides);
// Opens an animation of a foreign model and plays it from its beginning.
void play_animation(const Frame &frame, std::string_view animation);
// Plays on or pauses what is open; of a foreign model with nothing open, its first animation.
void toggle_playing(const Frame &frame);
// Goes on with what plays, by the window's clock. Once a frame.
void advance_player(const Frame &frame);
// Play, pause, scrub, speed, loop, close, at the lower end of what is free; nothing when no move is open.
void player_bar(const Frame &frame, FreeArea &area);
// All moves, those of the chosen muscle first, and what the open one lengthens.
void moves_list(const Frame &frame);

} // namespace myo::app::ui
