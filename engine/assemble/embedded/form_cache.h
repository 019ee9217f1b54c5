// Sculpted surfaces kept between builds, one file a bone, named by the hash of everything they are made from.
// A file that is cut short, foreign or of another version is as good as none.
#pragma once

#include "base/math.h"
#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace myo::assemble::embedded {

struct CachedForm {                 // millimetres, bone-local
  std::vector<vec3> positions, normals;
  std::vector<std::uint32_t> indices;
  std::uint32_t components = 1, open_edges = 0, crowded_edges = 0, dropped = 0;
  std::int32_t genus = 0;
};

class FormCache {
public:
  // An empty folder keeps nothing.
  explicit FormCache(std::filesystem::path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] std::optional<CachedForm> find(std::uint64_t key) const;
  void keep(std::uint64_t key, const CachedForm &form) const; // a full disk costs time later, nothing else

private:
  [[nodiscard]] std::filesystem::path file(std::uint64_t key) const;
  std::filesystem::path folder_;
};

} // namespace myo::assemble::embedded
