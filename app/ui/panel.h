// What every panel gets: the document to show, and a list to put commands on. Panels never change the document.
#pragma once

#include "ui/kept.h"
#include "ui/stretch_list.h"
#include "ui/trace.h"

#include "anatomy/library.h"
#include "anatomy/search.h"
#include "format/body.h"
#include "heat/contrast.h"
#include "heat/heat.h"
#include "heat/match.h"
#include "heat/provocation.h"
#include "rig/rig.h"
#include "scene/scene.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace myo::app::ui {

// What belongs to the panels alone and is nobody's document: which tab is open, what is typed, which dialog is up.
struct State {
  bool visible = true;            // Tab
  int toolbar_rows = 1;           // lines of buttons that the window's width makes of the toolbar
  bool about = false;
  bool export_dialog = false;
  enum class Caret { elsewhere, asked_for, on_its_way } search_caret = Caret::elsewhere; // into the search field; Ctrl+F asks
  std::vector<unsigned> early_letters; // typed for the search field before the caret was there
  std::string open_tab;           // id of the tab that the next frame brings to the front
  std::string query;
  std::string chosen_for;         // the query that `chosen_row` belongs to
  int chosen_row = 0;             // of what was found
  heat::Sides mark_sides = heat::Sides::right; // where the next ticks are meant, and how much it hurts there (0 = erase)
  int mark_felt = 3;
  float brush_mm = 15;            // radius
  bool brush_mirrors = false;     // what is painted on one side is painted on the other, too
  struct Player {                 // the move, or of a foreign model the animation, that is open; "" = none
    std::string move;
    heat::Sides sides = heat::Sides::right;
    bool playing = false, loop = false;
    float speed = 1;
    double at_s = 0, last_s = 0;  // into the move; the window's clock when that was
    scene::Gesture gesture = 0;
  } player;
  bool painting = false;          // the pointer paints on the body instead of choosing structures
  bool posing = false;            // a drag on the body pulls at a limb instead of turning the view
  std::vector<rig::CoordinateId> pulled; // what the last pull by hand may have moved
  struct {                        // worked out once, not once a frame; the window forgets them with the body or the language
    Kept<std::pair<std::vector<heat::Mark>, std::vector<std::string>>, std::vector<heat::Match>> matches; // for marks and cues
    Kept<rig::JointValues, std::vector<heat::Provoked>> provoked;
    Kept<rig::JointValues, std::vector<Stretched>> stretched;
    Kept<std::string, std::vector<const anatomy::Pattern *>> patterns; // for what is typed
    Kept<std::string, std::vector<anatomy::MuscleHit>> muscles;
    Kept<std::vector<std::string>, std::vector<heat::ContrastRow>> contrast; // of the patterns that are compared
  } kept;
  int export_size = 0;            // index into the export sizes
  bool export_transparent = false;
  bool export_text = true;
  std::string export_folder;      // where pictures go, as typed
  std::vector<std::string> languages; // that the program speaks: "en", ...
  std::string notice;             // last message for the status line
  double notice_until = 0;        // seconds of the window's clock
};

// Things that are not commands on the document: the window carries them out.
struct Requests {
  bool save_picture = false;      // with State::export_*
  bool toggle_full_screen = false;
  bool quit = false;
  std::string language;           // not empty: speak it from now on
  std::string import_path;        // not empty: import this dataset
  bool cancel_import = false;
  scene::Gesture compose = 0;     // not 0: place the camera anew, as part of this step
};

// One press of a key since the frame before. Dear ImGui 1.86 only knows which keys are down when a frame begins, so that
// a quick tap during a slow frame would be lost; these are kept by the window.
struct KeyPress {
  int key = 0;                    // GLFW_KEY_...
  bool control = false, shift = false;
};

// The part of the window that a body is seen in: all of it, or a cell of a comparison. Pixels.
struct Viewport {
  vec2 at{0}, size{1};
  std::size_t cell = 0;
};

// Where the pointer has been since the frame before, in window pixels: all of it, for Dear ImGui 1.86 only knows where it is
// when a frame begins, and a stroke during a slow frame would be a straight line or lose its beginning.
struct PointerWay {
  std::optional<vec2> pressed;    // the left button went down there; the way begins after it
  std::vector<vec2> points;
};

struct Frame {
  const scene::Scene *scene = nullptr;
  scene::Context context;
  const heat::Heat *heat = nullptr;
  float scale = 1;                // pixels of one unscaled pixel
  vec2 size_px{0};                // of the window
  Viewport view;                  // that the pointer is over
  double seconds = 0;             // window's clock
  State *state = nullptr;
  Trace *trace = nullptr;
  std::vector<scene::Command> *commands = nullptr;
  Requests *requests = nullptr;
  std::vector<KeyPress> keys;
  PointerWay way;
  // The texture of a small picture of a pattern, 0 while there is none yet.
  std::function<std::uint32_t(const std::string &pattern, uvec2 size_px)> small_picture;

  void emit(scene::Command command) const { commands->push_back(std::move(command)); }
};

// What the panels leave free for the picture: x, y, width, height in pixels.
struct FreeArea { float left = 0, top = 0, width = 0, height = 0; };

// Widths and heights in unscaled pixels.
[[nodiscard]] float panel_width(const Frame &frame); // of the panels at both sides
[[nodiscard]] float toolbar_height(const Frame &frame);

void toolbar(const Frame &frame);
void browser_panel(const Frame &frame);   // search, patterns, muscles
void hurts_list(const Frame &frame);      // from where it hurts to patterns
void layers_panel(const Frame &frame);
void pain_panel(const Frame &frame);      // patterns shown, side, strength, colours
void muscle_card(const Frame &frame);
void joints_panel(const Frame &frame);
void parts_list(const Frame &frame);      // of a foreign model
void animations_list(const Frame &frame);
void status_line(const Frame &frame, const FreeArea &area);
void hover_name(const Frame &frame);      // of what lies under the pointer, beside it
// A limb in hand: a line from where it is held (window pixels) to the pointer; without one, the hand that would take hold.
void pull_mark(const Frame &frame, std::optional<vec2> held_px);
void brush_ring(const Frame &frame);      // how large the brush is, around the pointer; once the view is known
void about_box(const Frame &frame);
void export_box(const Frame &frame);

// Lays all of them out; returns what they leave free.
FreeArea draw_panels(const Frame &frame);

} // namespace myo::app::ui
