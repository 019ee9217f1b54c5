// From document, pose and heat to the packet of one frame. Spans in the packet live until the next `build`.
#pragma once

#include "base/result.h"
#include "frame/deep_cover.h"
#include "frame/sight.h"
#include "frame/uploads.h"
#include "frame/view.h"
#include "frame/zone_letters.h"
#include "packet/packet.h"
#include "text/typesetter.h"

namespace myo::frame {

class FrameBuilder {
public:
  // `atlas` and what `context` points to outlive the builder; context.body is the atlas's.
  [[nodiscard]] static Result<FrameBuilder> create(const atlas::Atlas &atlas, const scene::Context &context);

  [[nodiscard]] packet::FramePacket build(const View &view);
  // The next packet uploads everything again: for a renderer that has seen nothing yet.
  void forget_uploads();
  // Goes on with another state of the same body: a foreign model's at another moment. What is not new is not sent again.
  void turn_to(const atlas::Atlas &atlas, const scene::Context &context);

private:
  FrameBuilder(const atlas::Atlas &atlas, const scene::Context &context, text::Typesetter typesetter)
      : atlas_(&atlas), context_(context), uploads_(atlas), blocks_(atlas), cover_(atlas), typesetter_(std::move(typesetter)) {}

  const atlas::Atlas *atlas_;
  scene::Context context_;
  Uploads uploads_;
  Blocks blocks_;
  DeepCover cover_;
  FeltZones felt_zones_;
  text::Typesetter typesetter_;
};

} // namespace myo::frame
