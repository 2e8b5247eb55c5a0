// CRC32C by the processor's own instruction, which Swift cannot name.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)

// SSE 4.2, which is not part of the x86-64 that the package is built for.
static inline int orrery_has_crc32c(void) {
    uint32_t a = 1, b, c = 0, d;
    __asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    return (c >> 20) & 1;
}

// Continues a remainder (without the inversions at both ends) over bytes.
__attribute__((target("sse4.2"))) static inline uint32_t orrery_crc32c(
    uint32_t remainder, const void *bytes, size_t count) {
    const uint8_t *next = (const uint8_t *)bytes;
    uint64_t wide = remainder;
    for (; count >= 8; count -= 8, next += 8) {
        uint64_t word;
        memcpy(&word, next, 8);
        wide = __builtin_ia32_crc32di(wide, word);
    }
    uint32_t narrow = (uint32_t)wide;
    for (; count > 0; count--) narrow = __builtin_ia32_crc32qi(narrow, *next++);
    return narrow;
}

#else

static inline int orrery_has_crc32c(void) { return 0; }

static inline uint32_t orrery_crc32c(uint32_t remainder, const void *bytes, size_t count) {
    (void)bytes, (void)count;
    return remainder;
}

#endif
