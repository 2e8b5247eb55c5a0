/// How a process ended.
package enum ProcessExit: Sendable, Equatable, CustomStringConvertible {
    case exited(code: Int32)
    case signalled(Int32)
    /// It is gone, and it was no child of ours, so the kernel told nobody why.
    case unknown
    /// It never ran.
    case notStarted(reason: String)

    package var description: String {
        switch self {
        case .exited(let code): "exited with code \(code)"
        case .signalled(let signal): "was ended by signal \(signal)"
        case .unknown: "ended"
        case .notStarted(let reason): "could not be started: \(reason)"
        }
    }
}
