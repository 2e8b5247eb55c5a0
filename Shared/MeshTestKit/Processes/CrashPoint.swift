import Glibc
import Synchronization

/// Kills its process at the n-th boundary of its work (`CRASH_AT`, counted from 1), as the kernel would; and prints every
/// boundary that is reached.
package final class CrashPoint: Sendable {
    private let reached = Atomic<Int>(0)
    private let last: Int?

    /// Reads the environment.
    package init() {
        last = unsafe getenv("CRASH_AT").flatMap { unsafe Int(String(cString: $0)) }
    }

    package func reach(_ boundary: String) {
        let number = reached.wrappingAdd(1, ordering: .relaxed).newValue
        say("\(number) \(boundary)\n")
        if number == last { kill(getpid(), SIGKILL) }
    }

    /// Goes straight to the pipe: what a killed process has in a buffer is lost.
    private func say(_ line: String) {
        let bytes = Array(line.utf8)
        guard unsafe Glibc.write(1, bytes, bytes.count) == bytes.count else { exit(2) }
    }
}
