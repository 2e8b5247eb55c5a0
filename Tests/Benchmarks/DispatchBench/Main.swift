import MeshCore
import Orchestrator

/// Measures how fast a dispatcher hands out tasks that cost nothing, and how long they wait at a rate.
///
///     DispatchBench [PER-SECOND] [SECONDS] [TENANTS] [BACKLOG]
@main
struct Main {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let rate = arguments.first ?? 30_000
        let seconds = arguments.dropFirst().first ?? 10
        let tenants = arguments.dropFirst(2).first ?? 1000
        let tasks = arguments.dropFirst(3).first ?? 500_000
        let backlog = try await DispatchTrial(tasks: tasks, tenants: tenants).run(rate: nil)
        let paced = try await DispatchTrial(tasks: rate * seconds, tenants: tenants).run(rate: rate)
        print(
            """
            {"tenants": \(tenants), "backlogPerSecond": \(Int(backlog.perSecond)), "rate": \(rate), \
            "pacedPerSecond": \(Int(paced.perSecond)), "p50Milliseconds": \(milliseconds(paced, 0.5)), \
            "p99Milliseconds": \(milliseconds(paced, 0.99)), "mostMilliseconds": \(milliseconds(paced, 1))}
            """)
    }

    private static func milliseconds(_ outcome: DispatchTrial.Outcome, _ share: Double) -> Double {
        let index = min(outcome.waits.count - 1, Int(Double(outcome.waits.count) * share))
        return (outcome.waits[index].seconds * 1_000_000).rounded() / 1000
    }
}
