// While our own body is open and its anatomy folder can be written to, what is saved there is shown at once, and the exact
// body as soon as it is built. All work is done by jobs; what they made comes in as the input of a later frame.
#pragma once

#include "assemble/embedded/refresh.h"
#include "assemble/result_cache.h"
#include "base/folder_watch.h"
#include "base/job.h"
#include "workbench.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace myo::app {

class Reload {
public:
  // Nothing when the body is not ours or nobody may change its sheets. `wake` is called from other threads.
  [[nodiscard]] static std::unique_ptr<Reload> follow(const Workbench &open, std::function<void()> wake);
  ~Reload();
  Reload(const Reload &) = delete;
  Reload &operator=(const Reload &) = delete;

  struct News {
    std::unique_ptr<Workbench> workbench; // to be shown instead; nullptr: the last good one stays
    std::string line;                     // for the reader: what was made, or the fault with file and line
    bool fault = false;
  };
  // Once a frame. `shown` is what the window shows.
  [[nodiscard]] std::optional<News> take(const std::shared_ptr<Workbench> &shown);
  [[nodiscard]] bool busy() const { return quick_.has_value() || exact_.has_value(); }
  // Of the exact body that is being built.
  [[nodiscard]] std::optional<Progress::State> building() const;

private:
  using Work = Job<std::unique_ptr<Workbench>>;
  Reload(std::filesystem::path folder, std::function<void()> wake);
  void begin_quick(const std::shared_ptr<Workbench> &shown);
  void begin_exact(const std::shared_ptr<Workbench> &shown);
  [[nodiscard]] Progress::Listener now_and_then(std::shared_ptr<std::atomic<bool>> ended) const;

  std::filesystem::path folder_;
  std::function<void()> wake_;
  std::shared_ptr<assemble::ResultCache> cache_;
  std::unique_ptr<FolderWatch> watch_;
  std::set<std::string> saved_;       // not yet shown
  std::set<std::string> in_hand_;     // of the quick job
  std::set<std::string> failed_;      // of quick jobs that met a fault
  assemble::SheetTexts said_;         // what the bones that are shown were made from
  std::optional<Work> quick_, exact_;
  std::vector<Work> leaving_;         // cancelled, not yet at their end
  bool exact_due_ = false;
};

} // namespace myo::app
