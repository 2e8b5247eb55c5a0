import MeshCore
import Testing

struct ConcurrencyLimiterTests {
    @Test("Requests above the limit are refused until one ends")
    func refuses() {
        var limiter = ConcurrencyLimiter(configuration: .init(initial: 2, minimum: 2))
        #expect(limiter.begin() == true)
        #expect(limiter.begin() == true)
        #expect(limiter.begin() == false)
        limiter.finished(.cancelled)
        #expect(limiter.inFlight == 1)
        #expect(limiter.begin() == true)
    }

    @Test("The limit grows while the latency holds and all of it is used, up to the maximum")
    func grows() {
        var limiter = ConcurrencyLimiter()
        for _ in 0..<300 {
            var begun = 0
            while limiter.begin() { begun += 1 }
            for _ in 0..<begun { limiter.finished(.success(latency: .milliseconds(10))) }
        }
        #expect(limiter.limit == 200)
    }

    @Test("It does not grow while it is not used")
    func idle() {
        var limiter = ConcurrencyLimiter()
        for _ in 0..<1000 {
            #expect(limiter.begin() == true)
            limiter.finished(.success(latency: .milliseconds(10)))
        }
        #expect(limiter.limit == 20)
    }

    @Test("It shrinks when the latency rises far above its average, and on failures, down to the minimum")
    func shrinks() {
        var limiter = ConcurrencyLimiter(configuration: .init(initial: 100, minimum: 20))
        func fill(_ outcome: RequestOutcome) {
            var begun = 0
            while limiter.begin() { begun += 1 }
            for _ in 0..<begun { limiter.finished(outcome) }
        }
        fill(.success(latency: .milliseconds(10)))
        let before = limiter.limit
        #expect(limiter.begin() == true)
        for _ in 0..<80 { _ = limiter.begin() }
        for _ in 0..<10 { limiter.finished(.success(latency: .milliseconds(500))) }
        #expect(limiter.limit < before)
        for _ in 0..<100 {
            _ = limiter.begin()
            limiter.finished(.failure(retryAfter: nil))
        }
        #expect(limiter.limit == 20)
    }
}
