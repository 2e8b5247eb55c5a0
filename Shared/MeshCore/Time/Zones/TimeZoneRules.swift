/// The offsets of a time zone from UTC, past and future, as the system's time zone database tells them.
///
/// Beyond the last change that is listed, the rule at the end of the zone's file goes on for ever.
package struct TimeZoneRules: Hashable, Sendable {
    /// When the offset changes, ascending, in seconds since 1970.
    private let changes: [Int64]
    /// The offset from each change on, in seconds east of UTC.
    private let offsets: [Int64]
    /// The offset before the first change.
    private let firstOffset: Int64
    private let rule: YearlyTimeRule?

    /// The zone without an offset.
    package static let utc = TimeZoneRules(changes: [], offsets: [], firstOffset: 0, rule: nil)

    /// - Parameters:
    ///   - changes: Ascending.
    ///   - offsets: As many as changes.
    init(changes: [Int64], offsets: [Int64], firstOffset: Int64, rule: YearlyTimeRule?) {
        precondition(changes.count == offsets.count, "each change of a time zone has its offset")
        self.changes = changes
        self.offsets = offsets
        self.firstOffset = firstOffset
        self.rule = rule
    }

    /// The offset at a moment, in seconds east of UTC.
    package func offset(at moment: Int64) -> Int64 {
        let position = countOfChanges(through: moment)
        if position == changes.count, let rule { return rule.offset(at: moment) }
        return position == 0 ? firstOffset : offsets[position - 1]
    }

    /// What the clocks show at a moment, as seconds since 1970 as if it were UTC.
    package func wallSeconds(at moment: Int64) -> Int64 {
        moment + offset(at: moment)
    }

    /// The moments at which the clocks show a time.
    package func resolve(wallSeconds wall: Int64) -> LocalTimeResolution {
        let end = wall + Self.widestOffset
        var offset = offset(at: wall - Self.widestOffset)
        var moment = wall - offset
        var found: [Int64] = []
        var skip: LocalTimeResolution?
        var cursor = wall - Self.widestOffset
        while let change = nextChange(after: cursor), change <= end {
            if moment >= cursor, moment < change { found.append(moment) }
            let before = offset
            offset = self.offset(at: change)
            if wall >= change + before, wall < change + offset {
                skip = .skipped(change: change, shifted: wall - before)
            }
            moment = wall - offset
            cursor = change
        }
        if moment >= cursor { found.append(moment) }
        guard let first = found.first else { return skip ?? .once(wall - offset) }
        return found.count == 1 ? .once(first) : .repeated(first: first, last: found[found.count - 1])
    }

    /// The first moment after another at which the clocks are changed.
    package func nextChange(after moment: Int64) -> Int64? {
        let position = countOfChanges(through: moment)
        if position < changes.count { return changes[position] }
        return rule?.nextChange(after: moment)
    }

    private func countOfChanges(through moment: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// No zone was ever further from UTC (Manila and Metlakatla had close to 16 hours).
    private static let widestOffset: Int64 = 26 * 3600
}
