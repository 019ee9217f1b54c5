// The solid of each sheet, made once for all its pieces, and how sheets that meet in joints give way to each other.
#pragma once

#include "anatomy/sheet.h"
#include "form/sculpt/sculpture.h"

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>

namespace myo::assemble::embedded {

class Wholes {
public:
  explicit Wholes(std::span<const anatomy::BoneSheet> sheets);
  // Beside its neighbours; safe from several threads. `right`: the right one of a pair, as its mirror image.
  [[nodiscard]] const form::sculpt::Sculpture &of(const anatomy::BoneSheet &sheet, bool right = false);
  // Whether the right one of a pair is more than the left one's mirror image, by its own sheet or by a neighbour's.
  [[nodiscard]] bool sides_differ(const anatomy::BoneSheet &sheet) const;
  // Everything that its surface depends on, for a cache.
  [[nodiscard]] std::string text_of(const anatomy::BoneSheet &sheet) const;

private:
  struct Made {
    std::once_flag alone_once, beside_once;
    std::unique_ptr<form::sculpt::Sculpture> alone, beside;
  };
  struct Entry {
    std::vector<const anatomy::BoneSheet *> meets; // named by this sheet or naming it
    Made left, right;                              // a bone of the midline has a left alone
  };
  const form::sculpt::Sculpture &alone(const anatomy::BoneSheet &sheet, bool right);
  std::map<const anatomy::BoneSheet *, Entry> entries_;
};

} // namespace myo::assemble::embedded
