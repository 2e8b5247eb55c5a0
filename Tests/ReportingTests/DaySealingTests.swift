import MeshCore
import ReportAnalysis
import ReportIntake
import Testing

@testable import Reporting

@Suite("When a day is finished")
struct DaySealingTests {
    private static let midnight = Timestamp(startOfDay: 20_601)

    private func event(_ id: UInt64, _ offset: Duration, visitor: UInt64 = 1) -> ReportEvent {
        let time = Self.midnight + offset
        return ReportEvent(id: id, visitor: visitor, time: time, received: time)
    }

    private func outcome(
        _ events: [ReportEvent], at watermark: Duration, taken: [UInt64: EventMark] = [:]
    ) -> DaySealing.Outcome {
        var sealing = DaySealing(day: 20_600, rules: SessionRules(), taken: taken)
        take(events, by: &sealing)
        return sealing.outcome(at: [0: Self.midnight + watermark])
    }

    /// First those of the day, then those of the next, as the store gives them.
    private func take(_ events: [ReportEvent], by sealing: inout DaySealing) {
        let end = Timestamp(startOfDay: sealing.day + 1)
        sealing.take(EventBatch(events.filter { $0.time < end }), of: 0)
        sealing.take(EventBatch(events.filter { $0.time >= end }), of: 0)
    }

    /// The ids of the events of each visit.
    private func visits(_ outcome: DaySealing.Outcome) -> [[UInt64]]? {
        switch outcome {
        case .open: nil
        case .sealed(let visits, _): (0..<visits.count).map { visits[$0].map(\.id) }
        }
    }

    @Test("Not before midnight has passed, nor while a visit of the day may go on")
    func open() {
        let event = event(1, .seconds(-60))
        #expect(visits(outcome([event], at: .seconds(-1))) == nil)
        #expect(visits(outcome([event], at: .seconds(1700))) == nil)
        #expect(visits(outcome([event], at: .seconds(1800)))?.count == 1)
    }

    @Test("A visit over midnight is the first day's, and the next day does not have it again")
    func overMidnight() throws {
        let events = [event(1, .seconds(-60)), event(2, .seconds(600)), event(3, .seconds(9000))]
        let first = outcome(events, at: .seconds(20_000))
        guard case .sealed(_, let taken) = first else {
            Issue.record("the day is not finished")
            return
        }
        #expect(visits(first) == [[1, 2]])
        var next = DaySealing(day: 20_601, rules: SessionRules(), taken: taken)
        take([events[1], events[2]], by: &next)
        let second = next.outcome(at: [0: Self.midnight + .seconds(200_000)])
        guard case .sealed(_, let nothing) = second else {
            Issue.record("the next day is not finished")
            return
        }
        #expect(visits(second) == [[3]] && nothing.isEmpty)
        #expect(try TakenMarks(bytes: TakenMarks(taken).bytes).marks == taken)
    }

    @Test("Who never pauses does not keep a day open for ever")
    func long() {
        let events = (0..<300).map { event(UInt64($0), .seconds(-1000 + $0 * 600)) }
        #expect(visits(outcome(events, at: .seconds(90_000)))?.count == 1)
        #expect(visits(outcome(events, at: .seconds(80_000))) == nil)
    }
}
