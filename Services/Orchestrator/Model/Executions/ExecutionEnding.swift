import MeshCore
import StatesLanguage

/// How an execution ended, as its row tells it.
struct ExecutionEnding: Hashable, Sendable {
    let status: ExecutionStatus
    let stoppedAt: Timestamp
    var output: String?
    var error: String?
    var cause: String?

    init(_ outcome: ExecutionOutcome, at stoppedAt: Timestamp) {
        self.stoppedAt = stoppedAt
        switch outcome {
        case .succeeded(let output):
            status = .succeeded
            self.output = output.text
        case .failed(let error, let cause):
            status = .failed
            (self.error, self.cause) = (error, cause)
        case .timedOut:
            status = .timedOut
        case .aborted(let error, let cause):
            status = .aborted
            (self.error, self.cause) = (error, cause)
        }
    }
}
