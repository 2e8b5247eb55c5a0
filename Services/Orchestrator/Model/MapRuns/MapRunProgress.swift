import MeshCore
import StatesLanguage

/// How far a map run has come, and what it is held to: people may change the latter while it runs.
struct MapRunProgress: Hashable, Sendable {
    /// Executions and items (an execution may have a batch of them) in one state.
    struct Tally: Hashable, Sendable {
        var executions: Int64 = 0
        var items: Int64 = 0
    }

    var maxConcurrency: Int64
    var toleratedCount: Int64?
    var toleratedPercentage: Double?
    var redriveCount: Int64 = 0
    var total = Tally()
    var running = Tally()
    var succeeded = Tally()
    var failed = Tally()
    var timedOut = Tally()
    var aborted = Tally()

    /// Those that have not begun.
    var pending: Tally {
        Tally(
            executions: total.executions - running.executions - ended.executions,
            items: total.items - running.items - ended.items)
    }

    var ended: Tally {
        let all = [succeeded, failed, timedOut, aborted]
        return Tally(
            executions: all.reduce(0) { $0 + $1.executions }, items: all.reduce(0) { $0 + $1.items })
    }

    /// Whether more items have failed than may.
    var isExceeded: Bool {
        FailureTolerance(count: toleratedCount, percentage: toleratedPercentage)
            .isExceeded(failures: failed.items + timedOut.items, of: total.items)
    }

    /// How many more executions may begin now.
    ///
    /// - Parameter ceiling: Of those that run at once when the state sets none.
    func room(ceiling: Int64) -> Int64 {
        let limit = maxConcurrency == 0 ? ceiling : min(maxConcurrency, ceiling)
        return max(0, min(limit - running.executions, pending.executions))
    }

    mutating func begin(items: Int64) {
        running.executions += 1
        running.items += items
    }

    mutating func end(_ status: ExecutionStatus, items: Int64) {
        running.executions -= 1
        running.items -= items
        let tally = Tally(executions: 1, items: items)
        switch status {
        case .succeeded: Self.add(tally, to: &succeeded)
        case .failed: Self.add(tally, to: &failed)
        case .timedOut: Self.add(tally, to: &timedOut)
        case .aborted: Self.add(tally, to: &aborted)
        case .running, .pendingRedrive: preconditionFailure("an execution that ends has ended")
        }
    }

    private static func add(_ tally: Tally, to sum: inout Tally) {
        sum.executions += tally.executions
        sum.items += tally.items
    }

    /// Makes those that did not succeed pending again.
    mutating func addSucceeded(items: Int64) {
        succeeded.executions += 1
        succeeded.items += items
    }

    mutating func redrive() {
        redriveCount += 1
        (failed, timedOut, aborted) = (Tally(), Tally(), Tally())
    }
}
