#include "base/files.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
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

Status write_file(const fs::path &path, std::span<const std::byte> bytes) {
  const fs::path part = path.string() + fmt::format(".part-{}", ::getpid());
  const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return system_fault("cannot be written", path, errno);
  Status status = write_descriptor(file, bytes, path);
  if (::close(file) != 0 && status) status = system_fault("cannot be closed", path, errno);
  if (status && ::rename(part.c_str(), path.c_str()) != 0) status = system_fault("cannot be replaced", path, errno);
  if (!status) ::unlink(part.c_str());
  return status;
}

Status write_text(const fs::path &path, std::string_view text) {
  return write_file(path, std::as_bytes(std::span(text.data(), text.size())));
}

Status write_folder(const fs::path &given, const std::function<Status(const fs::path &)> &fill) {
  std::error_code code;
  fs::path path = fs::absolute(given, code).lexically_normal();
  if (!path.has_filename()) path = path.parent_path(); // "out/" means "out"
  if (fs::exists(path, code) && !fs::is_directory(path, code))
    return bad_input("is a file; a folder is to be written there", path.string(), "choose another name");
  const fs::path fresh = path.string() + ".part";
  const fs::path old = path.string() + ".old";
  // A run killed between the two renames below leaves only `.old`: put it back before anything else.
  if (!fs::exists(path, code) && fs::exists(old, code)) fs::rename(old, path, code);
  fs::remove_all(fresh, code);
  fs::remove_all(old, code);
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
