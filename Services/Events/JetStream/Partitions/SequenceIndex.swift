/// Remembers which message of a stream holds which offsets, of those that were met, so that few are read to find one. No I/O.
struct SequenceIndex: Sendable {
    /// Some 64 kB; half of them are forgotten when there are more.
    private static let limit = 4096

    /// A message, and the offset after its last record.
    private struct Mark {
        let sequence: UInt64
        let end: Int64
    }

    /// In the order of their sequences, and so of their offsets.
    private var marks: [Mark] = []

    /// Remembers where a message ends.
    mutating func note(_ sequence: UInt64, endingAt end: Int64) {
        let place = position { $0.sequence >= sequence }
        if place < marks.count, marks[place].sequence == sequence { return }
        marks.insert(Mark(sequence: sequence, end: end), at: place)
        guard marks.count > Self.limit else { return }
        marks = marks.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    /// The offset after the last record of a message, if that is remembered.
    func end(of sequence: UInt64) -> Int64? {
        if sequence == 0 { return 0 }
        let place = position { $0.sequence >= sequence }
        guard place < marks.count, marks[place].sequence == sequence else { return nil }
        return marks[place].end
    }

    /// Between which messages one is that holds an offset.
    ///
    /// - Parameter bounds: The messages that there are, one of which holds it.
    func narrowed(_ bounds: ClosedRange<UInt64>, to offset: Int64) -> ClosedRange<UInt64> {
        let place = position { $0.end > offset }
        let last = place < marks.count ? min(bounds.upperBound, marks[place].sequence) : bounds.upperBound
        let first = place > 0 ? max(bounds.lowerBound, marks[place - 1].sequence + 1) : bounds.lowerBound
        return min(first, last)...last
    }

    /// The first mark of which a condition holds, which holds of all behind it.
    private func position(_ condition: (Mark) -> Bool) -> Int {
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if condition(marks[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
