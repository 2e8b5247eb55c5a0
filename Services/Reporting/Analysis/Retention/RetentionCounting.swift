import MeshCore

/// Puts visitors into cohorts, all of them side by side.
///
/// Segments are taken one after another, so what a visitor did has to come in the order of time: days, and then what is live.
struct RetentionCounting {
    private let definition: RetentionDefinition
    private var table: VisitorTable
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

    /// - Parameter span: In which visitors lie, mostly.
    init(_ definition: RetentionDefinition, visitors span: ClosedRange<UInt64> = 0 ... .max) {
        self.definition = definition
        table = VisitorTable(span)
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

    /// Whether what a segment says of its visits is not enough, so that some events have to be looked at.
    func needsEvents(of segment: VisitSegment, _ spans: PeriodSpans) -> Bool {
        if isOfEvents || !segment.revenue.positions.isEmpty { return true }
        guard spans.only == nil else { return false }
        return segment.starts.indices.contains { only($0, of: segment, spans) == nil }
    }

    /// Takes what the visitors of a segment did.
    mutating func take(_ segment: VisitSegment, _ spans: PeriodSpans) {
        if let period = spans.only, !isOfEvents, segment.revenue.positions.isEmpty {
            let begins = spans.isInRange(0)
            switch segment.eventCounts {
            case .bytes(let counts): take(segment.visitors, counts, in: period, begins: begins)
            case .shorts(let counts): take(segment.visitors, counts, in: period, begins: begins)
            case .words(let counts): take(segment.visitors, counts, in: period, begins: begins)
            }
            return
        }
        let masks = SegmentMasks(segment)
        let births = definition.birth.map(masks.events)
        let comebacks = definition.comeback.map(masks.events)
        let hasEvents = !segment.firstEvents.isEmpty && segment.kinds.count == segment.eventCount
        let counts = segment.eventCounts.unpacked
        var money = 0
        for visit in 0..<segment.visitCount {
            let number = number(of: segment.visitors[visit])
            if !isOfEvents, !hasMoney(visit, of: segment, from: &money), let period = only(visit, of: segment, spans) {
                if counts[visit] > 0, begin(number, period, isInRange: spans.isInRange(Int64(segment.starts[visit]))) {
                    come(number, period, events: Int(counts[visit]))
                }
                continue
            }
            precondition(hasEvents, "events are there where visits do not tell enough")
            for event in Int(segment.firstEvents[visit])..<Int(segment.firstEvents[visit + 1])
            where segment.kinds[event] != EventKind.signal.rawValue {
                let time = segment.times[event]
                let period = spans[spans.place(time)]
                if cohorts[number] == Self.none {
                    guard births?[event] ?? true, begin(number, period, isInRange: spans.isInRange(Int64(time)))
                    else { continue }
                }
                guard comebacks?[event] ?? true else { continue }
                come(number, period, events: 1, segment.revenue.value(at: event))
            }
        }
    }

    /// Takes visits that all lie in one period.
    ///
    /// - Parameters:
    ///   - visitors: Whose they are, ascending.
    ///   - counts: How many events each has that count.
    ///   - begins: Whether cohorts begin then.
    private mutating func take<Count: FixedWidthInteger>(
        _ visitors: [UInt64], _ counts: [Count], in period: PeriodSpans.Period, begins: Bool
    ) {
        let known = days.count
        let own = begins ? cohort(period) : days.count
        // What is known of cohorts stands beside the loop, so that a visit costs few steps.
        let distances = days.map { period.number - $0.number }
        let bits = distances.map(bit)
        var events = Array(repeating: 0, count: days.count)
        var (last, cohort): (UInt64?, Int) = (nil, Int(Self.none))
        for (visitor, count) in zip(visitors, counts) where count > 0 {
            if visitor != last {
                last = visitor
                let number = number(of: visitor)
                if cohorts[number] == Self.none, begins {
                    cohorts[number] = Int32(own)
                    sizes[own] += 1
                }
                cohort = Int(cohorts[number])
                if cohort != Int(Self.none) {
                    periods[number].low |= bits[cohort].low
                    periods[number].high |= bits[cohort].high
                }
            }
            if cohort != Int(Self.none) { events[cohort] &+= Int(count) }
        }
        for (cohort, distance) in distances.enumerated() where distance >= 0 && distance < definition.periodCount {
            values[cohort * definition.periodCount + distance].events += events[cohort]
        }
        if days.count > known, sizes[own] == 0 { forgetLastCohort() }
    }

    private mutating func forgetLastCohort() {
        days.removeLast()
        sizes.removeLast()
        values.removeLast(definition.periodCount)
    }

    /// The bit that stands for a period so many after the cohort's own; none beyond those that are looked at.
    private func bit(_ distance: Int) -> (low: UInt64, high: UInt64) {
        guard distance >= 0, distance < definition.periodCount else { return (0, 0) }
        return distance < 64 ? (UInt64(1) << UInt64(distance), 0) : (0, UInt64(1) << UInt64(distance - 64))
    }

    /// Whether it depends on single events who is in a cohort and who came back.
    private var isOfEvents: Bool { definition.birth != nil || definition.comeback != nil }

    /// The only period of a visit, if it lies in one, and in the range as a whole or not at all.
    private func only(_ visit: Int, of segment: VisitSegment, _ spans: PeriodSpans) -> PeriodSpans.Period? {
        spans.only(Int64(segment.starts[visit]), Int64(segment.ends[visit]))
    }

    /// Whether something was paid in a visit.
    ///
    /// - Parameter place: Of the first payment that does not lie before the visit; visits are asked for in order.
    private func hasMoney(_ visit: Int, of segment: VisitSegment, from place: inout Int) -> Bool {
        let positions = segment.revenue.positions
        guard place < positions.count else { return false }
        while place < positions.count, positions[place] < segment.firstEvents[visit] { place += 1 }
        return place < positions.count && positions[place] < segment.firstEvents[visit + 1]
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
    private mutating func begin(_ visitor: Int, _ period: PeriodSpans.Period, isInRange: Bool) -> Bool {
        guard cohorts[visitor] == Self.none else { return true }
        guard isInRange else { return false }
        let cohort = cohort(period)
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
        _ visitor: Int, _ period: PeriodSpans.Period, events: Int, _ money: Money? = nil
    ) {
        let cohort = Int(cohorts[visitor])
        let distance = period.number - days[cohort].number
        guard distance < definition.periodCount else { return }
        let bit = bit(distance)
        periods[visitor].low |= bit.low
        periods[visitor].high |= bit.high
        let place = cohort * definition.periodCount + distance
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
