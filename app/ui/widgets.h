// Small pieces that several panels share.
#pragma once

#include "ui/panel.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace myo::app::ui {

// Panels write English; these show it in the language of the library that the frame began with. Names and texts of the
// vocabulary are in that language already.
void speak(const anatomy::Library *library);
[[nodiscard]] std::string say(std::string_view english);

void heading(std::string_view text);
void quiet(std::string_view text);                       // wrapped, in the quiet colour
void small(std::string_view text);                       // the same on one line, where the window takes the text's width
void plain(std::string_view text);                       // wrapped
void labelled(std::string_view label, std::string_view text); // a heading above wrapped text; nothing for no text
[[nodiscard]] std::string capital(std::string text);     // with a capital first letter

// A button that is marked while `on`. Traced under `id`.
bool toggle_button(const Frame &frame, std::string_view id, std::string_view text, bool on, const char *hint = nullptr);
bool button(const Frame &frame, std::string_view id, std::string_view text, const char *hint = nullptr);
bool list_row(const Frame &frame, std::string_view id, std::string_view text, std::string_view second, bool on);

// A word on what the item just drawn does, while the pointer rests on it.
void hint(std::string_view english);
// Left, Right, Both; traced as PREFIX.left ... The one that was pressed.
[[nodiscard]] std::optional<heat::Sides> side_buttons(const Frame &frame, std::string_view prefix, heat::Sides now, const char *why);
// A row that stands for a pattern: a click shows it alone, Shift+click adds it to the picture. Was it pressed, and without Shift?
struct PatternPress { bool pressed = false, alone = false; };
PatternPress pattern_choice(const Frame &frame, std::string_view id, std::string_view text, std::string_view second, bool on,
                            const std::string &pattern);
// A structure of the body by its id, and the one that was selected last; nullptr when there is none.
[[nodiscard]] const format::Structure *structure_of(const Frame &frame, std::string_view id);
[[nodiscard]] const format::Structure *selected_structure(const Frame &frame);

// A header that opens and closes what follows; traced under `id`.
bool section(const Frame &frame, std::string_view title, std::string_view id, bool open = false);

struct Tab {
  const char *name, *id;
  void (*draw)(const Frame &);
};
// A row of tabs over the open one's scrolling content. State::open_tab brings one to the front.
void tabs(const Frame &frame, const char *bar, std::initializer_list<Tab> list);

// A gesture number for the drag of the ImGui item just drawn; the same from press to release.
[[nodiscard]] scene::Gesture item_gesture();

// Begins a fixed panel at a place in unscaled pixels; always pair with end_panel().
bool begin_panel(const Frame &frame, const char *name, float x, float y, float width, float height, bool scrolls = true);
void end_panel();

} // namespace myo::app::ui
