// Which part of the body a bone or a joint belongs to.
#pragma once

#include "anatomy/library.h"
#include "format/body.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace myo::assemble {

// The skin part ("head", "girdle", "digit3" ...) that a bone belongs to; the part of a cartilage, disc or ligament is
// that of the bones with the same joint. Empty when unknown.
class SkinParts {
public:
  SkinParts(const format::Body &body, const anatomy::Library &library);

  [[nodiscard]] std::string_view of_bone(std::string_view bone) const;
  [[nodiscard]] std::string_view of_joint(std::uint32_t joint) const;

private:
  std::map<std::string, std::string, std::less<>> by_bone_;
  std::vector<std::string> by_joint_;
};

// Is it a bone or what lies between bones: something that skin follows rigidly?
[[nodiscard]] bool is_hard(const format::Structure &structure);
// Is it a muscle, tendon or fascia?
[[nodiscard]] bool is_flesh(const format::Structure &structure);

// The joint that carries a skeletal structure: its own weights where it has some, else its bone's; format::none when
// unknown.
[[nodiscard]] std::uint32_t carrier_joint(const format::Body &body, const anatomy::Library &library,
                                          const format::Structure &structure);

} // namespace myo::assemble
