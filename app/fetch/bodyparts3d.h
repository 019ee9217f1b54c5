// The BodyParts3D archive and its two tables, from their publisher.
#pragma once

#include "base/progress.h"
#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace myo::app::fetch {

struct BodyParts3DSource {
  std::string base = "https://dbarchive.biosciencedbc.jp/data/bodyparts3d/LATEST"; // folder that holds the three files
  std::uint64_t size = 142903898;
  std::string sha256 = "40665852c49f218326590e204db91064a1ecfc3c6f8cbd7bbbcaac62c7cd409e";
};

// Into `folder`, in the layout that the importer reads. Progress goes from 0 to `to`.
[[nodiscard]] Status fetch_bodyparts3d(const BodyParts3DSource &source, const std::filesystem::path &folder, Progress &progress, float to);

} // namespace myo::app::fetch
