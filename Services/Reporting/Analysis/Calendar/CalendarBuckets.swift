package import MeshCore

/// The buckets of a time series over a range: where each begins, and which one a moment falls into.
package struct CalendarBuckets: Hashable, Sendable {
    /// Ascending and different; the first is the range's begin, though its bucket may have begun before.
    package let starts: [Timestamp]
    /// What answers call each bucket.
    package let labels: [String]
    package let range: Range<Timestamp>

    /// - Throws: ``QueryLimitError`` when the range has more buckets than are answered at once.
    package init(
        of range: Range<Timestamp>, by grain: CalendarGrain, in calendar: SiteCalendar, limit: Int = greatestCount
    ) throws(QueryLimitError) {
        var starts: [Timestamp] = []
        var labels: [String] = []
        var moment = range.lowerBound
        while moment < range.upperBound {
            guard starts.count < limit else { throw QueryLimitError(limit: limit) }
            let whole = calendar.start(of: grain, containing: moment)
            let end = calendar.end(of: grain, from: whole)
            // A day that was skipped has no length.
            precondition(end > moment, "a bucket of a calendar ends before it begins")
            starts.append(moment)
            labels.append(calendar.label(of: grain, from: whole))
            moment = end
        }
        self.starts = starts
        self.labels = labels
        self.range = range
    }

    init(starts: [Timestamp], labels: [String], range: Range<Timestamp>) {
        self.starts = starts
        self.labels = labels
        self.range = range
    }

    /// The same buckets, for moments of a part of the range alone.
    func narrowed(to part: Range<Timestamp>) -> CalendarBuckets {
        CalendarBuckets(starts: starts, labels: labels, range: part)
    }

    /// The position of the bucket in which a moment of the range lies; nil outside it.
    package func index(of moment: Timestamp) -> Int? {
        guard range.contains(moment) else { return nil }
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }

    /// A day by minutes, and three years by days, with room.
    package static let greatestCount = 3000
}
