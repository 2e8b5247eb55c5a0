import MeshCore
import Testing

struct BackoffTests {
    @Test("The bound doubles up to the maximum, and each delay is below it")
    func growth() {
        for seed in UInt64(0)..<50 {
            var backoff = Backoff(initial: .milliseconds(100), maximum: .seconds(10), seed: seed)
            for bound in [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10] {
                let delay = backoff.next()
                #expect(delay >= .zero && delay <= .seconds(bound))
            }
            #expect(backoff.attempts == 9)
        }
    }

    @Test("Delays are spread, not all alike, and never below the minimum")
    func spread() {
        let delays = (UInt64(0)..<100).map { seed in
            var backoff = Backoff(initial: .seconds(1), maximum: .seconds(1), minimum: .milliseconds(200), seed: seed)
            return backoff.next()
        }
        #expect(Set(delays).count > 50)
        #expect(delays.allSatisfy { $0 >= .milliseconds(200) })
        #expect(delays.contains { $0 > .milliseconds(800) })
    }

    @Test("A reset starts over, and many attempts do not overflow")
    func reset() {
        var backoff = Backoff(initial: .milliseconds(1), maximum: .seconds(60), seed: 4)
        for _ in 0..<200 { #expect(backoff.next() <= .seconds(60)) }
        backoff.reset()
        #expect(backoff.next() <= .milliseconds(1))
    }
}
