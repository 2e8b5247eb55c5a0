package import MeshCore

/// What the producers of a partition have appended last, so that a batch that comes again is not appended again (KIP-98,
/// KIP-360): the epoch of each producer and its last five batches, as many as a client has under way.
package struct ProducerLedger: Sendable {
    /// How many batches of a producer are remembered.
    static let batchLimit = 5

    /// A batch that is in the log.
    struct Batch: Equatable, Sendable {
        var baseSequence: Int32
        var lastSequence: Int32
        var baseOffset: Int64
    }

    /// A producer.
    package struct Entry: Equatable, Sendable {
        var epoch: Int16
        /// The oldest first.
        var batches: [Batch]
        /// When it last appended, in milliseconds.
        var usedAt: Int64
        /// Whether batches may have been appended that are not known any more, because they are damaged.
        var mayLack = false
    }

    /// What is to be done with a batch.
    package enum Verdict: Equatable {
        case append
        /// It is in the log already.
        case duplicate(baseOffset: Int64)
    }

    private(set) var entries: [Int64: Entry] = [:]

    package init() {}

    /// Takes what was stored.
    init(entries: [Int64: Entry]) { self.entries = entries }

    /// Judges a batch before it is appended.
    ///
    /// - Parameters:
    ///   - stamp: The producer's numbering.
    ///   - lastDelta: The number of its last record, counted from its first.
    /// - Throws: ``EventLogError/producerFenced(_:current:)``, ``EventLogError/sequenceOutOfOrder(_:expected:)``.
    package func judge(_ stamp: ProducerStamp, lastDelta: Int32) throws(EventLogError) -> Verdict {
        // Of a producer that is not known, or no longer, any number is taken: it may have been silent for long.
        guard let entry = entries[stamp.producer.id] else { return .append }
        guard stamp.producer.epoch >= entry.epoch else {
            throw .producerFenced(stamp.producer, current: entry.epoch)
        }
        guard stamp.producer.epoch == entry.epoch else {
            guard stamp.baseSequence == 0 || entry.mayLack else { throw .sequenceOutOfOrder(stamp, expected: 0) }
            return .append
        }
        let last = Self.sequence(stamp.baseSequence, plus: lastDelta)
        if let same = entry.batches.first(where: { $0.baseSequence == stamp.baseSequence && $0.lastSequence == last }) {
            return .duplicate(baseOffset: same.baseOffset)
        }
        let expected = entry.batches.last.map { Self.sequence($0.lastSequence, plus: 1) } ?? 0
        let isAhead = (stamp.baseSequence &- expected) & 0x7FFF_FFFF < 1 << 30
        guard stamp.baseSequence == expected || entry.mayLack && isAhead else {
            throw .sequenceOutOfOrder(stamp, expected: expected)
        }
        return .append
    }

    /// Remembers a batch that is appended.
    ///
    /// - Returns: What was known of the producer before; see ``restore(_:of:)``.
    @discardableResult
    package mutating func note(_ header: RecordBatchHeader, baseOffset: Int64, at now: Timestamp) -> Entry? {
        let before = entries[header.producerID]
        var entry = before ?? Entry(epoch: header.producerEpoch, batches: [], usedAt: 0)
        if entry.epoch != header.producerEpoch {
            entry = Entry(epoch: header.producerEpoch, batches: [], usedAt: 0)
        }
        entry.usedAt = now.milliseconds
        entry.mayLack = false
        if entry.batches.count == Self.batchLimit { entry.batches.removeFirst() }
        let last = Self.sequence(header.baseSequence, plus: header.lastOffsetDelta)
        entry.batches.append(Batch(baseSequence: header.baseSequence, lastSequence: last, baseOffset: baseOffset))
        entries[header.producerID] = entry
        return before
    }

    /// Remembers that batches of any producer may be lost to damage: the next one of each may leave out some numbers, so that a
    /// producer whose records were acknowledged can go on.
    mutating func noteDamage() {
        for id in entries.keys { entries[id]?.mayLack = true }
    }

    /// Forgets what was noted of a producer last, because it was not written after all.
    package mutating func restore(_ entry: Entry?, of producer: Int64) { entries[producer] = entry }

    /// Forgets producers that have been silent, and beyond a number those that have been silent for longest.
    package mutating func forget(before moment: Timestamp, limit: Int) {
        entries = entries.filter { $0.value.usedAt >= moment.milliseconds }
        guard entries.count > limit else { return }
        let latest = entries.sorted { $0.value.usedAt > $1.value.usedAt }.prefix(limit)
        entries = Dictionary(uniqueKeysWithValues: latest.map { ($0.key, $0.value) })
    }

    /// A number later by some; after `Int32.max` comes 0.
    static func sequence(_ number: Int32, plus delta: Int32) -> Int32 {
        Int32(truncatingIfNeeded: (Int64(number) + Int64(delta)) & 0x7FFF_FFFF)
    }
}
