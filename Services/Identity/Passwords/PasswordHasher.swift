import CoreMetrics
import MeshCore
import NIOPosix
import Synchronization

/// Hashes passwords on a few threads of its own, so that no event loop waits and memory has a bound.
///
/// A hash whose caller has gone before a thread took it up is not computed.
final class PasswordHasher: Sendable {
    private let parameters: Argon2Parameters
    private let random: RandomBytes
    private let threads: NIOThreadPool
    private let admission: Mutex<HashAdmission>
    private let metrics: IdentityMetrics

    /// What an unknown account's password is compared with, so that the answer takes the same time as for a known one. Its hash is
    /// random, so no password matches.
    let decoy: PasswordHash

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - parameters: The cost of new hashes.
    ///   - threads: Hashes that run at once.
    ///   - queue: Hashes that may wait for a thread.
    ///   - random: Where salts come from.
    ///   - metrics: Hear how long hashes take.
    init(parameters: Argon2Parameters, threads: Int, queue: Int, random: RandomBytes, metrics: IdentityMetrics) {
        self.parameters = parameters
        self.random = random
        self.metrics = metrics
        self.threads = NIOThreadPool(numberOfThreads: threads)
        self.admission = Mutex(HashAdmission(threads: threads, queue: queue))
        self.decoy = PasswordHash(
            parameters: parameters, salt: random.bytes(PasswordHash.saltLength),
            hash: random.bytes(PasswordHash.hashLength))
        self.threads.start()
    }

    deinit {
        // After a start that failed; after a shutdown there is nothing left to stop.
        threads.shutdownGracefully { _ in }
    }

    /// Hashes a new password.
    ///
    /// - Throws: `IdentityError.hashingOverloaded` when too many wait already; `CancellationError`; ``Argon2Failure``.
    func hash(_ password: String) async throws -> PasswordHash {
        let salt = random.bytes(PasswordHash.saltLength)
        let parameters = parameters
        let hash = try await compute(password, salt: salt, parameters: parameters, length: PasswordHash.hashLength)
        return PasswordHash(parameters: parameters, salt: salt, hash: hash)
    }

    /// Whether a password is the one that was hashed. The hashes are compared in constant time.
    ///
    /// - Throws: As ``hash(_:)``.
    func verify(_ password: String, against stored: PasswordHash) async throws -> Bool {
        let hash = try await compute(
            password, salt: stored.salt, parameters: stored.parameters, length: stored.hash.count)
        return ConstantTime.areEqual(hash, stored.hash)
    }

    /// Whether a stored hash should be renewed now that its password is at hand.
    func isOutdated(_ stored: PasswordHash) -> Bool { stored.needsRehash(for: parameters) }

    /// Gives idle memory back when nothing is being hashed.
    func releaseIdleMemory() {
        guard admission.withLock({ $0.admitted == 0 }) else { return }
        HashMemory.release()
    }

    /// Ends the threads; what waits is given up.
    func shutdown() async throws {
        try await threads.shutdownGracefully()
        HashMemory.release()
    }

    private func compute(
        _ password: String, salt: [UInt8], parameters: Argon2Parameters, length: Int
    ) async throws -> [UInt8] {
        switch admission.withLock({ $0.requested() }) {
        case .admit: break
        case .refuse(let retryAfter):
            metrics.hashesRefused.increment()
            throw IdentityError.hashingOverloaded(retryAfter: retryAfter)
        }
        let start = MonotonicInstant.now()
        defer {
            admission.withLock { $0.finished() }
            metrics.hashTime.recordNanoseconds(start.duration(to: .now()).nanoseconds)
        }
        return try await threads.runIfActive {
            try Argon2id.hash(Array(password.utf8), salt: salt, parameters: parameters, length: length)
        }
    }
}
