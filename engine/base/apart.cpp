#include "base/apart.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace myo {
namespace {

constexpr int exit_done = 0;
constexpr int exit_refused = 1; // the answer is an error
constexpr int exit_broken = 2;

class Descriptor {
public:
  explicit Descriptor(int file) : file_(file) {}
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  ~Descriptor() {
    if (file_ >= 0) ::close(file_);
  }
  [[nodiscard]] int get() const { return file_; }

private:
  int file_;
};

// How far the child is, in memory that both processes see. The child writes; `version` is odd while it does.
struct Board {
  std::atomic<std::uint32_t> version{0};
  std::atomic<float> fraction{0};
  std::array<std::atomic<char>, 96> step{};

  void write(const Progress::State &state) {
    version.fetch_add(1, std::memory_order_acq_rel);
    fraction.store(state.fraction, std::memory_order_relaxed);
    for (std::size_t i = 0; i < step.size(); ++i)
      step[i].store(i < state.step.size() && i + 1 < step.size() ? state.step[i] : '\0', std::memory_order_relaxed);
    version.fetch_add(1, std::memory_order_release);
  }
  // What is written since version `seen`; nothing while the child is at it.
  [[nodiscard]] std::optional<Progress::State> read(std::uint32_t &seen) const {
    const std::uint32_t before = version.load(std::memory_order_acquire);
    if (before == seen || before % 2 != 0) return std::nullopt;
    Progress::State state;
    state.fraction = fraction.load(std::memory_order_relaxed);
    for (const std::atomic<char> &c : step) {
      const char letter = c.load(std::memory_order_relaxed);
      if (letter == '\0') break;
      state.step += letter;
    }
    std::atomic_thread_fence(std::memory_order_acquire);
    if (version.load(std::memory_order_relaxed) != before) return std::nullopt;
    seen = before;
    return state;
  }
};
static_assert(std::atomic<std::uint32_t>::is_always_lock_free && std::atomic<float>::is_always_lock_free);

class SharedBoard {
public:
  SharedBoard() {
    void *at = ::mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (at != MAP_FAILED) board_ = new (at) Board;
  }
  SharedBoard(const SharedBoard &) = delete;
  SharedBoard &operator=(const SharedBoard &) = delete;
  ~SharedBoard() {
    if (board_ != nullptr) ::munmap(static_cast<void *>(board_), sizeof(Board));
  }
  [[nodiscard]] Board *get() const { return board_; }

private:
  Board *board_ = nullptr;
};

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// What this process's address space held before the work began: drivers map gigabytes that nobody touches.
std::uint64_t mapped_already() {
  std::uint64_t pages = 0;
  if (std::FILE *file = std::fopen("/proc/self/statm", "r")) {
    unsigned long long first = 0;
    if (std::fscanf(file, "%llu", &first) == 1) pages = first;
    std::fclose(file);
  }
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}
#endif

void limit(const ChildLimits &limits) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // Threads share the processors' time, so a child on all of them may use more of it than the clock shows.
  const auto seconds = static_cast<rlim_t>(limits.seconds * child_threads()) + 1;
  const rlimit cpu{seconds, seconds};
  ::setrlimit(RLIMIT_CPU, &cpu);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // their shadow memory alone is terabytes
  const rlim_t most = mapped_already() + limits.memory_bytes;
  const rlimit memory{most, most};
  ::setrlimit(RLIMIT_AS, &memory);
#endif
}

bool write_all(int file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

// kind, then what, where and remedy, each with its length.
std::vector<std::byte> packed(const Error &error) {
  std::vector<std::byte> out;
  const auto add = [&](const void *from, std::size_t size) {
    const auto *bytes = static_cast<const std::byte *>(from);
    out.insert(out.end(), bytes, bytes + size);
  };
  add(&error.kind, sizeof(error.kind));
  for (const std::string *text : {&error.what, &error.where, &error.remedy}) {
    const auto size = static_cast<std::uint32_t>(text->size());
    add(&size, sizeof(size));
    add(text->data(), size);
  }
  return out;
}

std::optional<Error> unpacked(std::span<const std::byte> bytes) {
  bool whole = true;
  const auto take = [&](void *to, std::size_t size) {
    whole = whole && size <= bytes.size();
    if (!whole) return;
    std::memcpy(to, bytes.data(), size);
    bytes = bytes.subspan(size);
  };
  Error error;
  take(&error.kind, sizeof(error.kind));
  for (std::string *text : {&error.what, &error.where, &error.remedy}) {
    std::uint32_t size = 0;
    take(&size, sizeof(size));
    if (!whole || size > bytes.size()) return std::nullopt;
    text->resize(size);
    take(text->data(), size);
  }
  return whole ? std::optional(error) : std::nullopt;
}

// The child's whole life. It must not return into code that believes to be the parent.
[[noreturn]] void work_and_exit(const ChildWork &work, int answer, Board &board, const ChildLimits &limits) {
  limit(limits);
  int code = exit_broken;
  try {
    Progress progress([&](const Progress::State &state) { board.write(state); });
    const Result<std::vector<std::byte>> result = work(progress);
    const bool written = write_all(answer, result ? *result : packed(result.error()));
    if (written) code = result ? exit_done : exit_refused;
  } catch (...) { // out of memory, or an exception of the parser
  }
  ::_exit(code);
}

// Waits for the child; ends it when it takes too long or nobody wants the result. Its wait status.
Result<int> wait_for(pid_t child, const Board &board, const std::string &where, const std::string &remedy, Progress &progress,
                     const ChildLimits &limits) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double>(limits.seconds);
  int status = 0;
  std::uint32_t seen = 0;
  auto pause = std::chrono::milliseconds(1);
  for (;;) {
    if (const auto state = board.read(seen)) progress.report(state->step, state->fraction);
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return status;
    if (ended < 0 && errno != EINTR) return machine_fault("the reading process was lost", where);
    const bool late = Clock::now() > end;
    if (late || progress.cancelled()) {
      ::kill(child, SIGKILL);
      while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
      if (!late) return cancelled();
      return bad_input(fmt::format("took longer than {:.0f} s to read", limits.seconds), where, remedy);
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::milliseconds(20));
  }
}

} // namespace

ChildAnswer::ChildAnswer(int file, std::size_t size) {
  if (size == 0) return;
  void *at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (at == MAP_FAILED) return;
  data_ = static_cast<const std::byte *>(at);
  size_ = size;
}
ChildAnswer::ChildAnswer(ChildAnswer &&other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
ChildAnswer &ChildAnswer::operator=(ChildAnswer &&other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}
ChildAnswer::~ChildAnswer() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte *>(data_), size_);
}

unsigned child_threads() {
#if defined(__SANITIZE_THREAD__)
  return 1;
#else
  return std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
#endif
}

Result<ChildAnswer> run_apart(const ChildWork &work, const std::string &where, const std::string &remedy, Progress &progress,
                              const ChildLimits &limits) {
  const Descriptor answer(::memfd_create("myoscope-answer", MFD_CLOEXEC));
  const SharedBoard board;
  if (answer.get() < 0 || board.get() == nullptr) return machine_fault("no memory for the reading process", where);
  std::fflush(nullptr); // or the child would own a copy of what is still buffered
  const pid_t child = ::fork();
  if (child < 0) return machine_fault("no reading process could be started", where);
  if (child == 0) work_and_exit(work, answer.get(), *board.get(), limits);

  const auto status = wait_for(child, *board.get(), where, remedy, progress, limits);
  MYO_TRY(status);
  struct stat info {};
  if (::fstat(answer.get(), &info) != 0) return machine_fault("the reading process left no answer", where);
  ChildAnswer left(answer.get(), static_cast<std::size_t>(info.st_size));
  if (WIFEXITED(*status) && WEXITSTATUS(*status) == exit_done) return left;
  if (WIFEXITED(*status) && WEXITSTATUS(*status) == exit_refused)
    if (auto error = unpacked(left.bytes())) return fail(std::move(*error));
  return bad_input("broke its reader: it is damaged or needs more memory than is allowed", where, remedy);
}

} // namespace myo
