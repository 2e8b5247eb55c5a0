import EventLog
import MeshCore

/// The end of a partition as this instance knows it, and what it is about to put behind it. No I/O.
struct PartitionTail {
    /// Kafka's day.
    private static let producerTime: Duration = .seconds(86_400)
    /// Some 10 MB.
    private static let producerLimit = 50_000
    /// After how many messages silent producers are forgotten.
    private static let tendingPeriod: UInt64 = 1024
    /// No other owner takes a partition over: who appends is decided message by message.
    private static let epoch: Int32 = 0

    /// The last message.
    private(set) var lastSequence: UInt64
    /// The offset after its last record.
    private(set) var nextOffset: Int64
    /// The latest timestamp of all records, in milliseconds.
    private(set) var latest: Int64
    /// What is about to be stored.
    private(set) var group = AppendGroup()
    /// The offset after that.
    private(set) var stagedOffset: Int64
    private var ledger = ProducerLedger()
    private var window: DuplicateWindow

    /// A partition that ends with a message.
    ///
    /// - Parameter latest: nil when there has been no record.
    init(lastSequence: UInt64, nextOffset: Int64, latest: Int64?, settings: TopicSettings) {
        self.lastSequence = lastSequence
        self.nextOffset = nextOffset
        self.latest = latest ?? .min
        stagedOffset = nextOffset
        window = DuplicateWindow(time: settings.duplicateWindow, limit: settings.duplicateLimit)
    }

    /// The latest timestamp with what is about to be stored, once that is sealed.
    var stagedLatest: Int64 { group.headers.reduce(latest) { max($0, $1.header.maximumTimestamp) } }

    /// Takes settings that may have changed.
    mutating func change(_ settings: TopicSettings) {
        window.time = settings.duplicateWindow
        window.limit = settings.duplicateLimit
    }

    // MARK: What is stored

    /// Remembers what is in a message that lies before the end.
    mutating func remember(_ message: StoredMessage, expandedBy decompressor: (any BatchDecompressor)?) throws {
        for batch in try message.batches() { note(batch, at: message.storedAt, decompressor) }
    }

    /// Takes the next message, which another instance has stored.
    ///
    /// - Throws: ``EventLogError/server(detail:)`` when it does not go on where the last one ended.
    mutating func take(_ message: StoredMessage, expandedBy decompressor: (any BatchDecompressor)?) throws {
        precondition(group.isEmpty, "What was staged behind the former end is still there.")
        let batches = try message.batches()
        guard message.sequence == lastSequence + 1, let first = batches.first?.header.baseOffset, first == nextOffset,
            let next = message.nextOffset, batches.last?.header.nextOffset == next
        else {
            throw EventLogError.server(detail: "message \(message.sequence) does not go on at offset \(nextOffset)")
        }
        for batch in batches {
            note(batch, at: message.storedAt, decompressor)
            latest = max(latest, batch.header.maximumTimestamp)
        }
        (lastSequence, nextOffset, stagedOffset) = (message.sequence, next, next)
    }

    private mutating func note(_ batch: RecordBatch, at time: Timestamp, _ decompressor: (any BatchDecompressor)?) {
        if batch.header.stamp != nil { ledger.note(batch.header, baseOffset: batch.header.baseOffset, at: time) }
        // What cannot be expanded cannot be compared either.
        guard window.limit > 0, let records = try? batch.records(expandedBy: decompressor) else { return }
        for record in records {
            guard let identity = record.headers.eventIdentity else { continue }
            window.note(identity, offset: record.offset, at: time)
        }
    }

    // MARK: What is about to be

    /// Puts a record behind what is staged, unless it is in the log already.
    ///
    /// - Parameter room: How many bytes a message may have.
    /// - Returns: nil when there is no room for it any more.
    mutating func stage(
        _ record: LogRecord, _ duplicates: DuplicateRule, _ settings: TopicSettings, room: Int, at now: Timestamp
    ) -> AppendOutcome? {
        let size = RecordEncoding.bound(of: record)
        guard RecordBatchHeader.length + size <= settings.maximumBatchBytes else {
            return .tooLarge(limit: settings.maximumBatchBytes)
        }
        let identity = record.identity
        if duplicates == .leaveOut, let identity, let offset = window.offset(of: identity, at: now) {
            return .duplicate(offset: offset)
        }
        guard hasRoom(for: RecordBatchHeader.length + size, room) else { return nil }
        let length = min(AppendGroup.batchBytes, settings.maximumBatchBytes) - size
        group.append(record, offset: stagedOffset, within: length, epoch: Self.epoch, at: now)
        if let identity { window.note(identity, offset: stagedOffset, at: now) }
        defer { stagedOffset += 1 }
        return .appended(offset: stagedOffset)
    }

    /// Puts a batch behind what is staged, unless it is in the log already.
    ///
    /// - Returns: Its first offset, and whether it was there before; nil when there is no room for it any more.
    /// - Throws: ``EventLogError``; then nothing was put.
    mutating func stage(
        _ batch: RecordBatch, _ settings: TopicSettings, room: Int, at now: Timestamp
    ) throws(EventLogError) -> (baseOffset: Int64, isDuplicate: Bool)? {
        try batch.admit(upTo: settings.maximumBatchBytes)
        if let stamp = batch.header.stamp,
            case .duplicate(let offset) = try ledger.judge(stamp, lastDelta: batch.header.lastOffsetDelta)
        {
            return (offset, true)
        }
        guard hasRoom(for: batch.bytes.count, room) else { return nil }
        if let stamp = batch.header.stamp {
            let before = ledger.note(batch.header, baseOffset: stagedOffset, at: now)
            group.producersBefore.append((stamp.producer.id, before))
        }
        group.append(batch, offset: stagedOffset, epoch: Self.epoch)
        defer { stagedOffset += Int64(batch.header.lastOffsetDelta) + 1 }
        return (stagedOffset, false)
    }

    /// Ends what is staged, and gives its bytes: whole batches.
    mutating func seal() -> [UInt8] {
        group.close(epoch: Self.epoch)
        return group.bytes
    }

    /// What was staged is stored.
    mutating func stored(as sequence: UInt64, at now: Timestamp) {
        latest = stagedLatest
        (lastSequence, nextOffset) = (sequence, stagedOffset)
        group.reset()
        if sequence % Self.tendingPeriod == 0 {
            ledger.forget(before: now - Self.producerTime, limit: Self.producerLimit)
        }
    }

    /// What was staged is not stored, or nobody knows.
    mutating func undo() {
        for (id, entry) in group.producersBefore.reversed() { ledger.restore(entry, of: id) }
        window.forget(from: nextOffset)
        stagedOffset = nextOffset
        group.reset()
    }

    /// One batch is taken however large it is.
    private func hasRoom(for size: Int, _ room: Int) -> Bool { group.isEmpty || group.bytes.count + size <= room }
}
