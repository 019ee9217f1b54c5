// Small pieces that several panels share.
#pragma once

#include "ui/panel.h"

#include <initializer_list>
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
