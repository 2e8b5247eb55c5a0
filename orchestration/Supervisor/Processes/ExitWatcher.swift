import CProcess
import Glibc
import Synchronization

/// Watches processes for their end, children of this process or not, on one thread that sleeps in poll(2).
package final class ExitWatcher: Sendable {
    private struct Watched {
        var handle: ProcessHandle
        var isChild: Bool
        var onExit: @Sendable (ProcessExit) -> Void
    }

    private struct State {
        var watched: [Int32: Watched] = [:]
        var isStopped = false
    }

    private let state = Mutex(State())
    /// A pipe that is written to, to wake the thread.
    private let bell: (read: Int32, write: Int32)

    /// - Throws: ``ProcessFailure``.
    package init() throws(ProcessFailure) {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else {
            throw ProcessFailure("make a pipe", errno: errno)
        }
        bell = (ends[0], ends[1])
    }

    deinit {
        close(bell.read)
        close(bell.write)
    }

    /// Calls back once when the process has ended, from the watcher's thread; at once when it has already.
    ///
    /// - Parameter isChild: Whether this process started it, as the leader of a session: then what is left of the session is
    ///   killed, and it is waited for, so that its exit is known.
    package func watch(_ handle: ProcessHandle, isChild: Bool, _ onExit: @escaping @Sendable (ProcessExit) -> Void) {
        state.withLock { $0.watched[handle.descriptor] = Watched(handle: handle, isChild: isChild, onExit: onExit) }
        ring()
    }

    /// Ends ``run()``.
    package func stop() {
        state.withLock { $0.isStopped = true }
        ring()
    }

    /// Watches until it is stopped; blocks its thread.
    package func run() {
        while let descriptors = state.withLock({ $0.isStopped ? nil : Array($0.watched.keys) }) {
            var entries = ([bell.read] + descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let count = unsafe poll(&entries, UInt(entries.count), -1)
            guard count > 0 else { continue }
            if entries[0].revents != 0 { answerBell() }
            for entry in entries.dropFirst() where entry.revents != 0 { ended(entry.fd) }
        }
    }

    private func ended(_ descriptor: Int32) {
        guard let watched = state.withLock({ $0.watched.removeValue(forKey: descriptor) }) else { return }
        guard watched.isChild else { return watched.onExit(.unknown) }
        // As long as it has not been waited for, nobody else can have its pid, nor a session of that number.
        Self.endSession(watched.handle.identity.pid)
        watched.onExit(Self.reap(watched.handle.identity.pid))
    }

    /// Kills what is left of a session. Its members are told by their session and not by their environment, which cannot be
    /// read while one becomes another program; and they are looked for until there are none, since they go on starting others.
    private static func endSession(_ leader: Int32) {
        // Its own group at once, so that none in it is faster than the search.
        _ = kill(-leader, SIGKILL)
        var killed: Set<ProcessIdentity> = []
        while true {
            let members = ProcessTable.members(ofSession: leader).filter { $0.pid != leader && !killed.contains($0) }
            if members.isEmpty { return }
            for member in members {
                killed.insert(member)
                // One that has gone meanwhile needs no signal.
                try? ProcessHandle(member).signal(SIGKILL)
            }
        }
    }

    private static func reap(_ pid: Int32) -> ProcessExit {
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { return .unknown }
        }
        // The encoding of wait(2): the low seven bits are the signal, the next byte is the exit code.
        let signal = status & 0x7f
        return signal == 0 ? .exited(code: (status >> 8) & 0xff) : .signalled(signal)
    }

    private func ring() {
        // A full pipe wakes the thread as well as one byte more.
        unsafe withUnsafeBytes(of: UInt8(1)) { unsafe _ = write(bell.write, $0.baseAddress, $0.count) }
    }

    private func answerBell() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while unsafe bytes.withUnsafeMutableBytes({ unsafe read(bell.read, $0.baseAddress, $0.count) }) > 0 {}
    }
}
