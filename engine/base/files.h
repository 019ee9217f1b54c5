// Reading and writing whole files. A file is either the old one or the new one, never half of either.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace myo {

// Reads a whole file; refuses one larger than `limit` bytes.
[[nodiscard]] Result<std::vector<std::byte>> read_file(const std::filesystem::path &path,
                                                       std::uint64_t limit = 4ULL << 30);
[[nodiscard]] Result<std::string> read_text(const std::filesystem::path &path, std::uint64_t limit = 64ULL << 20);

// Writes to a temporary name beside `path`, flushes it to the disk, then renames it over `path`.
[[nodiscard]] Status write_file(const std::filesystem::path &path, std::span<const std::byte> bytes);
[[nodiscard]] Status write_text(const std::filesystem::path &path, std::string_view text);

// Fills a fresh folder beside `path` through `fill`, then swaps it for `path`. If `fill` fails or the program dies,
// an older `path` is still there, whole. Leftovers of an earlier, killed run are removed.
[[nodiscard]] Status write_folder(const std::filesystem::path &path,
                                  const std::function<Status(const std::filesystem::path &folder)> &fill);

} // namespace myo
