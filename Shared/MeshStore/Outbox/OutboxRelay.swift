import GRDB
package import Logging
package import MeshCore

/// Publishes what waits in an outbox, in the order of commits, from one instance at a time.
///
/// Each message is published at least once: when the process dies after publishing and before it has noted so, the next
/// one publishes again, and receivers tell by the message's id.
package struct OutboxRelay: Sendable {
    /// Sends a batch, in order, and returns once the receiver has it for good.
    package typealias Publisher = @Sendable ([OutboxMessage]) async throws -> Void

    private let store: Store
    private let keeper: LeaseKeeper
    private let batch: Int
    private let clock: any WallClock
    private let pauses: any Clock<Duration>
    private let logger: Logger
    private let publish: Publisher

    /// - Parameters:
    ///   - store: The store with the outbox.
    ///   - leases: Where it is settled which instance publishes; the lease is called `outbox`.
    ///   - term: The lease's term: how long publishing rests when an instance dies.
    ///   - batch: Messages per call of the publisher.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the pauses.
    ///   - logger: Hears of failures.
    ///   - publish: Sends a batch.
    package init(
        store: Store, leases: Leases, term: Duration = .seconds(10), batch: Int = 100,
        clock: any WallClock = SystemWallClock(), pauses: any Clock<Duration> = ContinuousClock(), logger: Logger,
        publish: @escaping Publisher
    ) {
        self.store = store
        keeper = LeaseKeeper(leases: leases, name: "outbox", term: term, clock: pauses, logger: logger)
        self.batch = batch
        self.clock = clock
        self.pauses = pauses
        self.logger = logger
        self.publish = publish
    }

    /// Relays until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    package func run() async throws {
        try await keeper.run { lease in
            var pace = RelayPace()
            while true {
                try Task.checkCancellation()
                let pause: Duration
                do {
                    pause = pace.relayed(try await relayBatch(lease))
                } catch let error as CancellationError {
                    throw error
                } catch {
                    pause = pace.failed()
                    logger.warning("Failed to relay", metadata: ["error": "\(error)", "pause": "\(pause)"])
                }
                if pause > .zero { try await pauses.sleep(for: pause) }
            }
        }
    }

    /// Publishes the oldest messages and removes them.
    ///
    /// - Returns: How many there were.
    private func relayBatch(_ lease: Lease) async throws -> Int {
        let messages = try await store.read { [batch] db in try Outbox.oldest(batch, db) }
        guard let last = messages.last else { return 0 }
        var done = last.sequence
        var rejected: OutboxRejection?
        do {
            try await publish(messages)
        } catch let rejection as OutboxRejection {
            guard messages.contains(where: { $0.sequence == rejection.sequence }) else { throw rejection }
            done = rejection.sequence
            rejected = rejection
            logger.error(
                "Set a rejected message aside",
                metadata: ["message.sequence": "\(rejection.sequence)", "reason": "\(rejection.reason)"])
        }
        try await store.write { [clock, done, rejected] db in
            try Leases.guardWrite(by: lease, db)
            if let rejected { try Outbox.reject(rejected, at: clock.now(), db) }
            try Outbox.remove(through: done, db)
        }
        return messages.count
    }
}
