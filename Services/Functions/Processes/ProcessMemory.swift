import Glibc

/// How much memory a process holds, as the kernel tells it (`statm` of proc(5)). The file stays open: it is asked after
/// each invocation, and shows what holds when it is read.
final class ProcessMemory: Sendable {
    private static let pageSize = max(sysconf(Int32(_SC_PAGESIZE)), 1)

    private let descriptor: Int32

    init(of pid: Int32) {
        descriptor = unsafe open("/proc/\(pid)/statm", O_RDONLY | O_CLOEXEC)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Bytes that are in memory now; zero when the process is gone.
    var residentBytes: Int {
        var text = [UInt8](repeating: 0, count: 128)
        let count = unsafe text.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return 0 }
        let fields = text[..<count].split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return 0 }
        return pages * Self.pageSize
    }
}
