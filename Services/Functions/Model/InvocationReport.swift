import MeshCore

/// The lines that a function's log has around what a handler writes, in AWS's form.
enum InvocationReport {
    static func start(_ id: String, version: String) -> String { "START RequestId: \(id) Version: \(version)\n" }

    static func end(_ id: String) -> String { "END RequestId: \(id)\n" }

    /// - Parameters:
    ///   - memory: MiB that the function may use.
    ///   - used: Bytes that it had at most.
    ///   - initialisation: How long the start took, of the first invocation of a process.
    ///   - status: `timeout` or `error`, of an invocation that did not end well.
    static func report(
        _ id: String, took duration: Duration, memory: Int, used: Int, initialisation: Duration?, status: String?
    ) -> String {
        let billed = (duration.nanoseconds + 999_999) / 1_000_000
        var line =
            "REPORT RequestId: \(id)\tDuration: \(milliseconds(duration)) ms\tBilled Duration: \(billed) ms\t"
            + "Memory Size: \(memory) MB\tMax Memory Used: \((used + (1 << 20) - 1) >> 20) MB\t"
        if let initialisation { line += "Init Duration: \(milliseconds(initialisation)) ms\t" }
        if let status { line += "Status: \(status)" }
        return line + "\n"
    }

    /// Milliseconds with two decimals.
    private static func milliseconds(_ duration: Duration) -> String {
        let hundredths = duration.nanoseconds / 10_000
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
