import Logging
import MeshCore

/// Looks after the pools as time passes: idle processes end, expected ones start, and pools of what is gone end.
struct PoolKeeper: Sendable {
    let store: FunctionsStore
    let pools: PoolDirectory
    let caller: FunctionCaller
    let pauses: any Clock<Duration>
    let logger: Logger

    /// Often enough for a wait that a person notices, and nothing for the processor.
    private static let pace = Duration.milliseconds(500)

    /// Looks until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        while true {
            pools.retire { store.isCurrent($0, $1, $2) }
            await keepProvisioned()
            await pools.tick()
            try await Task.sleep(for: Self.pace, clock: pauses)
        }
    }

    /// Pools with provisioned concurrency are there before they are called.
    private func keepProvisioned() async {
        do {
            for reference in try await store.provisionedReferences() {
                await caller.prepare(try caller.target(of: reference))
            }
        } catch is CancellationError {
            // The service ends.
        } catch {
            logger.warning("Could not read provisioned concurrency", metadata: ["error": "\(error)"])
        }
    }
}
