import Crypto
import IdentityAPI
import MeshCore

/// Opens, renews and ends sessions.
struct SessionKeeper: Sendable {
    let store: IdentityStore
    let vault: KeyVault
    let issuer: TokenIssuer
    let lifetime: SessionLifetime
    /// Live sessions of an account; a further login ends the one that was renewed longest ago.
    let limit: Int
    let clock: any WallClock
    let random: RandomBytes
    let metrics: IdentityMetrics

    /// Opens a session for an account whose password was right.
    ///
    /// - Throws: `StoreError`; what signing throws.
    func open(for account: AccountRecord, keys: LoginKeys, from source: RequestSource) async throws -> SessionTokens {
        let now = clock.now()
        let id = Session.ID.make()
        let nonce = random.bytes(32)
        let token = RefreshToken(
            session: id, generation: 0, secret: vault.refreshSecret(session: id, generation: 0, nonce: nonce))
        let session = SessionRecord(
            id: id, account: account.id, nonce: nonce, generation: 0, tokenHash: Self.hash(token), createdAt: now,
            rotatedAt: now,
            expiresAt: lifetime.expiry(createdAt: now, refreshedAt: now), source: source.address,
            userAgent: source.userAgent,
            endedAt: nil)
        let tokens = try await tokens(session, account, refresh: token, at: now)
        let entry = AuditEntry(.loginSucceeded, at: now, account: account.id, source: source, detail: id.description)
        try await store.openSession(session, keys: keys, limit: limit, entry: entry)
        return tokens
    }

    /// Gives the next pair of tokens for a refresh token.
    ///
    /// - Throws: `IdentityError.invalidRefreshToken`; `StoreError`; what signing throws.
    func refresh(_ request: RefreshSession, from source: RequestSource) async throws -> SessionTokens {
        // A made-up token costs a read, and never a write.
        guard let token = RefreshToken(request.refreshToken), let known = try store.session(token.session),
            isOurs(token, of: known)
        else {
            metrics.refresh(.refused)
            throw IdentityError.invalidRefreshToken
        }
        let now = clock.now()
        let outcome = try await store.refresh(
            token, decide: { [lifetime] rotation in rotation.presented(token.generation, lifetime: lifetime, at: now) },
            rotate: { [self] session, generation in rotated(session, to: generation, at: now) },
            entry: { session in
                AuditEntry(
                    .refreshReused, at: now, account: session.account, source: source,
                    detail: "\(session.id) generation \(token.generation) of \(session.generation)")
            })
        switch outcome {
        case .granted(let session, let account):
            metrics.refresh(.granted)
            let next = refreshToken(of: session)
            return try await tokens(session, account, refresh: next, at: now)
        case .reuse:
            metrics.refresh(.reused)
            throw IdentityError.invalidRefreshToken
        case .refused:
            metrics.refresh(.refused)
            throw IdentityError.invalidRefreshToken
        }
    }

    /// Ends the session that a request was made with. That it has ended already is no error: the wish is fulfilled.
    func logout(_ session: Session.ID, of account: Account.ID, from source: RequestSource) async throws {
        _ = try await end(session, of: account, reason: .logout, from: source)
    }

    /// Ends one of an account's sessions.
    ///
    /// - Throws: `IdentityError.sessionNotFound` when the account has no such live session.
    func revoke(_ session: Session.ID, of account: Account.ID, from source: RequestSource) async throws {
        guard try await end(session, of: account, reason: .revoked, from: source) else {
            throw IdentityError.sessionNotFound
        }
    }

    /// The live sessions of an account.
    func list(of account: Account.ID, current: Session.ID?) async throws -> SessionList {
        SessionList(
            items: try await store.sessions(of: account, at: clock.now()).map {
                $0.session(isCurrent: $0.id == current)
            })
    }

    private func end(
        _ session: Session.ID, of account: Account.ID, reason: EndReason, from source: RequestSource
    ) async throws -> Bool {
        let entry = AuditEntry(
            .sessionEnded, at: clock.now(), account: account, source: source, detail: "\(session) \(reason.rawValue)")
        return try await store.endSession(session, of: account, reason: reason, entry: entry)
    }

    /// Whether this service made the token. That of the current generation is proven by its hash, older ones by making them again.
    private func isOurs(_ token: RefreshToken, of session: SessionRecord) -> Bool {
        if token.generation == session.generation { return ConstantTime.areEqual(Self.hash(token), session.tokenHash) }
        let secret = vault.refreshSecret(session: session.id, generation: token.generation, nonce: session.nonce)
        return ConstantTime.areEqual(secret, token.secret)
    }

    private func rotated(_ session: SessionRecord, to generation: UInt32, at now: Timestamp) -> SessionRecord {
        var next = session
        next.generation = generation
        next.rotatedAt = now
        next.expiresAt = lifetime.expiry(createdAt: session.createdAt, refreshedAt: now)
        next.tokenHash = Self.hash(refreshToken(of: next))
        return next
    }

    private func refreshToken(of session: SessionRecord) -> RefreshToken {
        let secret = vault.refreshSecret(session: session.id, generation: session.generation, nonce: session.nonce)
        return RefreshToken(session: session.id, generation: session.generation, secret: secret)
    }

    private func tokens(
        _ session: SessionRecord, _ account: AccountRecord, refresh: RefreshToken, at now: Timestamp
    ) async throws -> SessionTokens {
        let access = try await issuer.accessToken(
            subject: account.id, roles: account.roles, session: session.id, lifetime: issuer.lifetime)
        return SessionTokens(
            accessToken: access, expiresIn: Int(issuer.lifetime.components.seconds), refreshToken: refresh.text,
            refreshExpiresIn: max(0, Int(now.duration(to: session.expiresAt).components.seconds)))
    }

    private static func hash(_ token: RefreshToken) -> [UInt8] { Array(SHA256.hash(data: token.secret)) }
}
