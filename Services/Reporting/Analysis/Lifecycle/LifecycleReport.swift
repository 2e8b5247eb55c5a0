package import MeshCore

/// Whether a site's visitors are new, come back, or stay away, bucket by bucket.
package struct LifecycleReport: Hashable, Sendable {
    package let buckets: CalendarBuckets
    /// One a bucket.
    package let counts: [Counts]

    package struct Counts: Hashable, Sendable {
        /// Never there before.
        package var new = 0
        /// There in the bucket before too.
        package var returning = 0
        /// There before, but not in the bucket before.
        package var resurrecting = 0
        /// There in the bucket before, not in this.
        package var dormant = 0
    }

    /// Counts the visitors of some segments.
    ///
    /// - Parameters:
    ///   - range: Its first bucket is a whole one; what came before it tells who is new.
    ///   - segments: Also those before the range, as far back as visitors are remembered.
    /// - Throws: ``QueryLimitError`` when the range has too many buckets.
    package init(
        of range: Range<Timestamp>, by grain: CalendarGrain, in calendar: SiteCalendar, over segments: [VisitSegment]
    ) throws(QueryLimitError) {
        let buckets = try CalendarBuckets(of: range, by: grain, in: calendar)
        let before = calendar.start(of: grain, containing: range.lowerBound - .milliseconds(1))
        let walk = VisitorWalk(segments: segments)
        var counts = Array(repeating: Counts(), count: buckets.starts.count)
        walk.forEach { _, visits in
            var active = Set<Int>()
            var isKnown = false
            for visit in visits {
                for event in walk.events(of: visit) where walk.isAct(event, in: visit.segment) {
                    let time = walk.time(of: event, in: visit.segment)
                    if let bucket = buckets.index(of: time) {
                        active.insert(bucket)
                    } else if time < range.lowerBound {
                        isKnown = true
                        if time >= before { active.insert(-1) }
                    }
                }
            }
            Self.count(active, isKnown, in: &counts)
        }
        self.buckets = buckets
        self.counts = counts
    }

    private static func count(_ active: Set<Int>, _ wasKnown: Bool, in counts: inout [Counts]) {
        var isKnown = wasKnown
        for bucket in counts.indices {
            let (isThere, wasThere) = (active.contains(bucket), active.contains(bucket - 1))
            if isThere {
                if wasThere {
                    counts[bucket].returning += 1
                } else if isKnown {
                    counts[bucket].resurrecting += 1
                } else {
                    counts[bucket].new += 1
                }
                isKnown = true
            } else if wasThere {
                counts[bucket].dormant += 1
            }
        }
    }
}
