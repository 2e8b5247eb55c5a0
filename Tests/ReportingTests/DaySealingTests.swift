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
        sealing.take(events, of: 0)
        return sealing.outcome(at: [0: Self.midnight + watermark])
    }

    private func visits(_ outcome: DaySealing.Outcome) -> [Visit]? {
        switch outcome {
        case .open: nil
        case .sealed(let visits, _): visits
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
        guard case .sealed(let visits, let taken) = outcome(events, at: .seconds(20_000)) else {
            Issue.record("the day is not finished")
            return
        }
        #expect(visits.map(\.events.count) == [2])
        var next = DaySealing(day: 20_601, rules: SessionRules(), taken: taken)
        next.take([events[1], events[2]], of: 0)
        guard case .sealed(let rest, let nothing) = next.outcome(at: [0: Self.midnight + .seconds(200_000)]) else {
            Issue.record("the next day is not finished")
            return
        }
        #expect(rest.map { $0.events.map(\.id) } == [[3]] && nothing.isEmpty)
        #expect(try TakenMarks(bytes: TakenMarks(taken).bytes).marks == taken)
    }

    @Test("Who never pauses does not keep a day open for ever")
    func long() {
        let events = (0..<300).map { event(UInt64($0), .seconds(-1000 + $0 * 600)) }
        #expect(visits(outcome(events, at: .seconds(90_000)))?.count == 1)
        #expect(visits(outcome(events, at: .seconds(80_000))) == nil)
    }
}
