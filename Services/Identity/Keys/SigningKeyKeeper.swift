import Crypto
import IdentityAPI
import MeshCore

/// Makes signing keys when the schedule asks for them, and brings those of the store into the ring of this instance.
struct SigningKeyKeeper: Sendable {
    let store: IdentityStore
    let vault: KeyVault
    let ring: KeyRing
    let schedule: SigningKeySchedule
    let clock: any WallClock

    /// Looks at the schedule and at the store. Called at the start, and every half minute: a new key signs an hour later at the
    /// earliest, so every instance knows it by then.
    ///
    /// - Throws: `IdentityError.sealed` when a key does not open; `StoreError`.
    func tend() async throws {
        let now = clock.now()
        var keys = try await store.signingKeys()
        if schedule.plan(keys.map(\.activatesAt), at: now) != SigningKeySchedule.Plan() {
            keys = try await store.tendSigningKeys(schedule, at: now, candidate: try candidate(at: now))
        }
        try await ring.replace(with: keys.map(open))
    }

    private func candidate(at now: Timestamp) throws -> IdentityStore.SealedSigningKey {
        let key = SigningKey(privateKey: P256.Signing.PrivateKey(), createdAt: now, activatesAt: now)
        let sealed = try vault.seal(Array(key.privateKey.rawRepresentation), for: .signingKey, named: key.id)
        return IdentityStore.SealedSigningKey(id: key.id, sealed: sealed, createdAt: now, activatesAt: now)
    }

    private func open(_ row: IdentityStore.SealedSigningKey) throws -> SigningKey {
        let bytes = try vault.open(row.sealed, for: .signingKey, named: row.id)
        let key = try P256.Signing.PrivateKey(rawRepresentation: bytes)
        return SigningKey(privateKey: key, createdAt: row.createdAt, activatesAt: row.activatesAt)
    }
}
