import MeshCore
import MeshTestKit
import NotifierAPI
import Testing

@testable import Notifier

@Suite("Whether a notification goes, and when")
struct DeliveryPlanTests {
    @Test("Quiet hours are those of the clock on the wall, over midnight and where clocks are changed")
    func quietHours() throws {
        let berlin = try ZoneFiles.rules("Europe/Berlin")
        let night = try #require(QuietHours(start: 22 * 60, end: 7 * 60))
        let cases = [
            // Winter, over midnight, and at its borders.
            ("2026-01-10T22:30:00Z", "2026-01-11T06:00:00Z"), ("2026-01-10T20:59:00Z", "2026-01-10T20:59:00Z"),
            ("2026-01-10T21:00:00Z", "2026-01-11T06:00:00Z"), ("2026-01-11T06:00:00Z", "2026-01-11T06:00:00Z"),
            // Summer time begins, and ends, in the night.
            ("2026-03-28T23:00:00Z", "2026-03-29T05:00:00Z"), ("2026-10-24T22:00:00Z", "2026-10-25T06:00:00Z"),
        ]
        for (moment, release) in cases {
            let moment = try #require(Timestamp(moment))
            #expect(night.release(moment, in: berlin) == Timestamp(release), "\(moment)")
        }
        // What ends in an hour that is skipped ends with the jump; what ends in one that is repeated is quiet twice.
        let early = try #require(QuietHours(start: 60, end: 150))
        #expect(
            early.release(try #require(Timestamp("2026-03-29T00:30:00Z")), in: berlin)
                == Timestamp("2026-03-29T01:00:00Z"))
        #expect(
            early.release(try #require(Timestamp("2026-10-25T00:10:00Z")), in: berlin)
                == Timestamp("2026-10-25T00:30:00Z"))
        #expect(
            early.release(try #require(Timestamp("2026-10-25T01:10:00Z")), in: berlin)
                == Timestamp("2026-10-25T01:30:00Z"))
        #expect(QuietHours(start: 5, end: 5) == nil && QuietHours(start: -1, end: 5) == nil)
    }

    @Test("What is mandatory goes at once, unless the address is not written to")
    func mandatory() {
        let now = Timestamp(milliseconds: 0)
        var all = DeliveryPlan.Circumstances()
        all.preferences = Preferences([.init(category: nil, channel: nil, isWanted: false)])
        all.quiet = QuietHours(start: 0, end: 60)
        all.throttle = ThrottleRule(limit: 1, window: .seconds(60))
        all.sent = [now]
        all.digest = .seconds(60)
        #expect(DeliveryPlan("a", by: .email, isMandatory: true, at: now, all) == .send(at: now))
        #expect(DeliveryPlan("a", by: .email, isMandatory: false, at: now, all) == .suppress(.unwanted))
        all.isSuppressed = true
        #expect(DeliveryPlan("a", by: .email, isMandatory: true, at: now, all) == .suppress(.suppressed))
    }

    @Test("A digest is closed once, and never without what has come in")
    func closing() {
        let start = Timestamp(milliseconds: 0)
        let end = start + .seconds(60)
        var window = DigestWindow(opened: start, length: .seconds(60))
        let first = window.gather(at: start)
        let read = window.revision
        let early = window.close(at: end - .seconds(1), known: read)
        let second = window.gather(at: end - .seconds(1))
        let stale = window.close(at: end, known: read)
        #expect([first, early, second, stale] == [true, false, true, false])
        let known = window.revision
        let late = window.gather(at: end)
        let closed = window.close(at: end, known: known)
        let again = window.close(at: end, known: known)
        let afterwards = window.close(at: end, known: window.revision)
        #expect([late, closed, again, afterwards] == [false, true, false, false])
        #expect(window.count == 2)
    }

    @Test("Over ten thousand histories, all of it is what a naive model does, step by step")
    func histories() throws {
        let names = [
            "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca",
            "America/Santiago",
        ]
        let zones = try names.map { try ZoneFiles.rules($0) }
        var released = 0
        for seed in 0..<10_000 {
            var random = SplitMix64(seed: UInt64(seed))
            let zone = zones[random.below(zones.count)]
            let history = NaiveHistory(zone: zone, random: &random)
            let expected = history.naive()
            let actual = history.planned()
            guard actual == expected else {
                Issue.record("seed \(seed): \(actual), expected \(expected), of \(history)")
                return
            }
            released += actual.count { if case .sent = $0 { true } else { false } }
        }
        #expect(released > 10_000)
    }
}
