#include "assemble/import/bodyparts3d/tables.h"

#include "assemble/import/bodyparts3d/words.h"

#include <algorithm>
#include <cstdint>

namespace myo::assemble::bodyparts3d {
namespace {

using Row = std::vector<std::string_view>;

struct Sheet {
  std::vector<Row> rows; // without the heading; fields in the order asked for
  std::vector<std::size_t> lines;
};

Row split(std::string_view line) {
  Row fields;
  for (std::size_t at = 0;;) {
    const std::size_t tab = line.find('\t', at);
    fields.push_back(trimmed(line.substr(at, tab == std::string_view::npos ? tab : tab - at)));
    if (tab == std::string_view::npos) return fields;
    at = tab + 1;
  }
}

Result<Sheet> read_sheet(std::string_view text, const char *file, const std::vector<std::string_view> &columns) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  if (text.find('\0') != std::string_view::npos) return bad_input("is not a text table", file);
  Sheet sheet;
  std::vector<std::size_t> at;
  std::size_t line_number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++line_number;
    if (trimmed(line).empty()) continue;
    const Row fields = split(line);
    if (at.empty()) {
      for (const std::string_view column : columns) {
        const auto found =
            std::find_if(fields.begin(), fields.end(), [&](std::string_view f) { return lower(f) == column; });
        if (found == fields.end())
          return bad_input(fmt::format("there is no column \"{}\"", column), fmt::format("{}:{}", file, line_number),
                           "the file must be the publisher's, with its heading and tabs");
        at.push_back(std::size_t(found - fields.begin()));
      }
      continue;
    }
    Row row;
    for (const std::size_t column : at) {
      if (column >= fields.size() || fields[column].empty())
        return bad_input("the row is not complete", fmt::format("{}:{}", file, line_number),
                         "each row needs all columns, separated by tabs");
      row.push_back(fields[column]);
    }
    sheet.rows.push_back(std::move(row));
    sheet.lines.push_back(line_number);
  }
  if (sheet.rows.empty()) return bad_input("the table is empty", file);
  return sheet;
}

Status check_concept(std::string_view id, const char *file, std::size_t line) {
  const bool good = id.size() > 3 && id.size() < 16 && id.substr(0, 3) == "FMA" &&
                    std::all_of(id.begin() + 3, id.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (good) return {};
  return bad_input(fmt::format("\"{}\" is not a concept id like FMA32540", printable(id)),
                   fmt::format("{}:{}", file, line));
}

} // namespace

Result<Tables> read_tables(std::string_view parts_list, std::string_view element_parts) {
  auto list = read_sheet(parts_list, parts_list_name, {"concept id", "en"});
  MYO_TRY(list);
  auto parts = read_sheet(element_parts, element_parts_name, {"concept id", "name", "element file id"});
  MYO_TRY(parts);

  Tables tables;
  for (std::size_t i = 0; i < list->rows.size(); ++i) {
    MYO_CHECK(check_concept(list->rows[i][0], parts_list_name, list->lines[i]));
    const auto [at, fresh] = tables.concepts.try_emplace(std::string(list->rows[i][0]));
    if (fresh)
      at->second.name = list->rows[i][1];
    else if (at->second.name != list->rows[i][1])
      return bad_input(
          fmt::format("{} is named \"{}\" and \"{}\"", at->first, at->second.name, printable(list->rows[i][1])),
          fmt::format("{}:{}", parts_list_name, list->lines[i]), "each concept has one name");
  }

  std::size_t agree = 0, strange = 0;
  for (std::size_t i = 0; i < parts->rows.size(); ++i) {
    const Row &row = parts->rows[i];
    MYO_CHECK(check_concept(row[0], element_parts_name, parts->lines[i]));
    const auto [at, fresh] = tables.concepts.try_emplace(std::string(row[0]));
    Concept &part = at->second;
    if (fresh) {
      part.name = row[1];
      ++strange;
      tables.notes.push_back(
          fmt::format("{} ({}) is in {} but not in {}", row[0], row[1], element_parts_name, parts_list_name));
    } else if (lower(part.name) == lower(row[1])) {
      ++agree;
    } else {
      ++strange;
      tables.notes.push_back(fmt::format("{} is \"{}\" in {} and \"{}\" in {}; the first is used", row[0], part.name,
                                         parts_list_name, row[1], element_parts_name));
    }
    const std::string element(row[2]);
    if (std::find(part.elements.begin(), part.elements.end(), element) == part.elements.end())
      part.elements.push_back(element);
    std::vector<std::string> &owners = tables.of_element[element];
    if (std::find(owners.begin(), owners.end(), at->first) == owners.end()) owners.push_back(at->first);
  }
  if (strange > agree)
    return bad_input(fmt::format("contradicts {}: {} of {} rows name concepts differently", parts_list_name, strange,
                                 agree + strange),
                     element_parts_name, "take both tables from the same release");
  for (auto &[element, owners] : tables.of_element) std::sort(owners.begin(), owners.end());
  for (const auto &[id, part] : tables.concepts)
    if (part.elements.empty())
      tables.notes.push_back(fmt::format("{} ({}) has no element in {}", id, part.name, element_parts_name));
  return tables;
}

} // namespace myo::assemble::bodyparts3d
