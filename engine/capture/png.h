// Pictures as PNG files. Same picture and text, same bytes.
#pragma once

#include "base/result.h"
#include "capture/picture.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace myo::capture {

struct PngText {                               // a keyword of 1 to 79 Latin-1 letters and any UTF-8 text
  std::string key, value;
};

struct PngOptions {
  bool transparent = false;                    // keeps alpha (RGBA8); else the picture is written opaque (RGB8)
  std::vector<PngText> text;                   // written as iTXt, in order
  double pixels_per_metre = 0;                 // 0 = not said
};

[[nodiscard]] Result<std::vector<std::byte>> encode_png(const Picture &picture, const PngOptions &options);
[[nodiscard]] Status write_png(const std::filesystem::path &path, const Picture &picture, const PngOptions &options);

struct PngFile {
  Picture picture;                             // alpha 255 where the file has none
  bool transparent = false;
  std::vector<PngText> text;
};
[[nodiscard]] Result<PngFile> decode_png(std::span<const std::byte> bytes, const std::string &where);
[[nodiscard]] Result<PngFile> read_png(const std::filesystem::path &path);

// Ids as RGB8, id = R + 256 G + 65536 B, and 0 = nothing; the file says so itself under "Encoding".
// Ids beyond 24 bits are refused.
[[nodiscard]] Status write_ids(const std::filesystem::path &path, const IdPicture &ids,
                               std::vector<PngText> text = {});
[[nodiscard]] Result<IdPicture> read_ids(const std::filesystem::path &path);

} // namespace myo::capture
