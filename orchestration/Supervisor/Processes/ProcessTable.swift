import FoundationEssentials
import Glibc

/// The kernel's list of processes (proc(5)).
package enum ProcessTable {
    /// - Returns: nil when there is no such process.
    package static func reading(pid: Int32) -> ProcessReading? {
        contents("/proc/\(pid)/stat").flatMap { ProcessReading(stat: String(decoding: $0, as: UTF8.self)) }
    }

    /// The process, if it is still that one and has not ended.
    package static func reading(_ identity: ProcessIdentity) -> ProcessReading? {
        guard let reading = reading(pid: identity.pid), reading.identity == identity, !reading.isZombie else {
            return nil
        }
        return reading
    }

    /// The processes whose environment at their start held this variable with this value: what a supervisor started
    /// and may have had no time to write down. Processes of other users are not seen.
    package static func processes(environment name: String, _ value: String) -> [ProcessReading] {
        let wanted = Array("\(name)=\(value)".utf8)
        return allPIDs().compactMap { pid in
            guard let bytes = contents("/proc/\(pid)/environ"),
                bytes.split(separator: 0).contains(where: { $0.elementsEqual(wanted) })
            else { return nil }
            return reading(pid: pid).flatMap { $0.isZombie ? nil : $0 }
        }
    }

    /// The processes of a session that have not ended, its leader among them.
    package static func members(ofSession session: Int32) -> [ProcessIdentity] {
        allPIDs().compactMap { pid in
            reading(pid: pid).flatMap { $0.session == session && !$0.isZombie ? $0.identity : nil }
        }
    }

    /// The value of a variable in the environment with which a process was started.
    package static func environment(of pid: Int32, _ name: String) -> String? {
        let prefix = Array("\(name)=".utf8)
        return contents("/proc/\(pid)/environ")?.split(separator: 0).first { $0.starts(with: prefix) }
            .map { String(decoding: $0.dropFirst(prefix.count), as: UTF8.self) }
    }

    /// Bytes of one page of memory.
    package static let pageSize = UInt64(max(sysconf(Int32(_SC_PAGESIZE)), 1))

    /// Clock ticks of one second of processor time.
    package static let ticksPerSecond = Double(max(sysconf(Int32(_SC_CLK_TCK)), 1))

    private static func allPIDs() -> [Int32] {
        // A /proc that cannot be listed has no processes to tell of.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }
    }

    /// The bytes of a file of /proc, whose size the kernel does not know beforehand; nil when it is gone or not ours.
    private static func contents(_ path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 8_192)
        while bytes.count < 1 << 20 {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return bytes
    }
}
