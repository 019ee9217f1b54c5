#include "atlas/figure/import.h"

#include "atlas/figure/reading.h"
#include "format/archive.h"

#include <fstream>

namespace myo::atlas {
namespace fs = std::filesystem;
namespace {

constexpr const char *figure_remedy = "write it anew with the program that made it, best as glTF 2.0";

Result<std::vector<std::byte>> packed_figure(const fs::path &file) {
  auto figure = parse_figure(file);
  MYO_TRY(figure);
  format::ByteWriter out;
  format::Writer writer(out);
  visit_figure(writer, *figure);
  return out.take();
}

} // namespace

bool is_gltf_2(const fs::path &file) {
  std::string begin(4096, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  begin.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
  if (begin.starts_with("glTF")) return begin.size() >= 8 && begin[4] == 2;
  // A JSON file: version 1 is another format, which Assimp reads.
  return file.extension() == ".gltf" && begin.find("\"1.0\"") == std::string::npos;
}

Result<Figure> parse_figure(const fs::path &file) {
  try {
    Figure figure = is_gltf_2(file) ? read_gltf(file) : read_with_assimp(file);
    figure.name = readable_name(file.stem().string(), "model");
    if (const Status status = check_figure(figure); !status) {
      const Error &e = status.error();
      return bad_input(e.what, e.where.empty() ? file.string() : file.string() + " " + e.where, figure_remedy);
    }
    return figure;
  } catch (const FigureFault &fault) {
    return bad_input(fault.what, fault.where.empty() ? file.string() : file.string() + " " + fault.where, figure_remedy);
  }
}

Result<Figure> import_figure(const fs::path &file, Progress &progress, const ChildLimits &limits) {
  progress.report("Reading the model", 0.05F);
  std::error_code code;
  if (!fs::exists(file, code)) return bad_input("there is no such file", file.string(), "give a model file: .glb, .gltf, .fbx, .obj ...");
  if (!fs::is_regular_file(file, code)) return bad_input("is no file", file.string(), "give a model file: .glb, .gltf, .fbx, .obj ...");
  const auto answer = run_apart([&](Progress &) { return packed_figure(file); }, file.string(), figure_remedy, progress, limits);
  MYO_TRY(answer);
  format::ByteReader in(answer->bytes());
  format::Reader reader(in);
  Figure figure;
  visit_figure(reader, figure);
  if (!reader.ok()) return machine_fault("the reading process left half an answer", file.string());
  MYO_CHECK(check_figure(figure)); // a reader that was broken into may have left anything
  return figure;
}

} // namespace myo::atlas
