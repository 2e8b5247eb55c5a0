import MeshCore
import Testing

@testable import Orchestrator

@Suite("What is due")
struct DueTimesTests {
    private func due(
        _ expression: String, from next: String, at now: String, missed: MissedTimes = .once, delay: Duration = .zero,
        limit: Int = 100
    ) throws -> DueTimes {
        let timing = ScheduleTiming(
            expression: try #require(ScheduleExpression(expression)), zone: .utc, start: nil, end: nil,
            anchor: try moment("2026-01-01T00:00:00Z"))
        return DueTimes(
            from: try moment(next), of: timing, delay: delay, at: try moment(now), missed: missed, limit: limit)
    }

    private func text(_ times: [Timestamp]) -> [String] {
        times.map { String($0.description.dropFirst(11).dropLast(5)) }
    }

    @Test("A time that has come runs, and the one after it is next", arguments: MissedTimes.allCases)
    func onTime(missed: MissedTimes) throws {
        let due = try due(
            "cron(0 * * * ? *)", from: "2026-05-01T10:00:00Z", at: "2026-05-01T10:00:00Z", missed: missed)
        #expect(try text(due.running) == ["10:00:00"] && due.next == moment("2026-05-01T11:00:00Z"))
        let late = try self.due(
            "cron(0 * * * ? *)", from: "2026-05-01T10:00:00Z", at: "2026-05-01T10:01:00Z", missed: missed)
        #expect(text(late.running) == ["10:00:00"])
    }

    @Test("A time that is still to come does not run, nor one whose window is")
    func early() throws {
        let early = try due("cron(0 * * * ? *)", from: "2026-05-01T10:00:00Z", at: "2026-05-01T09:59:59.999Z")
        #expect(try early.running.isEmpty && early.next == moment("2026-05-01T10:00:00Z"))
        let delayed = try due(
            "cron(0 * * * ? *)", from: "2026-05-01T10:00:00Z", at: "2026-05-01T10:04:59Z", delay: .seconds(300))
        #expect(delayed.running.isEmpty)
        let open = try due(
            "cron(0 * * * ? *)", from: "2026-05-01T10:00:00Z", at: "2026-05-01T10:05:00Z", delay: .seconds(300))
        #expect(text(open.running) == ["10:00:00"])
    }

    @Test(
        "Times that were missed run once for the last of them, not at all, or each",
        arguments: [
            (MissedTimes.once, ["13:00:00"]), (.skip, []), (.all, ["10:00:00", "11:00:00", "12:00:00", "13:00:00"]),
        ])
    func missed(missed: MissedTimes, expected: [String]) throws {
        let due = try due(
            "cron(0 * * * ? *)", from: "2026-05-01T10:00:00Z", at: "2026-05-01T13:30:00Z", missed: missed)
        #expect(try text(due.running) == expected && due.next == moment("2026-05-01T14:00:00Z"))
    }

    @Test("A schedule that comes back on time after it missed others runs that time, once, whatever is configured")
    func backOnTime() throws {
        for missed in [MissedTimes.once, .skip] {
            let due = try due(
                "cron(0 * * * ? *)", from: "2026-05-01T10:00:00Z", at: "2026-05-01T13:00:10Z", missed: missed)
            #expect(try text(due.running) == ["13:00:00"] && due.next == moment("2026-05-01T14:00:00Z"))
        }
    }

    @Test("All missed times run in parts when they are many, and none twice")
    func parts() throws {
        var found: [Timestamp] = []
        var next: Timestamp? = try moment("2026-05-01T10:00:00Z")
        while let cursor = next {
            let due = try due(
                "rate(1 minute)", from: cursor.description, at: "2026-05-01T10:30:00Z", missed: .all, limit: 7)
            if due.running.isEmpty { break }
            found += due.running
            next = due.next
        }
        #expect(try found.count == 31 && Set(found).count == 31 && next == moment("2026-05-01T10:31:00Z"))
    }

    @Test("A minutely schedule that slept for fifty years is awake at once")
    func sleeper() throws {
        let due = try due("cron(* * * * ? *)", from: "2026-05-01T10:00:00Z", at: "2076-05-01T10:00:30Z")
        #expect(due.running == [try moment("2076-05-01T10:00:00Z")])
    }

    @Test("A one-time schedule that was missed runs, or is skipped, and has no next time")
    func oneTime() throws {
        for (missed, count) in [(MissedTimes.once, 1), (.skip, 0), (.all, 1)] {
            let due = try due(
                "at(2026-05-01T10:00:00)", from: "2026-05-01T10:00:00Z", at: "2026-05-03T00:00:00Z", missed: missed)
            #expect(due.running.count == count && due.next == nil, "\(missed)")
        }
    }

    @Test("A step of the clock back of ten minutes changes nothing; a longer one plans anew")
    func stepBack() throws {
        let last = try moment("2026-05-01T10:00:00Z")
        #expect(!ScheduleCursor.isLost(last: last, at: try moment("2026-05-01T09:50:00Z")))
        #expect(ScheduleCursor.isLost(last: last, at: try moment("2026-05-01T09:49:59Z")))
    }

    @Test("One run has one identity; other times, plans and schedules have others")
    func identity() throws {
        let time = try moment("2026-05-01T10:00:00Z")
        let first = FiringID(schedule: 1, plan: 1, time: time)
        #expect(first == FiringID(schedule: 1, plan: 1, time: time) && first.text.count == 32)
        let others = [
            FiringID(schedule: 2, plan: 1, time: time), FiringID(schedule: 1, plan: 2, time: time),
            FiringID(schedule: 1, plan: 1, time: time + .seconds(60)), FiringID(schedule: 2, plan: 2, time: time),
        ]
        #expect(Set(others + [first]).count == 5)
    }
}
