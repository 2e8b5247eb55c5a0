import MeshCore
import Testing

struct CircuitBreakerTests {
    private let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)
    private let good = RequestOutcome.success(latency: .milliseconds(1))
    private let bad = RequestOutcome.failure(retryAfter: nil)

    @Test("It opens when half of enough calls failed, and not before there are enough")
    func opens() {
        var breaker = CircuitBreaker()
        for call in 0..<19 { breaker.finished(call.isMultiple(of: 2) ? good : bad, at: start) }
        #expect(breaker.begin(at: start) == true)
        breaker.finished(bad, at: start)
        #expect(!breaker.isClosed)
        #expect(breaker.begin(at: start.advanced(by: .milliseconds(4999))) == false)
    }

    @Test("It stays closed while fewer than half fail")
    func staysClosed() {
        var breaker = CircuitBreaker()
        for call in 0..<300 { breaker.finished(call % 3 == 2 ? bad : good, at: start) }
        #expect(breaker.isClosed)
    }

    @Test("After the pause one call decides")
    func halfOpen() {
        var breaker = CircuitBreaker(minimumCalls: 2)
        for _ in 0..<2 { breaker.finished(bad, at: start) }
        let later = start.advanced(by: .seconds(5))
        #expect(breaker.begin(at: later) == true)
        #expect(breaker.begin(at: later) == false)
        breaker.finished(bad, at: later)
        #expect(breaker.begin(at: later) == false)
        let again = later.advanced(by: .seconds(5))
        #expect(breaker.begin(at: again) == true)
        breaker.finished(good, at: again)
        #expect(breaker.isClosed)
        #expect(breaker.begin(at: again) == true)
    }

    @Test("A deciding call that never comes back does not block for ever")
    func lostProbe() {
        var breaker = CircuitBreaker(minimumCalls: 1)
        breaker.finished(bad, at: start)
        let later = start.advanced(by: .seconds(5))
        #expect(breaker.begin(at: later) == true)
        breaker.finished(.cancelled, at: later)
        #expect(breaker.begin(at: later) == false)
        #expect(breaker.begin(at: later.advanced(by: .seconds(5))) == true)
    }
}
