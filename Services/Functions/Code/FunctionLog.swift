import Glibc
import Synchronization

/// What one function's processes of this instance have logged, in a file that is kept short: past its limit it becomes the
/// previous one, and that one goes.
final class FunctionLog: Sendable {
    private struct State {
        var descriptor: Int32 = -1
        var size = 0
    }

    /// Ample to look back in; the disk holds twice of it for each function.
    static let limit = 4 << 20

    let path: String
    private let state = Mutex(State())

    init(path: String) {
        self.path = path
    }

    deinit {
        state.withLock { if $0.descriptor >= 0 { close($0.descriptor) } }
    }

    /// Appends; what cannot be written is lost, since no invocation is to fail for its log.
    func write(_ bytes: [UInt8]) {
        state.withLock { state in
            if state.descriptor < 0 { open(&state) }
            if state.size + bytes.count > Self.limit { turnOver(&state) }
            let written = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(state.descriptor, $0.baseAddress, $0.count)
            }
            state.size += max(written, 0)
        }
    }

    private func open(_ state: inout State) {
        state.descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        state.size = max(0, Int(lseek(state.descriptor, 0, SEEK_END)))
    }

    private func turnOver(_ state: inout State) {
        if state.descriptor >= 0 { close(state.descriptor) }
        _ = unsafe rename(path, path + ".1")
        open(&state)
    }
}
