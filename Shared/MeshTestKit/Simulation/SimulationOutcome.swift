import Synchronization

/// Where a simulated task leaves its result.
final class SimulationOutcome<Value: Sendable>: Sendable {
    private let storage = Mutex<Result<Value, any Error>?>(nil)

    var result: Result<Value, any Error>? { storage.withLock { $0 } }

    func set(_ result: Result<Value, any Error>) {
        storage.withLock { $0 = result }
    }
}
