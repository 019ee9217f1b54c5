#include "capture/png.h"

#include "base/files.h"

#include <cmath>
#include <csetjmp>
#include <cstring>
#include <png.h>

namespace myo::capture {
namespace {

constexpr std::uint32_t largest_side = 16384;

// libpng reports by longjmp. Nothing with a destructor may live between setjmp and a call into it, so the two
// functions below take only plain pointers.
struct Failure { char message[160] = {}; };

[[noreturn]] void on_error(png_structp png, png_const_charp message) {
  auto *failure = static_cast<Failure *>(png_get_error_ptr(png));
  std::strncpy(failure->message, message, sizeof failure->message - 1);
  png_longjmp(png, 1);
}
void on_warning(png_structp, png_const_charp) {}

void append(png_structp png, png_bytep data, std::size_t size) {
  auto *out = static_cast<std::vector<std::byte> *>(png_get_io_ptr(png));
  const auto *bytes = reinterpret_cast<const std::byte *>(data);
  out->insert(out->end(), bytes, bytes + size);
}
void no_flush(png_structp) {}

struct Reader { const std::byte *data; std::size_t size, at; };
void take(png_structp png, png_bytep data, std::size_t size) {
  auto *reader = static_cast<Reader *>(png_get_io_ptr(png));
  if (size > reader->size - reader->at) png_error(png, "the file ends too early");
  std::memcpy(data, reader->data + reader->at, size);
  reader->at += size;
}

bool write_all(png_structp png, png_infop info, const Picture &picture, bool alpha, png_textp text, int texts,
               double pixels_per_metre, png_bytep row, std::vector<std::byte> *out) {
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_write_fn(png, out, append, no_flush);
  png_set_IHDR(png, info, picture.width, picture.height, 8, alpha ? PNG_COLOR_TYPE_RGBA : PNG_COLOR_TYPE_RGB,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  if (pixels_per_metre > 0) {
    const auto density = static_cast<png_uint_32>(pixels_per_metre + 0.5);
    png_set_pHYs(png, info, density, density, PNG_RESOLUTION_METER);
  }
  if (texts > 0) png_set_text(png, info, text, texts);
  // Level 6 with the "up" filter: near the smallest files for rendered pictures at a third of the default's time.
  png_set_compression_level(png, 6);
  png_set_filter(png, 0, PNG_FILTER_UP | PNG_FILTER_SUB);
  png_write_info(png, info);
  for (std::uint32_t y = 0; y < picture.height; ++y) {
    const std::uint8_t *source = picture.rgba.data() + std::size_t{y} * picture.width * 4;
    if (alpha) std::memcpy(row, source, std::size_t{picture.width} * 4);
    else
      for (std::uint32_t x = 0; x < picture.width; ++x) std::memcpy(row + std::size_t{x} * 3, source + std::size_t{x} * 4, 3);
    png_write_row(png, row);
  }
  png_write_end(png, nullptr);
  return true;
}

bool read_header(png_structp png, png_infop info, Reader *reader) {
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_user_limits(png, largest_side, largest_side);
  png_set_chunk_malloc_max(png, 8U << 20U);
  png_set_read_fn(png, reader, take);
  png_read_info(png, info);
  png_set_expand(png);
  png_set_strip_16(png);
  png_set_gray_to_rgb(png);
  png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  return true;
}

bool read_rows(png_structp png, png_infop info, png_bytepp rows) {
  if (setjmp(png_jmpbuf(png))) return false;
  png_read_image(png, rows);
  png_read_end(png, info);
  return true;
}

struct WriteHandle {
  png_structp png = nullptr;
  png_infop info = nullptr;
  explicit WriteHandle(Failure *failure)
      : png(png_create_write_struct(PNG_LIBPNG_VER_STRING, failure, on_error, on_warning)) {
    if (png != nullptr) info = png_create_info_struct(png);
  }
  WriteHandle(const WriteHandle &) = delete;
  WriteHandle &operator=(const WriteHandle &) = delete;
  ~WriteHandle() { png_destroy_write_struct(&png, &info); }
};

struct ReadHandle {
  png_structp png = nullptr;
  png_infop info = nullptr;
  explicit ReadHandle(Failure *failure)
      : png(png_create_read_struct(PNG_LIBPNG_VER_STRING, failure, on_error, on_warning)) {
    if (png != nullptr) info = png_create_info_struct(png);
  }
  ReadHandle(const ReadHandle &) = delete;
  ReadHandle &operator=(const ReadHandle &) = delete;
  ~ReadHandle() { png_destroy_read_struct(&png, &info, nullptr); }
};

} // namespace

Result<std::vector<std::byte>> encode_png(const Picture &picture, const PngOptions &options) {
  if (picture.width == 0 || picture.height == 0 || picture.width > largest_side || picture.height > largest_side)
    return bad_arguments(fmt::format("a picture of {}x{} pixels cannot be written", picture.width, picture.height),
                         fmt::format("choose 1 to {} pixels a side", largest_side));
  if (picture.rgba.size() != std::size_t{picture.width} * picture.height * 4)
    return bad_input("the picture's pixels do not match its size");
  Failure failure;
  WriteHandle handle{&failure};
  if (handle.info == nullptr) return machine_fault("libpng does not start");

  std::vector<std::string> keys;
  std::vector<std::string> values;
  for (const PngText &text : options.text) {
    keys.push_back(text.key);
    values.push_back(text.value);
  }
  std::vector<png_text> texts(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    texts[i].compression = PNG_ITXT_COMPRESSION_NONE;
    texts[i].key = keys[i].data();
    texts[i].text = values[i].data();
    texts[i].itxt_length = values[i].size();
  }
  std::vector<std::uint8_t> row(std::size_t{picture.width} * 4);
  std::vector<std::byte> bytes;
  if (!write_all(handle.png, handle.info, picture, options.transparent, texts.data(), static_cast<int>(texts.size()),
                 options.pixels_per_metre, row.data(), &bytes))
    return machine_fault(fmt::format("the picture cannot be written as PNG: {}", failure.message));
  return bytes;
}

Status write_png(const std::filesystem::path &path, const Picture &picture, const PngOptions &options) {
  const auto bytes = encode_png(picture, options);
  MYO_TRY(bytes);
  return write_file(path, *bytes);
}

Result<PngFile> decode_png(std::span<const std::byte> bytes, const std::string &where) {
  if (bytes.size() < 8 || png_sig_cmp(reinterpret_cast<png_const_bytep>(bytes.data()), 0, 8) != 0)
    return bad_input("is not a PNG file", where);
  Failure failure;
  ReadHandle handle{&failure};
  if (handle.info == nullptr) return machine_fault("libpng does not start");
  Reader reader{bytes.data(), bytes.size(), 0};
  if (!read_header(handle.png, handle.info, &reader))
    return bad_input(fmt::format("is a broken PNG file ({})", failure.message), where);

  PngFile file;
  file.picture.width = png_get_image_width(handle.png, handle.info);
  file.picture.height = png_get_image_height(handle.png, handle.info);
  const std::size_t stride = std::size_t{file.picture.width} * 4;
  if (png_get_rowbytes(handle.png, handle.info) != stride) return bad_input("is a PNG file of an odd layout", where);
  file.transparent = (png_get_color_type(handle.png, handle.info) & PNG_COLOR_MASK_ALPHA) != 0;
  file.picture.rgba.resize(stride * file.picture.height);
  std::vector<png_bytep> rows(file.picture.height);
  for (std::uint32_t y = 0; y < file.picture.height; ++y) rows[y] = file.picture.rgba.data() + stride * y;
  if (!read_rows(handle.png, handle.info, rows.data()))
    return bad_input(fmt::format("is a broken PNG file ({})", failure.message), where);

  png_textp texts = nullptr;
  int count = 0;
  png_get_text(handle.png, handle.info, &texts, &count);
  for (int i = 0; i < count; ++i) file.text.push_back({texts[i].key, texts[i].text == nullptr ? "" : texts[i].text});
  std::uint8_t lowest = 255;
  for (std::size_t i = 3; i < file.picture.rgba.size(); i += 4) lowest = std::min(lowest, file.picture.rgba[i]);
  file.transparent = file.transparent && lowest < 255;
  return file;
}

Result<PngFile> read_png(const std::filesystem::path &path) {
  const auto bytes = read_file(path, 1ULL << 30);
  MYO_TRY(bytes);
  return decode_png(*bytes, path.string());
}

Status write_ids(const std::filesystem::path &path, const IdPicture &ids, std::vector<PngText> text) {
  Picture picture{ids.width, ids.height, {}};
  picture.rgba.reserve(ids.ids.size() * 4);
  for (const std::uint32_t id : ids.ids) {
    if (id >= 1U << 24U) return bad_input(fmt::format("the id {} does not fit into 24 bits", id), path.string());
    for (const unsigned shift : {0U, 8U, 16U}) picture.rgba.push_back(static_cast<std::uint8_t>(id >> shift));
    picture.rgba.push_back(255);
  }
  text.insert(text.begin(), {"Encoding", "id = R + 256 G + 65536 B; 0 = nothing"});
  return write_png(path, picture, {.transparent = false, .text = std::move(text)});
}

Result<IdPicture> read_ids(const std::filesystem::path &path) {
  const auto file = read_png(path);
  MYO_TRY(file);
  IdPicture ids{file->picture.width, file->picture.height, {}};
  const std::vector<std::uint8_t> &p = file->picture.rgba;
  for (std::size_t i = 0; i < p.size(); i += 4) ids.ids.push_back(p[i] | p[i + 1] << 8U | p[i + 2] << 16U);
  return ids;
}

} // namespace myo::capture
