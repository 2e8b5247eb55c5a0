import FoundationEssentials
import Glibc

/// How much room the machine has left.
enum MachineRoom {
    /// Memory that programs can get without swapping, as the kernel estimates it (proc_meminfo(5)).
    static func memory() -> MeshReadings.Room {
        // Without /proc nothing is known, which is told as no room of none.
        let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
        func bytes(_ name: String) -> Int64 {
            let line = text.split(separator: "\n").first { $0.hasPrefix("\(name):") }
            return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int64($0) } ?? 0) << 10
        }
        return MeshReadings.Room(free: bytes("MemAvailable"), total: bytes("MemTotal"))
    }

    /// What is left for everybody of a file system.
    ///
    /// - Parameter path: Any file in it.
    static func disk(of path: String) -> MeshReadings.Room {
        var status = statvfs()
        // The pointers are used within the call alone.
        guard unsafe statvfs(path, &status) == 0 else { return MeshReadings.Room(free: 0, total: 0) }
        let block = Int64(status.f_frsize)
        return MeshReadings.Room(free: Int64(status.f_bavail) * block, total: Int64(status.f_blocks) * block)
    }
}
