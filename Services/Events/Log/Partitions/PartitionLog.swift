import CoreMetrics
import Logging
import MeshCore

/// A partition that this instance owns: takes what is appended, numbers it, and writes it in groups.
///
/// An actor, because callers come from everywhere and offsets are given out one after another; on a queue of its own,
/// because it waits for the disk. What comes while a group is written and synced waits in the ``inbox`` and is the next
/// group, so the cost of a sync, and of a turn of the queue, is shared by as many as there are. Readers ask the ``view``,
/// never the actor.
actor PartitionLog {
    let key: PartitionKey
    nonisolated let view: PartitionView
    let parts: PartitionParts
    nonisolated let queue: PartitionQueue
    private nonisolated let inbox = AppendInbox()
    var settings: TopicSettings
    var active: ActiveSegment
    /// The offset that the next record will have: behind what is in the group.
    var nextOffset: Int64
    var ledger: ProducerLedger
    var window: DuplicateWindow
    var group = AppendGroup()
    var compactedOffset: Int64
    /// Why nothing is appended any more.
    private(set) var ending: EventLogError?
    private var knownDamage: Set<Int64> = []
    /// Whether a segment is being begun: until it is, nothing is appended.
    private var isRolling = false
    /// Whether a caller was told that the segment is full and has not come back: until it does, nothing is appended.
    private var isCallerAway = false
    /// How long the next group is to grow before it is written.
    private var growth = Duration.zero

    /// The longest that a group grows.
    private static let longestGrowth = Duration.milliseconds(2)

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe queue.asUnownedSerialExecutor() }

    init(_ opened: OpenedPartition, settings: TopicSettings, parts: PartitionParts) {
        key = opened.key
        self.parts = parts
        self.settings = settings
        queue = PartitionQueue(label: "log.\(opened.key.partition)")
        active = opened.active
        nextOffset = opened.active.extent.nextOffset
        ledger = opened.ledger
        window = opened.window
        compactedOffset = opened.compactedOffset
        view = opened.view
    }

    /// Appends records; see ``EventLog/append(_:to:duplicates:)``.
    nonisolated func append(_ records: [LogRecord], duplicates: DuplicateRule) async throws -> [AppendOutcome] {
        guard case .outcomes(let outcomes) = try await answer(.records(records, duplicates)) else {
            preconditionFailure("records were answered as a batch")
        }
        return outcomes
    }

    /// Appends a batch; see ``EventLog/append(_:to:)``.
    nonisolated func append(_ batch: RecordBatch) async throws -> BatchReceipt {
        guard case .placed(let offset, let isDuplicate) = try await answer(.batch(batch)) else {
            preconditionFailure("a batch was answered as records")
        }
        return BatchReceipt(baseOffset: offset, isDuplicate: isDuplicate, earliestOffset: try view.offsets().lowerBound)
    }

    /// Hands something over, in the order of the calls, and returns when it is on disk.
    private nonisolated func answer(_ content: AppendCall.Content) async throws -> AppendCall.Answer {
        var answer = try await withCheckedThrowingContinuation { continuation in
            if inbox.add(AppendCall(content: content, continuation: continuation)) { serveSoon() }
        }
        while case .segmentIsFull = answer {
            do {
                try await beginSegment()
            } catch {
                // The others try for themselves.
                queue.run { self.assumeIsolated { $0.serveOn(from: nil) } }
                throw error
            }
            answer = try await withCheckedThrowingContinuation { continuation in
                let call = AppendCall(content: content, continuation: continuation)
                queue.run { self.assumeIsolated { $0.serveOn(from: call) } }
            }
        }
        return answer
    }

    /// Takes settings that have changed.
    func change(_ settings: TopicSettings) {
        self.settings = settings
        window.time = settings.duplicateWindow
        window.limit = settings.duplicateLimit
    }

    /// Writes what waits, and takes nothing more.
    func end(with error: EventLogError) {
        serve()
        stop(error)
    }

    /// Seals the segment if it is too old, so that it can be cleaned up.
    func tend() async throws {
        // A segment that is begun now is not old.
        guard ending == nil, !isRolling else { return }
        let age = active.openedAt.duration(to: parts.clock.now())
        if age > settings.segmentAge, active.extent.length > 0 { try await roll() }
        ledger.forget(
            before: parts.clock.now() - parts.configuration.producerTime, limit: parts.configuration.producerLimit)
    }

    /// Remembers damage that a reader has met, once.
    func report(_ damage: [DamagedRange]) async throws {
        let new = damage.filter { knownDamage.insert($0.offsets.lowerBound).inserted }
        guard !new.isEmpty else { return }
        for range in new { parts.report(range, of: key.partition) }
        try await parts.store.note(new, of: key, at: parts.clock.now())
    }

    // MARK: The group

    private nonisolated func serveSoon(after pause: Duration = .zero) {
        guard pause > .zero else { return queue.run { self.assumeIsolated { $0.serve() } } }
        queue.run(after: pause) { self.assumeIsolated { $0.serve() } }
    }

    /// Appends what is in the inbox. What comes meanwhile is served behind all others who wait for the actor.
    private func serve() {
        // Whoever begins the segment sees to what waits for it.
        guard !isRolling, !isCallerAway else { return }
        let calls = inbox.takeAll()
        guard !calls.isEmpty else { return }
        for (index, call) in calls.enumerated() {
            if isFull { flush() }
            if ending == nil, isFull {
                inbox.putBack(calls[(index + 1)...])
                isCallerAway = true
                return call.continuation.resume(returning: .segmentIsFull)
            }
            if group.bytes.count >= parts.configuration.groupBytes { flush() }
            if let ending { call.continuation.resume(throwing: ending) } else { stage(call) }
        }
        flush()
        serveSoon(after: growth)
    }

    /// Goes on when a caller is back who was told that the segment is full: with what it wants, before all others.
    private func serveOn(from call: AppendCall?) {
        isCallerAway = false
        if let call { inbox.putBack(CollectionOfOne(call)) }
        serve()
    }

    /// Whether nothing more goes into the segment, with what is in the group.
    private var isFull: Bool { active.extent.length + group.bytes.count >= settings.segmentBytes }

    /// Puts what is to be appended into the group; who waits for nothing that is in it is told at once.
    private func stage(_ call: AppendCall) {
        let answer: AppendCall.Answer
        let last: Int64?
        switch call.content {
        case .records(let records, let duplicates):
            let outcomes = stage(records, duplicates: duplicates)
            (answer, last) = (.outcomes(outcomes), outcomes.lazy.compactMap(\.offset).max())
        case .batch(let batch):
            do throws(EventLogError) {
                let (offset, isDuplicate) = try stage(batch)
                (answer, last) = (.placed(baseOffset: offset, isDuplicate: isDuplicate), offset)
            } catch {
                return call.continuation.resume(throwing: error)
            }
        }
        guard let last, last >= active.extent.nextOffset else { return call.continuation.resume(returning: answer) }
        group.callers.append((call.continuation, answer))
    }

    /// Writes the group, syncs it, looks whether the partition is still ours, and tells.
    private func flush() {
        growth = .zero
        guard !group.isEmpty else { return }
        group.close(epoch: key.epoch)
        do {
            let time = group.bytes.isEmpty ? .zero : try write()
            let callers = group.callers
            // Where many come with little, half of the time is enough for the disk: groups of twice the size cost half as much.
            if callers.count > 1, group.bytes.count < AppendGroup.batchBytes { growth = min(time, Self.longestGrowth) }
            parts.metrics.groupSize.record(callers.count)
            group.reset()
            for (continuation, answer) in callers { continuation.resume(returning: answer) }
        } catch {
            undo()
            let callers = group.callers
            group.reset()
            for (continuation, _) in callers { continuation.resume(throwing: error) }
        }
    }

    /// Writes and syncs the group.
    ///
    /// - Returns: How long that took.
    private func write() throws(EventLogError) -> Duration {
        let start = MonotonicInstant.now()
        let position = active.extent.length
        do {
            try active.file.write(group.bytes, at: position)
        } catch {
            // What was written of it is cut off, so that the next group begins at a whole batch.
            do { try active.file.truncate(to: position) } catch { stop(error) }
            throw error
        }
        do {
            try active.file.sync()
        } catch {
            giveUp(at: position, error)
            throw error
        }
        try proveOwnership()
        active.extent.length += group.bytes.count
        active.extent.nextOffset = nextOffset
        for (header, _) in group.headers {
            active.extent.maximumTimestamp = max(active.extent.maximumTimestamp, header.maximumTimestamp)
        }
        view.publish(active.extent, group.bytes, at: position, headers: group.headers)
        let time = start.duration(to: .now())
        parts.metrics.appended(bytes: group.bytes.count, took: time)
        return time
    }

    /// After a sync that failed nobody knows what is on disk, and the kernel may say next time that all is well. What was
    /// not acknowledged is cut off, and the partition is opened anew.
    private func giveUp(at position: Int, _ error: EventLogError) {
        do { try active.file.truncate(to: position) } catch {
            parts.logger.error(
                "Failed to cut off what may not be on disk",
                metadata: ["log.file": "\(active.file.path)", "error": "\(error)"])
        }
        stop(error)
    }

    /// Looks whether the partition is still ours, after the sync: whoever takes it over raises the epoch before it looks
    /// for what we wrote. So either it finds this group, or we see the new epoch and acknowledge nothing.
    private func proveOwnership() throws(EventLogError) {
        do {
            guard try parts.store.isCurrent(key) else {
                throw EventLogError.notOwner(key.partition, owner: nil)
            }
        } catch {
            let reason = error as? EventLogError ?? .server(detail: "\(error)")
            stop(reason)
            throw reason
        }
    }

    private func stop(_ error: EventLogError) {
        if ending == nil { ending = error }
        view.end(with: error)
    }

    private func undo() {
        for (id, entry) in group.producersBefore.reversed() { ledger.restore(entry, of: id) }
        window.forget(from: active.extent.nextOffset)
        nextOffset = active.extent.nextOffset
    }

    // MARK: Segments

    /// Begins a segment, unless somebody else has or does.
    private func beginSegment() async throws {
        if ending == nil, !isRolling, isFull { try await roll() }
    }

    /// Seals the segment and begins another one.
    private func roll() async throws {
        isRolling = true
        defer {
            isRolling = false
            serveSoon()
        }
        let now = parts.clock.now()
        let name = SegmentName(baseOffset: nextOffset, epoch: key.epoch)
        let path = parts.path(name, of: key.partition)
        // Left by an earlier attempt, without a row and so without records.
        parts.disk.remove(path)
        let file = try parts.disk.create(path)
        let sealed = active
        do {
            try await parts.store.begin(
                name, after: (sealed.name, sealed.extent), producers: ledger.bytes, of: key, at: now)
        } catch let error as EventLogError {
            // Sealed or not, when that is not known nothing may be appended to it.
            if !error.leavesMetadataUnchanged { stop(error) }
            throw error
        }
        let extent = SegmentSeal(length: 0, nextOffset: nextOffset, maximumTimestamp: .min)
        active = ActiveSegment(name: name, file: file, openedAt: now, extent: extent)
        let index = view.begin(ServedSegment(name: name, openedAt: now, extent: extent, index: SparseIndex()))
        if let index { parts.indexes.keep(index, of: sealed.name, in: key.partition) }
    }
}
