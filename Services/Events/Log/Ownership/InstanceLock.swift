import Glibc

/// Tells others on the same machine that this process lives: a lock on a file, which the kernel frees when the process dies.
final class InstanceLock: Sendable {
    /// `F_OFD_GETLK` and `F_OFD_SETLK`: locks that belong to the open file, not to the process (fcntl(2)).
    private static let getOpenFileLock: Int32 = 36
    private static let setOpenFileLock: Int32 = 37

    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: ``EventLogError``; when somebody else has it, because two processes bear one name.
    init(path: String) throws(EventLogError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw EventLogError(errno: errno, path: path) }
        var request = Self.request
        guard unsafe fcntl(descriptor, Self.setOpenFileLock, &request) == 0 else {
            throw .inputOutput(path: path, detail: "another process has the same name")
        }
    }

    deinit { close(descriptor) }

    /// Whether the process that holds the lock of a file lives. Where there is no file, nobody does.
    static func isHeld(path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var request = Self.request
        // What cannot be asked is taken to live: its lease decides.
        guard unsafe fcntl(descriptor, getOpenFileLock, &request) == 0 else { return true }
        return request.l_type != Int16(F_UNLCK)
    }

    private static var request: flock {
        var request = flock()
        request.l_type = Int16(F_WRLCK)
        request.l_whence = Int16(SEEK_SET)
        request.l_len = 1
        return request
    }
}
