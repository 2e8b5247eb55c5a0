package import Logging
import MeshCore

/// Runs work in exactly one instance at a time: waits for the lease, renews it while the work runs, and stops the
/// work when it is lost.
package struct LeaseKeeper: Sendable {
    private let leases: Leases
    private let name: String
    private let term: Duration
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// - Parameters:
    ///   - leases: Where the lease is kept.
    ///   - name: What it is the right to.
    ///   - term: How long a dead instance blocks the others. It is renewed three times within a term.
    ///   - clock: Measures the pauses.
    ///   - logger: Hears of every change of hands.
    package init(
        leases: Leases, name: String, term: Duration = .seconds(10), clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger
    ) {
        self.leases = leases
        self.name = name
        self.term = term
        self.clock = clock
        self.logger = logger
    }

    /// Runs the work whenever the lease is held, until it returns by itself.
    ///
    /// - Parameter work: Is cancelled when the lease is lost, and begun again, with a new lease, once it is had
    ///   again. Its writes should go through ``Leases/guardWrite(by:_:)``.
    /// - Throws: What the work throws while it holds the lease, and `CancellationError`.
    package func run(_ work: @escaping @Sendable (Lease) async throws -> Void) async throws {
        while true {
            let lease = try await acquired()
            logger.debug("Acquired lease", metadata: metadata(of: lease))
            switch try await hold(lease, work) {
            case .finished:
                try await leases.release(lease)
                return
            case .lost:
                logger.warning("Lost lease", metadata: metadata(of: lease))
            }
        }
    }

    private enum Ending: Sendable {
        case finished
        case lost
    }

    private func acquired() async throws -> Lease {
        while true {
            do {
                if let lease = try await leases.acquire(name, for: term) { return lease }
            } catch let error as StoreError {
                logger.warning("Failed to ask for a lease", metadata: ["lease.name": "\(name)", "error": "\(error)"])
            }
            try await clock.sleep(for: term / 4)
        }
    }

    private func hold(_ lease: Lease, _ work: @escaping @Sendable (Lease) async throws -> Void) async throws -> Ending {
        try await withThrowingTaskGroup(of: Ending.self) { group in
            group.addTask {
                try await work(lease)
                return .finished
            }
            group.addTask {
                try await renewUntilLost(lease)
                return .lost
            }
            defer { group.cancelAll() }
            do {
                return try await group.next() ?? .lost
            } catch {
                // The next holder need not wait for the expiry of a lease whose work has failed. The renewals end
                // first.
                group.cancelAll()
                try await giveBack(lease, after: error)
                throw error
            }
        }
    }

    private func giveBack(_ lease: Lease, after error: any Error) async throws {
        do {
            // In a task of its own, because this one may be cancelled and the release is still worth while.
            try await Task { try await leases.release(lease) }.value
        } catch let failure as StoreError {
            logger.warning("Failed to release a lease", metadata: ["lease.name": "\(name)", "error": "\(failure)"])
        }
    }

    private func renewUntilLost(_ lease: Lease) async throws {
        var renewedAt = MonotonicInstant.now()
        while renewedAt.duration(to: .now()) < term {
            try await clock.sleep(for: term / 3)
            let asked = MonotonicInstant.now()
            do {
                guard try await leases.renew(lease, for: term) != nil else { return }
                renewedAt = asked
            } catch let error as StoreError {
                // Until the term is over the lease is still ours; another try may get through.
                logger.warning("Failed to renew a lease", metadata: ["lease.name": "\(name)", "error": "\(error)"])
            }
        }
    }

    private func metadata(of lease: Lease) -> Logger.Metadata {
        ["lease.name": "\(lease.name)", "lease.owner": "\(lease.owner)", "lease.fence": "\(lease.fence)"]
    }
}
