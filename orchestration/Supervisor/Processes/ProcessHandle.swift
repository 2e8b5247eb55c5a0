import CProcess
import Glibc

/// A hold on one process through a process descriptor (pidfd_open(2)): a signal sent through it reaches that process or
/// nobody, never another one that has taken over its pid.
package final class ProcessHandle: Sendable {
    package let identity: ProcessIdentity
    /// Readable when the process has ended.
    package let descriptor: Int32

    /// Takes hold of a process.
    ///
    /// - Throws: ``ProcessFailure`` when it is gone, or is another one by now.
    package init(_ identity: ProcessIdentity) throws(ProcessFailure) {
        descriptor = pidfd_open(identity.pid, 0)
        self.identity = identity
        guard descriptor >= 0 else { throw ProcessFailure("open process \(identity.pid)", errno: errno) }
        // The descriptor was made first, so what is read now is the process that it holds.
        guard ProcessTable.reading(pid: identity.pid)?.identity == identity else {
            close(descriptor)
            throw ProcessFailure("open process \(identity.pid)", errno: ESRCH)
        }
    }

    deinit {
        close(descriptor)
    }

    /// Whether it has ended, waited for or not.
    package var hasEnded: Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&entry, 1, 0) > 0
    }

    /// Sends a signal. That it has ended already is no error.
    ///
    /// - Throws: ``ProcessFailure``.
    package func signal(_ number: Int32) throws(ProcessFailure) {
        guard pidfd_send_signal(descriptor, number, nil, 0) < 0, errno != ESRCH else { return }
        throw ProcessFailure("signal process \(identity.pid)", errno: errno)
    }

    /// Kills it and everything in its process group, which bears its pid since it was started as the leader of a session.
    ///
    /// - Throws: ``ProcessFailure``.
    package func killGroup() throws(ProcessFailure) {
        // While the leader has not been waited for its pid is taken, so the group is the right one.
        if !hasEnded { _ = kill(-identity.pid, SIGKILL) }
        try signal(SIGKILL)
    }

    /// Duplicates a descriptor of the process into this one (pidfd_getfd(2)).
    ///
    /// - Throws: ``ProcessFailure``, with EPERM when the process does not allow it.
    package func duplicate(descriptor number: Int32) throws(ProcessFailure) -> Int32 {
        let copy = pidfd_getfd(descriptor, number, 0)
        guard copy >= 0 else {
            throw ProcessFailure("duplicate descriptor \(number) of process \(identity.pid)", errno: errno)
        }
        return copy
    }
}
