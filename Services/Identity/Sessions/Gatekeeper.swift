import Crypto
import IdentityAPI
import Logging
import MeshCore

/// Lets people in by e-mail address and password.
///
/// An unknown address, a wrong password and an address that is no address at all are answered alike, after the same work: one hash and
/// one write.
struct Gatekeeper: Sendable {
    let store: IdentityStore
    let hasher: PasswordHasher
    let vault: KeyVault
    let throttle: LoginThrottle
    let sessions: SessionKeeper
    let clock: any WallClock
    let metrics: IdentityMetrics
    let logger: Logger

    /// Opens a session.
    ///
    /// - Throws: `IdentityError.throttled` before any work is done; `invalidCredentials`; `hashingOverloaded`; `StoreError`.
    func login(_ request: CreateSession, from source: RequestSource) async throws -> SessionTokens {
        let email = EmailAddress(request.email)
        let keys = keys(for: email?.key ?? request.email, from: source)
        let account = try email.flatMap { try store.account(email: $0) }
        let state = try store.loginState(keys, account: account?.id ?? Self.nobody)
        if let wait = throttle.retryAfter(state.counters, isFamiliar: state.isFamiliar, at: clock.now()) {
            metrics.login(.throttled)
            throw IdentityError.throttled(retryAfter: wait)
        }
        let stored = account?.passwordHash
        let isRight = try await hasher.verify(request.password, against: stored ?? hasher.decoy)
        guard isRight, let account, let stored else {
            let entry = AuditEntry(.loginFailed, at: clock.now(), account: account?.id, source: source)
            try await store.recordFailure(keys, throttle: throttle, entry: entry)
            metrics.login(.failed)
            throw IdentityError.invalidCredentials
        }
        let tokens = try await sessions.open(for: account, keys: keys, from: source)
        metrics.login(.succeeded)
        if hasher.isOutdated(stored) { await renewHash(of: account.id, request.password, stored) }
        return tokens
    }

    /// Whom an unknown address is looked up as, so that it is as much work as a known one.
    private static let nobody = Account.ID.make()

    private func keys(for address: String, from source: RequestSource) -> LoginKeys {
        LoginKeys(
            pair: vault.fingerprint("login pair", "\(source.network)\n\(address)".utf8),
            source: vault.fingerprint("login source", source.network.utf8),
            account: vault.fingerprint("login account", address.utf8), countsSource: !source.isLocal)
    }

    /// Hashes the password at the current cost, now that it is at hand. The login does not depend on it: the next one tries again.
    private func renewHash(of account: Account.ID, _ password: String, _ stored: PasswordHash) async {
        do {
            let hash = try await hasher.hash(password)
            try await store.replacePasswordHash(of: account, from: stored, to: hash)
        } catch {
            logger.warning(
                "Failed to renew a password hash", metadata: ["account.id": "\(account)", "error": "\(error)"])
        }
    }
}
