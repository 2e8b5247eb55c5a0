import Glibc
import MeshCore
import Synchronization

/// What a handler writes to its standard output and error.
///
/// It is read as far as its allowance goes. A handler that writes without end fills the pipe then, and waits in its own
/// write, until its deadline ends it: it costs nobody else anything.
final class OutputPipe: Sendable {
    private struct State {
        var allowance = OutputAllowance()
        var sink: (@Sendable ([UInt8]) -> Void)?
        var isEnded = false
    }

    let descriptor: Int32
    private let state = Mutex(State())

    /// - Parameter descriptor: The end that is read from; closed with this.
    init(descriptor: Int32) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(descriptor)
    }

    /// Where all that comes goes, in order.
    func setSink(_ sink: @escaping @Sendable ([UInt8]) -> Void) {
        state.withLock { $0.sink = sink }
    }

    /// Whether there is nothing to wait for: everything was read, or the allowance is used up for now.
    func pausesUntil(_ now: MonotonicInstant) -> OutputPause {
        state.withLock { state in
            if state.isEnded { return .ended }
            return state.allowance.isEmpty(at: now) ? .paused : .open
        }
    }

    /// Reads what is there now, from any thread: all that the handler wrote before is in the sink afterwards, as far as its
    /// allowance goes.
    func drain() {
        state.withLock { state in
            var chunk = [UInt8](repeating: 0, count: 16_384)
            while !state.isEnded, !state.allowance.isEmpty(at: .now()) {
                let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN { return }
                guard count > 0 else {
                    state.isEnded = true
                    return
                }
                state.allowance.take(count)
                state.sink?(Array(chunk[..<count]))
            }
        }
    }
}
