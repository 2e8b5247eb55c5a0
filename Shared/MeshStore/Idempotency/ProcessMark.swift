import Glibc

/// Which process something belongs to, as it can be kept in a file: a pid alone may name another process tomorrow, a
/// pid with its start time never does (proc(5), `/proc/PID/stat`).
package enum ProcessMark {
    /// This process.
    package static let own = "\(getpid())@\(stat(getpid())?.startTicks ?? 0)"

    /// Whether the process of this mark still runs. One that has been killed and not yet been waited for does not.
    package static func isAlive(_ mark: String) -> Bool {
        let parts = mark.split(separator: "@")
        guard parts.count == 2, let pid = pid_t(parts[0]), let start = UInt64(parts[1]), let stat = stat(pid) else {
            return false
        }
        return stat.startTicks == start && stat.state != UInt8(ascii: "Z") && stat.state != UInt8(ascii: "X")
    }

    private static func stat(_ pid: pid_t) -> (state: UInt8, startTicks: UInt64)? {
        guard let file = unsafe fopen("/proc/\(pid)/stat", "re") else { return nil }
        defer { unsafe fclose(file) }
        // The line has some 50 numbers and a name of at most 64 octets.
        let text = unsafe [UInt8](unsafeUninitializedCapacity: 2048) { buffer, count in
            count = unsafe fread(buffer.baseAddress, 1, buffer.count, file)
        }
        // The name stands in brackets and may hold anything; the fields after its last bracket begin with the third.
        guard let bracket = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = text[(bracket + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 19, let state = fields[0].first,
            let start = UInt64(String(decoding: fields[19], as: UTF8.self))
        else { return nil }
        return (state, start)
    }
}
