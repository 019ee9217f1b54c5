// Elements (files) gathered into parts (concepts).
#pragma once

#include "assemble/import/bodyparts3d/archive.h"
#include "assemble/import/bodyparts3d/obj.h"
#include "assemble/import/bodyparts3d/tables.h"
#include "base/progress.h"

namespace myo::assemble::bodyparts3d {

struct Element {
  std::string id; // file name without ".obj": "FJ1423M"
  ObjFile file;
};

struct Part {
  std::string concept_id;            // "FMA32540"; "" for a file that nothing names
  std::string name;                  // "Right levator scapulae"
  std::vector<std::string> elements; // element ids, sorted
  Surface surface;                   // file axes, millimetres, until place_in_world
};

// Streams every file of the archive through the parser, several at a time, in threads of its own: it runs in a child
// process, where oneTBB's are missing. Of several faulty files the first by name is reported.
[[nodiscard]] Result<std::vector<Element>> read_elements(const Archive &archive, Progress &progress, const Limits &limits);

// Which concept each element belongs to: the tables name broad concepts too ("Muscle of hand"), so the one with the
// fewest elements wins, then the one the file's own header names. A file the tables do not know goes by its header.
// Elements with the same geometry are kept once. Parts come in the order of their FMA numbers.
[[nodiscard]] std::vector<Part> gather_parts(std::vector<Element> elements, const Tables &tables,
                                             std::vector<std::string> &notes);

} // namespace myo::assemble::bodyparts3d
