import EventLog
import MeshCore

/// Appends to a partition. What callers want meanwhile is the next message, so they share the way to a majority and back.
///
/// Any instance may append: a message is stored only behind the last one that its offsets were reckoned from. When another
/// instance was faster, its messages are read and the offsets are reckoned again.
///
/// An actor, because callers come from everywhere, and offsets and what must not come twice are reckoned by one after
/// another. One of the callers stores for all that wait, and hands over to the next when its own work is done.
actor PartitionAppender {
    /// What is read back at once.
    private static let historyShare: UInt64 = 16
    /// How many messages are read back even if they are old.
    private static let leastHistory = 256

    private let partition: StreamPartition
    private let clock: any WallClock
    private let decompressor: (any BatchDecompressor)?
    private var settings: TopicSettings
    private var tail: PartitionTail?
    private var waiting: [PendingAppend] = []
    private var isLed = false

    private var configuration: JetStreamConfiguration { partition.client.configuration }

    init(
        _ partition: StreamPartition, settings: TopicSettings, clock: any WallClock,
        decompressor: (any BatchDecompressor)?
    ) {
        self.partition = partition
        self.settings = settings
        self.clock = clock
        self.decompressor = decompressor
    }

    /// Appends what a caller wants.
    ///
    /// - Throws: ``StreamGone``; ``EventLogError``. Never because of a cancelled task: it stores for others, too.
    func append(_ work: AppendWork, settings: TopicSettings) async throws -> AppendAnswer {
        self.settings = settings
        let pending = PendingAppend(work)
        waiting.append(pending)
        if isLed {
            let turn = await withCheckedContinuation { pending.waiter = $0 }
            if case .over(let result) = turn { return try result.get() }
        }
        isLed = true
        while pending.result == nil { await storeSome() }
        if let next = waiting.first {
            // Whoever waits has a waiter: only the one that leads has none.
            next.waiter?.resume(returning: .lead)
            next.waiter = nil
        } else {
            isLed = false
        }
        guard let result = pending.result else { preconditionFailure("A caller that leads ends with a result.") }
        return try result.get()
    }

    // MARK: Storing

    /// Stores one message, of what the first callers want.
    private func storeSome() async {
        var shares: [StagedShare] = []
        do {
            var patience = partition.client.patience()
            while true {
                shares = try await stage()
                if try await store(&patience) { break }
                try patience.proveTime("other instances append to \(partition.partition) all the time")
            }
            for share in shares { share.settle() }
        } catch {
            tail?.undo()
            // Those who were not staged may have better luck; the first one is among those who are told.
            if shares.isEmpty, let first = waiting.first { shares = [StagedShare(pending: first)] }
            for share in shares { share.pending.end(.failure(error)) }
        }
        waiting.removeAll { $0.result != nil }
    }

    /// Stages what the first callers want, as much as one message holds.
    private func stage() async throws -> [StagedShare] {
        if tail == nil { tail = try await load() }
        guard var staged = tail else { return [] }
        // Held once, so that staging changes it in place.
        tail = nil
        defer { tail = staged }
        staged.change(settings)
        var isFresh = false
        while true {
            do {
                return try stage(into: &staged, refusing: isFresh)
            } catch is StaleRefusal {
                // A batch that is refused may only lack what other instances have appended in the meantime.
                staged.undo()
                try await catchUp(&staged)
                isFresh = true
            }
        }
    }

    /// A batch would be refused, by what may not be the whole truth.
    private struct StaleRefusal: Error {}

    private func stage(into staged: inout PartitionTail, refusing isFresh: Bool) throws -> [StagedShare] {
        var shares: [StagedShare] = []
        let now = clock.now()
        for pending in waiting {
            var share = StagedShare(pending: pending)
            switch pending.work {
            case .records(let records, let duplicates):
                for record in records.dropFirst(pending.outcomes.count) {
                    let outcome = staged.stage(
                        record, duplicates, settings, room: configuration.messageBytes, at: now)
                    guard let outcome else { break }
                    share.outcomes.append(outcome)
                }
                if pending.outcomes.count + share.outcomes.count == records.count {
                    share.answer = .records(pending.outcomes + share.outcomes)
                }
            case .batch(let batch):
                do throws(EventLogError) {
                    let place = try staged.stage(batch, settings, room: configuration.messageBytes, at: now)
                    share.answer = place.map { .batch(baseOffset: $0.baseOffset, isDuplicate: $0.isDuplicate) }
                } catch {
                    guard isFresh else { throw StaleRefusal() }
                    pending.end(.failure(error))
                    continue
                }
            }
            shares.append(share)
            // There is no more room.
            if share.answer == nil { break }
        }
        return shares
    }

    /// Stores what is staged.
    ///
    /// - Returns: False when another instance was faster, and offsets are to be reckoned again.
    private func store(_ patience: inout Patience) async throws -> Bool {
        guard var staged = tail, !staged.group.isEmpty else { return true }
        tail = nil
        defer { tail = staged }
        let id = MessageID.next()
        let payload = staged.seal()
        let message = NatsMessage(
            subject: partition.stream.subject,
            headers: [
                .id: id.text, .expectedLastSequence: String(staged.lastSequence),
                .nextOffset: String(staged.stagedOffset), .latest: String(staged.stagedLatest),
            ], payload: payload)
        while true {
            switch try await partition.client.publish(message, to: partition.stream.name, &patience) {
            case .stored(let sequence):
                stored(&staged, sequence)
                return true
            case .conflict:
                let state = try await partition.state()
                guard state.lastSequence > staged.lastSequence else {
                    // What stands in the way is not readable yet: perhaps it is this message, sent before.
                    try await patience.again("another instance appends to \(partition.partition)")
                    continue
                }
                let next = staged.lastSequence + 1
                if try await partition.messages(next...next).first?.id == id.text {
                    // The answer to it was lost.
                    stored(&staged, next)
                    return true
                }
                staged.undo()
                try await catchUp(&staged)
                return false
            }
        }
    }

    private func stored(_ staged: inout PartitionTail, _ sequence: UInt64) {
        staged.stored(as: sequence, at: clock.now())
        partition.note(sequence, endingAt: staged.nextOffset)
    }

    // MARK: What others have stored

    /// Takes what other instances have appended.
    private func catchUp(_ staged: inout PartitionTail) async throws {
        let state = try await partition.state()
        while staged.lastSequence < state.lastSequence {
            let next = staged.lastSequence + 1
            guard next >= state.firstSequence else {
                // Much has been appended and removed again in the meantime.
                staged = try await load()
                return
            }
            for message in try await partition.messages(next...min(next + Self.historyShare - 1, state.lastSequence)) {
                try staged.take(message, expandedBy: decompressor)
            }
        }
    }

    /// Finds the end of the partition, and reads back what must not come twice.
    private func load() async throws -> PartitionTail {
        let state = try await partition.state()
        guard state.lastSequence > 0 else {
            return PartitionTail(lastSequence: 0, nextOffset: 0, latest: nil, settings: settings)
        }
        let last = try await partition.messages(state.lastSequence...state.lastSequence).first
        guard let last, let nextOffset = last.nextOffset else {
            throw EventLogError.server(detail: "message \(state.lastSequence) of \(partition.partition) is missing")
        }
        var tail = PartitionTail(
            lastSequence: state.lastSequence, nextOffset: nextOffset, latest: last.latest, settings: settings)
        for message in try await history(state) { try tail.remember(message, expandedBy: decompressor) }
        return tail
    }

    /// The messages of late, the oldest first: within the window of duplicates, and as many as are remembered.
    private func history(_ state: StreamState) async throws -> [StoredMessage] {
        var shares: [[StoredMessage]] = []
        var (bytes, count, end) = (0, 0, state.lastSequence + 1)
        let oldest = clock.now() - settings.duplicateWindow
        while end > state.firstSequence {
            let first = max(state.firstSequence, end > Self.historyShare ? end - Self.historyShare : 1)
            let share = try await partition.messages(first...end - 1)
            shares.append(share)
            bytes += share.reduce(0) { $0 + $1.payload.count }
            count += share.count
            end = first
            let records = (shares.first?.last?.nextOffset ?? 0) - (share.first?.nextOffset ?? 0)
            let isEnough = records >= settings.duplicateLimit || share.first.map { $0.storedAt < oldest } ?? true
            if bytes >= configuration.historyBytes || isEnough && count >= Self.leastHistory { break }
        }
        return shares.reversed().flatMap(\.self)
    }
}
