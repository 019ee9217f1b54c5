// Everything a user, script, presenter or test can ask for. Plain structs; `apply` is the only place that obeys.
#pragma once

#include "scene/document.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace myo::scene {

// One drag of a slider or of the mouse sends many commands with the same gesture (not 0): together one step of undo.
using Gesture = std::uint64_t;

enum class Choose { replace, add, toggle };
enum class Set { on, off, toggle };

// Structures are named by structure id, or by FMA or muscle id, which means all parts that carry it.
struct Select { std::vector<std::string> ids; Choose how = Choose::replace; };
struct Hover { std::string id; };
struct Hide { std::vector<std::string> ids; };      // empty = the selection
struct Show { std::vector<std::string> ids; };
struct Isolate { std::vector<std::string> ids; };   // empty = the selection
struct ShowAll {};
struct XRay { Set set = Set::toggle; };
struct SetLayer { std::string layer; LayerState state = LayerState::shown; };
struct ShowAttachments { Set set = Set::toggle; };
struct ShowLabels { Set set = Set::toggle; };
struct ShowLengths { Set set = Set::toggle; };      // muscles coloured by length; come out where no layer of them is shown

struct SetJoint { rig::CoordinateId id; double value = 0; Gesture gesture = 0; }; // SI
struct SetMotions { std::vector<anatomy::MotionValue> values; };                 // added to the present pose
// A limb is pulled by hand: the place `at` of a structure (rest stance, world, metres) towards `to`; the joints that carry it
// follow within their limits (rig/pull.h). `sight`: the line of sight of the hand that pulls (unit), 0: none.
struct Pull { std::string structure; vec3 at{0}, to{0}, sight{0}; Gesture gesture = 0; };
struct SetPose { std::string pose; };               // named pose; "" or "rest" = rest stance
// The pose of a moment of a move; a sided move on both sides is shown on the right.
struct SetMove { std::string move; heat::Sides sides = heat::Sides::right; double time_s = 0; Gesture gesture = 0; };
// A moment of a foreign model's animation; "" = at rest.
struct SetAnimation { std::string animation; double time_s = 0; Gesture gesture = 0; };

// Shown on the present side(s). One alone ends a comparison side by side.
struct SetPattern { std::vector<std::string> patterns; Gesture gesture = 0; };
struct AddPattern { std::string pattern; };
struct RemovePattern { std::string pattern; };
struct ShowSideBySide { Set set = Set::toggle; Gesture gesture = 0; };           // see compared.h for when it shows
struct SetSides { heat::Sides sides = heat::Sides::right; std::string pattern; }; // of this active one; "": of all
struct ToggleSide {};                               // right -> left -> both -> right
struct SetStrength { float strength = 1; Gesture gesture = 0; };
struct SetRamp { heat::Ramp ramp = heat::Ramp::reds; };
// Where it hurts: a region on the sides (an unpaired one has none), felt 3 most to 1 a little, 0 not any more. A mark shows
// the marks, a pattern shows patterns again.
struct MarkRegion { std::string region; heat::Sides sides = heat::Sides::right; int felt = 3; Gesture gesture = 0; };
// A touch of the brush on the skin (rest stance, world, metres), felt as above; on both sides also at its mirror image. A
// whole stroke is one gesture.
struct Paint { vec3 at{0}; float radius_mm = 15; int felt = 3; bool both_sides = false; Gesture gesture = 0; };
struct ClearPaint { Gesture gesture = 0; };
struct SetCue { std::string cue; Set set = Set::toggle; };
struct ClearMarks {};                               // paint and cues as well
struct ShowMarks { Set set = Set::toggle; };

struct ShowHeat { Set set = Set::toggle; };
struct SetProvoke { Set set = Set::toggle; };

struct Orbit { float azimuth_deg = 0, elevation_deg = 0; Gesture gesture = 0; };
struct Pan { vec2 pixels{0}; vec2 size_px{1280, 720}; Gesture gesture = 0; };
struct ZoomTo { float factor = 1; vec2 cursor_px{0}; vec2 size_px{1280, 720}; Gesture gesture = 0; };
struct SetView { std::string name; };               // "posterior" ... or "AZ,EL" in degrees
struct SetCamera { Camera camera; Gesture gesture = 0; };
struct FrameSelection { float aspect = 16.0F / 9.0F; }; // nothing selected: all that is visible

struct SetBackground { Background background = Background::studio_light; };
struct SetPicture { PictureOptions picture; };

struct OpenView { Document document; };             // a view record, already read
struct Undo {};
struct Redo {};

using Command =
    std::variant<Select, Hover, Hide, Show, Isolate, ShowAll, XRay, SetLayer, ShowAttachments, ShowLabels, ShowLengths, SetJoint,
                 SetMotions, Pull, SetPose, SetMove, SetAnimation, SetPattern, AddPattern, RemovePattern, ShowSideBySide, SetSides, ToggleSide, SetStrength,
                 SetRamp, MarkRegion, Paint, ClearPaint, SetCue, ClearMarks, ShowMarks, ShowHeat, SetProvoke, Orbit, Pan, ZoomTo, SetView, SetCamera, FrameSelection, SetBackground, SetPicture,
                 OpenView, Undo, Redo>;

} // namespace myo::scene
