import Logging
import MeshCore
import MeshStore

/// Takes events and has them handled: each at least once, and by one instance at a time.
///
/// An event is on disk before its caller is told that it was accepted. Whoever accepts it handles it at once when it has
/// room; what waits, or whose instance is gone, is taken up by any.
final class EventDesk: Sendable {
    /// How long an event is held without renewal: longer than a process is ever away without being dead.
    private static let lease = Duration.seconds(60)
    private static let renewal = Duration.seconds(15)
    /// How soon an event is found that another instance left, or whose time has come.
    private static let pace = Duration.milliseconds(200)

    private let store: FunctionsStore
    private let trial: EventTrial
    private let limit: Int
    private let owner = "\(ProcessMark.own)/\(UInt64.random(in: 0 ... .max))"
    private let held = HeldEvents()
    private let pauses: any Clock<Duration>
    private let logger: Logger
    private let accepted: AsyncStream<FunctionEvent>
    private let intake: AsyncStream<FunctionEvent>.Continuation

    /// - Parameter limit: Events that are handled at once.
    init(store: FunctionsStore, trial: EventTrial, limit: Int, pauses: any Clock<Duration>, logger: Logger) {
        self.store = store
        self.trial = trial
        self.limit = limit
        self.pauses = pauses
        self.logger = logger
        // Never more than are held: as many as there is room for, and as many again that were taken up while others came.
        (accepted, intake) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(2 * limit))
    }

    /// Takes an event; when this returns, it will be handled.
    ///
    /// - Parameter isRepeatable: Whether the caller may send it again under the same id; then it is taken once.
    /// - Throws: `StoreError`.
    func accept(_ event: FunctionEvent, isRepeatable: Bool) async throws {
        let isOurs = held.take(event, limit: limit)
        do {
            let isNew = try await store.accept(
                event, isRepeatable: isRepeatable, owner: isOurs ? owner : nil, for: Self.lease)
            if isOurs, isNew { intake.yield(event) } else if isOurs { held.drop(event.id) }
        } catch {
            if isOurs { held.drop(event.id) }
            throw error
        }
    }

    /// Works until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await self.renewHeld() }
            group.addTask { try await self.takeUpOthers() }
            for await event in accepted {
                group.addTask { await self.handle(event) }
            }
        }
    }

    private func handle(_ event: FunctionEvent) async {
        do {
            try await trial.run(event)
        } catch is CancellationError {
            // The service ends: another instance takes it over, or this one when it is back.
        } catch {
            // It is taken up again when its lease runs out.
            logger.warning("Could not handle an event", metadata: ["event": "\(event.id)", "error": "\(error)"])
        }
        held.drop(event.id)
    }

    private func takeUpOthers() async throws {
        while true {
            do {
                let room = limit - held.count
                if room > 0 {
                    let events = try await store.takeUp(room, by: owner, for: Self.lease) { [owner] other in
                        other == owner || ProcessMark.isAlive(String(other.prefix { $0 != "/" }))
                    }
                    for event in events where held.take(event, limit: .max) { intake.yield(event) }
                }
            } catch let error where !(error is CancellationError) {
                logger.warning("Could not take up events", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: Self.pace, clock: pauses)
        }
    }

    private func renewHeld() async throws {
        while true {
            try await Task.sleep(for: Self.renewal, clock: pauses)
            do {
                try await store.renew(held.all, until: store.clock.now() + Self.lease)
                try await store.sweepSeen()
            } catch let error where !(error is CancellationError) {
                logger.warning("Could not renew the leases of events", metadata: ["error": "\(error)"])
            }
        }
    }
}
