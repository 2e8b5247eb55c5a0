import MeshCore

/// A service of several instances under load in virtual time, with the balancer, the outlier detector and the retry
/// budget put together as a client of the mesh does. A seed replays a run.
struct UpstreamSimulation {
    /// How an instance behaves from one instant to the next change.
    enum Behaviour: Equatable {
        case healthy(latency: Duration)
        /// Every answer is an error, and comes faster than anybody's success.
        case failingFast
        /// Each answer is an error with this probability.
        case flaky(share: Double)
    }

    struct Report {
        var requests = 0
        var failedCalls = 0
        var retries = 0
        var attempts: [Int]
        var mostEjected = 0
        var attemptsOnFailing = 0
        var lastServed: [MonotonicInstant]
    }

    private struct Attempt {
        let end: MonotonicInstant
        let order: Int
        let endpoint: Int
        let call: Call
        let outcome: RequestOutcome
        let isProbe: Bool
    }

    /// One call of the client over its attempts.
    private struct Call {
        var tried: [EndpointSlot] = []
    }

    private var random: SplitMix64
    private var balancer: Balancer
    private var detector: OutlierDetector
    private var budget = RetryBudget()
    private let slots: [EndpointSlot]
    private var open: [Attempt] = []
    private var order = 0
    private(set) var now = MonotonicInstant(nanoseconds: 0)
    private(set) var report: Report
    var behaviours: [Behaviour]

    init(behaviours: [Behaviour], seed: UInt64) {
        random = SplitMix64(seed: seed)
        balancer = Balancer(seed: random.next())
        detector = OutlierDetector(seed: random.next())
        self.behaviours = behaviours
        report = Report(attempts: behaviours.map { _ in 0 }, lastServed: behaviours.map { _ in .init(nanoseconds: 0) })
        var slots: [EndpointSlot] = []
        for _ in behaviours {
            let slot = balancer.add(at: now)
            detector.add(slot)
            balancer.setAvailable(true, slot, at: now)
            slots.append(slot)
        }
        self.slots = slots
    }

    /// Sends calls at a steady rate with jitter, and lets virtual time pass until the last of them has ended.
    mutating func run(for duration: Duration, callsPerSecond: Int) {
        let end = now.advanced(by: duration)
        let gap = 1_000_000_000 / Int64(callsPerSecond)
        while now < end {
            report.requests += 1
            budget.requestStarted(at: now)
            send(Call())
            let next = now.advanced(byNanoseconds: gap / 2 + Int64(random.below(Int(gap))))
            finish(until: next)
            now = next
        }
        finish(until: .init(nanoseconds: .max))
    }

    private mutating func send(_ call: Call) {
        let probe = call.tried.isEmpty ? detector.takeProbe(at: now) : nil
        if let probe { balancer.started(probe) }
        guard let slot = probe ?? balancer.pick(excluding: call.tried, at: now),
            let endpoint = slots.firstIndex(of: slot)
        else {
            report.failedCalls += 1
            return
        }
        var call = call
        call.tried.append(slot)
        report.attempts[endpoint] += 1
        let (outcome, latency) = answer(of: endpoint)
        if case .failure = outcome { report.attemptsOnFailing += 1 }
        order += 1
        open.append(
            Attempt(
                end: now.advanced(by: latency), order: order, endpoint: endpoint, call: call, outcome: outcome,
                isProbe: probe != nil))
    }

    private mutating func answer(of endpoint: Int) -> (RequestOutcome, Duration) {
        let jitter = 0.5 + random.unit()
        switch behaviours[endpoint] {
        case .healthy(let latency):
            let time = Duration.nanoseconds(Int64(Double(latency.nanoseconds) * jitter))
            return (.success(latency: time), time)
        case .failingFast: return (.failure(retryAfter: nil), .microseconds(100))
        case .flaky(let share):
            let time = Duration.microseconds(Int64(2000 * jitter))
            return random.unit() < share ? (.failure(retryAfter: nil), time) : (.success(latency: time), time)
        }
    }

    /// Ends the attempts that end by then, in order; each at its own time, as a call that is sent again starts there.
    private mutating func finish(until limit: MonotonicInstant) {
        while let position = open.indices.min(by: { (open[$0].end, open[$0].order) < (open[$1].end, open[$1].order) }),
            open[position].end <= limit
        {
            let attempt = open.remove(at: position)
            now = attempt.end
            end(attempt)
        }
    }

    private mutating func end(_ attempt: Attempt) {
        let slot = slots[attempt.endpoint]
        balancer.finished(slot, attempt.outcome, at: now)
        let verdict = detector.finished(slot, attempt.outcome, isProbe: attempt.isProbe, at: now)
        if verdict != .unchanged {
            for slot in slots { balancer.setAvailable(detector.isUsable(slot), slot, at: now) }
        }
        report.mostEjected = max(report.mostEjected, slots.count { detector.isEjected($0) })
        switch attempt.outcome {
        case .success: report.lastServed[attempt.endpoint] = now
        case .failure, .limited, .cancelled:
            guard attempt.call.tried.count <= 2, budget.withdraw(at: now) else {
                report.failedCalls += 1
                return
            }
            report.retries += 1
            send(attempt.call)
        }
    }
}
