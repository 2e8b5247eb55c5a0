import MeshCore

extension SessionRules {
    /// Puts events into visits all at once, as a ``SessionMachine`` does that takes them in this order and finds none too late.
    ///
    /// - Parameter events: In the order in which they came; of the same event sent twice, the first counts.
    /// - Returns: The visits by visitor and begin.
    package func visits(of events: [CodedEvent], _ tables: EventTables) -> CodedVisits {
        let pause = inactivity.wholeMilliseconds
        let campaigns = CampaignNumbers(tables)
        var firsts: [Int] = []
        // It keeps the order of those that are the same.
        var rows = events.ordered
        rows.removeRepetitions()
        var first = 0
        for place in rows.indices {
            let (begin, row) = (rows[first], rows[place])
            if place > first,
                row.visitor != begin.visitor || row.time.milliseconds - rows[place - 1].time.milliseconds > pause
                    || beginsVisit(
                        at: row.time, begun: begin.time,
                        hasOtherCampaign: { campaigns.isOther(row.visit, than: begin.visit) })
            {
                firsts.append(first)
                first = place
            }
        }
        if first < rows.count { firsts.append(first) }
        return CodedVisits(rows, from: firsts, of: tables)
    }
}

extension [CodedEvent] {
    /// Keeps the first of those that are the same, of sorted ones.
    fileprivate mutating func removeRepetitions() {
        var kept = 0
        for place in indices {
            if kept > 0, self[kept - 1].isSame(as: self[place]) { continue }
            if kept != place { self[kept] = self[place] }
            kept += 1
        }
        removeLast(count - kept)
    }
}
