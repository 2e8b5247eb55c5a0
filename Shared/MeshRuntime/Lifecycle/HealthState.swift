package import Logging
import MeshCore
import Synchronization

/// Whether an instance is ready: it is not draining, and its checks hold.
///
/// The checks that touch the store or the network run at most once a second however often it is asked; those that only
/// look at what the process knows run each time.
package final class HealthState: Sendable {
    /// The outcome of one check.
    struct Outcome: Sendable {
        let name: String
        /// Words for the outside; nil when it holds.
        let fault: String?
        /// What happened inside, for the log.
        var cause: String?
    }

    private struct Sample {
        var at: MonotonicInstant
        var outcomes: [Outcome]
    }

    /// How long a sampled outcome stands, and how long a check may take.
    private static let period = Duration.seconds(1)

    private let checks: [HealthCheck]
    private let logger: Logger
    private let sample = Mutex<Sample?>(nil)
    /// The names of the checks that failed when they were asked last.
    private let failing = Mutex<Set<String>>([])
    private let draining = Atomic<Bool>(false)

    /// - Parameter logger: Hears why a check failed, once for each time that it begins to.
    package init(checks: [HealthCheck], logger: Logger = Logger(label: "health")) {
        self.checks = checks
        self.logger = logger
    }

    /// Whether shutdown has begun.
    package var isDraining: Bool { draining.load(ordering: .relaxed) }

    /// From now on the instance is not ready: nobody should send it more.
    package func beginDrain() {
        draining.store(true, ordering: .relaxed)
    }

    func outcomes() async -> [Outcome] {
        var outcomes: [Outcome] = []
        let sampled = await sampledOutcomes()
        for check in checks {
            switch check.pace {
            case .sampled: outcomes += sampled.filter { $0.name == check.name }
            case .live: outcomes.append(await Self.run(check))
            }
        }
        tell(outcomes)
        return outcomes
    }

    private func sampledOutcomes() async -> [Outcome] {
        let now = MonotonicInstant.now()
        if let sample = sample.withLock({ $0 }), sample.at.advanced(by: Self.period) > now { return sample.outcomes }
        var outcomes: [Outcome] = []
        for check in checks where check.pace == .sampled { outcomes.append(await Self.run(check)) }
        let result = outcomes
        sample.withLock { $0 = Sample(at: .now(), outcomes: result) }
        return result
    }

    /// Logs what has begun to fail.
    private func tell(_ outcomes: [Outcome]) {
        let failed = Set(outcomes.filter { $0.fault != nil }.map(\.name))
        let before = failing.withLock { failing in
            defer { failing = failed }
            return failing
        }
        for outcome in outcomes where !before.contains(outcome.name) {
            guard let cause = outcome.cause else { continue }
            logger.warning(
                "Failed a health check", metadata: ["check": .string(outcome.name), "error": .string(cause)])
        }
    }

    /// Runs a check against the clock; the one that loses is cancelled.
    private static func run(_ check: HealthCheck) async -> Outcome {
        await withTaskGroup(of: Outcome?.self) { group in
            group.addTask {
                do {
                    try await check.check()
                    return Outcome(name: check.name, fault: nil)
                } catch {
                    return Outcome(name: check.name, fault: "failed", cause: String(reflecting: error))
                }
            }
            group.addTask {
                do {
                    try await Task.sleep(for: period)
                } catch {
                    return nil
                }
                return Outcome(name: check.name, fault: "no answer within a second", cause: "no answer within a second")
            }
            defer { group.cancelAll() }
            for await outcome in group {
                if let outcome { return outcome }
            }
            return Outcome(name: check.name, fault: "cancelled")
        }
    }
}
