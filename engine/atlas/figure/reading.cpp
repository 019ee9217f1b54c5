#include "atlas/figure/reading.h"

#include <algorithm>

namespace myo::atlas {
namespace {

// The bytes of the UTF-8 letter that begins here, 0 when it is none.
std::size_t letter_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t size = byte(0) < 0x80U ? 1 : byte(0) >= 0xF0U && byte(0) < 0xF5U ? 4 : byte(0) >= 0xE0U ? 3 : byte(0) >= 0xC2U ? 2 : 0;
  if (byte(0) >= 0xF5U || size == 0 || size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  return size;
}

constexpr std::size_t longest_name = 120;      // bytes

} // namespace

std::string readable_name(std::string_view name, std::string_view otherwise) {
  std::string out;
  while (!name.empty() && out.size() < longest_name) {
    const std::size_t size = letter_size(name);
    const auto first = static_cast<unsigned char>(name[0]);
    if (size == 0) out += '?';
    else if (first < 0x20U || first == 0x7FU) out += ' ';
    else out += name.substr(0, size);
    name.remove_prefix(std::max<std::size_t>(size, 1));
  }
  const auto begin = out.find_first_not_of(' ');
  if (begin == std::string::npos) return std::string(otherwise);
  return out.substr(begin, out.find_last_not_of(' ') + 1 - begin);
}

std::string FreeNames::take(const std::string &wanted) {
  std::size_t &next = next_.try_emplace(wanted, 2).first->second;
  std::string name = wanted;
  while (!taken_.insert(name).second) name = fmt::format("{} {}", wanted, next++);
  return name;
}

void FoundParts::add(FigurePart part, const std::string &name) {
  part.name = names_.take(name);
  vertices_ += part.positions.size();
  if (vertices_ > most_figure_vertices) throw FigureFault{fmt::format("has more than {} vertices", most_figure_vertices), ""};
  parts_.push_back(std::move(part));
}

void even_out_weights(FigurePart &part) {
  std::vector<std::uint32_t> first{0};
  std::vector<FigureInfluence> even;
  first.reserve(part.first.size());
  even.reserve(part.influences.size());
  for (std::size_t v = 0; v + 1 < part.first.size(); ++v) {
    double sum = 0;
    for (std::uint32_t i = part.first[v]; i < part.first[v + 1]; ++i) sum += static_cast<double>(part.influences[i].weight);
    if (!(sum > 1e-6)) even.push_back({0, 1});
    else
      for (std::uint32_t i = part.first[v]; i < part.first[v + 1]; ++i)
        even.push_back({part.influences[i].joint, static_cast<float>(static_cast<double>(part.influences[i].weight) / sum)});
    first.push_back(static_cast<std::uint32_t>(even.size()));
  }
  part.first = std::move(first);
  part.influences = std::move(even);
}

void add_normals(FigurePart &part) {
  part.normals.assign(part.positions.size(), vec3(0));
  for (std::size_t t = 0; t + 2 < part.indices.size(); t += 3) {
    const std::uint32_t *c = &part.indices[t];
    const vec3 area = glm::cross(part.positions[c[1]] - part.positions[c[0]], part.positions[c[2]] - part.positions[c[0]]);
    for (int k = 0; k < 3; ++k) part.normals[c[k]] += area;
  }
}

} // namespace myo::atlas
