package import MeshCore
package import ReportAnalysis

/// Visits by straight loops over all events: what ``SessionMachine`` is held against.
package enum NaiveSessions {
    /// The visits of some events, by begin.
    package static func visits(of events: [ReportEvent], rules: SessionRules) -> [[ReportEvent]] {
        var byVisitor: [UInt64: [ReportEvent]] = [:]
        for event in events {
            let time = event.time > event.received + rules.skew ? event.received : event.time
            byVisitor[event.visitor, default: []].append(event.moved(to: time))
        }
        var visits: [[ReportEvent]] = []
        for (_, unsorted) in byVisitor {
            let sorted = unsorted.sorted {
                $0.time.milliseconds == $1.time.milliseconds
                    ? $0.id < $1.id : $0.time.milliseconds < $1.time.milliseconds
            }
            var visit: [ReportEvent] = []
            for event in sorted {
                if let last = visit.last {
                    if last.id == event.id, last.time == event.time { continue }
                    let pause = event.time.milliseconds - last.time.milliseconds
                    let length = event.time.milliseconds - visit[0].time.milliseconds
                    var ends = pause > rules.inactivity.wholeMilliseconds || length > rules.longest.wholeMilliseconds
                    if let calendar = rules.midnights {
                        ends = ends || wallDay(visit[0].time, calendar.zone) != wallDay(event.time, calendar.zone)
                    }
                    if rules.campaign == .beginsVisit, let source = event.values[.source] {
                        ends = ends || source != visit[0].values[.source]
                    }
                    if ends {
                        visits.append(visit)
                        visit = []
                    }
                }
                visit.append(event)
            }
            visits.append(visit)
        }
        return visits.sorted { ($0[0].time, $0[0].visitor) < ($1[0].time, $1[0].visitor) }
    }

    /// The day that the clocks of a place show.
    package static func wallDay(_ moment: Timestamp, _ zone: TimeZoneRules) -> Int64 {
        Int64((Double(zone.wallSeconds(at: moment.secondsSince1970)) / 86_400).rounded(.down))
    }
}
