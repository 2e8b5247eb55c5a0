import MeshCore

/// Puts visitors into cohorts, one after another.
struct RetentionCounting {
    private(set) var cohorts: [Int: (size: Int, values: [RetentionValue])] = [:]
    private let definition: RetentionDefinition
    private let walk: VisitorWalk
    private let calendar: SiteCalendar
    private let births: [[Bool]]?
    private let comebacks: [[Bool]]?

    init(_ definition: RetentionDefinition, _ walk: VisitorWalk, _ calendar: SiteCalendar) {
        self.definition = definition
        self.walk = walk
        self.calendar = calendar
        births = definition.birth.map(walk.masks)
        comebacks = definition.comeback.map(walk.masks)
    }

    /// Takes a visitor.
    mutating func take(_ visits: [TrailVisit]) {
        var cohort: Int?
        var periods: [Int: RetentionValue] = [:]
        for visit in visits {
            let segment = visit.segment
            for event in walk.events(of: visit) where walk.isAct(event, in: segment) {
                let time = walk.time(of: event, in: segment)
                if cohort == nil, definition.range.contains(time), births?[segment][event] ?? true {
                    cohort = firstDay(at: time)
                }
                guard let cohort, comebacks?[segment][event] ?? true else { continue }
                let period = distance(from: cohort, to: firstDay(at: time))
                guard period < definition.periodCount else { continue }
                periods[period, default: RetentionValue()].events += 1
                if let money = walk.segments[segment].revenue.value(at: event) {
                    periods[period]?.revenue[money.currency, default: RevenueSum()].add(amount: money.amount)
                }
            }
        }
        if let cohort { count(periods, in: cohort) }
    }

    private mutating func count(_ periods: [Int: RetentionValue], in day: Int) {
        let none = Array(repeating: RetentionValue(), count: definition.periodCount)
        var cohort = cohorts[day] ?? (0, none)
        cohort.size += 1
        for index in 0..<definition.periodCount {
            let counted: [Int]
            switch definition.kind {
            case .exact: counted = [index]
            case .unbounded: counted = Array(index..<definition.periodCount)
            }
            let values = counted.compactMap { periods[$0] }
            guard !values.isEmpty else { continue }
            cohort.values[index].visitors += 1
            for value in values {
                cohort.values[index].events += value.events
                for (currency, sum) in value.revenue {
                    cohort.values[index].revenue[currency, default: RevenueSum()].add(sum)
                }
            }
        }
        cohorts[day] = cohort
    }

    private func firstDay(at time: Timestamp) -> Int {
        SiteCalendar.firstDay(of: definition.grain.calendarGrain, containing: calendar.day(of: time))
    }

    /// How many periods lie between two first days.
    private func distance(from first: Int, to last: Int) -> Int {
        switch definition.grain {
        case .day: return last - first
        case .week: return (last - first) / 7
        case .month:
            let (from, to) = (CivilDate(dayNumber: first), CivilDate(dayNumber: last))
            return (to.year - from.year) * 12 + to.month - from.month
        }
    }
}
