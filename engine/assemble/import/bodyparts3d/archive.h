// The dataset as named pieces of text, whether it is a zip or a folder. Nothing is ever unpacked to the disk.
#pragma once

#include "assemble/import/bodyparts3d/limits.h"
#include "base/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace myo::assemble::bodyparts3d {

class Archive {
public:
  struct Entry {
    std::string name;        // "FJ1423M.obj", without folders
    std::uint64_t bytes = 0; // unpacked
    std::uint64_t place = 0; // in the zip, or in the list of files
  };

  // `path`: a zip, a folder with one zip in it, or a folder of OBJ files. Refused: a damaged or encrypted zip, entry
  // names that climb out of the archive, more or larger files than `limits` allow, an archive without OBJ files.
  [[nodiscard]] static Result<Archive> open(const std::filesystem::path &path, const Limits &limits = {});
  Archive(Archive &&) noexcept;
  Archive &operator=(Archive &&) noexcept;
  ~Archive();

  [[nodiscard]] const std::vector<Entry> &objects() const; // the OBJ files, sorted by name
  // One at a time: not for several threads.
  [[nodiscard]] Result<std::string> read(const Entry &entry) const;
  // A table by its file name: inside the archive, or beside it. An error names where it was sought.
  [[nodiscard]] Result<std::string> table(const std::string &name) const;
  [[nodiscard]] std::string name() const; // of the zip or folder, for messages

private:
  struct Impl;
  explicit Archive(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

} // namespace myo::assemble::bodyparts3d
