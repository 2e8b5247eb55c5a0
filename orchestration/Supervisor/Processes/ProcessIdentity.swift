/// Which process: a pid alone may name another one tomorrow, a pid with its start time never does.
package struct ProcessIdentity: Sendable, Hashable, Codable, CustomStringConvertible {
    package var pid: Int32
    /// Clock ticks since the system booted (proc(5), `/proc/PID/stat`, field 22).
    package var startTicks: UInt64

    package init(pid: Int32, startTicks: UInt64) {
        self.pid = pid
        self.startTicks = startTicks
    }

    package var description: String { "\(pid)@\(startTicks)" }
}
