import MeshCore

/// Puts visitors into cohorts, all of them side by side.
///
/// Segments are taken one after another, so what a visitor did has to come in the order of time: days, and then what is live.
struct RetentionCounting {
    private let definition: RetentionDefinition
    private let calendar: SiteCalendar
    private var table = VisitorTable()
    /// For each visitor, the place of the cohort; ``none`` before the first event that counts.
    private var cohorts: [Int32] = []
    /// For each visitor, in which periods they came back: a bit each.
    private var periods: [(low: UInt64, high: UInt64)] = []
    /// The first days of cohorts, and their periods' numbers.
    private var days: [PeriodSpans.Period] = []
    private var sizes: [Int] = []
    /// For each cohort and period: events and revenue; visitors are counted at the end.
    private var values: [RetentionValue] = []

    private static let none: Int32 = -1

    init(_ definition: RetentionDefinition, _ calendar: SiteCalendar) {
        self.definition = definition
        self.calendar = calendar
    }

    /// By their first days.
    var found: [Int: RetentionCohorts.Cohort] {
        let count = definition.periodCount
        var values = values
        for (cohort, periods) in zip(cohorts, periods) where cohort != Self.none {
            Self.forEach(periods) { values[Int(cohort) * count + $0].visitors += 1 }
        }
        if definition.kind == .unbounded { spread(&values) }
        var found: [Int: RetentionCohorts.Cohort] = [:]
        for (place, period) in days.enumerated() {
            let first = place * count
            found[period.day] = RetentionCohorts.Cohort(
                size: sizes[place], values: Array(values[first..<(first + count)]))
        }
        return found
    }

    /// Whether what a segment says of its visits is enough; else its events have to be looked at.
    func needsEvents(of segment: VisitSegment) -> Bool {
        guard definition.birth == nil, definition.comeback == nil, segment.revenue.positions.isEmpty else {
            return true
        }
        let spans = PeriodSpans(of: segment, by: definition.grain, in: calendar)
        return (0..<segment.visitCount).contains { !isWhole($0, of: segment, spans) }
    }

    /// Takes what the visitors of a segment did.
    mutating func take(_ segment: VisitSegment) {
        let spans = PeriodSpans(of: segment, by: definition.grain, in: calendar)
        let masks = SegmentMasks(segment)
        let births = definition.birth.map(masks.events)
        let comebacks = definition.comeback.map(masks.events)
        let hasEvents = segment.kinds.count == segment.eventCount && needsEvents(of: segment)
        let counts = segment.eventCounts.unpacked
        for visit in 0..<segment.visitCount {
            let number = number(of: segment.visitors[visit])
            guard hasEvents else {
                let start = segment.starts[visit]
                if counts[visit] > 0, begin(number, spans, at: start, in: segment) {
                    come(number, spans, at: start, events: Int(counts[visit]))
                }
                continue
            }
            for event in Int(segment.firstEvents[visit])..<Int(segment.firstEvents[visit + 1])
            where segment.kinds[event] != EventKind.signal.rawValue {
                let time = segment.times[event]
                if cohorts[number] == Self.none {
                    guard births?[event] ?? true, begin(number, spans, at: time, in: segment) else { continue }
                }
                guard comebacks?[event] ?? true else { continue }
                come(number, spans, at: time, events: 1, segment.revenue.value(at: event))
            }
        }
    }

    /// Whether a visit lies in one period, and in the range as a whole or not at all.
    private func isWhole(_ visit: Int, of segment: VisitSegment, _ spans: PeriodSpans) -> Bool {
        let (start, end) = (segment.starts[visit], segment.ends[visit])
        guard spans.place(start) == spans.place(end) else { return false }
        let (first, last) = (segment.base + .milliseconds(Int64(start)), segment.base + .milliseconds(Int64(end)))
        let range = definition.range
        return range.contains(first) == range.contains(last)
            && !(first < range.lowerBound && last >= range.upperBound)
    }

    private mutating func number(of visitor: UInt64) -> Int {
        let number = table.number(of: visitor)
        if number == cohorts.count {
            cohorts.append(Self.none)
            periods.append((0, 0))
        }
        return number
    }

    /// Whether a visitor is in a cohort, at the latest by something that is done now.
    private mutating func begin(
        _ visitor: Int, _ spans: PeriodSpans, at offset: UInt32, in segment: VisitSegment
    ) -> Bool {
        guard cohorts[visitor] == Self.none else { return true }
        guard definition.range.contains(segment.base + .milliseconds(Int64(offset))) else { return false }
        let cohort = cohort(spans[spans.place(offset)])
        sizes[cohort] += 1
        cohorts[visitor] = Int32(cohort)
        return true
    }

    private mutating func cohort(_ period: PeriodSpans.Period) -> Int {
        if let place = days.lastIndex(where: { $0.number == period.number }) { return place }
        days.append(period)
        sizes.append(0)
        values.append(contentsOf: repeatElement(RetentionValue(), count: definition.periodCount))
        return days.count - 1
    }

    private mutating func come(
        _ visitor: Int, _ spans: PeriodSpans, at offset: UInt32, events: Int, _ money: Money? = nil
    ) {
        let cohort = Int(cohorts[visitor])
        let period = spans[spans.place(offset)].number - days[cohort].number
        guard period < definition.periodCount else { return }
        if period < 64 {
            periods[visitor].low |= UInt64(1) << UInt64(period)
        } else {
            periods[visitor].high |= UInt64(1) << UInt64(period - 64)
        }
        let place = cohort * definition.periodCount + period
        values[place].events += events
        if let money { values[place].revenue[money.currency, default: RevenueSum()].add(amount: money.amount) }
    }

    /// Gives each period what came in later ones, too.
    private func spread(_ values: inout [RetentionValue]) {
        let count = definition.periodCount
        for cohort in days.indices {
            for period in 0..<count { values[cohort * count + period].visitors = 0 }
            for period in (0..<(count - 1)).reversed() {
                values[cohort * count + period].add(valuesOf: values[cohort * count + period + 1])
            }
        }
        for (cohort, periods) in zip(cohorts, periods) where cohort != Self.none {
            var last = -1
            Self.forEach(periods) { last = $0 }
            for period in 0..<(last + 1) { values[Int(cohort) * count + period].visitors += 1 }
        }
    }

    private static func forEach(_ periods: (low: UInt64, high: UInt64), _ take: (Int) -> Void) {
        for (word, first) in [(periods.low, 0), (periods.high, 64)] {
            var rest = word
            while rest != 0 {
                take(first + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
