import MeshCore
import NotifierAPI

@testable import Notifier

/// What somebody is told over a few days, and what is to become of it: by the rules, and by looking at the clock every half hour.
struct NaiveHistory {
    enum Outcome: Hashable {
        case sent(Int64)
        /// Gathered in the digest of this number, which ends then.
        case gathered(Int, until: Int64)
        case unwanted
        case suppressed
    }

    private static let step: Int64 = 1800
    private static let categories = ["offers", "news"]

    let zone: TimeZoneRules
    let choices: [Preferences.Choice]
    let quiet: (start: Int, end: Int)?
    let throttle: (limit: Int, hours: Int64)?
    let digestHours: Int64?
    let isSuppressed: Bool
    let category: String
    let channel: NotificationChannel
    /// Seconds since 1970.
    let moments: [Int64]

    /// Makes one up, around a change of the zone's clocks if there is one.
    init(zone: TimeZoneRules, random: inout SplitMix64) {
        self.zone = zone
        choices = (0..<random.below(4)).map { _ in
            Preferences.Choice(
                category: random.below(2) == 0 ? nil : Self.categories[random.below(2)],
                channel: random.below(2) == 0 ? nil : NotificationChannel.allCases[random.below(2)],
                isWanted: random.below(3) > 0)
        }
        let (start, end) = (random.below(48) * 30, random.below(48) * 30)
        quiet = random.below(4) == 0 || start == end ? nil : (start, end)
        throttle = random.below(2) == 0 ? nil : (1 + random.below(3), Int64(1 + random.below(12)))
        digestHours = random.below(3) == 0 ? Int64(1 + random.below(24)) : nil
        isSuppressed = random.below(20) == 0
        category = Self.categories[random.below(2)]
        channel = NotificationChannel.allCases[random.below(2)]
        let year = 1_767_225_600 + Int64(random.below(365 * 4)) * 86_400
        let middle = random.below(2) == 0 ? year : zone.nextChange(after: year) ?? year
        let begin = middle / Self.step * Self.step - 86_400
        moments = (0..<6).map { _ in begin + Int64(random.below(96)) * Self.step }.sorted()
    }

    /// What the rules say.
    func planned() -> [Outcome] {
        var circumstances = DeliveryPlan.Circumstances()
        circumstances.isSuppressed = isSuppressed
        circumstances.preferences = Preferences(choices)
        circumstances.quiet = quiet.flatMap { QuietHours(start: $0.start, end: $0.end) }
        circumstances.zone = zone
        circumstances.throttle = throttle.map { ThrottleRule(limit: $0.limit, window: .seconds($0.hours * 3600)) }
        circumstances.digest = digestHours.map { .seconds($0 * 3600) }
        var digests = 0
        return moments.map { moment in
            let now = Timestamp(secondsSince1970: moment)
            switch DeliveryPlan(category, by: channel, isMandatory: false, at: now, circumstances) {
            case .suppress(.suppressed): return .suppressed
            case .suppress(.unwanted): return .unwanted
            case .send(let time):
                circumstances.sent.append(time)
                return .sent(time.secondsSince1970)
            case .gather(let end):
                if circumstances.window?.gather(at: now) != true {
                    digests += 1
                    var window = DigestWindow(opened: now, length: .seconds((digestHours ?? 0) * 3600))
                    _ = window.gather(at: now)
                    circumstances.window = window
                }
                return .gathered(digests, until: end.secondsSince1970)
            }
        }
    }

    /// What half-hourly looks at the clock say.
    func naive() -> [Outcome] {
        if isSuppressed { return moments.map { _ in .suppressed } }
        // The most exact choice, and of equal ones the last.
        let fitting = choices.filter { [nil, category].contains($0.category) && [nil, channel].contains($0.channel) }
        let exactness = fitting.map { ($0.category == nil ? 0 : 2) + ($0.channel == nil ? 0 : 1) }
        if let most = exactness.max(), let last = Array(zip(exactness, fitting)).last(where: { $0.0 == most }),
            !last.1.isWanted
        {
            return moments.map { _ in .unwanted }
        }
        if let hours = digestHours {
            var ends: [Int64] = []
            return moments.map { moment in
                if let end = ends.last, moment < end { return .gathered(ends.count, until: end) }
                ends.append(moment + hours * 3600)
                return .gathered(ends.count, until: moment + hours * 3600)
            }
        }
        var sent: [Int64] = []
        return moments.map { moment in
            var time = moment
            while isQuiet(time) || isThrottled(time, sent) { time += Self.step }
            sent.append(time)
            return .sent(time)
        }
    }

    private func isThrottled(_ time: Int64, _ sent: [Int64]) -> Bool {
        guard let throttle else { return false }
        return sent.count { $0 > time - throttle.hours * 3600 } >= throttle.limit
    }

    private func isQuiet(_ time: Int64) -> Bool {
        guard let quiet, channel != .inbox else { return false }
        let minute = Int(zone.wallSeconds(at: time) % 86_400 / 60)
        if quiet.start < quiet.end { return minute >= quiet.start && minute < quiet.end }
        return !(minute >= quiet.end && minute < quiet.start)
    }
}
