extension SegmentScanner {
    /// Counts visitors, events and visits, visit by visit.
    mutating func scanVisits() {
        let eventCounts = segment.eventCounts.unpacked
        let pageviewCounts = segment.pageviewCounts.unpacked
        let hasCounts = !eventCounts.isEmpty
        let goesByVisit = eventMask == nil && !keys.dependOnEvent
        let countsVisits = scan.needs.contains(.visits)
        let (hasVisitors, hasFirsts) = (!segment.visitors.isEmpty, !segment.firstEvents.isEmpty)
        if hasVisitors, !goesByVisit { slots.reserve(segment.eventCount / 4) }
        var visitor: UInt64?
        // The next event that counts by the filter: visits before it have none.
        var next = eventMask == nil ? -1 : nextEvent(from: 0)
        for visit in 0..<segment.visitCount {
            if let visitMask, !visitMask[visit] { continue }
            if next >= 0, hasFirsts {
                if next < segment.firstEvents[visit] { next = nextEvent(from: Int(segment.firstEvents[visit])) }
                if next >= segment.firstEvents[visit + 1] { continue }
            }
            if hasVisitors, segment.visitors[visit] != visitor {
                visitor = segment.visitors[visit]
                visitorPlace = firstPlace &+ Int32(visit)
            }
            let start = isInside ? 0 : segment.starts[visit]
            let begins = isInside || isInRange(start)
            let events = hasCounts ? eventCounts[visit] : 0
            let pageviews = hasCounts ? pageviewCounts[visit] : 0
            if goesByVisit {
                let key = keys.visits.map { $0[visit] } ?? 0
                let bucket = begins ? bucketKey(start) : -1
                if isInside || (begins && endsIn(bucket, visit)) {
                    let slot = slots.slot(key &+ bucket)
                    count(events: Int(events), pageviews: Int(pageviews), of: visit, in: slot)
                } else {
                    scanEvents(of: visit)
                }
                if begins, countsVisits {
                    count(visit, events: events, pageviews: pageviews, in: slots.slot(key &+ bucket))
                }
            } else {
                scanEvents(of: visit)
                if begins, countsVisits {
                    for number in groups(of: visit, in: bucketKey(start)) {
                        count(visit, events: events, pageviews: pageviews, in: slots.slot(number))
                    }
                }
            }
        }
    }

    /// The first event from a place on that counts by the filter; as many as there are when none does.
    private func nextEvent(from first: Int) -> Int {
        guard let eventMask else { return first }
        return eventMask[first...].firstIndex(of: true) ?? eventMask.count
    }

    private func endsIn(_ bucket: Int, _ visit: Int) -> Bool {
        let end = segment.ends[visit]
        return isInRange(end) && bucket == bucketKey(end)
    }

    /// The groups of an event that counts by the filter.
    ///
    /// - Parameter bucket: What time adds to the group.
    @inline(__always)
    func eachGroup(of event: Int, in visit: Int, bucket: Int, _ take: (Int) -> Void) {
        var key = bucket
        if let visits = keys.visits { key &+= visits[visit] }
        if let events = keys.events { key &+= events[event] }
        guard let weight = keys.goalWeight else {
            take(key)
            return
        }
        for goal in segment.goals.sets[goalSet(of: event)] { take(key &+ goal &* weight) }
    }

    /// The groups that a visit's matching events fall into, each once.
    func groups(of visit: Int, in bucket: Int) -> [Int] {
        var numbers: [Int] = []
        for event in Int(segment.firstEvents[visit])..<Int(segment.firstEvents[visit + 1]) {
            if let eventMask, !eventMask[event] { continue }
            eachGroup(of: event, in: visit, bucket: bucket) { number in
                // Visits have few events in different groups; so looking through them is the fastest.
                if !numbers.contains(number) { numbers.append(number) }
            }
        }
        return numbers
    }

    /// Counts the events of a visit where neither their times nor their goals matter.
    private mutating func scanCodes(of visit: Int) {
        let (asksVisitors, asksEvents) = (scan.needs.contains(.visitors), scan.needs.contains(.events))
        let first = bucketKey(0) &+ (keys.visits.map { $0[visit] } ?? 0)
        let visitor = asksVisitors ? segment.visitors[visit] : 0
        for event in Int(segment.firstEvents[visit])..<Int(segment.firstEvents[visit + 1]) {
            if let eventMask, !eventMask[event] { continue }
            let slot = slots.slot(keys.events.map { first &+ $0[event] } ?? first)
            if asksVisitors { slots.count(visitor: visitor, place: visitorPlace, in: slot) }
            if asksEvents {
                let kind = segment.kinds[event]
                slots.count(
                    events: kind == EventKind.signal.rawValue ? 0 : 1,
                    pageviews: kind == EventKind.pageview.rawValue ? 1 : 0, in: slot)
            }
        }
    }

    private mutating func scanEvents(of visit: Int) {
        guard !scan.needs.isDisjoint(with: [.visitors, .events]) else { return }
        if isInside, keys.goalWeight == nil { return scanCodes(of: visit) }
        for event in Int(segment.firstEvents[visit])..<Int(segment.firstEvents[visit + 1]) {
            if let eventMask, !eventMask[event] { continue }
            let time = isInside ? 0 : segment.times[event]
            guard isInside || isInRange(time) else { continue }
            // Who counts visitors alone does not look at kinds.
            let kind = segment.kinds.isEmpty ? EventKind.signal.rawValue : segment.kinds[event]
            let isPageview = kind == EventKind.pageview.rawValue
            var key = bucketKey(time)
            if let visits = keys.visits { key &+= visits[visit] }
            if let events = keys.events { key &+= events[event] }
            let isEvent = kind != EventKind.signal.rawValue
            guard let weight = keys.goalWeight else {
                count(events: isEvent ? 1 : 0, pageviews: isPageview ? 1 : 0, of: visit, in: slots.slot(key))
                continue
            }
            for goal in segment.goals.sets[goalSet(of: event)] {
                let slot = slots.slot(key &+ goal &* weight)
                count(events: isEvent ? 1 : 0, pageviews: isPageview ? 1 : 0, of: visit, in: slot)
            }
        }
    }

    private mutating func count(events: Int, pageviews: Int, of visit: Int, in slot: Int) {
        if scan.needs.contains(.visitors) {
            slots.count(visitor: segment.visitors[visit], place: visitorPlace, in: slot)
        }
        if scan.needs.contains(.events) { slots.count(events: events, pageviews: pageviews, in: slot) }
    }

    private mutating func count(_ visit: Int, events: UInt32, pageviews: UInt32, in slot: Int) {
        let duration = Int64(segment.ends[visit] - segment.starts[visit])
        slots.add(
            { sums in
                sums.count &+= 1
                if events <= 1 { sums.bounces &+= 1 }
                sums.duration &+= duration
                sums.pageviews &+= Int64(pageviews)
            }, in: slot)
    }

    private func goalSet(of event: Int) -> Int { segment.goals.codes.code(of: event) }
}
