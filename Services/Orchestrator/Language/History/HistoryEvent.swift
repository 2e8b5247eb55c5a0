package import MeshCore

/// One entry of an execution's history, as `GetExecutionHistory` shows it.
package struct HistoryEvent: Hashable, Sendable {
    /// From 1, without gaps.
    package let id: Int64
    /// The event of the same branch before it; 0 at the start.
    package let previousEventID: Int64
    package let timestamp: Timestamp
    package let type: HistoryEventType
    package let details: HistoryEventDetails

    package init(
        id: Int64, previousEventID: Int64, timestamp: Timestamp, type: HistoryEventType, details: HistoryEventDetails
    ) {
        self.id = id
        self.previousEventID = previousEventID
        self.timestamp = timestamp
        self.type = type
        self.details = details
    }
}
