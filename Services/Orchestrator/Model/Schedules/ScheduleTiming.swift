import MeshCore

/// The moments at which a schedule runs: its expression in its time zone, from its start to its end.
///
/// Clocks that are set forward skip the times of a `cron` expression that they jump over; of an hour that is repeated
/// only the first counts. An `at` expression in a skipped hour runs as much later as the clocks were set forward. Rates
/// count seconds and know no clocks.
struct ScheduleTiming: Hashable, Sendable {
    let expression: ScheduleExpression
    let zone: TimeZoneRules
    /// Nothing runs before it; of a rate, the first time. One-time schedules do not heed it.
    let start: Timestamp?
    /// Nothing runs after it. One-time schedules do not heed it.
    let end: Timestamp?
    /// Where a rate without a start counts from: when the schedule was made, in whole seconds.
    let anchor: Timestamp

    init(
        expression: ScheduleExpression, zone: TimeZoneRules, start: Timestamp?, end: Timestamp?, anchor: Timestamp
    ) {
        self.expression = expression
        self.zone = zone
        self.start = start
        self.end = end
        self.anchor = anchor
    }

    /// The first time after a moment; nil when none comes any more.
    func time(after moment: Timestamp) -> Timestamp? {
        switch expression {
        case .at(let wall):
            let time = Timestamp(secondsSince1970: Self.oneTime(wall, in: zone))
            return time > moment ? time : nil
        case .rate(let seconds):
            return held(rateTime(seconds, after: moment))
        case .cron(let cron):
            let bound = max(moment.secondsSince1970, start.map { Self.roundedUp($0) - 1 } ?? 0)
            return cronTime(cron, after: bound).flatMap { held(Timestamp(secondsSince1970: $0)) }
        }
    }

    /// The last time that is after one moment and not after another; nil when there is none.
    ///
    /// It halves the span instead of walking over it, so that a minutely schedule that was asleep for years is answered at
    /// once.
    func lastTime(after moment: Timestamp, through bound: Timestamp) -> Timestamp? {
        guard var last = time(after: moment), last <= bound else { return nil }
        var low = last.milliseconds
        var high = bound.milliseconds
        while low < high {
            let middle = low + (high - low) / 2
            if let later = time(after: Timestamp(milliseconds: middle)), later <= bound {
                last = later
                low = max(later.milliseconds, middle + 1)
            } else {
                high = middle
            }
        }
        return last
    }

    private func held(_ time: Timestamp) -> Timestamp? {
        guard let end else { return time }
        return time <= end ? time : nil
    }

    private func rateTime(_ seconds: Int64, after moment: Timestamp) -> Timestamp {
        let first = Timestamp(secondsSince1970: (start ?? anchor).secondsSince1970)
        guard moment >= first else { return first }
        let period = seconds * 1000
        let count = (moment.milliseconds - first.milliseconds) / period + 1
        return Timestamp(milliseconds: first.milliseconds + count * period)
    }

    /// - Parameter moment: In whole seconds, as is the answer.
    private func cronTime(_ cron: CronExpression, after moment: Int64) -> Int64? {
        var bound = zone.wallSeconds(at: moment) + 1
        while let wall = cron.firstWallMinute(from: bound) {
            switch zone.resolve(wallSeconds: wall) {
            case .once(let time), .repeated(let time, _):
                if time > moment { return time }
                bound = wall + 1
            case .skipped(let change, _):
                bound = max(wall + 1, zone.wallSeconds(at: change))
            }
        }
        return nil
    }

    private static func oneTime(_ wall: Int64, in zone: TimeZoneRules) -> Int64 {
        switch zone.resolve(wallSeconds: wall) {
        case .once(let time), .repeated(let time, _), .skipped(_, let time): time
        }
    }

    private static func roundedUp(_ moment: Timestamp) -> Int64 {
        (moment + .milliseconds(999)).secondsSince1970
    }
}
