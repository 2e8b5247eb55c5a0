import MeshCore
import Testing

struct DeadlineTests {
    private let now = MonotonicInstant(nanoseconds: 5_000_000_000)

    @Test("The header carries the remaining milliseconds, rounded down")
    func headerRoundTrip() throws {
        let deadline = try #require(Deadline(headerValue: "1500", now: now))
        #expect(deadline.remaining(at: now) == .milliseconds(1500))
        #expect(deadline.headerValue(at: now) == "1500")
        #expect(deadline.headerValue(at: now.advanced(byNanoseconds: 1)) == "1499")
        #expect(deadline.remainingMilliseconds(at: now.advanced(by: .seconds(1))) == 500)
    }

    @Test("A deadline that has passed says so and carries zero")
    func passed() throws {
        let deadline = try #require(Deadline(headerValue: "50", now: now))
        #expect(!deadline.hasPassed(at: now.advanced(by: .milliseconds(49))))
        #expect(deadline.hasPassed(at: now.advanced(by: .milliseconds(50))))
        #expect(deadline.headerValue(at: now.advanced(by: .seconds(9))) == "0")
        #expect(deadline.remaining(at: now.advanced(by: .seconds(9))) == .zero)
        #expect(try #require(Deadline(headerValue: "0", now: now)).hasPassed(at: now))
    }

    @Test(
        "What is no number is no deadline", arguments: ["", "-1", "1.5", "5s", " 5", "0x10", "1234567890123456", "٣"])
    func malformed(value: String) {
        #expect(Deadline(headerValue: value, now: now) == nil)
        #expect(Deadline(headerValue: Array(value.utf8)[...], now: now) == nil)
    }

    @Test("A day is the most that is granted")
    func capped() throws {
        let deadline = try #require(Deadline(headerValue: "999999999999999", now: now))
        #expect(deadline.remaining(at: now) == .seconds(86_400))
    }

    @Test("Of two deadlines the earlier one counts")
    func earlier() {
        let soon = Deadline(after: .seconds(1), from: now)
        let late = Deadline(after: .seconds(2), from: now)
        #expect(late.earlier(of: soon) == soon)
        #expect(soon.earlier(of: late) == soon)
        #expect(soon.earlier(of: nil) == soon)
        #expect(min(late, soon) == soon)
    }

    @Test("The monotonic clock does not go back, and its arithmetic stops at the ends")
    func instants() {
        let first = MonotonicInstant.now()
        let second = MonotonicInstant.now()
        #expect(first <= second)
        let end = MonotonicInstant(nanoseconds: .max)
        let start = MonotonicInstant(nanoseconds: .min)
        #expect(end.advanced(by: .seconds(1)) == end)
        #expect(start.advanced(by: .seconds(-1)) == start)
        #expect(start.nanoseconds(to: end) == .max)
        #expect(end.nanoseconds(to: start) == .min)
        #expect(now.duration(to: now.advanced(by: .milliseconds(3))) == .milliseconds(3))
    }

    @Test("A duration in nanoseconds is held within 64 bits")
    func durations() {
        #expect(Duration.milliseconds(-1500).nanoseconds == -1_500_000_000)
        #expect(Duration.seconds(Int64.max).nanoseconds == .max)
        #expect(Duration.seconds(Int64.min).nanoseconds == .min)
        #expect(Duration.microseconds(2900).wholeMilliseconds == 2)
        #expect(Duration.milliseconds(250).seconds == 0.25)
    }
}
