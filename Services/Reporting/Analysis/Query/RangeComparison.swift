import MeshCore

/// The time that a question's answer is compared with.
package struct RangeComparison: Hashable, Sendable {
    package let mode: Mode
    /// Whether the other time is moved so that it begins on the same weekday.
    package let weekdays: Weekdays

    package enum Mode: Hashable, Sendable {
        case previousPeriod
        case yearOverYear
        /// Days counted from 1970-01-01, both within.
        case custom(ClosedRange<Int>)
    }

    package enum Weekdays: Hashable, Sendable {
        case match, ignore
    }

    package init(mode: Mode, weekdays: Weekdays = .ignore) {
        self.mode = mode
        self.weekdays = weekdays
    }

    /// The time to compare a range with.
    ///
    /// - Parameter days: The range's days; nil where it does not go by days.
    func range(
        for range: Range<Timestamp>, days: ClosedRange<Int>?, in calendar: SiteCalendar
    ) -> Range<Timestamp> {
        guard let days else {
            return switch mode {
            case .previousPeriod:
                (range.lowerBound - range.lowerBound.duration(to: range.upperBound))..<range.lowerBound
            case .yearOverYear: (range.lowerBound - .seconds(31_536_000))..<(range.upperBound - .seconds(31_536_000))
            case .custom(let other): DateRange.range(of: other, in: calendar)
            }
        }
        let other = self.days(before: days)
        // Monday is the first day of a week, so the distance between first days is matched to whole weeks, to the nearer.
        let off = ((days.lowerBound - other.lowerBound) % 7 + 7) % 7
        let move =
            switch weekdays {
            case .ignore: 0
            case .match: off <= 3 ? off : off - 7
            }
        return DateRange.range(of: (other.lowerBound + move)...(other.upperBound + move), in: calendar)
    }

    private func days(before days: ClosedRange<Int>) -> ClosedRange<Int> {
        switch mode {
        case .previousPeriod: return (days.lowerBound - days.count)...(days.lowerBound - 1)
        case .yearOverYear:
            let first = Self.yearBefore(days.lowerBound)
            return first...(first + days.count - 1)
        case .custom(let other): return other
        }
    }

    /// The same date a year before; the 28th for a 29th of February.
    private static func yearBefore(_ day: Int) -> Int {
        let date = CivilDate(dayNumber: day)
        return
            (CivilDate(year: date.year - 1, month: date.month, day: date.day)
            ?? CivilDate(year: date.year - 1, month: date.month, day: 28))?.dayNumber ?? day - 365
    }
}
