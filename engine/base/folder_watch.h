// Tells when files below a folder have been saved. A thread of its own waits for the kernel to say so (inotify); where the
// kernel cannot, it looks at sizes and times of the files twice a second. Nobody else's time is taken.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace myo {

class FolderWatch {
public:
  enum class Means { kernel_if_it_can, looking };
  // Files whose name ends with `extension` (".toml"), in the folder and all folders below it. `on_change` is called from
  // the watching thread once things have been quiet for a moment: an editor saves in several steps.
  [[nodiscard]] static Result<std::unique_ptr<FolderWatch>> open(std::filesystem::path folder, std::string extension,
                                                                 std::function<void()> on_change,
                                                                 Means means = Means::kernel_if_it_can);
  virtual ~FolderWatch() = default;
  FolderWatch(const FolderWatch &) = delete;
  FolderWatch &operator=(const FolderWatch &) = delete;

  // What was saved, renamed or removed since the last asking, relative to the folder ("bones/c5.toml").
  [[nodiscard]] virtual std::set<std::string> take() = 0;

protected:
  FolderWatch() = default;
};

} // namespace myo
