#include "base/folder_watch.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <map>
#include <mutex>
#include <poll.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

#if __has_include(<sys/inotify.h>)
#include <sys/inotify.h>
#define MYO_INOTIFY
#endif

namespace myo {
namespace fs = std::filesystem;
namespace {

constexpr int quiet_ms = 60;  // after the last sign of a save
constexpr int look_ms = 500;

// A pipe wakes the thread to let it go.
class Watch : public FolderWatch {
public:
  Watch(fs::path folder, std::string extension, std::function<void()> on_change)
      : folder_(std::move(folder)), extension_(std::move(extension)), on_change_(std::move(on_change)) {}
  ~Watch() override {
    const char end = 0;
    (void)!::write(stop_[1], &end, 1);
    if (thread_.joinable()) thread_.join();
    for (const int f : {stop_[0], stop_[1], kernel_})
      if (f >= 0) ::close(f);
  }
  std::set<std::string> take() override {
    const std::lock_guard lock(guard_);
    return std::exchange(changed_, {});
  }

  Status start(Means means) {
    if (::pipe(stop_.data()) != 0) return machine_fault("no pipe for watching: " + std::generic_category().message(errno), folder_.string());
    if (means == Means::kernel_if_it_can && watch_by_kernel()) {
      thread_ = std::thread([this] { listen(); });
    } else {
      seen_ = look();
      thread_ = std::thread([this] { look_now_and_then(); });
    }
    return {};
  }

private:
  struct Stamp {
    std::uintmax_t size;
    fs::file_time_type time;
    bool operator==(const Stamp &) const = default;
  };
  using Stamps = std::map<std::string, Stamp>;

  [[nodiscard]] bool wanted(const fs::path &file) const { return file.extension() == extension_; }
  void note(const std::string &file) {
    const std::lock_guard lock(guard_);
    changed_.insert(file);
  }

  [[nodiscard]] Stamps look() const {
    Stamps out;
    std::error_code code;
    for (fs::recursive_directory_iterator it(folder_, code), end; !code && it != end; it.increment(code)) {
      std::error_code of_file;
      if (!it->is_regular_file(of_file) || !wanted(it->path())) continue;
      out[it->path().lexically_relative(folder_).generic_string()] = {it->file_size(of_file), it->last_write_time(of_file)};
    }
    return out;
  }
  void look_now_and_then() {
    bool due = false;
    for (;;) {
      pollfd stop{stop_[0], POLLIN, 0};
      if (::poll(&stop, 1, due ? quiet_ms : look_ms) > 0) return;
      Stamps now = look();
      const bool moved = now != seen_;
      for (const auto &[file, stamp] : now)
        if (const auto before = seen_.find(file); before == seen_.end() || !(before->second == stamp)) note(file);
      for (const auto &[file, stamp] : seen_)
        if (!now.contains(file)) note(file);
      seen_ = std::move(now);
      if (due && !moved) on_change_();
      due = moved;
    }
  }

#ifdef MYO_INOTIFY
  bool add(const fs::path &folder) {
    const int watch = ::inotify_add_watch(kernel_, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE);
    if (watch >= 0) folders_[watch] = folder;
    return watch >= 0;
  }
  bool watch_by_kernel() {
    kernel_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (kernel_ < 0 || !add(folder_)) return false;
    std::error_code code;
    for (fs::recursive_directory_iterator it(folder_, code), end; !code && it != end; it.increment(code))
      if (it->is_directory(code) && !add(it->path())) return false; // too many watches: look instead
    return true;
  }
  // True when something that matters has happened.
  bool read_events() {
    alignas(inotify_event) std::array<char, 8192> buffer;
    bool any = false;
    for (;;) {
      const ssize_t size = ::read(kernel_, buffer.data(), buffer.size());
      if (size <= 0) return any;
      for (ssize_t at = 0; at < size;) {
        const auto *event = reinterpret_cast<const inotify_event *>(buffer.data() + at);
        at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        const auto folder = folders_.find(event->wd);
        if (event->len == 0 || folder == folders_.end()) continue;
        const fs::path file = folder->second / static_cast<const char *>(event->name);
        if ((event->mask & IN_ISDIR) != 0) {
          if ((event->mask & (IN_CREATE | IN_MOVED_TO)) != 0) add(file);
        } else if (wanted(file) && (event->mask & IN_CREATE) == 0) {
          note(file.lexically_relative(folder_).generic_string());
          any = true;
        }
      }
    }
  }
  void listen() {
    bool due = false;
    for (;;) {
      std::array<pollfd, 2> ends{{{stop_[0], POLLIN, 0}, {kernel_, POLLIN, 0}}};
      const int ready = ::poll(ends.data(), ends.size(), due ? quiet_ms : -1);
      if (ends[0].revents != 0) return;
      if (ready > 0) due = read_events() || due;
      else if (ready == 0 && due) due = false, on_change_();
    }
  }
  std::map<int, fs::path> folders_; // by watch
#else
  bool watch_by_kernel() { return false; }
  void listen() {}
#endif

  fs::path folder_;
  std::string extension_;
  std::function<void()> on_change_;
  std::array<int, 2> stop_{-1, -1};
  int kernel_ = -1;
  Stamps seen_;
  std::mutex guard_;
  std::set<std::string> changed_;
  std::thread thread_;
};

} // namespace

Result<std::unique_ptr<FolderWatch>> FolderWatch::open(fs::path folder, std::string extension, std::function<void()> on_change, Means means) {
  std::error_code code;
  if (!fs::is_directory(folder, code)) return bad_input("is no folder that could be watched", folder.string());
  auto watch = std::make_unique<Watch>(std::move(folder), std::move(extension), std::move(on_change));
  MYO_CHECK(watch->start(means));
  return watch;
}

} // namespace myo
