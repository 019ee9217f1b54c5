#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/draw.glsl"
layout(location = 0) out uint id;
void main() { id = draw.id; }
