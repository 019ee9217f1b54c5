#include "assemble/import/bodyparts3d/archive.h"

#include "base/files.h"

#include <algorithm>
#include <array>
#include <map>
#include <zip.h>

namespace myo::assemble::bodyparts3d {
struct CloseZip {
  void operator()(zip_t *zip) const { zip_discard(zip); }
};
using Zip = std::unique_ptr<zip_t, CloseZip>;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t table_bytes = 64ULL << 20;
constexpr const char *again = "download or copy the archive again";

std::string file_part(std::string_view name) {
  const std::size_t slash = name.find_last_of('/');
  return std::string(slash == std::string_view::npos ? name : name.substr(slash + 1));
}

bool has_suffix(std::string_view name, std::string_view suffix) {
  return name.size() > suffix.size() && std::equal(suffix.rbegin(), suffix.rend(), name.rbegin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? char(b - 'A' + 'a') : b);
         });
}

// An absolute name or one with ".." aims outside the archive. It is never followed here, but whoever wrote it means
// harm, so the archive is refused as a whole.
bool climbs(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos) return true;
  if (name.size() > 1 && name[1] == ':') return true;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    if (name.substr(at, end - at) == "..") return true;
    at = end + 1;
  }
  return false;
}

Result<std::string> read_entry(zip_t *zip, std::uint64_t place, std::uint64_t bytes, const std::string &where) {
  zip_file_t *file = zip_fopen_index(zip, place, 0);
  if (file == nullptr) return bad_input(fmt::format("cannot be unpacked ({})", zip_strerror(zip)), where, again);
  std::string text(bytes, '\0');
  std::uint64_t done = 0;
  zip_int64_t got = 0;
  while (done < bytes && (got = zip_fread(file, text.data() + done, bytes - done)) > 0) done += std::uint64_t(got);
  // One byte more than declared: libzip checks the sum at the end, and a longer stream is a lie about its size.
  char more = 0;
  const bool longer = got >= 0 && done == bytes && zip_fread(file, &more, 1) > 0;
  const std::string reason = zip_error_strerror(zip_file_get_error(file));
  const bool broken = got < 0 || zip_file_get_error(file)->zip_err != ZIP_ER_OK || done != bytes || longer;
  zip_fclose(file);
  if (!broken) return text;
  return bad_input(longer || done != bytes ? "is not as long as the archive says" : "is damaged: " + reason, where,
                   again);
}

} // namespace

struct Archive::Impl {
  fs::path path; // the zip or the folder of OBJ files
  Zip zip;       // null for a folder
  std::vector<Entry> objects;
  std::map<std::string, Entry> tables; // by file name
  std::vector<fs::path> files;         // folder only: what Entry::place means
  std::vector<fs::path> beside;        // folders in which tables are sought
  Limits limits;
};

namespace {

Status take(Archive::Entry entry, const std::string &where, const Limits &limits, std::uint64_t &total,
            std::vector<Archive::Entry> &objects, std::map<std::string, Archive::Entry> &tables) {
  if (has_suffix(entry.name, ".txt")) {
    tables.try_emplace(entry.name, entry);
    return {};
  }
  if (!has_suffix(entry.name, ".obj")) return {};
  total += entry.bytes;
  if (entry.bytes > limits.file_bytes)
    return bad_input(fmt::format("would unpack to {} MB, more than the {} MB that a part may have", entry.bytes >> 20U,
                                 limits.file_bytes >> 20U),
                     where, "is this the right archive?");
  if (total > limits.total_bytes)
    return bad_input(fmt::format("the archive would unpack to more than {} MB", limits.total_bytes >> 20U), where,
                     "is this the right archive?");
  if (objects.size() >= limits.files)
    return bad_input(fmt::format("the archive holds more than {} OBJ files", limits.files), where,
                     "is this the right archive?");
  objects.push_back(std::move(entry));
  return {};
}

Result<Zip> open_zip(const fs::path &path) {
  int code = 0;
  zip_t *raw = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (raw != nullptr) return Zip(raw);
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  return bad_input(fmt::format("is not a whole zip archive ({})", reason), path.string(), again);
}

} // namespace

Archive::Archive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Archive::Archive(Archive &&) noexcept = default;
Archive &Archive::operator=(Archive &&) noexcept = default;
Archive::~Archive() = default;

const std::vector<Archive::Entry> &Archive::objects() const {
  return impl_->objects;
}
std::string Archive::name() const {
  return impl_->path.filename().string();
}

Result<Archive> Archive::open(const fs::path &given, const Limits &limits) {
  std::error_code code;
  fs::path path = given;
  const fs::file_status status = fs::status(path, code);
  if (!fs::exists(status)) return bad_input("does not exist", path.string(), "give the BodyParts3D zip or its folder");

  auto impl = std::make_unique<Impl>();
  impl->limits = limits;
  std::uint64_t total = 0;
  if (fs::is_directory(status)) {
    impl->beside = {path, path.parent_path()};
    std::vector<fs::path> zips, files;
    for (fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, code), end;
         !code && it != end; it.increment(code)) {
      if (it.depth() > 3 || files.size() > 2 * limits.files) {
        it.pop(code);
        continue;
      }
      if (!it->is_regular_file(code)) continue;
      const std::string name = it->path().filename().string();
      if (it.depth() == 0 && has_suffix(name, ".zip")) zips.push_back(it->path());
      if (has_suffix(name, ".obj") || has_suffix(name, ".txt")) files.push_back(it->path());
    }
    if (code) return machine_fault(fmt::format("cannot be listed ({})", code.message()), path.string());
    std::sort(files.begin(), files.end());
    std::sort(zips.begin(), zips.end());
    for (const fs::path &file : files) {
      MYO_CHECK(take({file.filename().string(), std::uint64_t(fs::file_size(file, code)), impl->files.size()},
                     file.string(), limits, total, impl->objects, impl->tables));
      impl->files.push_back(file);
    }
    if (impl->objects.empty()) {
      if (zips.empty())
        return bad_input("holds neither OBJ files nor a zip", path.string(), "give the BodyParts3D zip or its folder");
      if (zips.size() > 1)
        return bad_input(fmt::format("holds {} zips", zips.size()), path.string(), "name the one to import");
      path = zips.front();
    }
  } else {
    impl->beside = {path.parent_path()};
  }

  impl->path = path;
  if (impl->objects.empty()) {
    auto zip = open_zip(path);
    MYO_TRY(zip);
    const zip_int64_t count = zip_get_num_entries(zip->get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
      zip_stat_t stat;
      if (zip_stat_index(zip->get(), std::uint64_t(i), 0, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0)
        return bad_input(fmt::format("entry {} cannot be read", i), path.string(), again);
      const std::string where = path.filename().string() + ":" + stat.name;
      if (climbs(stat.name))
        return bad_input("has a name that leads out of the archive", where, "do not trust this file");
      if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
        return bad_input("is encrypted", where, "give the archive as the publisher offers it");
      if (stat.size > (1U << 20U) && stat.size / std::max<std::uint64_t>(stat.comp_size, 1) > limits.ratio)
        return bad_input(fmt::format("unpacks to more than {} times its size", limits.ratio), where,
                         "is this the right archive?");
      MYO_CHECK(
          take({file_part(stat.name), stat.size, std::uint64_t(i)}, where, limits, total, impl->objects, impl->tables));
    }
    impl->zip = std::move(*zip);
    if (impl->objects.empty())
      return bad_input("holds no OBJ files", path.string(), "give the BodyParts3D zip or its folder");
  }
  std::sort(impl->objects.begin(), impl->objects.end(),
            [](const Entry &a, const Entry &b) { return a.name != b.name ? a.name < b.name : a.place < b.place; });
  const auto twice = std::adjacent_find(impl->objects.begin(), impl->objects.end(),
                                        [](const Entry &a, const Entry &b) { return a.name == b.name; });
  if (twice != impl->objects.end())
    return bad_input("there are two files of this name", impl->path.filename().string() + ":" + twice->name,
                     "give one release at a time");
  return Archive(std::move(impl));
}

Result<std::string> Archive::read(const Entry &entry) const {
  if (!impl_->zip) return read_text(impl_->files[entry.place], impl_->limits.file_bytes);
  return read_entry(impl_->zip.get(), entry.place, entry.bytes, name() + ":" + entry.name);
}

Result<std::string> Archive::table(const std::string &table_name) const {
  for (const fs::path &folder : impl_->beside) {
    const fs::path file = folder / table_name;
    std::error_code code;
    if (fs::is_regular_file(file, code)) return read_text(file, table_bytes);
  }
  if (const auto found = impl_->tables.find(table_name); found != impl_->tables.end()) {
    if (found->second.bytes > table_bytes) return bad_input("is too large for a table", table_name);
    return read(found->second);
  }
  return bad_input(fmt::format("the table {} is missing", table_name), impl_->path.string(),
                   "put the publisher's isa_parts_list_e.txt and isa_element_parts.txt beside the archive");
}

} // namespace myo::assemble::bodyparts3d
