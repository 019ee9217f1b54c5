// A whole archive, read: its parts, still in file axes and millimetres.
#pragma once

#include "assemble/import/bodyparts3d/parts.h"

#include <filesystem>

namespace myo::assemble::bodyparts3d {

struct Reading {
  std::vector<Part> parts;
  std::vector<std::string> notes;
  std::uint64_t files = 0;
};

// Opens the archive, reads tables and files, gathers parts. Progress fractions run from 0 to 1.
[[nodiscard]] Result<Reading> read_archive(const std::filesystem::path &path, Progress &progress, const Limits &limits = {});
// The same in a child process with limits of time and memory: archives are foreign.
[[nodiscard]] Result<Reading> read_archive_apart(const std::filesystem::path &path, Progress &progress,
                                                 const Limits &limits = {});

} // namespace myo::assemble::bodyparts3d
