import Glibc

/// What the kernel tells of processes (proc(5)).
enum ProcessFiles {
    /// Kills every process that was started with this variable in its environment: those that left their group, as a
    /// daemon does, still carry it.
    ///
    /// - Parameter variable: `NAME=value`, which nobody else has.
    static func killAll(startedWith variable: String) {
        let wanted = Array(variable.utf8)
        // One that is killed may have started another in between, so it is looked again, but not for ever.
        for _ in 0..<8 {
            let found = pids().filter { pid in
                pid != getpid()
                    && contents("/proc/\(pid)/environ")?.split(separator: 0).contains { $0.elementsEqual(wanted) }
                        == true
            }
            guard !found.isEmpty else { return }
            for pid in found { _ = kill(pid, SIGKILL) }
        }
    }

    private static func pids() -> [Int32] {
        guard let folder = unsafe opendir("/proc") else { return [] }
        defer { unsafe closedir(folder) }
        var pids: [Int32] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe bytes.prefix { $0 != 0 }.map(\.self)
            }
            if let pid = Int32(String(decoding: name, as: UTF8.self)) { pids.append(pid) }
        }
        return pids
    }

    /// The bytes of a file of /proc; nil when it is gone, or not ours to read.
    private static func contents(_ path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        // An environment is at most what execve(2) takes by default.
        while bytes.count < 2 << 20 {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += chunk[..<count]
        }
        return bytes
    }
}
