import CProcess
import Glibc
import MeshCore
import NIOPosix
import Synchronization

/// Hears of the ends and the output of all handlers, on one thread that sleeps in poll(2).
final class ProcessWatcher: Sendable {
    private struct Watched {
        var process: HandlerProcess
        var onExit: @Sendable (ProcessExit) -> Void
    }

    private struct State {
        var watched: [Int32: Watched] = [:]
        var isStopped = false
    }

    /// How soon an output that is paused is looked at again, in milliseconds.
    private static let pause: Int32 = 100

    private let state = Mutex(State())
    /// A pipe that is written to, to wake the thread.
    private let bell: (read: Int32, write: Int32)
    private let pool = NIOThreadPool(numberOfThreads: 1)

    /// Starts the thread.
    ///
    /// - Throws: ``SpawnFailure`` when there is no descriptor left.
    init() throws(SpawnFailure) {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else { throw SpawnFailure(action: "pipe", code: errno) }
        bell = (ends[0], ends[1])
        pool.start()
        pool.submit { _ in while self.turn() {} }
    }

    deinit {
        close(bell.read)
        close(bell.write)
    }

    /// Calls back once when the process has ended, from the watcher's thread, after all of its output was read that is
    /// there.
    func watch(_ process: HandlerProcess, _ onExit: @escaping @Sendable (ProcessExit) -> Void) {
        let isStopped = state.withLock { state in
            state.watched[process.descriptor] = Watched(process: process, onExit: onExit)
            return state.isStopped
        }
        // Nobody looks at it any more: it ends here.
        guard !isStopped else {
            process.kill()
            return ended(process)
        }
        ring()
    }

    /// Ends every process that is still watched, and then the thread.
    func stop() async {
        state.withLock { $0.isStopped = true }
        ring()
        await withCheckedContinuation { continuation in
            pool.shutdownGracefully { _ in continuation.resume() }
        }
    }

    /// Waits once; false when it is stopped.
    private func turn() -> Bool {
        let (watched, isStopped) = state.withLock { (Array($0.watched.values), $0.isStopped) }
        if isStopped {
            for item in watched { item.process.kill() }
            for item in watched { ended(item.process) }
            return false
        }
        var entries = [entry(bell.read)]
        var isPaused = false
        let now = MonotonicInstant.now()
        for item in watched { entries.append(entry(item.process.descriptor)) }
        for item in watched {
            switch item.process.output.pausesUntil(now) {
            case .open: entries.append(entry(item.process.output.descriptor))
            case .paused:
                isPaused = true
                entries.append(entry(-1))
            case .ended: entries.append(entry(-1))
            }
        }
        let count = unsafe poll(&entries, UInt(entries.count), isPaused ? Self.pause : -1)
        guard count > 0 else { return true }
        if entries[0].revents != 0 { answerBell() }
        for (offset, item) in watched.enumerated() {
            if entries[1 + watched.count + offset].revents != 0 { item.process.output.drain() }
            if entries[1 + offset].revents != 0 { ended(item.process) }
        }
        return true
    }

    private func ended(_ process: HandlerProcess) {
        guard let watched = state.withLock({ $0.watched.removeValue(forKey: process.descriptor) }) else { return }
        let exit = process.reap()
        process.output.drain()
        watched.onExit(exit)
    }

    /// A negative descriptor is passed over (poll(2)).
    private func entry(_ descriptor: Int32) -> pollfd { pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0) }

    private func ring() {
        // A full pipe wakes the thread as well as one byte more.
        unsafe withUnsafeBytes(of: UInt8(1)) { unsafe _ = write(bell.write, $0.baseAddress, $0.count) }
    }

    private func answerBell() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while unsafe bytes.withUnsafeMutableBytes({ unsafe read(bell.read, $0.baseAddress, $0.count) }) > 0 {}
    }
}
