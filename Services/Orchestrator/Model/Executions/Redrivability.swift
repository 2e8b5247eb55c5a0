import MeshCore

/// Whether an execution may be redriven, and why not.
struct Redrivability: Hashable, Sendable {
    /// AWS lets executions be redriven for so long after they ended.
    private static let window: Duration = .seconds(14 * 86_400)

    /// Nil when it may be.
    let reason: String?
    /// Whether it goes on when its map run is redriven.
    let isByMapRun: Bool

    init(_ record: ExecutionRecord, at now: Timestamp) {
        isByMapRun = record.item != nil
        switch record.status {
        case .running: reason = "Execution is RUNNING and cannot be redriven"
        case .succeeded: reason = "Execution is SUCCEEDED and cannot be redriven"
        case .pendingRedrive: reason = "Execution is PENDING_REDRIVE and cannot be redriven"
        case .failed, .timedOut, .aborted:
            if record.item != nil {
                reason = "Execution is a child of a map run, which is redriven with its parent"
            } else if let stoppedAt = record.stoppedAt, stoppedAt + Self.window < now {
                reason = "Execution ended more than 14 days ago and cannot be redriven"
            } else {
                reason = nil
            }
        }
    }

    /// On the wire.
    var status: String {
        reason == nil ? "REDRIVABLE" : isByMapRun ? "REDRIVABLE_BY_MAP_RUN" : "NOT_REDRIVABLE"
    }
}
