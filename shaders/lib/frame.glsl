#ifndef MYO_FRAME
#define MYO_FRAME
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame_constants.h"
layout(scalar, set = 0, binding = 0) uniform Constants { FrameConstants frame; };
#endif
