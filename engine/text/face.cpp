#include "text/face.h"

#include "base/files.h"

#include <cmath>
#include <ft2build.h>
#include <hb-ot.h>
#include <hb.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace myo::text {
struct Face::Impl {
  template <auto destroy> struct Destroyer {
    template <class T> void operator()(T *value) const { destroy(value); }
  };
  using Library = std::unique_ptr<FT_LibraryRec_, Destroyer<FT_Done_FreeType>>;
  using FreetypeFace = std::unique_ptr<FT_FaceRec_, Destroyer<FT_Done_Face>>;
  using Blob = std::unique_ptr<hb_blob_t, Destroyer<hb_blob_destroy>>;
  using ShapingFont = std::unique_ptr<hb_font_t, Destroyer<hb_font_destroy>>;
  using Buffer = std::unique_ptr<hb_buffer_t, Destroyer<hb_buffer_destroy>>;

  std::vector<std::byte> file;                 // both libraries read from it for as long as the face lives
  Library library;
  FreetypeFace face;
  ShapingFont font;
  float per_em = 1.0F;                         // 1 / units per em
};

Face::Face(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Face::Face(Face &&) noexcept = default;
Face &Face::operator=(Face &&) noexcept = default;
Face::~Face() = default;

Result<Face> Face::open(const std::filesystem::path &path) {
  auto impl = std::make_unique<Impl>();
  auto file = read_file(path, 64ULL << 20);
  MYO_TRY(file);
  impl->file = std::move(*file);

  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return machine_fault("FreeType does not start");
  impl->library.reset(library);
  FT_Face face = nullptr;
  if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte *>(impl->file.data()),
                         static_cast<FT_Long>(impl->file.size()), 0, &face) != 0)
    return machine_fault("is not a font that FreeType can read", path.string(), "install the font's package again");
  impl->face.reset(face);
  if (!FT_IS_SCALABLE(face)) return machine_fault("is a font without outlines", path.string());

  const Impl::Blob blob{hb_blob_create(reinterpret_cast<const char *>(impl->file.data()),
                                 static_cast<unsigned>(impl->file.size()), HB_MEMORY_MODE_READONLY, nullptr, nullptr)};
  hb_face_t *shaping_face = hb_face_create(blob.get(), 0);
  impl->font.reset(hb_font_create(shaping_face));
  hb_face_destroy(shaping_face);               // the font holds it now
  impl->per_em = 1.0F / static_cast<float>(face->units_per_EM);
  return Face{std::move(impl)};
}

bool Face::has(char32_t codepoint) const { return FT_Get_Char_Index(impl_->face.get(), codepoint) != 0; }

std::vector<ShapedGlyph> Face::shape(std::string_view utf8) const {
  const Impl::Buffer buffer{hb_buffer_create()};
  const auto length = static_cast<int>(utf8.size());
  hb_buffer_add_utf8(buffer.get(), utf8.data(), length, 0, length);
  hb_buffer_set_content_type(buffer.get(), HB_BUFFER_CONTENT_TYPE_UNICODE);
  hb_buffer_guess_segment_properties(buffer.get());
  // The environment must not change the picture, so the language is fixed.
  hb_buffer_set_language(buffer.get(), hb_language_from_string("en", -1));
  hb_shape(impl_->font.get(), buffer.get(), nullptr, 0);

  unsigned count = 0;
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
  std::vector<ShapedGlyph> glyphs(count);
  const auto ems = [&](hb_position_t units) { return static_cast<float>(units) * impl_->per_em; };
  for (unsigned i = 0; i < count; ++i)
    glyphs[i] = {infos[i].codepoint, infos[i].cluster, {ems(positions[i].x_advance), ems(positions[i].y_advance)},
                 {ems(positions[i].x_offset), ems(positions[i].y_offset)}};
  return glyphs;
}

Coverage Face::draw(std::uint32_t glyph, float size_px, float shift_px) const {
  FT_Face face = impl_->face.get();
  Coverage picture;
  FT_Set_Char_Size(face, 0, static_cast<FT_F26Dot6>(std::lround(size_px * 64.0F)), 72, 72);
  if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return picture;
  if (face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return picture;
  FT_Outline_Translate(&face->glyph->outline, std::lround(shift_px * 64.0F), 0);
  if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0) return picture;

  const FT_Bitmap &bitmap = face->glyph->bitmap;
  picture.width = bitmap.width;
  picture.height = bitmap.rows;
  picture.left = face->glyph->bitmap_left;
  picture.top = face->glyph->bitmap_top;
  picture.alpha.resize(std::size_t{bitmap.width} * bitmap.rows);
  for (unsigned y = 0; y < bitmap.rows; ++y)
    for (unsigned x = 0; x < bitmap.width; ++x)
      picture.alpha[std::size_t{y} * bitmap.width + x] =
          bitmap.buffer[static_cast<std::ptrdiff_t>(y) * bitmap.pitch + static_cast<std::ptrdiff_t>(x)];
  return picture;
}

float Face::ascent() const { return static_cast<float>(impl_->face->ascender) * impl_->per_em; }
float Face::descent() const { return -static_cast<float>(impl_->face->descender) * impl_->per_em; }
float Face::cap_height() const {
  hb_glyph_extents_t extents{};
  hb_codepoint_t glyph = 0;
  if (hb_font_get_nominal_glyph(impl_->font.get(), 'H', &glyph) &&
      hb_font_get_glyph_extents(impl_->font.get(), glyph, &extents))
    return static_cast<float>(extents.y_bearing) * impl_->per_em;
  return 0.72F;
}

} // namespace myo::text
