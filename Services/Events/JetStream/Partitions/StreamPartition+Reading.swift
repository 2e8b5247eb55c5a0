import EventLog
import MeshCore

extension StreamPartition {
    /// The most messages that are asked for at once.
    private static let mostAtOnce = 16

    /// The oldest offset and the next one.
    func offsets(in state: StreamState) async throws -> Range<Int64> {
        guard state.lastSequence > 0 else { return 0..<0 }
        guard state.count > 0, let next = try await end(of: state.lastSequence) else { throw Self.emptied }
        // The message before the oldest may be remembered; else the oldest says where it begins.
        if state.firstSequence == 1 { return 0..<next }
        if let earliest = try await earliest(in: state) { return earliest..<next }
        return try await offsets(in: self.state())
    }

    private func earliest(in state: StreamState) async throws -> Int64? {
        try await messages(state.firstSequence...state.firstSequence).first?.batches().first?.header.baseOffset
    }

    /// Reads from an offset on; see ``EventLog/read(_:from:maximumBytes:waitingUntil:)``.
    func read(from offset: Int64, maximumBytes: Int) async throws -> LogSlice {
        while true {
            let state = try await state()
            let range = try await offsets(in: state)
            guard offset >= range.lowerBound, offset <= range.upperBound else {
                throw EventLogError.offsetOutOfRange(partition, offset: offset, range: range)
            }
            var slice = LogSlice(
                batches: [], nextOffset: offset, earliestOffset: range.lowerBound, highWatermark: range.upperBound)
            guard offset < range.upperBound else { return slice }
            guard let first = try await message(holding: offset, in: state) else { continue }
            try await collect(first...state.lastSequence, maximumBytes, state, into: &slice)
            // Nothing when the oldest messages were removed in the meantime.
            if !slice.batches.isEmpty { return slice }
        }
    }

    /// The message that holds an offset, found by halves; nil when some were removed in the meantime.
    private func message(holding offset: Int64, in state: StreamState) async throws -> UInt64? {
        var bounds = narrowed(state.firstSequence...state.lastSequence, to: offset)
        while bounds.lowerBound < bounds.upperBound {
            let middle = bounds.lowerBound + (bounds.upperBound - bounds.lowerBound) / 2
            guard let end = try await end(of: middle) else { return nil }
            bounds = end > offset ? bounds.lowerBound...middle : middle + 1...bounds.upperBound
        }
        return bounds.lowerBound
    }

    private func collect(
        _ sequences: ClosedRange<UInt64>, _ maximumBytes: Int, _ state: StreamState, into slice: inout LogSlice
    ) async throws {
        let average = max(1, Int(state.bytes) / Int(max(1, state.count)))
        let atOnce = UInt64(min(max(maximumBytes / average, 1), Self.mostAtOnce))
        var (bytes, next) = (0, sequences.lowerBound)
        while next <= sequences.upperBound {
            let share = next...min(next + atOnce - 1, sequences.upperBound)
            for message in try await messages(share) {
                for batch in try message.batches() where batch.header.nextOffset > slice.nextOffset {
                    guard batch.header.baseOffset <= slice.nextOffset else { return }
                    guard slice.batches.isEmpty || bytes + batch.bytes.count <= maximumBytes else { return }
                    slice.batches.append(batch)
                    slice.nextOffset = batch.header.nextOffset
                    bytes += batch.bytes.count
                    if bytes >= maximumBytes { return }
                }
            }
            next = share.upperBound + 1
        }
    }

    /// The first record whose timestamp is not before a time. Each message tells the latest timestamp up to its end, which
    /// grows, so the message is found by halves, and the record by reading on from there.
    func position(at time: Timestamp, expandedBy decompressor: (any BatchDecompressor)?) async throws -> LogPosition? {
        let state = try await state()
        guard state.lastSequence > 0 else { return nil }
        let earliest = try await offsets(in: state).lowerBound
        var (low, high) = (state.firstSequence, state.lastSequence + 1)
        while low < high {
            let middle = low + (high - low) / 2
            // One that was removed lies before all that there are.
            let latest = try await messages(middle...middle).first?.latest ?? .min
            if latest >= time.milliseconds { high = middle } else { low = middle + 1 }
        }
        for sequence in low..<state.lastSequence + 1 {
            for batch in try await messages(sequence...sequence).first?.batches() ?? []
            where batch.header.maximumTimestamp >= time.milliseconds {
                // Of a batch that cannot be expanded the first record stands for all.
                guard let records = try? batch.records(expandedBy: decompressor) else {
                    return LogPosition(offset: batch.header.baseOffset, timestamp: time)
                }
                guard let record = records.first(where: { $0.timestamp >= time && $0.offset >= earliest }) else {
                    continue
                }
                return LogPosition(offset: record.offset, timestamp: record.timestamp)
            }
        }
        return nil
    }

    /// Removes the oldest messages that are too old or too much, but never the last: it tells the next offset.
    ///
    /// - Parameter held: The least offset that must be kept; nil for none.
    func removeExpired(_ settings: TopicSettings, held: Int64?, at now: Timestamp) async throws {
        let state = try await state()
        var (bytes, first) = (state.bytes, state.firstSequence)
        while first < state.lastSequence {
            let share = first...min(first + UInt64(Self.mostAtOnce) - 1, state.lastSequence - 1)
            let messages = try await messages(share)
            let expired = messages.prefix { message in
                guard message.nextOffset ?? .max <= held ?? .max else { return false }
                let isTooOld = settings.retentionTime.map { message.storedAt + $0 < now } ?? false
                let isTooMuch = settings.retentionBytes.map { bytes - message.storedBytes >= $0 } ?? false
                if isTooOld || isTooMuch { bytes -= message.storedBytes }
                return isTooOld || isTooMuch
            }
            if let last = expired.last { first = last.sequence + 1 }
            if expired.count < messages.count || messages.isEmpty { break }
        }
        if first > state.firstSequence { try await client.purge(stream.name, before: first) }
    }

    private static var emptied: EventLogError {
        .server(detail: "a stream was emptied by somebody else, and with it the offset that comes next is lost")
    }
}
