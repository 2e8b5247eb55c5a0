import EventLog
import MeshCore

/// Keeps the metadata (topics, groups, producers) in a stream of its own, and a mirror of it.
///
/// A change is a message that is stored only behind the last one that its decision has seen, so that of two instances that
/// decide at once one decides again. An actor, because the mirror is one, and changes of this instance wait for each other
/// rather than collide.
actor MetadataDesk {
    private let client: StreamClient
    private let plan: StreamPlan
    private let root: String
    private var mirror = MetadataMirror()
    private var isThere = false
    private var isChanging = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(client: StreamClient) {
        self.client = client
        let namespace = client.configuration.namespace
        root = "\(namespace).metadata"
        plan = StreamPlan(name: "\(namespace)_metadata", subject: "\(root).>", keepsLastOfSubject: true)
    }

    /// A topic as this instance last knew it; nil when it knew of none.
    func known(_ name: TopicName) -> Topic? { mirror.topics[name] }

    /// The metadata as they are now.
    ///
    /// - Throws: ``EventLogError``; `CancellationError`.
    func current() async throws -> MetadataMirror {
        if !isThere {
            try await client.create(plan)
            isThere = true
        }
        do {
            let state = try await client.state(of: plan.name, reaching: mirror.lastSequence)
            while mirror.lastSequence < state.lastSequence {
                let next = mirror.lastSequence + 1
                guard let message = try await client.message(next, of: plan.name, next: plan.subject) else { continue }
                try mirror.take(message)
            }
        } catch is StreamGone {
            throw EventLogError.server(detail: "the stream \(plan.name) has been removed")
        }
        return mirror
    }

    /// Makes a change.
    ///
    /// - Parameter decide: Says what is written, from the metadata as they are; nil for nothing. It may be asked again.
    /// - Returns: What was written.
    /// - Throws: What the function throws; ``EventLogError``; `CancellationError`.
    @discardableResult
    func change(_ decide: @Sendable (MetadataMirror) throws -> MetadataEntry?) async throws -> MetadataEntry? {
        while isChanging { await withCheckedContinuation { waiting.append($0) } }
        isChanging = true
        defer {
            isChanging = false
            if !waiting.isEmpty { waiting.removeFirst().resume() }
        }
        var patience = client.patience()
        while true {
            let seen = try await current()
            guard let entry = try decide(seen) else { return nil }
            if try await store(entry, behind: seen.lastSequence, &patience) { return entry }
            try patience.proveTime("the metadata are being changed by others all the time")
        }
    }

    /// Makes a producer.
    ///
    /// - Returns: Its id, which is never given again: the sequence of a message.
    func makeProducer() async throws -> Int64 {
        _ = try await current()
        let message = message(.producer)
        var patience = client.patience()
        guard case .stored(let sequence) = try await publish(message, &patience) else {
            throw EventLogError.server(detail: "\(NatsFailure.malformed)")
        }
        return Int64(sequence)
    }

    /// Removes the messages that say that something is no more, once every instance that lives has long read them. The last
    /// message of all stays: changes are stored behind it.
    ///
    /// - Parameter moment: Those that were stored before it go.
    /// - Throws: ``EventLogError``; `CancellationError`.
    func sweep(before moment: Timestamp) async throws {
        let seen = try await current()
        for (subject, removal) in seen.removals
        where removal.storedAt < moment && removal.sequence < seen.lastSequence {
            do {
                try await client.remove(removal.sequence, of: plan.name)
            } catch is StreamGone {
                throw EventLogError.server(detail: "the stream \(plan.name) has been removed")
            }
            if mirror.removals[subject]?.sequence == removal.sequence { mirror.forgetRemoval(of: subject) }
        }
    }

    /// Stores an entry behind the last message that was seen.
    ///
    /// - Returns: Whether it is stored; else another was faster.
    private func store(_ entry: MetadataEntry, behind sequence: UInt64, _ patience: inout Patience) async throws -> Bool
    {
        var message = message(entry)
        message.headers[.expectedLastSequence] = String(sequence)
        while true {
            switch try await publish(message, &patience) {
            case .stored:
                // The mirror takes it with the next look.
                return true
            case .conflict:
                let now = try await current()
                if now.lastID == message.headers[.id] { return true }
                if now.lastSequence > sequence { return false }
                // What stands in the way is not readable yet: perhaps it is this message, sent before.
                try await patience.again("the metadata are being changed by others")
            }
        }
    }

    private func publish(_ message: NatsMessage, _ patience: inout Patience) async throws -> PublishVerdict {
        do {
            return try await client.publish(message, to: plan.name, &patience)
        } catch is StreamGone {
            throw EventLogError.server(detail: "the stream \(plan.name) has been removed")
        }
    }

    private func message(_ entry: MetadataEntry) -> NatsMessage {
        NatsMessage(
            subject: "\(root).\(entry.subject)", headers: [.id: MessageID.next().text], payload: entry.payload)
    }
}
