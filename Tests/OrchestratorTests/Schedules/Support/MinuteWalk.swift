import MeshCore

@testable import Orchestrator

/// All moments of some days at which a zone's clocks show a whole minute for the first time, found by walking over every
/// second at which that can be.
struct MinuteWalk {
    let first: Int64
    let end: Int64
    private let minutes: [(time: Int64, wall: Int64)]

    init(zone: TimeZoneRules, from start: Int64, days: Int) {
        first = start
        end = start + Int64(days) * 86_400
        var seen: Set<Int64> = []
        var minutes: [(time: Int64, wall: Int64)] = []
        // Starts days before, so that what is repeated at the edge is known to be so.
        var time = start - 3 * 86_400
        while time < end {
            let wall = time + zone.offset(at: time)
            if wall % 60 == 0 {
                if seen.insert(wall).inserted, time >= start { minutes.append((time, wall)) }
                time += zone.offset(at: time + 60) == zone.offset(at: time) ? 60 : 1
            } else {
                time += 1
            }
        }
        self.minutes = minutes
    }

    func times(_ cron: RandomCron) -> [Int64] {
        minutes.filter { cron.names(wallSeconds: $0.wall) }.map(\.time)
    }
}
