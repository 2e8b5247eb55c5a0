package import Logging
import MeshCore
import Synchronization

/// Whether an instance is ready: it is not draining, and its checks hold.
///
/// The checks run at most once a second however often it is asked, because they touch the store and the network.
package final class HealthState: Sendable {
    /// The outcome of one check.
    struct Outcome: Sendable {
        let name: String
        /// Words for the outside; nil when it holds.
        let fault: String?
        /// What happened inside, for the log.
        var cause: String?
    }

    private struct Known {
        var at: MonotonicInstant
        var outcomes: [Outcome]
    }

    /// How long an outcome stands, and how long a check may take.
    private static let period = Duration.seconds(1)

    private let checks: [HealthCheck]
    private let logger: Logger
    private let known = Mutex<Known?>(nil)
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
        let now = MonotonicInstant.now()
        if let known = known.withLock({ $0 }), known.at.advanced(by: Self.period) > now { return known.outcomes }
        var outcomes: [Outcome] = []
        for check in checks { outcomes.append(await Self.run(check)) }
        let result = outcomes
        let before = known.withLock { known in
            defer { known = Known(at: .now(), outcomes: result) }
            return known?.outcomes ?? []
        }
        for outcome in result {
            guard let cause = outcome.cause, !before.contains(where: { $0.name == outcome.name && $0.fault != nil })
            else { continue }
            logger.warning(
                "Failed a health check", metadata: ["check": .string(outcome.name), "error": .string(cause)])
        }
        return result
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
