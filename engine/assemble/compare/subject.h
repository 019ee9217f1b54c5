// What is compared: a bone, a muscle or an FMA concept, sought in any body by the vocabulary's names.
#pragma once

#include "anatomy/library.h"
#include "assemble/body_frame.h"
#include "assemble/mesh/surface.h"
#include "format/body.h"

#include <string>
#include <string_view>
#include <vector>

namespace myo::assemble {

enum class Sides { left, right, both };

// Any of the three lists names a part of the subject; a body may lack some.
struct Subject {
  std::string title;                     // as a person reads it: "Scapula"
  std::vector<std::string> bones, muscles; // vocabulary ids
  std::vector<std::string> ids;          // FMA ids and structure ids
  bool paired = false;
};

// "scapula", "c5", "rib_05", "deltoid_spinal", "FMA13394", "skull" (without the mandible), "skin", or several joined by
// commas. Unknown names are refused with the nearest ones.
[[nodiscard]] Result<Subject> find_subject(const anatomy::Library &library, std::string_view text);

// Indices of the body's structures that belong to the subject on the side asked for; midline ones belong to every side.
[[nodiscard]] std::vector<std::uint32_t> structures_of(const format::Body &body, const Subject &subject, Sides sides);

// Those structures as one mesh in [lateral, posterior, superior] millimetres of `frame`. Triangles keep facing outward.
struct LpsMesh {
  std::vector<vec3> positions, normals;
  std::vector<std::uint32_t> indices;
  Bounds box;
  [[nodiscard]] bool empty() const { return indices.empty(); }
};
[[nodiscard]] LpsMesh lps_mesh(const format::Body &body, const std::vector<std::uint32_t> &structures, const BodyFrame &frame);

// The bones of the cranium and face without the mandible and the ossicles.
[[nodiscard]] const std::vector<std::string> &cranial_bones();

} // namespace myo::assemble
