import GRDB
import MeshStore

/// The answer of a request with an `Idempotency-Key`, kept in the transaction of what the request did: after a crash either both are
/// there, or neither.
struct KeptAnswer: Sendable {
    let keys: IdempotencyKeys
    let claim: IdempotencyClaim
    let answer: StoredAnswer

    /// Makes the answer of a change, once the change is known and before it is written.
    typealias Maker<Change> = @Sendable (Change) async throws -> KeptAnswer

    /// Keeps the answer within a write.
    ///
    /// - Throws: `IdentityError.claimLost` when another instance has taken the request over, so that this write is undone.
    func keep(_ db: Database) throws {
        guard try keys.finish(claim, with: answer, db) else { throw IdentityError.claimLost }
    }
}
