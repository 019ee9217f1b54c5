#include "assemble/embedded/sheet_marks.h"

#include "base/files.h"
#include "base/hash.h"

namespace myo::assemble {
namespace {

namespace fs = std::filesystem;

struct Kept {
  std::vector<std::string> files, texts; // a text for each, empty where only the hash matters
  std::vector<std::uint64_t> hashes;
};
template <class A> void visit(A &a, Kept &k) {
  for (std::vector<std::string> *list : {&k.files, &k.texts}) a.list(*list, [](A &v, std::string &text) { v(text); });
  a(k.hashes);
}

std::uint64_t key_of(std::uint64_t atlas) { return Key(1).value(atlas).hash(); }

} // namespace

Result<SheetMarks> marks_of(const fs::path &anatomy) {
  SheetMarks out;
  std::error_code code;
  for (auto entry = fs::recursive_directory_iterator(anatomy, code); !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
    if (entry->path().extension() != ".toml") continue;
    const auto text = read_text(entry->path());
    MYO_TRY(text);
    const std::string file = fs::relative(entry->path(), anatomy, code).generic_string();
    out.hashes[file] = hash_text(*text);
    if (file.starts_with("bones/")) out.bones[file] = *text;
  }
  if (code) return bad_input("cannot be read: " + code.message(), anatomy.string());
  return out;
}

void remember_sheets(ResultCache &cache, std::uint64_t atlas, const SheetMarks &marks) {
  Kept kept;
  for (const auto &[file, hash] : marks.hashes) {
    const auto text = marks.bones.find(file);
    kept.files.push_back(file), kept.hashes.push_back(hash);
    kept.texts.push_back(text != marks.bones.end() ? text->second : std::string());
  }
  cache.keep("sheets", key_of(atlas), kept);
}

std::optional<SheetMarks> remembered_sheets(ResultCache &cache, std::uint64_t atlas) {
  const auto kept = cache.find<Kept>("sheets", key_of(atlas));
  if (!kept || kept->files.size() != kept->hashes.size() || kept->files.size() != kept->texts.size()) return std::nullopt;
  SheetMarks out;
  for (std::size_t i = 0; i < kept->files.size(); ++i) {
    const std::string &file = kept->files[i];
    out.hashes[file] = kept->hashes[i];
    if (file.starts_with("bones/")) out.bones[file] = kept->texts[i];
  }
  return out;
}

std::set<std::string> files_that_differ(const SheetMarks &before, const SheetMarks &now) {
  std::set<std::string> out;
  for (const auto &[file, hash] : now.hashes)
    if (const auto was = before.hashes.find(file); was == before.hashes.end() || was->second != hash) out.insert(file);
  for (const auto &[file, hash] : before.hashes)
    if (!now.hashes.contains(file)) out.insert(file);
  return out;
}

bool tells_a_shape(std::string_view file) {
  return file.starts_with("bones/") || file.starts_with("muscles/") || file.starts_with("fasciae/");
}

} // namespace myo::assemble
