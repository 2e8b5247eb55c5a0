import EventLog
import MeshCore
import Synchronization

/// A partition, which is a stream: each message holds batches of records, and its number grows by one with each.
final class StreamPartition: Sendable {
    private struct Knowledge {
        var index = SequenceIndex()
        /// A message that is stored, as this instance knows.
        var lastSequence: UInt64 = 0
    }

    let partition: TopicPartition
    let stream: StreamPlan
    let client: StreamClient
    private let knowledge = Mutex(Knowledge())

    init(_ partition: TopicPartition, stream: StreamPlan, client: StreamClient) {
        self.partition = partition
        self.stream = stream
        self.client = client
    }

    /// What the stream holds.
    ///
    /// - Parameter deadline: When to give up, if that is earlier than usual.
    func state(until deadline: MonotonicInstant? = nil) async throws -> StreamState {
        let reached = knowledge.withLock { $0.lastSequence }
        var bounded = client
        bounded.deadline = deadline
        let state = try await bounded.state(of: stream.name, reaching: reached)
        knowledge.withLock { $0.lastSequence = max($0.lastSequence, state.lastSequence) }
        return state
    }

    /// Remembers that a message is stored, and where it ends.
    func note(_ sequence: UInt64, endingAt end: Int64) {
        knowledge.withLock { knowledge in
            knowledge.index.note(sequence, endingAt: end)
            knowledge.lastSequence = max(knowledge.lastSequence, sequence)
        }
    }

    /// Reads some messages at once.
    ///
    /// - Returns: Them in their order; those that were removed in the meantime are missing.
    func messages(_ sequences: ClosedRange<UInt64>) async throws -> [StoredMessage] {
        let (client, name) = (client, stream.name)
        let found = try await withThrowingTaskGroup(of: StoredMessage?.self) { group in
            for sequence in sequences { group.addTask { try await client.message(sequence, of: name) } }
            return try await group.reduce(into: [StoredMessage]()) { if let message = $1 { $0.append(message) } }
        }
        for message in found {
            if let end = message.nextOffset { note(message.sequence, endingAt: end) }
        }
        return found.sorted { $0.sequence < $1.sequence }
    }

    /// The offset after the last record of a message; nil when it was removed in the meantime.
    func end(of sequence: UInt64) async throws -> Int64? {
        if let end = knowledge.withLock({ $0.index.end(of: sequence) }) { return end }
        return try await messages(sequence...sequence).first?.nextOffset
    }

    /// Between which messages one is that holds an offset, as far as that is known.
    func narrowed(_ bounds: ClosedRange<UInt64>, to offset: Int64) -> ClosedRange<UInt64> {
        knowledge.withLock { $0.index.narrowed(bounds, to: offset) }
    }
}
