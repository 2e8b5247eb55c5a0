// What glibc has for starting and holding processes, and Swift's Glibc module leaves out: it is made without _GNU_SOURCE.
// The declarations repeat those of glibc 2.36 (spawn.h, sys/pidfd.h, unistd.h).
#include <spawn.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>

enum { ORRERY_POSIX_SPAWN_SETSID = 0x80 };

extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
extern int pipe2(int ends[2], int flags);

// prctl(2) takes variable arguments, which Swift cannot call. Lets any process of the same user copy descriptors of this one
// (pidfd_getfd(2)) where Yama restricts that; a kernel without Yama refuses, and nothing is restricted there.
static inline void orrery_allow_descriptor_copies(void) {
    (void)prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
}
