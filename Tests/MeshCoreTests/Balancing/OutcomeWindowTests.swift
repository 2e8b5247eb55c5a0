import MeshCore
import Testing

struct OutcomeWindowTests {
    private let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)

    @Test("A burst counts like the same outcomes spread over the window")
    func exact() {
        var burst = OutcomeWindow(length: .seconds(10))
        var spread = OutcomeWindow(length: .seconds(10))
        for step in 0..<90 {
            burst.record(isSuccess: step.isMultiple(of: 3), at: start.advanced(by: .seconds(9)))
            spread.record(isSuccess: step.isMultiple(of: 3), at: start.advanced(by: .milliseconds(100 * step)))
        }
        let now = start.advanced(by: .seconds(9))
        #expect(burst.counts(at: now) == (30, 60))
        #expect(spread.counts(at: now) == (30, 60))
        burst.reset()
        #expect(burst.counts(at: now) == (0, 0))
    }
}
