/// How a process ended.
enum ProcessExit: Sendable, Equatable {
    case exited(code: Int32)
    case signalled(Int32)

    private static let names: [Int32: String] = [
        1: "hangup", 2: "interrupt", 3: "quit", 4: "illegal instruction", 5: "trace/breakpoint trap", 6: "aborted",
        7: "bus error", 8: "floating point exception", 9: "killed", 11: "segmentation fault", 13: "broken pipe",
        15: "terminated", 24: "CPU time limit exceeded", 25: "file size limit exceeded",
    ]

    /// As AWS tells it.
    var words: String {
        switch self {
        case .exited(code: 0): "Runtime exited without providing a reason"
        case .exited(let code): "Runtime exited with error: exit status \(code)"
        case .signalled(let number):
            "Runtime exited with error: signal: \(Self.names[number] ?? "signal \(number)")"
        }
    }
}
