/// How an item of a map run stands. The raw values are stored.
enum MapItemStatus: Int64, Sendable {
    case pending = 0
    case running = 1
    case succeeded = 2
    case failed = 3
    case timedOut = 4
    case aborted = 5

    init(_ status: ExecutionStatus) {
        switch status {
        case .running: self = .running
        case .succeeded: self = .succeeded
        case .failed: self = .failed
        case .timedOut: self = .timedOut
        case .aborted: self = .aborted
        case .pendingRedrive: self = .pending
        }
    }
}
