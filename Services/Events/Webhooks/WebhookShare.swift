import EventLog
import Logging
import MeshCore
import MeshStore
import Synchronization

/// Delivers a share of the webhooks in the one instance that holds its lease, which is the one that a hash of the living
/// instances' names chooses; so shares move when instances come and go, and a dead instance's are taken over when its lease ends.
struct WebhookShare: Sendable {
    let number: Int
    let parts: WebhookParts
    let served: any ServedLog
    let leases: Leases
    let term: Duration
    let pauses: any Clock<Duration>

    /// More than there are instances on one machine.
    static let count = 8
    /// How often lanes are looked for: a new webhook begins, and a failed event is tried again, so much later at most.
    private static let period: Duration = .milliseconds(250)
    private static let pauseAfterFailure: Duration = .seconds(1)
    /// Names a share where partitions are shared out.
    private static let hashed = TopicName("webhooks")

    /// Works until the process begins to shut down.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        let keeper = LeaseKeeper(
            leases: leases, name: "webhooks/\(number)", term: term, clock: pauses, logger: parts.logger)
        while !parts.source.drain.isSet {
            do {
                if try isOurs() { try await keeper.run { lease in try await tend(by: lease) } }
            } catch let error as CancellationError {
                throw error
            } catch {
                parts.logger.warning(
                    "Failed to deliver webhooks", metadata: ["share": "\(number)", "error": "\(error)"])
            }
            try await pauses.sleep(for: Self.period)
        }
    }

    /// Whether this instance should have it, of those that live.
    private func isOurs() throws -> Bool {
        guard let name = Self.hashed else { preconditionFailure("webhooks is a name of a topic") }
        return PreferredOwner.of(TopicPartition(name, number), among: try served.living()) == served.instance
    }

    /// Works on each lane that has something to do, until the share should be another's. Then attempts that have begun are
    /// waited for, so that nobody makes them twice.
    private func tend(by lease: Lease) async throws {
        let lanes = RunningLanes()
        try await withThrowingDiscardingTaskGroup { group in
            while !parts.source.drain.isSet, try isOurs() {
                for key in try parts.store.dueLanes(of: number, among: Self.count, at: parts.clock.now())
                where lanes.enter(key) {
                    group.addTask {
                        defer { lanes.leave(key) }
                        try await work(on: key, by: lease, lanes)
                    }
                }
                try await pauses.sleep(for: Self.period)
            }
            lanes.stop()
        }
    }

    /// - Throws: `CancellationError`; `StoreError/leaseLost`.
    private func work(on key: WebhookLane.Key, by lease: Lease, _ lanes: RunningLanes) async throws {
        do {
            try await LaneWork(parts: parts, key: key, lease: lease) { [drain = parts.source.drain] in
                lanes.isStopping || drain.isSet
            }.run()
        } catch let error as CancellationError {
            throw error
        } catch let error as StoreError where error.isLostLease {
            throw error
        } catch {
            // It is begun again; the others go on.
            parts.logger.warning(
                "Failed to deliver the records of a webhook",
                metadata: ["webhook.id": "\(key.webhook)", "partition": "\(key.place)", "error": "\(error)"])
            try await pauses.sleep(for: Self.pauseAfterFailure)
        }
    }
}

/// The lanes that are being worked on.
private final class RunningLanes: Sendable {
    private let keys = Mutex<Set<WebhookLane.Key>>([])
    private let stopping = Atomic(false)

    var isStopping: Bool { stopping.load(ordering: .acquiring) }

    func stop() { stopping.store(true, ordering: .releasing) }

    /// Whether nobody works on it yet; then somebody does from now on.
    func enter(_ key: WebhookLane.Key) -> Bool { keys.withLock { $0.insert(key).inserted } }

    func leave(_ key: WebhookLane.Key) { keys.withLock { _ = $0.remove(key) } }
}

extension StoreError {
    fileprivate var isLostLease: Bool {
        if case .leaseLost = self { true } else { false }
    }
}
