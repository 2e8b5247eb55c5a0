import Foundation
import MeshCore
import Testing

struct TimestampTests {
    @Test(
        "The text is RFC 3339 in UTC with milliseconds",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (1_795_222_923_004, "2026-11-21T01:02:03.004Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            (Int64.max, "9999-12-31T23:59:59.999Z"), (Int64.min, "0000-01-01T00:00:00.000Z"),
        ])
    func text(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test("Every moment reads back from its text")
    func roundTrip() {
        var random = SplitMix64(seed: 11)
        for _ in 0..<5000 {
            let moment = Timestamp(milliseconds: Int64(random.below(315_569_520_000_000)) - 62_167_219_200_000)
            #expect(Timestamp(moment.description) == moment)
        }
    }

    @Test("The civil date is the one that Foundation's calendar says")
    func againstFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var random = SplitMix64(seed: 5)
        for _ in 0..<500 {
            let day = random.below(200_000) - 50_000
            let date = CivilDate(dayNumber: day)
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            #expect([date.year, date.month, date.day] == [parts.year, parts.month, parts.day])
            #expect(date.dayNumber == day)
        }
    }

    @Test(
        "Offsets, any number of fractional digits and leap seconds are read",
        arguments: [
            ("2026-11-21T02:02:03.004+01:00", "2026-11-21T01:02:03.004Z"),
            ("2026-11-20T20:32:03.004-04:30", "2026-11-21T01:02:03.004Z"),
            ("2026-11-21t01:02:03z", "2026-11-21T01:02:03.000Z"),
            ("2026-11-21 01:02:03.1Z", "2026-11-21T01:02:03.100Z"),
            ("2026-11-21T01:02:03.0049999Z", "2026-11-21T01:02:03.004Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999Z"),
        ])
    func reads(text: String, same: String) {
        #expect(Timestamp(text)?.description == same)
    }

    @Test(
        "What is no moment is refused",
        arguments: [
            "", "2026-11-21", "2026-11-21T01:02:03", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2026-11-21T24:00:00Z", "2026-11-21T01:60:00Z", "2026-11-21T01:02:61Z", "2026-11-21T01:02:03.Z",
            "2026-11-21T01:02:03+0100",
            "2026-11-21T01:02:03Zx", "26-11-21T01:02:03Z", "2026-11-00T01:02:03Z", "2026/11/21T01:02:03Z",
            "２026-11-21T01:02:03Z",
            "2026-11-21T01:02:03+24:00",
        ])
    func refused(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("Arithmetic is in milliseconds and stops at the ends")
    func arithmetic() {
        let moment = Timestamp(milliseconds: 1000)
        #expect(moment + .seconds(2) == Timestamp(milliseconds: 3000))
        #expect(moment - .milliseconds(1) == Timestamp(milliseconds: 999))
        #expect(Timestamp(milliseconds: .max) + .seconds(1) == Timestamp(milliseconds: .max))
        #expect(Timestamp(milliseconds: .min) - .seconds(1) == Timestamp(milliseconds: .min))
        #expect(moment.duration(to: Timestamp(milliseconds: 250)) == .milliseconds(-750))
        #expect(Timestamp(milliseconds: -1).secondsSince1970 == -1)
        #expect(Timestamp(milliseconds: 1999).secondsSince1970 == 1)
        #expect(Timestamp(secondsSince1970: 2).milliseconds == 2000)
        #expect(moment < Timestamp(milliseconds: 1001))
    }

    @Test("In JSON a moment is its text")
    func codable() throws {
        let data = try JSONEncoder().encode([Timestamp(milliseconds: 4)])
        #expect(String(decoding: data, as: UTF8.self) == #"["1970-01-01T00:00:00.004Z"]"#)
        #expect(try JSONDecoder().decode([Timestamp].self, from: data) == [Timestamp(milliseconds: 4)])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Timestamp].self, from: Data(#"["yesterday"]"#.utf8))
        }
    }

    @Test("The system's clock says the time that Foundation says")
    func systemClock() {
        let difference = SystemWallClock().now().milliseconds - Int64(Date().timeIntervalSince1970 * 1000)
        #expect(abs(difference) < 60_000)
    }
}
