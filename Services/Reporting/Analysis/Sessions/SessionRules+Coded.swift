import MeshCore

extension SessionRules {
    /// Puts events into visits all at once, as a ``SessionMachine`` does that takes them in this order and finds none too late.
    ///
    /// - Parameter events: In the order in which they came; of the same event sent twice, the first counts.
    /// - Returns: The visits by visitor and begin.
    package func visits(of events: [CodedEvent], _ tables: EventTables) -> CodedVisits {
        let pause = inactivity.wholeMilliseconds
        let campaigns = CampaignNumbers(tables)
        var visits = CodedVisits(of: tables)
        // It keeps the order of those that are the same.
        var rows = events.ordered
        rows = rows.withoutRepetitions
        var first = 0
        for place in rows.indices {
            let (begin, row) = (rows[first], rows[place])
            if place > first,
                row.visitor != begin.visitor || row.time.milliseconds - rows[place - 1].time.milliseconds > pause
                    || beginsVisit(
                        at: row.time, begun: begin.time,
                        hasOtherCampaign: { campaigns.isOther(row.visit, than: begin.visit) })
            {
                visits.append(rows[first..<place])
                first = place
            }
        }
        if first < rows.count { visits.append(rows[first...]) }
        return visits
    }
}

extension [CodedEvent] {
    /// Sorted ones, each once.
    fileprivate var withoutRepetitions: [CodedEvent] {
        var kept: [CodedEvent] = []
        kept.reserveCapacity(count)
        for event in self {
            if let last = kept.last, last.isSame(as: event) { continue }
            kept.append(event)
        }
        return kept
    }
}
