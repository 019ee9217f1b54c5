// What a part is: by its FMA id, then by its name, against the vocabulary; what that does not know by its words.
#pragma once

#include "anatomy/library.h"
#include "format/body.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace myo::assemble::bodyparts3d {

struct Label {
  format::Kind kind = format::Kind::organ;
  anatomy::Side side = anatomy::Side::midline;
  std::string bone, muscle; // anatomy ids, where known
  std::string system;       // "skeletal", "muscular", "integument", or a layer's name
  std::string latin;
  bool known = false; // in the vocabulary
};

class Classifier {
public:
  explicit Classifier(const anatomy::Library &library);
  [[nodiscard]] Label label(std::string_view fma, std::string_view name) const;

private:
  struct Entry {
    const anatomy::Bone *bone = nullptr;
    const anatomy::Muscle *muscle = nullptr;
    anatomy::Side side = anatomy::Side::midline;
  };
  using Words = std::vector<std::string>;
  void add(const std::string &fma, const Entry &entry);
  [[nodiscard]] Entry by_name(std::string_view name) const;

  std::map<std::string, Entry, std::less<>> by_fma_;
  std::vector<std::pair<Words, Entry>> by_words_;
};

// "Right levator scapulae" -> right; a name without a side -> midline.
[[nodiscard]] anatomy::Side side_in_name(std::string_view name);
// Part of the musculoskeletal system, which is drawn by default.
[[nodiscard]] bool musculoskeletal(format::Kind kind);

} // namespace myo::assemble::bodyparts3d
