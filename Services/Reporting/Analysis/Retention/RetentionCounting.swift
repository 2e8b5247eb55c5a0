import MeshCore

/// Puts visitors into cohorts, all of them side by side.
///
/// Segments are taken one after another, so what a visitor did has to come in the order of time: days, and then what is live.
struct RetentionCounting: Sendable {
    let definition: RetentionDefinition
    var table = VisitorTable()
    /// For each place of a visitor, the place of the cohort plus one; zero before the first event that counts.
    var cohorts: [UInt32] = []
    /// For each place of a visitor, in which of the first 64 periods they came back: a bit each.
    var early: [UInt64] = []
    /// The same of the periods behind; empty where there are no such.
    var late: [UInt64] = []
    /// The periods with which cohorts begin.
    var periods: [PeriodSpans.Period] = []
    /// One a cohort.
    var sizes: [Int] = []
    /// For each cohort and period.
    var values: [RetentionValue] = []

    /// Visits that events are looked at of one by one; of more, all events of the segment are.
    private static let mostSingles = 4

    init(_ definition: RetentionDefinition) {
        self.definition = definition
    }

    /// Forgets all that was counted.
    ///
    /// - Parameters:
    ///   - span: In which the next visitors lie, mostly.
    ///   - limit: How many come at most.
    mutating func reset(_ span: ClosedRange<UInt64>, atMost limit: Int) {
        table.reset(span, atMost: limit)
        cohorts.clear(count: table.count)
        early.clear(count: table.count)
        if hasLatePeriods { late.clear(count: table.count) }
        periods.removeAll(keepingCapacity: true)
        sizes.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
    }

    /// By their first days.
    var found: [Int: RetentionCohorts.Cohort] {
        let count = definition.periodCount
        var values = values
        if definition.kind == .unbounded { spread(&values) }
        var found: [Int: RetentionCohorts.Cohort] = [:]
        for (place, period) in periods.enumerated() where sizes[place] > 0 {
            let first = place * count
            found[period.day] = RetentionCohorts.Cohort(
                size: sizes[place], values: Array(values[first..<(first + count)]))
        }
        return found
    }

    var hasLatePeriods: Bool { definition.periodCount > 64 }

    /// Takes what the visitors of a segment did.
    ///
    /// - Parameters:
    ///   - segment: What visits say.
    ///   - spans: Of the segment's time.
    ///   - events: Gives some of the visits with their events, for where what visits say is not enough.
    /// - Throws: What giving them throws.
    mutating func take(
        _ segment: VisitSegment, _ spans: PeriodSpans, events: (Range<Int>) throws -> VisitSegment
    ) rethrows {
        let all = 0..<segment.visitCount
        if definition.birth != nil || definition.comeback != nil {
            let segment = try events(all)
            return takeEvents(of: all, in: segment, spans)
        }
        let unclear = UnclearVisits(segment, spans)
        take(segment, spans, but: unclear)
        if unclear.groups.count > Self.mostSingles {
            let segment = try events(all)
            for group in unclear.groups { takeEvents(of: group, in: segment, spans) }
        } else {
            for group in unclear.groups { takeEvents(of: 0..<group.count, in: try events(group), spans) }
        }
    }

    /// Takes visits event by event.
    private mutating func takeEvents(of visits: Range<Int>, in segment: VisitSegment, _ spans: PeriodSpans) {
        let masks = SegmentMasks(segment)
        let births = definition.birth.map(masks.events)
        let comebacks = definition.comeback.map(masks.events)
        for visit in visits {
            let place = table.place(of: segment.visitors[visit])
            for event in Int(segment.firstEvents[visit])..<Int(segment.firstEvents[visit + 1])
            where segment.kinds[event] != EventKind.signal.rawValue {
                let piece = spans[spans.place(segment.times[event])]
                if cohorts[place] == 0 {
                    guard piece.begins, births?[event] ?? true else { continue }
                    let cohort = cohort(piece.period)
                    sizes[cohort] += 1
                    cohorts[place] = UInt32(cohort + 1)
                }
                guard comebacks?[event] ?? true else { continue }
                come(place, piece.period, segment.revenue.value(at: event))
            }
        }
    }

    /// The place of the cohort that begins with a period.
    mutating func cohort(_ period: PeriodSpans.Period) -> Int {
        if let place = periods.lastIndex(where: { $0.number == period.number }) { return place }
        periods.append(period)
        sizes.append(0)
        values.append(contentsOf: repeatElement(RetentionValue(), count: definition.periodCount))
        return periods.count - 1
    }

    /// Counts an event of who is in a cohort.
    private mutating func come(_ place: Int, _ period: PeriodSpans.Period, _ money: Money?) {
        let cohort = Int(cohorts[place]) - 1
        let distance = period.number - periods[cohort].number
        guard distance < definition.periodCount else { return }
        let value = cohort * definition.periodCount + distance
        let bit = UInt64(1) << UInt64(distance % 64)
        let known = distance < 64 ? early[place] : late[place]
        if known & bit == 0 { values[value].visitors += 1 }
        if distance < 64 { early[place] |= bit } else { late[place] |= bit }
        values[value].events += 1
        if let money { values[value].revenue[money.currency, default: RevenueSum()].add(amount: money.amount) }
    }

    /// Gives each period what came in later ones, too.
    private func spread(_ values: inout [RetentionValue]) {
        let count = definition.periodCount
        for cohort in periods.indices {
            for period in 0..<count { values[cohort * count + period].visitors = 0 }
            for period in (0..<(count - 1)).reversed() {
                values[cohort * count + period].add(valuesOf: values[cohort * count + period + 1])
            }
        }
        // Of each cohort, how many came last in each period: who came later came until then.
        for place in 0..<table.count where cohorts[place] != 0 {
            let last = early[place] == 0 ? -1 : 63 - early[place].leadingZeroBitCount
            let end = hasLatePeriods && late[place] != 0 ? 127 - late[place].leadingZeroBitCount : last
            if end >= 0 { values[(Int(cohorts[place]) - 1) * count + end].visitors += 1 }
        }
        for cohort in periods.indices {
            for period in (0..<(count - 1)).reversed() {
                values[cohort * count + period].visitors += values[cohort * count + period + 1].visitors
            }
        }
    }
}
