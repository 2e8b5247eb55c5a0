import Glibc
import MeshCore

/// What the kernel tells of this process, under the names that Prometheus' clients have agreed on.
package struct ProcessMetrics: Sendable {
    private let startedAt: MonotonicInstant
    private let startTime: Timestamp

    /// Counts the process's time from now.
    package init() {
        startedAt = .now()
        startTime = SystemWallClock().now()
    }

    func write(to text: inout PrometheusText) {
        var usage = rusage()
        if unsafe getrusage(RUSAGE_SELF.rawValue, &usage) == 0 {
            text.write(
                "process_cpu_seconds_total", .counter,
                help: "Processor time used, in the user's and the system's mode.",
                value: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime))
        }
        if let pages = Self.residentPages() {
            text.write(
                "process_resident_memory_bytes", .gauge, help: "Memory that is in RAM.",
                value: Double(pages * sysconf(Int32(_SC_PAGESIZE))))
        }
        if let count = Self.openDescriptors() {
            text.write("process_open_fds", .gauge, help: "Open file descriptors.", value: Double(count))
        }
        var limit = rlimit()
        if unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            text.write(
                "process_max_fds", .gauge, help: "The most file descriptors that may be open.",
                value: Double(limit.rlim_cur))
        }
        text.write(
            "process_start_time_seconds", .gauge, help: "When the process started, in seconds since 1970.",
            value: Double(startTime.milliseconds) / 1000)
        text.write(
            "process_uptime_seconds", .gauge, help: "How long the process has been up.",
            value: Double(startedAt.nanoseconds(to: .now())) / 1e9)
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }

    /// The second number of /proc/self/statm.
    private static func residentPages() -> Int? {
        let descriptor = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return nil }
        let numbers = bytes[..<count].split(separator: UInt8(ascii: " "))
        return numbers.count > 1 ? Int(String(decoding: numbers[1], as: UTF8.self)) : nil
    }

    /// The entries of /proc/self/fd, without the one that counts them, `.` and `..`.
    private static func openDescriptors() -> Int? {
        guard let directory = unsafe opendir("/proc/self/fd") else { return nil }
        defer { unsafe closedir(directory) }
        var count = -3
        while unsafe readdir(directory) != nil { count += 1 }
        return count
    }
}
