import Foundation
import MeshTestKit
import Testing

@testable import MeshCore

@Suite("Time zones")
struct TimeZoneRulesTests {
    @Test("Every zone of the machine can be read")
    func everyZone() throws {
        let names = try ZoneFiles.names()
        #expect(names.count > 250)
        for name in names { _ = try ZoneFiles.rules(name) }
    }

    @Test(
        "An hour that is skipped is told by the moment of the jump, one that is repeated by both of its moments",
        arguments: [
            ("Europe/Berlin", "2026-03-29T02:30:00Z", "skipped 2026-03-29T01:00:00.000Z 2026-03-29T01:30:00.000Z"),
            ("Europe/Berlin", "2026-10-25T02:30:00Z", "repeated 2026-10-25T00:30:00.000Z 2026-10-25T01:30:00.000Z"),
            ("Europe/Berlin", "2026-07-01T12:00:00Z", "once 2026-07-01T10:00:00.000Z"),
            ("Europe/Berlin", "2150-07-01T12:00:00Z", "once 2150-07-01T10:00:00.000Z"),
            ("America/New_York", "2026-03-08T02:00:00Z", "skipped 2026-03-08T07:00:00.000Z 2026-03-08T07:00:00.000Z"),
            ("America/New_York", "2026-03-08T03:00:00Z", "once 2026-03-08T07:00:00.000Z"),
            ("America/New_York", "2026-11-01T01:59:59Z", "repeated 2026-11-01T05:59:59.000Z 2026-11-01T06:59:59.000Z"),
            (
                "Australia/Lord_Howe", "2026-10-04T02:15:00Z",
                "skipped 2026-10-03T15:30:00.000Z 2026-10-03T15:45:00.000Z"
            ),
            (
                "Australia/Lord_Howe", "2026-04-05T01:45:00Z",
                "repeated 2026-04-04T14:45:00.000Z 2026-04-04T15:15:00.000Z"
            ),
            ("Pacific/Apia", "2011-12-30T12:00:00Z", "skipped 2011-12-30T10:00:00.000Z 2011-12-30T22:00:00.000Z"),
            ("Europe/Dublin", "2060-01-15T12:00:00Z", "once 2060-01-15T12:00:00.000Z"),
            ("Europe/Dublin", "2060-07-15T12:00:00Z", "once 2060-07-15T11:00:00.000Z"),
            ("Asia/Kolkata", "2026-01-01T05:30:00Z", "once 2026-01-01T00:00:00.000Z"),
        ])
    func resolution(zone: String, wall: String, expected: String) throws {
        let found = try ZoneFiles.rules(zone).resolve(wallSeconds: #require(Timestamp(wall)).secondsSince1970)
        func text(_ seconds: Int64) -> String { Timestamp(secondsSince1970: seconds).description }
        let words =
            switch found {
            case .once(let time): "once \(text(time))"
            case .repeated(let first, let last): "repeated \(text(first)) \(text(last))"
            case .skipped(let change, let shifted): "skipped \(text(change)) \(text(shifted))"
            }
        #expect(words == expected)
    }

    @Test("Every moment is found again by what the clocks show at it, in every zone")
    func thereAndBack() throws {
        var random = SplitMix64(seed: 4)
        for name in try ZoneFiles.names() {
            let zone = try ZoneFiles.rules(name)
            for _ in 0..<100 {
                let time = Int64(random.below(230 * 31_556_952))
                switch zone.resolve(wallSeconds: zone.wallSeconds(at: time)) {
                case .once(let found): #expect(found == time, "\(name) at \(time)")
                case .repeated(let first, let last): #expect(first == time || last == time, "\(name) at \(time)")
                case .skipped: Issue.record("\(name) shows at \(time) what its clocks never show")
                }
            }
        }
    }

    @Test("Foundation knows the same offsets, where its own data are of the same age")
    func foundation() throws {
        var random = SplitMix64(seed: 11)
        for name in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Tokyo"] {
            let zone = try ZoneFiles.rules(name)
            let theirs = try #require(TimeZone(identifier: name))
            for _ in 0..<2000 {
                let time = Int64(random.below(60 * 31_556_952))
                let offset = theirs.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time)))
                #expect(zone.offset(at: time) == Int64(offset), "\(name) at \(time)")
            }
        }
    }

    @Test("What is no file of a time zone is not read")
    func refused() throws {
        let whole = Array(try Data(contentsOf: URL(fileURLWithPath: "\(ZoneFiles.folder)/Europe/Berlin")))
        #expect(TimeZoneRules(file: []) == nil)
        #expect(TimeZoneRules(file: Array("TZif".utf8)) == nil)
        var random = SplitMix64(seed: 9)
        for length in stride(from: 0, to: whole.count, by: 13) {
            #expect(TimeZoneRules(file: Array(whole[..<length])) == nil)
        }
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<(1 + random.below(6)) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            // Whatever it reads, it has to come back, and so has every question to it.
            _ = TimeZoneRules(file: bytes)?.resolve(wallSeconds: 1_800_000_000)
        }
    }

    @Test(
        "Rules of a whole year of daylight saving time and of a year's edge give one offset",
        arguments: [("EST5EDT,0/0,J365/25", -14_400), ("<-03>3", -10_800), ("IST-1GMT0,M10.5.0,M3.5.0/1", 0)])
    func rules(text: String, offset: Int) throws {
        let rule = try #require(YearlyTimeRule(text))
        #expect(rule.offset(at: try #require(Timestamp("2060-01-15T12:00:00Z")).secondsSince1970) == Int64(offset))
        #expect(rule.offset(at: try #require(Timestamp("2060-12-31T23:30:00Z")).secondsSince1970) == Int64(offset))
    }
}
