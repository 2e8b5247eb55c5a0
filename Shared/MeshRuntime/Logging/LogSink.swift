import Glibc
import Synchronization

/// Where log lines go: a file descriptor, one `write` for a line, so that lines of several processes in one file stay
/// whole.
package final class LogSink: Sendable {
    private let descriptor: Int32
    /// Keeps the lines of threads apart on descriptors that take a line in parts, as pipes do.
    private let turn = Mutex<Void>(())

    /// - Parameter descriptor: An open descriptor that outlives the sink.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Whether people read it directly.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    func write(_ line: [UInt8]) {
        turn.withLock { _ in
            unsafe line.withUnsafeBytes { bytes in
                var start = 0
                while start < bytes.count {
                    let count = unsafe Glibc.write(
                        descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
                    if count > 0 {
                        start += count
                    } else if errno != EINTR {
                        // Nothing is left to tell that the log itself is gone; the service goes on without it.
                        return
                    }
                }
            }
        }
    }
}
