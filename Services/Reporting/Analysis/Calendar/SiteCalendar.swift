package import MeshCore

/// Days, weeks and months as a site's clocks show them.
///
/// A day goes from its first midnight to the first midnight of the next, so days are 23 to 25 hours long where clocks are
/// changed, and follow each other without gap or overlap. Where midnight itself is skipped, the day begins at the jump; a
/// day that a place never had (Apia, 2011-12-30) is empty.
package struct SiteCalendar: Hashable, Sendable {
    package let zone: TimeZoneRules

    package init(zone: TimeZoneRules) {
        self.zone = zone
    }

    /// The first moment of a day, counted from 1970-01-01.
    package func start(ofDay day: Int) -> Timestamp {
        switch zone.resolve(wallSeconds: Int64(day) * Self.secondsPerDay) {
        case .once(let moment): Timestamp(secondsSince1970: moment)
        case .repeated(let first, _): Timestamp(secondsSince1970: first)
        case .skipped(let change, _): Timestamp(secondsSince1970: change)
        }
    }

    /// The day in which a moment lies, counted from 1970-01-01.
    package func day(of moment: Timestamp) -> Int {
        let wall = zone.wallSeconds(at: moment.secondsSince1970)
        var day = Int(wall >= 0 ? wall / Self.secondsPerDay : (wall - Self.secondsPerDay + 1) / Self.secondsPerDay)
        // Clocks set back over midnight show the old day again, which goes on within the new.
        if moment >= start(ofDay: day + 1) { day += 1 }
        return day
    }

    /// The first moment of the bucket in which a moment lies.
    package func start(of grain: CalendarGrain, containing moment: Timestamp) -> Timestamp {
        switch grain {
        case .minute: clockStart(of: moment, seconds: 60)
        case .hour: clockStart(of: moment, seconds: 3600)
        case .day: start(ofDay: day(of: moment))
        case .week, .month: start(ofDay: Self.firstDay(of: grain, containing: day(of: moment)))
        }
    }

    /// The first moment after a bucket, given its first.
    package func end(of grain: CalendarGrain, from start: Timestamp) -> Timestamp {
        switch grain {
        case .minute: clockEnd(from: start, seconds: 60)
        case .hour: clockEnd(from: start, seconds: 3600)
        case .day, .week, .month:
            self.start(ofDay: Self.dayAfter(grain, from: Self.firstDay(of: grain, containing: day(of: start))))
        }
    }

    /// The first day of the day, the week (from Monday, ISO 8601) or the month in which a day lies.
    package static func firstDay(of grain: CalendarGrain, containing day: Int) -> Int {
        switch grain {
        case .minute, .hour, .day: return day
        // 1970-01-01 was a Thursday.
        case .week: return day - ((day + 3) % 7 + 7) % 7
        case .month: return day - CivilDate(dayNumber: day).day + 1
        }
    }

    /// The first day behind the day, week or month that begins with a day.
    package static func dayAfter(_ grain: CalendarGrain, from day: Int) -> Int {
        switch grain {
        case .minute, .hour, .day: return day + 1
        case .week: return day + 7
        case .month:
            let date = CivilDate(dayNumber: day)
            return day + CivilDate.dayCount(ofMonth: date.month, year: date.year)
        }
    }

    /// A bucket as answers name it: a date, or the time of the clocks with their offset, which tells the hour that comes
    /// twice apart.
    package func label(of grain: CalendarGrain, from start: Timestamp) -> String {
        let seconds = start.secondsSince1970
        let offset = zone.offset(at: seconds)
        switch grain {
        case .day, .week, .month: return Self.text(ofDay: day(of: start))
        case .minute, .hour:
            let wall = Timestamp(secondsSince1970: seconds + offset).description.prefix(19)
            let minutes = abs(offset) / 60
            return "\(wall)\(offset < 0 ? "-" : "+")\(Self.twoDigits(minutes / 60)):\(Self.twoDigits(minutes % 60))"
        }
    }

    /// A day as `2026-11-21`.
    package static func text(ofDay day: Int) -> String {
        String(Timestamp(secondsSince1970: Int64(day) * secondsPerDay).description.prefix(10))
    }

    private func clockStart(of moment: Timestamp, seconds length: Int64) -> Timestamp {
        let second = moment.secondsSince1970
        let wall = zone.wallSeconds(at: second)
        let start = second - ((wall % length) + length) % length
        // Clocks that jump within the hour, as by 30 minutes on Lord Howe, begin another bucket.
        guard let change = zone.nextChange(after: start), change <= second else {
            return Timestamp(secondsSince1970: start)
        }
        return Timestamp(secondsSince1970: change)
    }

    private func clockEnd(from start: Timestamp, seconds length: Int64) -> Timestamp {
        let second = start.secondsSince1970
        let wall = zone.wallSeconds(at: second)
        let end = second + length - ((wall % length) + length) % length
        guard let change = zone.nextChange(after: second), change < end else {
            return Timestamp(secondsSince1970: end)
        }
        return Timestamp(secondsSince1970: change)
    }

    private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let secondsPerDay: Int64 = 86_400
}
