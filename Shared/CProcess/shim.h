// What glibc has for starting and holding processes, and Swift's Glibc module leaves out: it is made without _GNU_SOURCE.
// The declarations repeat those of glibc 2.36 (spawn.h, sys/pidfd.h, unistd.h).
#include <elf.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>

#ifndef __USE_GNU
// link.h leaves these out without _GNU_SOURCE. They are those of dl_iterate_phdr(3).
struct dl_phdr_info {
    Elf64_Addr dlpi_addr;
    const char *dlpi_name;
    const Elf64_Phdr *dlpi_phdr;
    Elf64_Half dlpi_phnum;
};
extern int dl_iterate_phdr(int (*each)(struct dl_phdr_info *, size_t, void *), void *data);
#endif

enum { ORRERY_POSIX_SPAWN_SETSID = 0x80 };

extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
extern int pipe2(int ends[2], int flags);

// prctl(2) takes variable arguments, which Swift cannot call. Lets any process of the same user copy descriptors of this one
// (pidfd_getfd(2)) where Yama restricts that; a kernel without Yama refuses, and nothing is restricted there.
static inline void orrery_allow_descriptor_copies(void) {
    (void)prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
}

// prlimit(2), which glibc declares with _GNU_SOURCE alone: the limit is two numbers, the soft one and the hard one.
extern int prlimit(int pid, int resource, const void *limit, void *before);

// Unmaps what the process has of one loaded file's code and constants; they come back from the file when they are touched.
static inline int orrery_release_segments(struct dl_phdr_info *file, size_t size, void *data) {
    (void)size;
    const size_t page = *(const size_t *)data;
    for (Elf64_Half index = 0; index < file->dlpi_phnum; index++) {
        const Elf64_Phdr *segment = &file->dlpi_phdr[index];
        if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W)) continue;
        // Whole pages inside of it: one at its edge may be shared with what may be written.
        const size_t start = (file->dlpi_addr + segment->p_vaddr + page - 1) & ~(page - 1);
        const size_t end = (file->dlpi_addr + segment->p_vaddr + segment->p_filesz) & ~(page - 1);
        // Refused (the kernel's own page of code), it stays.
        if (end > start) (void)madvise((void *)start, end - start, MADV_DONTNEED);
    }
    return 0;
}

// madvise(2): a private mapping of a file that was never written to is only dropped, so nothing can be lost.
static inline void orrery_release_code(size_t page) {
    (void)dl_iterate_phdr(orrery_release_segments, &page);
}
