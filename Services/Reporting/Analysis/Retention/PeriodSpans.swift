import MeshCore

/// The periods that lie in a segment's time, and whether cohorts begin then.
struct PeriodSpans: Sendable {
    struct Period: Sendable {
        /// The first day, counted from 1970-01-01.
        let day: Int
        /// Counts periods: those next to each other differ by one.
        let number: Int
    }

    /// A time that lies in one period, and in the range as a whole or not at all.
    struct Piece: Sendable {
        let period: Period
        /// Whether a cohort can begin then.
        let begins: Bool
    }

    /// Ascending; they follow each other without a gap.
    let pieces: [Piece]
    /// Where each piece but the first begins, in milliseconds after the segment's base: what is before is of the first.
    let bounds: [UInt32]

    /// - Parameter moments: The first event of the segment, and the last.
    init(of moments: ClosedRange<Timestamp>, for definition: RetentionDefinition, in calendar: SiteCalendar) {
        let (base, grain) = (moments.lowerBound, definition.grain)
        let range = definition.range
        var pieces: [Piece] = []
        var bounds: [UInt32] = []
        func add(_ period: Period, from start: Timestamp) {
            if !pieces.isEmpty { bounds.append(UInt32(clamping: start.milliseconds - base.milliseconds)) }
            pieces.append(Piece(period: period, begins: range.contains(start)))
        }
        var day = SiteCalendar.firstDay(of: grain.calendarGrain, containing: calendar.day(of: base))
        let last = SiteCalendar.firstDay(of: grain.calendarGrain, containing: calendar.day(of: moments.upperBound))
        while day <= last {
            let period = Period(day: day, number: Self.number(of: day, grain))
            let next = SiteCalendar.dayAfter(grain.calendarGrain, from: day)
            let start = max(base, calendar.start(ofDay: day))
            let end = day == last ? Timestamp(milliseconds: .max) : calendar.start(ofDay: next)
            add(period, from: start)
            for bound in [range.lowerBound, range.upperBound]
            where bound > start && bound < end && bound <= moments.upperBound {
                add(period, from: bound)
            }
            day = next
        }
        self.pieces = pieces
        self.bounds = bounds
    }

    /// The piece in which a time lies.
    ///
    /// - Parameter offset: Milliseconds after the segment's base.
    @inline(__always)
    func place(_ offset: UInt32) -> Int {
        var place = 0
        // A segment has few, and mostly one.
        for bound in bounds where bound <= offset { place &+= 1 }
        return place
    }

    subscript(place: Int) -> Piece { pieces[place] }

    /// The only piece of the whole segment, if it lies in one.
    var only: Piece? { pieces.count == 1 ? pieces[0] : nil }

    private static func number(of day: Int, _ grain: RetentionDefinition.Grain) -> Int {
        switch grain {
        case .day: return day
        // First days of weeks are apart by seven.
        case .week: return (day + 3) / 7
        case .month:
            let date = CivilDate(dayNumber: day)
            return date.year * 12 + date.month
        }
    }
}
