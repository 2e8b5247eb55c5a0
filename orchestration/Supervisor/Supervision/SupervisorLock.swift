import Glibc

/// Makes sure that one supervisor at most works on a data folder: the kernel frees the lock when its process ends, however.
package final class SupervisorLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Returns: nil when another process holds it.
    /// - Throws: ``ProcessFailure``.
    package init?(_ folder: DataFolder) throws(ProcessFailure) {
        let opened = unsafe open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw ProcessFailure("open \(folder.lock)", errno: errno) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            close(opened)
            guard reason == EWOULDBLOCK else { throw ProcessFailure("lock \(folder.lock)", errno: reason) }
            return nil
        }
        descriptor = opened
    }

    deinit {
        close(descriptor)
    }

    /// Whether a supervisor works on the folder now.
    ///
    /// - Throws: ``ProcessFailure``.
    package static func isHeld(_ folder: DataFolder) throws(ProcessFailure) -> Bool {
        guard unsafe access(folder.lock, F_OK) == 0 else { return false }
        return try SupervisorLock(folder) == nil
    }
}
