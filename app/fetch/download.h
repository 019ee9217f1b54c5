// One file from a web server, whole and as its publisher meant it, or not at all.
#pragma once

#include "base/progress.h"
#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace myo::app::fetch {

struct Download {
  std::string url;                      // http or https
  std::filesystem::path to;             // what has come so far lies beside it, with ".part" at its end
  std::optional<std::uint64_t> size;    // bytes, when known
  std::string sha256;                   // lower-case hex; empty = not known
  std::string title;                    // for progress
};

// Goes on where an earlier attempt ended; tries a cut connection again a few times. A file that is there already and has
// the right checksum is left as it is. What arrives with another checksum is deleted. Progress goes from `from` to `to`.
[[nodiscard]] Status fetch_file(const Download &download, Progress &progress, float from, float to);

// Lower-case hex of the file's SHA-256.
[[nodiscard]] Result<std::string> sha256_of(const std::filesystem::path &file);

} // namespace myo::app::fetch
