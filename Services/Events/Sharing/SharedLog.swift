import EventLog
import MeshCore

/// The log as all instances together serve it: what belongs to a partition is done here when this instance owns it or may
/// take it over, else at its owner, over the mesh, once.
///
/// While a partition changes hands the call waits for its new owner, as long as ``patience`` says. What may not be done
/// twice is not sent again once it may have been done.
struct SharedLog: EventLog {
    let local: any EventLog
    let peers: LogPeers
    /// How long a call waits while nobody serves its partition.
    let patience: Duration
    let clock: any WallClock
    let pauses: any Clock<Duration>
    /// When the caller stops waiting; nil when it said nothing.
    var deadline: Deadline?

    /// The longest that a call at another instance may take when the caller said nothing, apart from what it waits for.
    static let callLimit: Duration = .seconds(10)

    /// The same for a caller that stops waiting at some time.
    func bounded(by deadline: Deadline?) -> SharedLog {
        var copy = self
        copy.deadline = deadline
        return copy
    }

    func append(
        _ records: [LogRecord], to partition: TopicPartition, duplicates: DuplicateRule
    ) async throws -> [AppendOutcome] {
        // What is noticed when it comes again may be sent again.
        let isRepeatable = duplicates == .leaveOut && records.allSatisfy { $0.identity != nil }
        let deadline = callDeadline()
        return try await atOwner(of: partition, isRepeatable: isRepeatable) {
            try await local.append(records, to: partition, duplicates: duplicates)
        } there: { [clock] peer in
            try await peer.append(
                records, to: partition, duplicates: duplicates, now: clock.now(), deadline: deadline)
        }
    }

    /// Appends a batch here, or refuses it with the name of the owner: who sends batches goes to the owner itself.
    func append(_ batch: RecordBatch, to partition: TopicPartition) async throws -> BatchReceipt {
        try await local.append(batch, to: partition)
    }

    func read(
        _ partition: TopicPartition, from offset: Int64, maximumBytes: Int, waitingUntil end: MonotonicInstant?
    ) async throws -> LogSlice {
        try await atOwner(of: partition, isRepeatable: true) {
            try await local.read(partition, from: offset, maximumBytes: maximumBytes, waitingUntil: end)
        } there: { peer in
            let wait = end.map { Swift.max(.zero, MonotonicInstant.now().duration(to: $0)) } ?? .zero
            return try await peer.read(
                partition, from: offset, maximumBytes: maximumBytes, wait: wait, deadline: callDeadline(after: wait))
        }
    }

    func offsets(of partition: TopicPartition) async throws -> Range<Int64> {
        let deadline = callDeadline()
        return try await atOwner(of: partition, isRepeatable: true) {
            try await local.offsets(of: partition)
        } there: { peer in
            try await peer.offsets(of: partition, deadline: deadline)
        }
    }

    func position(of partition: TopicPartition, at time: Timestamp) async throws -> LogPosition? {
        let deadline = callDeadline()
        return try await atOwner(of: partition, isRepeatable: true) {
            try await local.position(of: partition, at: time)
        } there: { peer in
            try await peer.position(of: partition, at: time, deadline: deadline)
        }
    }

    func callDeadline(after wait: Duration = .zero) -> Deadline {
        Deadline(after: wait + Self.callLimit, from: .now()).earlier(of: deadline)
    }
}
