#ifndef MYO_DRAW
#define MYO_DRAW
#include "lib/frame.glsl"
layout(scalar, push_constant) uniform Push { DrawConstants draw; };
#endif
