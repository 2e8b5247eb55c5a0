package import MeshCore

/// One finished operation, for the history.
package struct OperationRecord: Sendable, Equatable {
    package var service: String
    /// `deploy`, `restart`, `scale` …
    package var kind: String
    package var version: Version
    package var startedAt: Timestamp
    package var endedAt: Timestamp
    /// `succeeded`, `failed`, `rolledBack`.
    package var outcome: String
    /// Why it failed; empty when it did not.
    package var reason: String

    package init(
        service: String, kind: String, version: Version, startedAt: Timestamp, endedAt: Timestamp, outcome: String,
        reason: String
    ) {
        self.service = service
        self.kind = kind
        self.version = version
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.outcome = outcome
        self.reason = reason
    }
}
