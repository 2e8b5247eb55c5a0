extension RetentionCounting {
    /// Takes visits by what is known of each as a whole: when it was, and how many of its events count.
    ///
    /// - Parameter unclear: Those that are left out.
    mutating func take(_ segment: VisitSegment, _ spans: PeriodSpans, but unclear: UnclearVisits) {
        switch segment.eventCounts {
        case .bytes(let counts): take(segment, counts, spans, but: unclear.groups)
        case .shorts(let counts): take(segment, counts, spans, but: unclear.groups)
        case .words(let counts): take(segment, counts, spans, but: unclear.groups)
        }
    }

    private mutating func take<Count: FixedWidthInteger>(
        _ segment: VisitSegment, _ counts: [Count], _ spans: PeriodSpans, but unclear: [Range<Int>]
    ) {
        var coming = CohortVisits(of: spans, in: &self)
        coming.take(
            segment, counts, spans.bounds, but: unclear, table.places, &table.owners, &cohorts, &early, &late)
        add(coming, spans)
    }

    private mutating func add(_ coming: CohortVisits, _ spans: PeriodSpans) {
        for (place, piece) in spans.pieces.enumerated() {
            let begun = coming.begun[place]
            if begun.cohort > 0 { sizes[Int(begun.cohort) - 1] += begun.size }
            for (cohort, period) in periods.enumerated() {
                let distance = piece.period.number - period.number
                guard distance >= 0, distance < definition.periodCount else { continue }
                let row = coming.rows[place * coming.width + cohort + 1]
                values[cohort * definition.periodCount + distance].visitors += row.visitors
                values[cohort * definition.periodCount + distance].events += row.events
            }
        }
    }
}

/// What is counted of a segment's visits, by the pieces of its time and by cohorts.
private struct CohortVisits {
    struct Row {
        /// The bit of the period in which visitors of the cohort come back; none beyond those that are looked at.
        var early: UInt64 = 0
        var late: UInt64 = 0
        /// Who came in the period for the first time.
        var visitors = 0
        var events = 0
    }

    /// Rows of a piece: for who is in no cohort, and one for each cohort.
    let width: Int
    var rows: [Row]
    /// For each piece, the place of the cohort that begins then plus one, zero when none does; and how many visitors it gets.
    var begun: [(cohort: UInt32, size: Int)]

    init(of spans: PeriodSpans, in counting: inout RetentionCounting) {
        begun = []
        for piece in spans.pieces { begun.append((piece.begins ? UInt32(counting.cohort(piece.period) + 1) : 0, 0)) }
        width = counting.periods.count + 1
        rows = []
        for piece in spans.pieces {
            rows.append(Row())
            for period in counting.periods {
                var row = Row()
                let distance = piece.period.number - period.number
                if distance >= 0, distance < counting.definition.periodCount {
                    let bit = UInt64(1) << UInt64(distance % 64)
                    if distance < 64 { row.early = bit } else { row.late = bit }
                }
                rows.append(row)
            }
        }
    }

    /// Counts visits of a segment.
    ///
    /// - Parameters:
    ///   - counts: How many events each has that count.
    ///   - bounds: Where pieces of its time begin.
    ///   - unclear: Visits that are left out.
    ///   - places: Where visitors are found; what follows is by these places.
    mutating func take<Count: FixedWidthInteger>(
        _ segment: VisitSegment, _ counts: [Count], _ bounds: [UInt32], but unclear: [Range<Int>],
        _ places: VisitorPlaces, _ owners: inout [UInt64], _ cohorts: inout [UInt32], _ early: inout [UInt64],
        _ late: inout [UInt64]
    ) {
        Self.take(
            segment, counts.span, bounds.span, but: unclear, places, width, &rows, &begun, &owners, &cohorts, &early,
            &late)
    }

    private static func take<Count: FixedWidthInteger>(
        _ segment: VisitSegment, _ counts: Span<Count>, _ bounds: Span<UInt32>, but unclear: [Range<Int>],
        _ places: VisitorPlaces, _ width: Int, _ allRows: inout [Row], _ allBegun: inout [(cohort: UInt32, size: Int)],
        _ allOwners: inout [UInt64], _ allCohorts: inout [UInt32], _ allEarly: inout [UInt64],
        _ allLate: inout [UInt64]
    ) {
        // Spans, since what is in arrays is asked at each step whether it is shared.
        let (visitors, starts, last, isWide) = (
            segment.visitors.span, segment.starts.span, bounds.count, !allLate.isEmpty
        )
        var owners = allOwners.mutableSpan
        var cohorts = allCohorts.mutableSpan
        var early = allEarly.mutableSpan
        var late = allLate.mutableSpan
        var rows = allRows.mutableSpan
        var begun = allBegun.mutableSpan
        var first = 0
        for end in unclear + [visitors.count..<visitors.count] {
            for visit in first..<end.lowerBound where counts[visit] > 0 {
                var piece = 0
                for bound in 0..<last where bounds[bound] <= starts[visit] { piece &+= 1 }
                let place = places.place(of: visitors[visit], in: &owners)
                var cohort = cohorts[place]
                if cohort == 0 {
                    cohort = begun[piece].cohort
                    begun[piece].size &+= 1
                }
                cohorts[place] = cohort
                let row = piece &* width &+ Int(cohort)
                let (known, bit) = (early[place], rows[row].early)
                early[place] = known | bit
                var isNew = known & bit != bit
                if isWide {
                    let (known, bit) = (late[place], rows[row].late)
                    late[place] = known | bit
                    isNew = isNew || known & bit != bit
                }
                rows[row].visitors &+= isNew ? 1 : 0
                rows[row].events &+= Int(truncatingIfNeeded: counts[visit])
            }
            first = end.upperBound
        }
    }
}
