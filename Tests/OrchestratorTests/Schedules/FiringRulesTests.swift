import MeshCore
import Testing

@testable import Orchestrator

@Suite("Calls of targets")
struct FiringRulesTests {
    private let recorded = Timestamp(secondsSince1970: 1_790_000_000)

    @Test("A failed call is tried again later and later, until its tries are used up")
    func attempts() {
        let policy = ScheduleRetryPolicy(retries: 3, ageSeconds: 86_400)
        var random = SplitMix64(seed: 1)
        var delays: [Int64] = []
        for attempts in 1...4 {
            switch policy.decision(afterAttempts: attempts, recordedAt: recorded, at: recorded, random: &random) {
            case .again(let again): delays.append(again.milliseconds - recorded.milliseconds)
            case .exhausted(let condition): #expect(condition == .attempts && attempts == 4)
            }
        }
        #expect(delays.count == 3)
        for (delay, bound) in zip(delays, [1000, 2000, 4000] as [Int64]) {
            #expect(delay >= bound / 2 && delay <= bound)
        }
    }

    @Test("A call that would be older than allowed is not tried again")
    func age() {
        let policy = ScheduleRetryPolicy(retries: 185, ageSeconds: 60)
        var random = SplitMix64(seed: 1)
        let late = recorded + .seconds(59)
        #expect(
            policy.decision(afterAttempts: 6, recordedAt: recorded, at: late, random: &random) == .exhausted(.age))
        let none = ScheduleRetryPolicy(retries: 0, ageSeconds: 86_400)
        #expect(
            none.decision(afterAttempts: 1, recordedAt: recorded, at: recorded, random: &random)
                == .exhausted(.attempts))
    }

    @Test("The defaults of the service fill about a day")
    func day() {
        let policy = ScheduleRetryPolicy(retries: 185, ageSeconds: 86_400)
        var random = SplitMix64(seed: 3)
        var now = recorded
        var attempts = 1
        loop: while true {
            switch policy.decision(afterAttempts: attempts, recordedAt: recorded, at: now, random: &random) {
            case .again(let again): (now, attempts) = (again, attempts + 1)
            case .exhausted: break loop
            }
        }
        #expect(recorded.duration(to: now) > .seconds(20 * 3600), "\(attempts) attempts")
    }

    @Test("Keywords in the input are replaced, everything else stays")
    func attributes() {
        let attributes = ContextAttributes(
            scheduleARN: "arn:s", scheduledTime: Timestamp(milliseconds: 1_790_000_000_000), executionID: "e1",
            attempt: 2)
        #expect(
            attributes.filled(
                into:
                    #"{"a":"<aws.scheduler.schedule-arn> <aws.scheduler.scheduled-time>","b":"<aws.scheduler.execution-id>","#
                    + #""c":"<aws.scheduler.attempt-number>","d":"<aws.scheduler.other> < <<aws.scheduler.attempt-number>"}"#
            )
                == #"{"a":"arn:s 2026-09-21T14:13:20Z","b":"e1","c":"2","d":"<aws.scheduler.other> < <2"}"#)
        #expect(attributes.filled(into: "plain <b>") == "plain <b>")
    }

    @Test("A target that asks for nothing of its own is told of the schedule")
    func notification() throws {
        let attributes = ContextAttributes(
            scheduleARN: "arn:s", scheduledTime: Timestamp(milliseconds: 1_790_000_000_000), executionID: "e1",
            attempt: 1)
        let notification = try JSONValue(
            parsing: attributes.notification(in: ARNScope(region: "us-east-1", account: "000000000000")))
        #expect(notification["detail-type"] == "Scheduled Event" && notification["time"] == "2026-09-21T14:13:20Z")
        #expect(notification["resources"] == ["arn:s"])
    }
}
