import MeshCore
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Lifecycle")
struct LifecycleReportTests {
    @Test("Visitors are new, return, are resurrected or stay away, as straight loops find", arguments: 1...4)
    func random(seed: Int) throws {
        let from = try #require(Timestamp("2026-03-27T23:00:00Z"))
        let book = try TrafficBook(seed: UInt64(seed), zone: "Europe/Berlin", from: from)
        let first = book.calendar.day(of: from) + 1
        let range = book.calendar.start(ofDay: first)..<book.calendar.start(ofDay: first + 4)
        let report = try LifecycleReport(of: range, by: .day, in: book.calendar, over: book.segments)

        var expected = [LifecycleReport.Counts](repeating: .init(), count: 4)
        for visits in NaiveJourneys(book.naive.visits).visitors {
            let days = Set(
                visits.joined().filter { $0.kind != .signal }
                    .map { Int(NaiveSessions.wallDay($0.time, book.calendar.zone)) })
            for index in 0..<4 {
                let day = first + index
                switch (days.contains(day), days.contains(day - 1)) {
                case (true, true): expected[index].returning += 1
                case (true, false):
                    if days.contains(where: { $0 < day }) {
                        expected[index].resurrecting += 1
                    } else {
                        expected[index].new += 1
                    }
                case (false, true): expected[index].dormant += 1
                case (false, false): break
                }
            }
        }
        #expect(report.counts == expected)
    }
}
