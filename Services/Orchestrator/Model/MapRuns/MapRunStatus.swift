/// How a map run stands. The raw values are stored.
enum MapRunStatus: Int64, Sendable {
    /// Its items are being read.
    case reading = 0
    case running = 1
    case succeeded = 2
    case failed = 3
    case aborted = 4

    var isOpen: Bool {
        switch self {
        case .reading, .running: true
        case .succeeded, .failed, .aborted: false
        }
    }

    /// On the wire.
    var text: String {
        switch self {
        case .reading, .running: "RUNNING"
        case .succeeded: "SUCCEEDED"
        case .failed: "FAILED"
        case .aborted: "ABORTED"
        }
    }
}
