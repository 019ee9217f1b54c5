#include "atlas/archive.h"
#include "atlas/glb_import.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace myo::atlas {
namespace {

constexpr int exit_done = 0;
constexpr int exit_refused = 1; // the answer is the error's text

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

class Mapping {
public:
  Mapping(int file, std::size_t size) : size_(size) {
    if (size != 0) data_ = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  }
  Mapping(const Mapping &) = delete;
  Mapping &operator=(const Mapping &) = delete;
  ~Mapping() {
    if (data_ != MAP_FAILED) ::munmap(data_, size_);
  }
  [[nodiscard]] std::span<const std::byte> bytes() const {
    if (data_ == MAP_FAILED) return {};
    return {static_cast<const std::byte *>(data_), size_};
  }

private:
  void *data_ = MAP_FAILED;
  std::size_t size_;
};

void limit(const ChildLimits &limits) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const auto seconds = static_cast<rlim_t>(limits.seconds) + 1;
  const rlimit cpu{seconds, seconds};
  ::setrlimit(RLIMIT_CPU, &cpu);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // their shadow memory alone is terabytes
  const rlimit memory{limits.memory_bytes, limits.memory_bytes};
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

// The child's whole life. It must not return into code that believes to be the parent.
[[noreturn]] void parse_and_exit(int answer, std::span<const std::byte> glb, format::Manifest &manifest,
                                 const std::string &where, const ChildLimits &limits) {
  limit(limits);
  int code = exit_refused;
  try {
    format::ByteWriter out;
    const Status status = import_meshes(glb, manifest, where);
    if (status) {
      Writer writer(out);
      for (format::Structure &s : manifest.body.structures) visit_mesh(writer, s.mesh);
      code = exit_done;
    } else {
      const std::string &what = status.error().what;
      out.text(status.error().where);
      out.text(what);
    }
    if (!write_all(answer, out.bytes())) code = exit_refused + 1;
  } catch (...) { // out of memory, or an exception of the parser
    code = exit_refused + 1;
  }
  ::_exit(code);
}

// Waits for the child; ends it when it takes too long or nobody wants the result. Its wait status.
Result<int> wait_for(pid_t child, const std::string &where, Progress &progress, const ChildLimits &limits) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double>(limits.seconds);
  int status = 0;
  auto pause = std::chrono::milliseconds(1);
  for (;;) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return status;
    if (ended < 0 && errno != EINTR) return machine_fault("the reading process was lost", where);
    const bool late = Clock::now() > end;
    if (late || progress.cancelled()) {
      ::kill(child, SIGKILL);
      while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
      if (!late) return cancelled();
      return bad_input(fmt::format("took longer than {:.0f} s to read", limits.seconds), where, "import the atlas again");
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::milliseconds(20));
  }
}

} // namespace

Status import_meshes_apart(std::span<const std::byte> glb, format::Manifest &manifest, const std::string &where,
                           Progress &progress, const ChildLimits &limits) {
  const Descriptor answer(::memfd_create("myoscope-meshes", MFD_CLOEXEC));
  if (answer.get() < 0) return machine_fault("no memory for the reading process", where);
  std::fflush(nullptr); // or the child would own a copy of what is still buffered
  const pid_t child = ::fork();
  if (child < 0) return machine_fault("no reading process could be started", where);
  if (child == 0) parse_and_exit(answer.get(), glb, manifest, where, limits);

  const auto status = wait_for(child, where, progress, limits);
  MYO_TRY(status);
  struct stat info {};
  if (::fstat(answer.get(), &info) != 0) return machine_fault("the reading process left no answer", where);
  const Mapping mapping(answer.get(), static_cast<std::size_t>(info.st_size));
  format::ByteReader in(mapping.bytes());
  if (WIFEXITED(*status) && WEXITSTATUS(*status) == exit_refused) {
    std::string at = in.text();
    std::string what = in.text();
    return bad_input(what, at, "import the atlas again");
  }
  if (!WIFEXITED(*status) || WEXITSTATUS(*status) != exit_done)
    return bad_input("broke its reader: it is damaged or needs more memory than is allowed", where, "import the atlas again");
  Reader reader(in);
  for (format::Structure &s : manifest.body.structures) visit_mesh(reader, s.mesh);
  if (!reader.ok()) return machine_fault("the reading process left half an answer", where);
  return {};
}

} // namespace myo::atlas
