#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/ghost.glsl"
layout(location = 0) out vec4 colour;
void main() { colour = ghost_colour(); }
