#include "rig/motion_senses.h"

#include <array>

namespace myo::rig {

namespace {

enum class Mirror { no, yes };
struct Row { std::string_view joint, motion; Axis axis; double gain; Mirror mirror = Mirror::no; };

// Gains are those of the left side; mirrored ones change sign on the right (a mirror image keeps turns about x and
// negates those about y and z). Checked by where a point goes: +x carries what is above forward, +y turns the front
// to the left, +z lifts what lies on the left.
constexpr std::array rows = {
    Row{"spine", "flexion", Axis::x, 1}, Row{"spine", "lateral_flexion_left", Axis::z, -1},
    Row{"spine", "rotation_left", Axis::y, 1},
    Row{"elbow", "flexion", Axis::x, -1},
    Row{"radioulnar", "pronation", Axis::y, -1, Mirror::yes},
    Row{"wrist", "flexion", Axis::x, -1}, Row{"wrist", "radial_deviation", Axis::z, 1, Mirror::yes},
    Row{"fingers", "flexion", Axis::x, -1}, Row{"fingers", "abduction", Axis::z, 1, Mirror::yes},
    Row{"thumb", "flexion", Axis::z, -1, Mirror::yes}, Row{"thumb", "abduction", Axis::x, -1},
    Row{"thumb", "opposition", Axis::y, -1, Mirror::yes},
    Row{"hip", "flexion", Axis::x, -1}, Row{"hip", "abduction", Axis::z, 1, Mirror::yes},
    Row{"hip", "internal_rotation", Axis::y, -1, Mirror::yes},
    Row{"knee", "flexion", Axis::x, 1}, Row{"knee", "internal_rotation", Axis::y, -1, Mirror::yes},
    Row{"ankle", "dorsiflexion", Axis::x, -1}, Row{"subtalar", "inversion", Axis::z, -1, Mirror::yes},
    Row{"toes", "flexion", Axis::x, 1}, Row{"toes", "abduction", Axis::y, 1, Mirror::yes},
    Row{"hallux", "flexion", Axis::x, 1}, Row{"hallux", "abduction", Axis::y, -1, Mirror::yes},
    Row{"ribs", "elevation", Axis::x, -1},
    Row{"tmj", "protrusion", Axis::glide_z, 1}, Row{"tmj", "lateral_left", Axis::glide_x, 1},
};

bool is_spinal(std::string_view joint) {
  return joint == "cervical" || joint == "thoracic" || joint == "lumbar" || joint == "atlanto_occipital" ||
         joint == "atlantoaxial" || (joint.size() >= 5 && joint.find('_') != std::string_view::npos &&
                                     (joint[0] == 'c' || joint[0] == 't' || joint[0] == 'l') && joint[1] >= '0' && joint[1] <= '9');
}

// Spreading fingers leave the middle one, toes the second one, in place; the rest part from it.
double spread_gain(std::string_view joint, std::string_view level) {
  const int ray = level.empty() ? 0 : level.back() - '0';
  if (joint == "fingers") return ray == 2 ? 1.0 : ray == 4 ? -0.6 : ray == 5 ? -1.0 : 0.0;
  if (joint == "toes") return ray == 3 ? 0.4 : ray == 4 ? 0.7 : ray == 5 ? 1.0 : 0.0;
  return 1.0;
}

} // namespace

std::optional<Sense> sense_of(std::string_view joint, std::string_view motion, std::string_view level, Side side) {
  const std::string_view group = is_spinal(joint) ? "spine" : joint;
  for (const Row &row : rows) {
    if (row.joint != group || row.motion != motion) continue;
    double gain = row.gain;
    if (row.mirror == Mirror::yes && side == Side::right) gain = -gain;
    if (motion == "abduction") gain *= spread_gain(joint, level);
    return Sense{row.axis, gain};
  }
  return std::nullopt;
}

} // namespace myo::rig
