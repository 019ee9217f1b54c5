#include "base/files.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace myo {
namespace fs = std::filesystem;
namespace {

tl::unexpected<Error> system_fault(std::string what, const fs::path &path, int code) {
  const char *remedy = "";
  if (code == ENOSPC) remedy = "free some space on that disk";
  if (code == EACCES || code == EPERM || code == EROFS) remedy = "choose a folder you may write to";
  return machine_fault(fmt::format("{}: {}", what, std::generic_category().message(code)), path.string(), remedy);
}

Status write_descriptor(int file, std::span<const std::byte> bytes, const fs::path &path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_fault("cannot write", path, errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  if (::fsync(file) != 0 && errno != EINVAL && errno != EROFS) return system_fault("cannot flush", path, errno);
  return {};
}

// Faults speak of `told`, the file that a person named.
Status write_into(const fs::path &path, int how, std::span<const std::byte> bytes, const fs::path &told) {
  const int file = ::open(path.c_str(), how | O_CLOEXEC, 0644);
  if (file < 0) return system_fault("cannot be written", told, errno);
  Status status = write_descriptor(file, bytes, told);
  if (::close(file) != 0 && status) status = system_fault("cannot be closed", told, errno);
  return status;
}

// Links followed; what is not there yet stays as it is.
fs::path resolved(const fs::path &path) {
  std::error_code code;
  fs::path target = fs::canonical(path, code);
  return code ? path : target;
}

// Absolute, links followed, and "out/" means "out".
fs::path plain(const fs::path &given) {
  std::error_code code;
  fs::path path = fs::absolute(given, code).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  return resolved(path);
}

// The first entry of a folder that is none of `names`, nor one of them half written.
std::optional<fs::path> foreign_entry(const fs::path &folder, std::span<const std::string_view> names) {
  std::error_code code;
  for (const fs::directory_entry &entry : fs::directory_iterator(folder, code)) {
    const std::string name = entry.path().filename().string();
    const bool ours = std::any_of(names.begin(), names.end(), [&](std::string_view n) {
      return name == n || name.starts_with(std::string(n) + ".part-");
    });
    if (!ours || entry.is_directory(code)) return entry.path();
  }
  return {};
}

// The process that a leftover is named after: "out.part-1234".
std::optional<pid_t> process_of(std::string_view name, std::string_view stem) {
  if (!name.starts_with(stem)) return {};
  name.remove_prefix(stem.size());
  pid_t id = 0;
  const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), id);
  if (fault != std::errc{} || end != name.data() + name.size() || id <= 0) return {};
  return id;
}

// What killed runs left beside `path`: half-filled folders, and the old one where only the last rename was missing.
void mend_leftovers(const fs::path &path, std::span<const std::string_view> names) {
  std::error_code code;
  std::vector<fs::path> halves, olds;
  for (const fs::directory_entry &entry : fs::directory_iterator(path.parent_path(), code)) {
    const std::string name = entry.path().filename().string();
    for (auto [kind, list] : {std::pair{".part-", &halves}, std::pair{".old-", &olds}})
      if (const auto process = process_of(name, path.filename().string() + kind))
        if (::kill(*process, 0) != 0 && errno == ESRCH && entry.is_directory(code) && !foreign_entry(entry.path(), names))
          list->push_back(entry.path());
  }
  std::sort(olds.begin(), olds.end());
  for (const fs::path &old : olds)
    if (!fs::exists(path, code)) fs::rename(old, path, code);
    else fs::remove_all(old, code);
  for (const fs::path &half : halves) fs::remove_all(half, code);
}

} // namespace

Result<std::vector<std::byte>> read_file(const fs::path &path, std::uint64_t limit) {
  std::error_code code;
  if (fs::is_directory(path, code)) return bad_input("is a folder, not a file", path.string());
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) return bad_input(fmt::format("cannot be opened: {}", std::generic_category().message(errno)), path.string());
  const std::streamoff size = in.tellg();
  if (size < 0) return bad_input("cannot be read", path.string());
  if (static_cast<std::uint64_t>(size) > limit)
    return bad_input(fmt::format("is {} bytes, more than the {} that are accepted", size, limit), path.string());
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  in.seekg(0);
  in.read(reinterpret_cast<char *>(bytes.data()), size);
  if (in.gcount() != size) return bad_input("ended before its end was reached", path.string());
  return bytes;
}

Result<std::string> read_text(const fs::path &path, std::uint64_t limit) {
  auto bytes = read_file(path, limit);
  MYO_TRY(bytes);
  return std::string(reinterpret_cast<const char *>(bytes->data()), bytes->size());
}

bool holds_exactly(const fs::path &path, std::span<const std::byte> bytes) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  struct stat there {};
  bool same = ::fstat(file, &there) == 0 && S_ISREG(there.st_mode) && static_cast<std::uint64_t>(there.st_size) == bytes.size();
  std::vector<std::byte> piece(std::min<std::size_t>(bytes.size(), 1U << 20U));
  while (same && !bytes.empty()) {
    const ssize_t got = ::read(file, piece.data(), std::min(piece.size(), bytes.size()));
    if (got < 0 && errno == EINTR) continue;
    same = got > 0 && std::memcmp(piece.data(), bytes.data(), static_cast<std::size_t>(got)) == 0;
    if (same) bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  ::close(file);
  return same;
}

Status write_file(const fs::path &given, std::span<const std::byte> bytes) {
  struct stat there {};
  if (::stat(given.c_str(), &there) == 0 && !S_ISREG(there.st_mode) && !S_ISDIR(there.st_mode)) return write_into(given, O_WRONLY, bytes, given);
  const fs::path path = resolved(given);
  const fs::path part = path.string() + fmt::format(".part-{}", ::getpid());
  Status status = write_into(part, O_WRONLY | O_CREAT | O_TRUNC, bytes, path);
  if (status && ::rename(part.c_str(), path.c_str()) != 0) status = system_fault("cannot be replaced", path, errno);
  if (!status) ::unlink(part.c_str());
  return status;
}

Status write_text(const fs::path &path, std::string_view text) {
  return write_file(path, std::as_bytes(std::span(text.data(), text.size())));
}

void clear_leftovers(const fs::path &path, std::span<const std::string_view> names) { mend_leftovers(plain(path), names); }

Status may_write_folder(const fs::path &given, std::span<const std::string_view> names) {
  const fs::path path = plain(given);
  std::error_code code;
  if (fs::exists(path, code) && !fs::is_directory(path, code))
    return bad_input("is a file; a folder is to be written there", path.string(), "choose another name");
  if (const auto foreign = foreign_entry(path, names))
    return bad_input(fmt::format("holds \"{}\", which is not of the kind that is written there", foreign->filename().string()),
                     path.string(), "choose another name, or an empty folder");
  return {};
}

Status write_folder(const fs::path &given, std::span<const std::string_view> names, const std::function<Status(const fs::path &)> &fill) {
  MYO_CHECK(may_write_folder(given, names));
  const fs::path path = plain(given);
  std::error_code code;
  mend_leftovers(path, names);
  const fs::path fresh = path.string() + fmt::format(".part-{}", ::getpid());
  const fs::path old = path.string() + fmt::format(".old-{}", ::getpid());
  for (const fs::path &name : {fresh, old})
    if (fs::exists(name, code)) return bad_input("is in the way", name.string(), "move it elsewhere");
  fs::create_directories(fresh, code);
  if (code) return system_fault("cannot be created", fresh, code.value());
  if (Status status = fill(fresh); !status) {
    fs::remove_all(fresh, code);
    return status;
  }
  const bool replaces = fs::exists(path, code);
  if (replaces) fs::rename(path, old, code);
  if (!code) fs::rename(fresh, path, code);
  if (code) {
    const int reason = code.value();
    if (replaces) fs::rename(old, path, code);
    fs::remove_all(fresh, code);
    return system_fault("cannot be replaced", path, reason);
  }
  fs::remove_all(old, code);
  return {};
}

} // namespace myo
