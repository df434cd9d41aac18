/* Stands between a process and the C library's file-system calls (LD_PRELOAD), SQLite's and FAISS's included.

   Calls on paths under a root are counted; at the n-th the process is killed before or after it, or the call fails,
   once or for ever after, or every call is written to a log. Nothing happens until `shim_arm`. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { COUNT, KILL_BEFORE, KILL_AFTER, FAIL_ONCE, FAIL_FROM, RECORD };
static char root[PATH_MAX];
static size_t root_length;
static int mode, failure, reads, log_fd = -1;
static long at, calls;

void shim_arm(const char *folder, int new_mode, long n, int error, int count_reads, int log) {
    strncpy(root, folder, sizeof root - 1);
    root_length = strlen(root);
    mode = new_mode, at = n, failure = error, reads = count_reads, log_fd = log, calls = 0;
}
void shim_disarm(void) { root_length = 0; }
long shim_calls(void) { return calls; }

static int under(const char *path) { return root_length && !strncmp(path, root, root_length); }

static int path_of(int fd, char *out) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = syscall(SYS_readlinkat, AT_FDCWD, link, out, (size_t)PATH_MAX - 1);
    if (n < 0) return 0;
    out[n] = 0;
    return under(out);
}
static int resolve(int dir, const char *path, char *out) {
    if (!root_length) return 0;
    if (path[0] == '/' || dir == AT_FDCWD) { strncpy(out, path, PATH_MAX - 1); out[PATH_MAX - 1] = 0; return under(out); }
    if (!path_of(dir, out)) return 0;
    size_t n = strlen(out);
    snprintf(out + n, PATH_MAX - n, "/%s", path);
    return 1;
}
static void put(const void *data, size_t size) {
    const char *p = data;
    while (size) { ssize_t n = syscall(SYS_write, log_fd, p, size); if (n <= 0) _exit(99); p += n, size -= (size_t)n; }
}
static void record(char op, const char *path, int64_t offset, const void *data, size_t size) {
    if (mode != RECORD) return;
    uint32_t a = (uint32_t)strlen(path), b = (uint32_t)size;
    put(&op, 1), put(&a, 4), put(&b, 4), put(&offset, 8), put(path, a), put(data, size);
}
/* 1 where the call is to fail */
static int before(void) {
    calls++;
    if (mode == KILL_BEFORE && calls == at) syscall(SYS_kill, getpid(), SIGKILL);
    if ((mode == FAIL_ONCE && calls == at) || (mode == FAIL_FROM && calls >= at)) { errno = failure; return 1; }
    return 0;
}
static void after(void) {
    int kept = errno;
    if (mode == KILL_AFTER && calls == at) syscall(SYS_kill, getpid(), SIGKILL);
    errno = kept;
}

static int opening(int dir, const char *path, int flags, mode_t bits) {
    char full[PATH_MAX];
    int ours = resolve(dir, path, full) && (reads || flags & (O_CREAT | O_TRUNC));
    int existed = 1;
    if (ours) {
        if (before()) return -1;
        struct stat info;
        existed = !fstatat(AT_FDCWD, full, &info, 0);
    }
    int fd = (int)syscall(SYS_openat, dir, path, flags, bits);
    if (ours) {
        if (fd >= 0 && !existed) record('c', full, 0, "", 0);
        if (fd >= 0 && existed && flags & O_TRUNC) record('t', full, 0, "", 0);
        after();
    }
    return fd;
}
#define BITS mode_t bits = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list l; va_start(l, flags); bits = (mode_t)va_arg(l, int); va_end(l); }
int open(const char *path, int flags, ...) { BITS return opening(AT_FDCWD, path, flags, bits); }
int open64(const char *path, int flags, ...) { BITS return opening(AT_FDCWD, path, flags | O_LARGEFILE, bits); }
int openat(int dir, const char *path, int flags, ...) { BITS return opening(dir, path, flags, bits); }
int openat64(int dir, const char *path, int flags, ...) { BITS return opening(dir, path, flags | O_LARGEFILE, bits); }

static ssize_t writing(int fd, const void *data, size_t size, off_t offset, int positioned) {
    char full[PATH_MAX];
    int ours = root_length && path_of(fd, full);
    if (ours) {
        if (before()) return -1;
        if (!positioned) {
            struct stat info;
            int append = fcntl(fd, F_GETFL) & O_APPEND;
            record('w', full, append && !fstat(fd, &info) ? info.st_size : lseek(fd, 0, SEEK_CUR), data, size);
        } else record('w', full, offset, data, size);
    }
    ssize_t n = positioned ? syscall(SYS_pwrite64, fd, data, size, offset) : syscall(SYS_write, fd, data, size);
    if (ours) after();
    return n;
}
ssize_t write(int fd, const void *data, size_t size) { return writing(fd, data, size, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return writing(fd, data, size, offset, 1); }
ssize_t pwrite64(int fd, const void *data, size_t size, off_t offset) { return writing(fd, data, size, offset, 1); }

static ssize_t taking(int fd, void *data, size_t size, off_t offset, int positioned) {
    char full[PATH_MAX];
    int ours = root_length && reads && path_of(fd, full);
    if (ours && before()) return -1;
    ssize_t n = positioned ? syscall(SYS_pread64, fd, data, size, offset) : syscall(SYS_read, fd, data, size);
    if (ours) after();
    return n;
}
ssize_t read(int fd, void *data, size_t size) { return taking(fd, data, size, 0, 0); }
ssize_t pread(int fd, void *data, size_t size, off_t offset) { return taking(fd, data, size, offset, 1); }
ssize_t pread64(int fd, void *data, size_t size, off_t offset) { return taking(fd, data, size, offset, 1); }

static int syncing(int fd, long number) {
    char full[PATH_MAX];
    int ours = root_length && path_of(fd, full);
    if (ours && before()) return -1;
    int n = (int)syscall(number, fd);
    if (ours) { record('s', full, 0, "", 0); after(); }
    return n;
}
int fsync(int fd) { return syncing(fd, SYS_fsync); }
int fdatasync(int fd) { return syncing(fd, SYS_fdatasync); }

static int cutting(int fd, off_t size) {
    char full[PATH_MAX];
    int ours = root_length && path_of(fd, full);
    if (ours && before()) return -1;
    int n = (int)syscall(SYS_ftruncate, fd, size);
    if (ours) { record('t', full, size, "", 0); after(); }
    return n;
}
int ftruncate(int fd, off_t size) { return cutting(fd, size); }
int ftruncate64(int fd, off_t size) { return cutting(fd, size); }

static int moving(int a, const char *from, int b, const char *to) {
    char one[PATH_MAX], two[PATH_MAX];
    int ours = resolve(a, from, one) && resolve(b, to, two);
    if (ours && before()) return -1;
    int n = (int)syscall(SYS_renameat, a, from, b, to);
    if (ours) { if (!n) record('r', one, 0, two, strlen(two)); after(); }
    return n;
}
int rename(const char *from, const char *to) { return moving(AT_FDCWD, from, AT_FDCWD, to); }
int renameat(int a, const char *from, int b, const char *to) { return moving(a, from, b, to); }

static int removing(int dir, const char *path, int flags) {
    char full[PATH_MAX];
    int ours = resolve(dir, path, full);
    if (ours && before()) return -1;
    int n = (int)syscall(SYS_unlinkat, dir, path, flags);
    if (ours) { if (!n) record('u', full, 0, "", 0); after(); }
    return n;
}
int unlink(const char *path) { return removing(AT_FDCWD, path, 0); }
int unlinkat(int dir, const char *path, int flags) { return removing(dir, path, flags); }
int rmdir(const char *path) { return removing(AT_FDCWD, path, AT_REMOVEDIR); }

static int making(int dir, const char *path, mode_t bits) {
    char full[PATH_MAX];
    int ours = resolve(dir, path, full);
    if (ours && before()) return -1;
    int n = (int)syscall(SYS_mkdirat, dir, path, bits);
    if (ours) { if (!n) record('d', full, 0, "", 0); after(); }
    return n;
}
int mkdir(const char *path, mode_t bits) { return making(AT_FDCWD, path, bits); }
int mkdirat(int dir, const char *path, mode_t bits) { return making(dir, path, bits); }
