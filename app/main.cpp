#include "cli/cli.h"

int main(int argc, char **argv) { return myo::app::run(argc, argv); }
