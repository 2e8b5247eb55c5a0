import MeshCore
import Synchronization

/// Whether an instance is ready: it is not draining, and its checks hold.
///
/// The checks run at most once a second however often it is asked, because they touch the store and the network.
package final class HealthState: Sendable {
    /// The outcome of one check.
    struct Outcome: Sendable {
        let name: String
        /// Nil when it holds.
        let fault: String?
    }

    private struct Known {
        var at: MonotonicInstant
        var outcomes: [Outcome]
    }

    /// How long an outcome stands, and how long a check may take.
    private static let period = Duration.seconds(1)

    private let checks: [HealthCheck]
    private let known = Mutex<Known?>(nil)
    private let draining = Atomic<Bool>(false)

    package init(checks: [HealthCheck]) {
        self.checks = checks
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
        known.withLock { $0 = Known(at: .now(), outcomes: result) }
        return outcomes
    }

    /// Runs a check against the clock; the one that loses is cancelled.
    private static func run(_ check: HealthCheck) async -> Outcome {
        await withTaskGroup(of: Outcome?.self) { group in
            group.addTask {
                do {
                    try await check.check()
                    return Outcome(name: check.name, fault: nil)
                } catch {
                    // The words for the outside are the check's name; the cause is for the log of whoever failed.
                    return Outcome(name: check.name, fault: "failed")
                }
            }
            group.addTask {
                do {
                    try await Task.sleep(for: period)
                } catch {
                    return nil
                }
                return Outcome(name: check.name, fault: "no answer within a second")
            }
            defer { group.cancelAll() }
            for await outcome in group {
                if let outcome { return outcome }
            }
            return Outcome(name: check.name, fault: "cancelled")
        }
    }
}
