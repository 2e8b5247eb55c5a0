import MeshCore
import Synchronization

/// What readers see of a partition, and who waits for more of it: published by the owner, asked without it.
final class PartitionView: Sendable {
    fileprivate struct State {
        var segments: [ServedSegment]
        var earliestOffset: Int64
        var highWatermark: Int64
        var recent = RecentBatches()
        var waiters: [UInt64: Waiter] = [:]
        var lastWaiter: UInt64 = 0
        /// Why nothing is read here any more.
        var ending: EventLogError?
    }

    fileprivate struct Waiter {
        let offset: Int64
        let resume: @Sendable () -> Void
    }

    let partition: TopicPartition
    private let state: Mutex<State>

    /// - Parameter segments: In the order of their offsets, without gaps; at least one.
    init(_ partition: TopicPartition, segments: [ServedSegment], earliestOffset: Int64, highWatermark: Int64) {
        self.partition = partition
        state = Mutex(State(segments: segments, earliestOffset: earliestOffset, highWatermark: highWatermark))
    }

    /// The oldest offset and the next one.
    ///
    /// - Throws: ``EventLogError`` when the partition is no longer served here.
    func offsets() throws(EventLogError) -> Range<Int64> {
        try state.withLock { state throws(EventLogError) in
            if let ending = state.ending { throw ending }
            return state.earliestOffset..<state.highWatermark
        }
    }

    /// Finds the segment of an offset.
    ///
    /// - Throws: ``EventLogError/offsetOutOfRange(_:offset:range:)``; ``EventLogError`` when it is no longer served here.
    func plan(from offset: Int64) throws(EventLogError) -> ReadPlan {
        try state.withLock { state throws(EventLogError) in
            try state.check(offset, of: partition)
            return ReadPlan(
                segment: state.segments.last { $0.contains(offset) }, earliestOffset: state.earliestOffset,
                highWatermark: state.highWatermark)
        }
    }

    /// The segments that may have records, the oldest first.
    ///
    /// - Throws: ``EventLogError`` when the partition is no longer served here.
    func segments() throws(EventLogError) -> [ServedSegment] {
        try state.withLock { state throws(EventLogError) in
            if let ending = state.ending { throw ending }
            return state.segments
        }
    }

    /// What there is from an offset on, if it is known without the disk: at the high watermark, or shortly before it.
    ///
    /// - Throws: As ``plan(from:)``.
    func recent(from offset: Int64, maximumBytes: Int) throws(EventLogError) -> LogSlice? {
        try state.withLock { state throws(EventLogError) in
            try state.check(offset, of: partition)
            guard
                let (batches, next) = offset == state.highWatermark
                    ? ([], offset) : state.recent.batches(from: offset, maximumBytes: maximumBytes)
            else { return nil }
            state.recent.readerCame()
            return LogSlice(
                batches: batches, nextOffset: next, earliestOffset: state.earliestOffset,
                highWatermark: state.highWatermark)
        }
    }

    /// Shows readers the group that was appended to the last segment, now that it is on disk.
    ///
    /// - Parameters:
    ///   - extent: The segment with the group.
    ///   - position: Where the group begins in the segment.
    ///   - headers: The group's batches, by where they begin in it.
    func publish(
        _ extent: SegmentSeal, _ group: [UInt8], at position: Int,
        headers: [(header: RecordBatchHeader, position: Int)]
    ) {
        let ready = state.withLock { state in
            let last = state.segments.count - 1
            state.segments[last].extent = extent
            for (header, place) in headers { state.segments[last].index?.note(header, at: position + place) }
            if !state.waiters.isEmpty { state.recent.readerCame() }
            state.recent.keep(group, headers)
            state.highWatermark = extent.nextOffset
            return state.takeWaiters { $0.offset < extent.nextOffset }
        }
        ready.forEach { $0.resume() }
    }

    /// Begins a segment.
    ///
    /// - Returns: The index of the one before it, which is sealed now.
    func begin(_ segment: ServedSegment) -> SparseIndex? {
        state.withLock { state in
            // What is sealed may be compacted.
            state.recent.forget()
            let last = state.segments.count - 1
            let index = state.segments[last].index
            state.segments[last].index = nil
            if state.segments[last].extent.length == 0 { state.segments.removeLast() }
            state.segments.append(segment)
            return index
        }
    }

    /// Forgets the oldest segments.
    func remove(_ names: [SegmentName], earliestOffset: Int64) {
        state.withLock { state in
            state.segments.removeAll { names.contains($0.name) }
            state.earliestOffset = earliestOffset
        }
    }

    /// Puts compacted segments in the place of those with the same base offset and epoch.
    func replace(_ compacted: [(name: SegmentName, seal: SegmentSeal)]) {
        state.withLock { state in
            for (name, seal) in compacted {
                let place = state.segments.firstIndex {
                    $0.name.baseOffset == name.baseOffset && $0.name.epoch == name.epoch
                }
                guard let place else { continue }
                state.segments[place] = ServedSegment(
                    name: name, openedAt: state.segments[place].openedAt, extent: seal, index: nil)
            }
        }
    }

    /// Serves nothing any more; who waits is woken.
    func end(with error: EventLogError) {
        let waiters = state.withLock { state in
            if state.ending == nil { state.ending = error }
            state.recent.forget()
            return state.takeWaiters { _ in true }
        }
        waiters.forEach { $0.resume() }
    }

    /// Calls once an offset is there, or the partition is no longer served here: at once if that is so now.
    ///
    /// - Returns: The number by which to give up; nil when it was called.
    func wait(for offset: Int64, _ resume: @escaping @Sendable () -> Void) -> UInt64? {
        let number: UInt64? = state.withLock { state in
            guard state.ending == nil, offset >= state.highWatermark else { return nil }
            state.lastWaiter += 1
            state.waiters[state.lastWaiter] = Waiter(offset: offset, resume: resume)
            return state.lastWaiter
        }
        if number == nil { resume() }
        return number
    }

    /// Gives up waiting.
    func giveUp(_ number: UInt64) {
        state.withLock { _ = $0.waiters.removeValue(forKey: number) }
    }
}

extension PartitionView.State {
    fileprivate func check(_ offset: Int64, of partition: TopicPartition) throws(EventLogError) {
        if let ending { throw ending }
        guard offset >= earliestOffset, offset <= highWatermark else {
            throw .offsetOutOfRange(partition, offset: offset, range: earliestOffset..<highWatermark)
        }
    }

    fileprivate mutating func takeWaiters(_ condition: (PartitionView.Waiter) -> Bool) -> [PartitionView.Waiter] {
        guard !waiters.isEmpty else { return [] }
        let ready = waiters.filter { condition($0.value) }
        for number in ready.keys { waiters[number] = nil }
        return Array(ready.values)
    }
}
