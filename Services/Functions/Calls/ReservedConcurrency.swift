import Logging
import MeshCore
import MeshStore

/// Reserved concurrency holds for all instances together: each call of a function that has some is counted in the store
/// while it is under way. Functions without it cost nothing.
struct ReservedConcurrency: Sendable {
    /// How long a store that fails is left alone.
    private static let pause: Duration = .milliseconds(200)

    let store: FunctionsStore
    /// This instance; it begins with its process's mark.
    let owner: String
    let work: BackgroundWork
    let pauses: any Clock<Duration>
    let logger: Logger

    /// Does a call within the bound.
    ///
    /// - Parameter reserved: How many calls there may be; nil for a function without a bound of its own.
    /// - Throws: ``FunctionsError/throttled(reason:)`` when there are as many; what the call throws; `StoreError`.
    func within<Value: Sendable>(
        _ reserved: Int?, of function: String, _ call: () async throws -> Value
    ) async throws -> Value {
        guard let reserved else { return try await call() }
        let isIn = try await store.enter(function, reserved: reserved, by: owner) { owner in
            ProcessMark.isAlive(String(owner.prefix { $0 != "/" }))
        }
        guard isIn else { throw FunctionsError.throttled(reason: ThrottleReason.reserved.rawValue) }
        let result: Result<Value, any Error>
        do {
            result = .success(try await call())
        } catch {
            result = .failure(error)
        }
        do {
            // Before the answer goes, so that who calls again at once finds room.
            try await store.leave(function, by: owner)
        } catch {
            // The caller has gone, or the disk is busy: the count must go down all the same.
            work.add { await leave(function) }
        }
        return try result.get()
    }

    private func leave(_ function: String) async {
        while true {
            do {
                return try await store.leave(function, by: owner)
            } catch StoreError.closed {
                return
            } catch {
                logger.warning("Failed to count a call out", metadata: ["error": "\(error)"])
            }
            // Cancelled, it goes on at once, and the service ends: then its process's count means nothing any more.
            guard (try? await pauses.sleep(for: Self.pause)) != nil else { return }
        }
    }
}
