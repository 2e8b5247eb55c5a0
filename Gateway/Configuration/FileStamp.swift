import Glibc

/// What tells one version of a file from the next, without reading it.
struct FileStamp: Equatable {
    private var inode: UInt64 = 0
    private var size: Int64 = 0
    private var seconds = 0
    private var nanoseconds = 0

    /// Looks at a file; one that is not there has the stamp of nothing.
    init(path: String) {
        var status = stat()
        // The kernel fills `status`, which outlives the call.
        guard unsafe stat(path, &status) == 0 else { return }
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
