import MeshCore
import MeshTestKit
import Testing

@testable import Orchestrator

@Suite("The times of a schedule")
struct ScheduleTimingTests {
    private func timing(
        _ expression: String, _ zone: String = "UTC", start: String? = nil, end: String? = nil,
        anchor: String = "2026-01-01T00:00:00Z"
    ) throws -> ScheduleTiming {
        ScheduleTiming(
            expression: try #require(ScheduleExpression(expression), "\(expression)"), zone: try ZoneFiles.rules(zone),
            start: try start.map(moment), end: try end.map(moment), anchor: try moment(anchor))
    }

    private func times(_ timing: ScheduleTiming, after start: String, count: Int) throws -> [String] {
        var times: [String] = []
        var last = try moment(start)
        while times.count < count, let next = timing.time(after: last) {
            times.append(String(next.description.dropLast(8)))
            last = next
        }
        return times
    }

    @Test("A time that the clocks jump over is skipped, and the next day's runs")
    func springForward() throws {
        let daily = try timing("cron(30 2 * * ? *)", "America/New_York")
        #expect(
            try times(daily, after: "2026-03-06T12:00:00Z", count: 3)
                == ["2026-03-07T07:30", "2026-03-09T06:30", "2026-03-10T06:30"])
    }

    @Test("A time that the clocks show twice runs once, at the first")
    func fallBack() throws {
        let daily = try timing("cron(30 1 * * ? *)", "America/New_York")
        #expect(
            try times(daily, after: "2026-10-31T00:00:00Z", count: 3)
                == ["2026-10-31T05:30", "2026-11-01T05:30", "2026-11-02T06:30"])
        let quarterly = try timing("cron(0/30 * * * ? *)", "America/New_York")
        #expect(
            try times(quarterly, after: "2026-11-01T04:45:00Z", count: 4)
                == ["2026-11-01T05:00", "2026-11-01T05:30", "2026-11-01T07:00", "2026-11-01T07:30"])
        #expect(
            try times(quarterly, after: "2026-11-01T06:10:00Z", count: 1) == ["2026-11-01T07:00"],
            "asked within the repeated hour")
    }

    @Test("A rate of days counts 24 hours, whatever the clocks do")
    func rateOverChange() throws {
        let daily = try timing("rate(1 day)", "America/New_York", start: "2026-03-07T07:00:00Z")
        #expect(
            try times(daily, after: "2026-03-01T00:00:00Z", count: 3)
                == ["2026-03-07T07:00", "2026-03-08T07:00", "2026-03-09T07:00"])
    }

    @Test("A rate without a start runs at once, and then every so often from its making on")
    func rateFromMaking() throws {
        let rate = try timing("rate(7 minutes)", anchor: "2026-01-01T00:00:30.250Z")
        #expect(rate.time(after: try moment("2025-12-31T00:00:00Z")) == (try moment("2026-01-01T00:00:30Z")))
        #expect(rate.time(after: try moment("2026-01-01T00:00:30Z")) == (try moment("2026-01-01T00:07:30Z")))
    }

    @Test("Nothing runs before the start or after the end; both ends count")
    func bounds() throws {
        let hourly = try timing(
            "cron(0 * * * ? *)", start: "2026-05-01T10:00:00Z", end: "2026-05-01T12:00:00Z")
        #expect(
            try times(hourly, after: "2026-01-01T00:00:00Z", count: 9)
                == ["2026-05-01T10:00", "2026-05-01T11:00", "2026-05-01T12:00"])
        let later = try timing("cron(0 * * * ? *)", start: "2026-05-01T10:00:00.001Z", end: "2026-05-01T11:59:59Z")
        #expect(try times(later, after: "2026-01-01T00:00:00Z", count: 9) == ["2026-05-01T11:00"])
        let rate = try timing("rate(1 hour)", start: "2026-05-01T10:00:00Z", end: "2026-05-01T11:30:00Z")
        #expect(try times(rate, after: "2026-01-01T00:00:00Z", count: 9) == ["2026-05-01T10:00", "2026-05-01T11:00"])
    }

    @Test("A one-time schedule runs once, heeds no start or end, and is moved out of a skipped hour")
    func oneTime() throws {
        let once = try timing("at(2026-07-01T12:00:00)", "Europe/Berlin", start: "2027-01-01T00:00:00Z")
        #expect(try times(once, after: "2026-01-01T00:00:00Z", count: 9) == ["2026-07-01T10:00"])
        let skipped = try timing("at(2026-03-29T02:30:00)", "Europe/Berlin")
        #expect(try times(skipped, after: "2026-01-01T00:00:00Z", count: 9) == ["2026-03-29T01:30"])
        let repeated = try timing("at(2026-10-25T02:30:00)", "Europe/Berlin")
        #expect(try times(repeated, after: "2026-01-01T00:00:00Z", count: 9) == ["2026-10-25T00:30"])
    }

    @Test("Expressions that never come, or come no more, have no next time")
    func never() throws {
        let start = try moment("2026-01-01T00:00:00Z")
        #expect(try timing("cron(0 0 30 2 ? *)").time(after: start) == nil)
        #expect(try timing("cron(0 0 * * ? 2025)").time(after: start) == nil)
        #expect(try timing("cron(0 0 29 2 ? *)").time(after: start) == (try moment("2028-02-29T00:00:00Z")))
        #expect(try timing("cron(0 0 29 2 ? 2100)").time(after: start) == nil)
        #expect(try timing("cron(59 23 31 12 ? 2199)").time(after: start) == (try moment("2199-12-31T23:59:00Z")))
        #expect(try timing("cron(* * * * ? *)").time(after: try moment("2199-12-31T23:59:00Z")) == nil)
    }

    @Test("Every next time is the one that a walk over all minutes finds, in zones with every kind of change")
    func bruteForce() throws {
        var random = SplitMix64(seed: 20_260_329)
        let zones = [
            ("UTC", ["2026-02-27T00:00:00Z", "2028-12-30T00:00:00Z"]),
            ("Europe/Berlin", ["2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z", "2044-03-25T00:00:00Z"]),
            ("America/New_York", ["2026-03-06T00:00:00Z", "2026-10-30T00:00:00Z", "2041-11-01T00:00:00Z"]),
            ("Australia/Lord_Howe", ["2026-04-03T00:00:00Z", "2026-10-02T00:00:00Z"]),
            ("America/Santiago", ["2026-04-03T00:00:00Z", "2026-09-04T00:00:00Z"]),
            ("Africa/Casablanca", ["2026-02-13T00:00:00Z", "2026-03-20T00:00:00Z"]),
            ("Pacific/Apia", ["2011-12-28T00:00:00Z", "2011-09-22T00:00:00Z"]),
            ("Asia/Kathmandu", ["1985-12-30T00:00:00Z"]),
            ("Africa/Monrovia", ["1972-01-05T00:00:00Z"]),
            ("Antarctica/Troll", ["2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z"]),
            ("America/Nuuk", ["2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z"]),
            ("Europe/Dublin", ["2026-03-27T00:00:00Z", "2045-10-27T00:00:00Z"]),
        ]
        for (name, starts) in zones {
            let zone = try ZoneFiles.rules(name)
            for start in starts {
                let walk = MinuteWalk(zone: zone, from: try moment(start).secondsSince1970, days: 5)
                for _ in 0..<15 {
                    let cron = RandomCron(random: &random)
                    let timing = try timing(cron.text, name)
                    let expected = walk.times(cron)
                    var found: [Int64] = []
                    var cursor = Timestamp(secondsSince1970: walk.first - 1)
                    while let next = timing.time(after: cursor), next.secondsSince1970 < walk.end {
                        found.append(next.secondsSince1970)
                        cursor = next
                    }
                    #expect(found == expected, "\(cron.text) in \(name) from \(start)")
                    let asked = walk.first + Int64(random.below(Int(walk.end - walk.first)))
                    let next = timing.time(after: Timestamp(secondsSince1970: asked))?.secondsSince1970
                    #expect(
                        next.flatMap { $0 < walk.end ? $0 : nil } == expected.first { $0 > asked },
                        "\(cron.text) in \(name) after \(asked)")
                }
            }
        }
    }

    @Test("Over two months in one zone each, every time of many expressions is right")
    func bruteForceMonths() throws {
        var random = SplitMix64(seed: 77)
        for name in ["Asia/Gaza", "Pacific/Auckland"] {
            let zone = try ZoneFiles.rules(name)
            let walk = MinuteWalk(zone: zone, from: try moment("2027-03-01T00:00:00Z").secondsSince1970, days: 61)
            for _ in 0..<4 {
                let cron = RandomCron(random: &random)
                let timing = try timing(cron.text, name)
                let expected = walk.times(cron)
                var cursor = Timestamp(secondsSince1970: walk.first - 1)
                var matched = 0
                while let next = timing.time(after: cursor), next.secondsSince1970 < walk.end {
                    guard matched < expected.count, next.secondsSince1970 == expected[matched] else { break }
                    matched += 1
                    cursor = next
                }
                #expect(matched == expected.count, "\(cron.text) in \(name): \(matched) of \(expected.count)")
            }
        }
    }

    @Test("The last time within a span is the last of all times in it")
    func lastTime() throws {
        var random = SplitMix64(seed: 5)
        for _ in 0..<200 {
            let timing = try timing(RandomCron(random: &random).text, "Europe/Berlin")
            let from = Timestamp(secondsSince1970: 1_790_000_000 + Int64(random.below(86_400 * 365)))
            let through = from + .seconds(random.below(86_400 * 40))
            var last: Timestamp?
            var cursor = from
            while let next = timing.time(after: cursor), next <= through {
                last = next
                cursor = next
            }
            #expect(timing.lastTime(after: from, through: through) == last, "\(timing.expression)")
        }
    }

    @Test("A window spreads the schedules over itself, each always at the same place")
    func windows() {
        #expect(FlexibleTimeWindow.off.delay(of: "a") == .zero)
        let delays = (0..<1000).map { FlexibleTimeWindow.flexible(minutes: 10).delay(of: "schedule/default/s\($0)") }
        #expect(delays.allSatisfy { $0 >= .zero && $0 < .seconds(600) })
        #expect(
            delays == (0..<1000).map { FlexibleTimeWindow.flexible(minutes: 10).delay(of: "schedule/default/s\($0)") })
        for tenth in 0..<10 {
            let count = delays.count { $0 >= .seconds(tenth * 60) && $0 < .seconds(tenth * 60 + 60) }
            #expect((60...140).contains(count), "\(count) of 1000 in minute \(tenth)")
        }
    }
}
