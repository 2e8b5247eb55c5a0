import MeshCore
import ReportAnalysis
import ReportIntake

/// Puts together the visits that began on a day, when nothing can change them any more.
struct DaySealing {
    /// The day (UTC), counted from 1970-01-01.
    let day: Int
    private let rules: SessionRules
    /// Up to where earlier days have taken a visitor's events.
    private let taken: [UInt64: EventMark]
    private var tables = EventTables()
    /// By partition, in the order in which they came.
    private var events: [Int: [CodedEvent]] = [:]
    /// Whose visits may reach into the next day, by partition.
    private var late: [Int: Set<UInt64>] = [:]

    /// What became of a day.
    enum Outcome: Sendable {
        /// Visits of the day by visitor and begin, and up to where they reach into the next.
        case sealed(CodedVisits, taken: [UInt64: EventMark])
        /// A visit of the day may still change.
        case open
    }

    init(day: Int, rules: SessionRules, taken: [UInt64: EventMark]) {
        self.day = day
        self.rules = rules
        self.taken = taken
    }

    private var end: Timestamp { Timestamp(startOfDay: day + 1) }

    /// Takes events: first all of the day, then those of the next, which visits of the day may reach into.
    mutating func take(_ batch: EventBatch, of partition: Int) {
        let visits = batch.visits.map { tables.visit($0) }
        let contents = batch.contents.map { tables.content($0) }
        let (end, nearEnd) = (end, end - rules.inactivity)
        var mine = events.removeValue(forKey: partition) ?? []
        var late = late.removeValue(forKey: partition) ?? []
        for event in batch.rows {
            // No pause divides a visit, so who was not there shortly before midnight begins another one.
            guard event.time < end || late.contains(event.visitor) else { continue }
            if !taken.isEmpty, let mark = taken[event.visitor], mark >= EventMark(time: event.time, id: event.id) {
                continue
            }
            if event.time >= nearEnd { late.insert(event.visitor) }
            mine.append(event.renumbered(visit: visits[Int(event.visit)], content: contents[Int(event.content)]))
        }
        events[partition] = mine
        self.late[partition] = late
    }

    /// The day's visits.
    ///
    /// - Parameter watermarks: Before which no event of a partition comes any more.
    consuming func outcome(at watermarks: [Int: Timestamp]) -> Outcome {
        let end = end
        // Also a partition without an event of the day may still bring one.
        guard watermarks.values.allSatisfy({ $0 >= end }) else { return .open }
        var shares: [CodedVisits] = []
        for partition in events.keys.sorted() {
            // A large day's events are there once: those of a partition go when its visits are put together.
            guard let watermark = watermarks[partition], let events = events.removeValue(forKey: partition) else {
                return .open
            }
            let visits = rules.visits(of: events, tables)
            for place in 0..<visits.count {
                let visit = visits[place]
                guard visit[visit.startIndex].time < end else { continue }
                guard isFinal(visit, place + 1 < visits.count ? visits[place + 1].first : nil, at: watermark) else {
                    return .open
                }
            }
            shares.append(visits)
        }
        let sealed = CodedVisits(merging: shares, of: tables) { share, place in
            let visit = shares[share][place]
            return visit[visit.startIndex].time < end
        }
        return .sealed(sealed, taken: marks(of: sealed))
    }

    /// Whether nothing comes that could join a visit: too much time has passed, or the visitor's next visit stands before it.
    private func isFinal(_ visit: ArraySlice<CodedEvent>, _ next: CodedEvent?, at watermark: Timestamp) -> Bool {
        let last = visit[visit.endIndex - 1]
        if last.time + rules.inactivity < watermark { return true }
        guard let next, next.visitor == last.visitor else { return false }
        return next.time < watermark
    }

    private func marks(of visits: CodedVisits) -> [UInt64: EventMark] {
        var marks: [UInt64: EventMark] = [:]
        for place in 0..<visits.count {
            guard let last = visits[place].last, last.time >= end else { continue }
            let mark = EventMark(time: last.time, id: last.id)
            marks[last.visitor] = max(marks[last.visitor] ?? mark, mark)
        }
        return marks
    }
}
