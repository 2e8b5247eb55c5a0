import MeshCore
import NIOCore
import Synchronization

/// Stripe's API with patience: calls that may be repeated are, a few times, and when Stripe is down it is left alone.
final class StripeAPI: Sendable {
    private let settings: StripeSettings
    private let connection: StripeConnection
    private let pauses: any Clock<Duration>
    private let breaker = Mutex(CircuitBreaker())
    private let random: Mutex<SplitMix64>

    /// - Parameters:
    ///   - settings: Where Stripe is.
    ///   - group: The event loops of the connections.
    ///   - pauses: Measures the pauses between tries.
    ///   - seed: Where the jitter of the pauses starts.
    init(
        _ settings: StripeSettings, group: any EventLoopGroup, pauses: any Clock<Duration> = ContinuousClock(),
        seed: UInt64
    ) {
        self.settings = settings
        self.pauses = pauses
        connection = StripeConnection(settings, group: group)
        random = Mutex(SplitMix64(seed: seed))
    }

    /// Makes a call; a GET again after any failure, a POST only after one that surely came before it was sent.
    func send(_ call: StripeCall) async -> StripeReply {
        let start = MonotonicInstant.now()
        var backoff = Backoff(
            initial: .milliseconds(100), maximum: .seconds(1), seed: random.withLock { $0.next() })
        while true {
            let left = settings.callLimit - start.duration(to: .now())
            let reply = await sendOnce(call, within: max(left, .milliseconds(1)))
            guard mayRepeat(call, after: reply), backoff.attempts + 1 < settings.tries else { return reply }
            let pause = backoff.next()
            guard start.duration(to: .now()) + pause < settings.callLimit else { return reply }
            do { try await pauses.sleep(for: pause) } catch { return reply }
        }
    }

    /// Makes an object that must not come into being twice. Stripe remembers also a failure of its own under the key
    /// and would repeat it for a day, so the next key is taken then; the caller has looked before that there is none.
    func make(_ call: StripeCall, as key: String) async -> StripeReply {
        var call = call
        var reply = StripeReply.stillUnclear(reason: "")
        for number in 1...3 {
            call.idempotencyKey = "\(key)-\(number)"
            reply = await send(call)
            guard case .stillUnclear = reply else { break }
        }
        return reply
    }

    private func sendOnce(_ call: StripeCall, within limit: Duration) async -> StripeReply {
        guard breaker.withLock({ $0.begin(at: .now()) }) else {
            return .notSent(reason: "Stripe has failed too often of late")
        }
        let start = MonotonicInstant.now()
        let reply = await connection.send(call, within: limit)
        let now = MonotonicInstant.now()
        breaker.withLock { $0.finished(Self.outcome(of: reply, after: start.duration(to: now)), at: now) }
        return reply
    }

    private func mayRepeat(_ call: StripeCall, after reply: StripeReply) -> Bool {
        switch reply {
        case .answer, .refused: false
        case .notSent: true
        case .unclear, .stillUnclear: call.method == .get
        }
    }

    private static func outcome(of reply: StripeReply, after latency: Duration) -> RequestOutcome {
        // A caller who gave up says nothing of Stripe.
        if Task.isCancelled { return .cancelled }
        switch reply {
        case .answer, .refused: return .success(latency: latency)
        case .notSent, .unclear, .stillUnclear: return .failure(retryAfter: nil)
        }
    }
}
