import Logging
import MeshCore
import MeshStore
import Synchronization

/// How full the outbox is: counted now and then, since a count for each request would cost more than the request.
final class OutboxLevel: Sendable {
    private let limit: Int
    private let waiting = Atomic<Int>(0)

    private static let period: Duration = .seconds(1)

    init(limit: Int) { self.limit = limit }

    /// - Throws: ``NotifierError/outboxFull(limit:)`` when as many deliveries wait as may.
    func prove() throws(NotifierError) {
        guard waiting.load(ordering: .relaxed) < limit else { throw .outboxFull(limit: limit) }
    }

    /// Counts until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run(_ store: NotifierStore, pauses: any Clock<Duration>, logger: Logger) async throws {
        while true {
            do {
                waiting.store(try await store.waiting(), ordering: .relaxed)
            } catch let error as StoreError {
                logger.warning("Failed to count the deliveries that wait", metadata: ["error": "\(error)"])
            }
            try await pauses.sleep(for: Self.period)
        }
    }
}
