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

// Whether the file is there and holds exactly these bytes.
[[nodiscard]] bool holds_exactly(const std::filesystem::path &path, std::span<const std::byte> bytes);

// Writes to a temporary name beside `path`, flushes it to the disk, then renames it over `path`. A link is followed; what is
// no regular file (a pipe, a device) is written to and stays what it is.
[[nodiscard]] Status write_file(const std::filesystem::path &path, std::span<const std::byte> bytes);
[[nodiscard]] Status write_text(const std::filesystem::path &path, std::string_view text);

// Fills a fresh folder beside `path` through `fill`, then swaps it for `path`. If `fill` fails or the program dies, an older
// `path` is still there, whole. `names` are the files that such a folder holds: an older folder with anything else in it is
// refused, and nothing but leftovers of earlier, killed runs is ever removed.
[[nodiscard]] Status write_folder(const std::filesystem::path &path, std::span<const std::string_view> names,
                                  const std::function<Status(const std::filesystem::path &folder)> &fill);
// The same refusal before long work begins.
[[nodiscard]] Status may_write_folder(const std::filesystem::path &path, std::span<const std::string_view> names);
// Clears away what killed runs of write_folder left beside the folder.
void clear_leftovers(const std::filesystem::path &path, std::span<const std::string_view> names);

} // namespace myo
