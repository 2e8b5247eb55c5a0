extension OperationOutcome {
    /// Why it failed; empty when it did not.
    var reason: String {
        switch self {
        case .succeeded: ""
        case .failed(let reason, _), .rolledBack(let reason, _): reason
        }
    }
}
