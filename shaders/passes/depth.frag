#version 460
// Nothing but depth. (A pipeline without any fragment shader crashes Mesa 22.3's software driver.)
void main() {}
