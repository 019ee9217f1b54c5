#include "assemble/import/bodyparts3d/parts.h"

#include "base/hash.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <tbb/parallel_pipeline.h>
#include <tuple>

namespace myo::assemble::bodyparts3d {
namespace {

// More elements than any one structure has: what is left over under so broad a concept stays apart.
constexpr std::size_t broad = 40;

struct Text {
  std::size_t index = 0;
  std::string text;
};

// A concept's number, for sorting: FMA9 before FMA10.
std::tuple<std::size_t, std::string> number(const std::string &id) {
  return {id.size(), id};
}

std::uint64_t shape_hash(const Surface &surface) {
  return hash_span(std::span<const std::uint32_t>(surface.indices),
                   hash_span(std::span<const vec3>(surface.positions)));
}

void append(Surface &to, const Surface &from) {
  const auto offset = std::uint32_t(to.positions.size());
  to.positions.insert(to.positions.end(), from.positions.begin(), from.positions.end());
  for (const std::uint32_t i : from.indices) to.indices.push_back(i + offset);
}

// "" when neither tables nor header name it.
std::string concept_of(const Element &element, const Tables &tables) {
  const auto owners = tables.of_element.find(element.id);
  if (owners == tables.of_element.end()) return element.file.concept_id;
  return *std::min_element(owners->second.begin(), owners->second.end(), [&](const auto &a, const auto &b) {
    const auto rank = [&](const std::string &id) {
      return std::tuple(tables.concepts.at(id).elements.size(), id != element.file.concept_id, number(id));
    };
    return rank(a) < rank(b);
  });
}

// Drops elements whose geometry another one repeats; the first by name stays.
void drop_repeated(std::vector<Element> &elements, std::vector<std::string> &notes) {
  std::map<std::uint64_t, std::vector<std::size_t>> by_shape;
  std::vector<bool> repeated(elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Surface &shape = elements[i].file.surface;
    std::vector<std::size_t> &same = by_shape[shape_hash(shape)];
    for (const std::size_t j : same)
      if (elements[j].file.surface.positions == shape.positions && elements[j].file.surface.indices == shape.indices) {
        notes.push_back(fmt::format("{} repeats {} exactly and is left out", elements[i].id, elements[j].id));
        repeated[i] = true;
        break;
      }
    if (!repeated[i]) same.push_back(i);
  }
  std::size_t i = 0;
  std::erase_if(elements, [&](const Element &) { return repeated[i++]; });
}

} // namespace

Result<std::vector<Element>> read_elements(const Archive &archive, Progress &progress, const Limits &limits, float from,
                                           float to) {
  const std::vector<Archive::Entry> &objects = archive.objects();
  std::vector<Element> elements(objects.size());
  std::mutex mutex;
  std::size_t failed_at = objects.size();
  std::optional<Error> failure;
  const auto fault = [&](std::size_t index, Error error) {
    const std::scoped_lock lock(mutex);
    if (index < failed_at) failed_at = index, failure = std::move(error);
  };

  std::size_t next = 0; // only the serial stage touches it
  const auto unpack = [&](tbb::flow_control &control) -> Text {
    bool stop = next >= objects.size() || progress.cancelled();
    if (!stop) {
      const std::scoped_lock lock(mutex);
      stop = failure.has_value(); // whatever comes later by name is not the first fault
    }
    if (stop) {
      control.stop();
      return {};
    }
    if (next % 16 == 0)
      progress.report(fmt::format("Reading {} of {} parts", next, objects.size()),
                      from + (to - from) * float(next) / float(objects.size()));
    const std::size_t index = next++;
    Result<std::string> text = archive.read(objects[index]);
    if (text) return {index, std::move(*text)};
    fault(index, text.error());
    control.stop();
    return {};
  };
  const auto parse = [&](const Text &text) {
    const std::string &name = objects[text.index].name;
    Result<ObjFile> file = parse_obj(text.text, name, limits);
    if (!file) return fault(text.index, file.error());
    elements[text.index] = {name.substr(0, name.size() - 4), std::move(*file)};
  };
  tbb::parallel_pipeline(8, tbb::make_filter<void, Text>(tbb::filter_mode::serial_in_order, unpack) &
                                tbb::make_filter<Text, void>(tbb::filter_mode::parallel, parse));
  if (progress.cancelled()) return cancelled();
  if (failure) return fail(std::move(*failure));
  return elements;
}

std::vector<Part> gather_parts(std::vector<Element> elements, const Tables &tables, std::vector<std::string> &notes) {
  std::sort(elements.begin(), elements.end(),
            [](const Element &a, const Element &b) { return number(a.id) < number(b.id); });
  for (const auto &[id, owners] : tables.of_element)
    if (std::none_of(elements.begin(), elements.end(), [&](const Element &e) { return e.id == id; }))
      notes.push_back(
          fmt::format("{} ({}) has no file {}.obj", owners.front(), tables.concepts.at(owners.front()).name, id));
  drop_repeated(elements, notes);

  std::map<std::tuple<std::size_t, std::string, std::string>, Part> parts; // FMA number, then element for the nameless
  std::map<std::string, std::size_t> leftovers;
  for (const Element &element : elements) ++leftovers[concept_of(element, tables)];
  for (Element &element : elements) {
    const std::string id = concept_of(element, tables);
    const bool listed = tables.of_element.contains(element.id);
    const bool alone = id.empty() || leftovers[id] > broad;
    Part &part = parts[{id.empty() ? 99 : id.size(), id, alone ? element.id : std::string()}];
    if (part.elements.empty()) {
      part.concept_id = id;
      const auto row = tables.concepts.find(id);
      part.name = row != tables.concepts.end() ? row->second.name : element.file.name;
      if (part.name.empty()) part.name = element.id;
      if (id.empty())
        notes.push_back(fmt::format("{}.obj is named neither by the tables nor by a header", element.id));
      else if (!listed)
        notes.push_back(fmt::format("{}.obj is in no table; its header says {} ({})", element.id, id, part.name));
    }
    part.elements.push_back(element.id);
    if (part.surface.indices.empty())
      part.surface = std::move(element.file.surface);
    else
      append(part.surface, element.file.surface);
  }
  std::vector<Part> result;
  result.reserve(parts.size());
  for (auto &[key, part] : parts) result.push_back(std::move(part));
  return result;
}

} // namespace myo::assemble::bodyparts3d
