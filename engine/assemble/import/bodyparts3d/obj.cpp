#include "assemble/import/bodyparts3d/obj.h"

#include "assemble/import/bodyparts3d/words.h"

#include <charconv>
#include <cmath>

namespace myo::assemble::bodyparts3d {
namespace {

class Reader {
public:
  Reader(std::string_view text, const std::string &file, const Limits &limits)
      : text_(text), file_(file), limits_(limits) {}

  Result<ObjFile> run() {
    while (!text_.empty()) {
      const std::size_t end = text_.find('\n');
      std::string_view line = text_.substr(0, end);
      text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
      ++line_;
      skip_blanks(line);
      if (line.size() < 2) continue;
      if (line[0] == '#')
        header(line);
      else if (line[0] == 'v' && blank(line[1]))
        MYO_CHECK(vertex(line.substr(2)));
      else if (line[0] == 'f' && blank(line[1]))
        MYO_CHECK(face(line.substr(2)));
      // Normals, texture places, groups and materials are of no use here.
    }
    const std::size_t count = out_.surface.positions.size();
    if (highest_ >= std::int64_t(count))
      return bad_input(fmt::format("a face names vertex {}, but there are {}", highest_ + 1, count),
                       fmt::format("{}:{}", file_, highest_line_));
    if (out_.surface.indices.empty()) return bad_input("has no triangles", file_, "the file may be cut short");
    return std::move(out_);
  }

private:
  static void skip_blanks(std::string_view &line) {
    while (!line.empty() && blank(line.front())) line.remove_prefix(1);
  }
  [[nodiscard]] tl::unexpected<Error> wrong(std::string what) const {
    return bad_input(std::move(what), fmt::format("{}:{}", file_, line_));
  }

  void header(std::string_view line) {
    if (!out_.surface.positions.empty()) return;
    const std::size_t colon = line.find(" : ");
    if (colon == std::string_view::npos) return;
    const std::string_view key = trimmed(line.substr(1, colon - 1)), value = trimmed(line.substr(colon + 3));
    if (key == "Concept ID") out_.concept_id = value;
    if (key == "English name") out_.name = value;
  }

  Status vertex(std::string_view line) {
    double p[3];
    for (double &value : p) {
      skip_blanks(line);
      const auto [end, code] = std::from_chars(line.data(), line.data() + line.size(), value);
      if (code != std::errc() || !std::isfinite(value))
        return wrong(fmt::format("\"{}\" is not a coordinate", printable(line.substr(0, line.find(' ')))));
      if (std::abs(value) > limits_.coordinate_mm)
        return wrong(fmt::format("a coordinate of {} mm is farther out than any part of a body", value));
      line.remove_prefix(std::size_t(end - line.data()));
    }
    out_.surface.positions.emplace_back(float(p[0]), float(p[1]), float(p[2]));
    return {};
  }

  Status face(std::string_view line) {
    std::uint32_t first = 0, previous = 0;
    std::size_t corners = 0;
    for (skip_blanks(line); !line.empty(); skip_blanks(line)) {
      std::int64_t index = 0;
      const auto [end, code] = std::from_chars(line.data(), line.data() + line.size(), index);
      const std::size_t used = std::size_t(end - line.data());
      if (code != std::errc() || (used < line.size() && line[used] != '/' && !blank(line[used])))
        return wrong(fmt::format("\"{}\" is not a vertex number", printable(line.substr(0, line.find(' ')))));
      const auto count = std::int64_t(out_.surface.positions.size());
      const std::int64_t vertex = index > 0 ? index - 1 : count + index;
      if (index == 0 || vertex < 0 || vertex > 0xFFFFFFF0LL)
        return wrong(fmt::format("a face names vertex {}, but there are {}", index, count));
      if (vertex > highest_) highest_ = vertex, highest_line_ = line_;
      while (!line.empty() && !blank(line.front())) line.remove_prefix(1); // "/texture/normal"

      const auto corner = std::uint32_t(vertex);
      if (corners == 0) first = corner;
      if (corners >= 2) out_.surface.indices.insert(out_.surface.indices.end(), {first, previous, corner});
      previous = corner;
      ++corners;
    }
    if (corners < 3) return wrong(fmt::format("a face has {} corners", corners));
    return {};
  }

  std::string_view text_;
  const std::string &file_;
  const Limits &limits_;
  std::size_t line_ = 0, highest_line_ = 0;
  std::int64_t highest_ = -1;
  ObjFile out_;
};

} // namespace

Result<ObjFile> parse_obj(std::string_view text, const std::string &file, const Limits &limits) {
  return Reader(text, file, limits).run();
}

} // namespace myo::assemble::bodyparts3d
