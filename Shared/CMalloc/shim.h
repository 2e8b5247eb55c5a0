// What the allocator of the C library can be asked besides.
#include <malloc.h>
