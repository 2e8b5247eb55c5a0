package import MeshRuntime

/// What may be set for identity, and why each limit is what it is.
package struct IdentityConfiguration: MeshConfiguration {
    package static let service = "identity"
    package static let summary = "identity: accounts, sessions, roles and API keys of the mesh."

    let accessLifetime: Duration
    let sessions: SessionLifetime
    let sessionLimit: Int
    let keyLimit: Int
    let passwordCost: Argon2Parameters
    let hashThreads: Int
    let hashQueue: Int
    let schedule: SigningKeySchedule
    let auditRetention: Duration
    let trustsForwarded: Bool

    // A quarter of an hour: a token cannot be called back, and a refresh every quarter of an hour costs next to nothing.
    private static let accessLifetimeKey = ConfigurationKey.duration(
        "access.lifetime", in: .seconds(60)...(.seconds(3600)), default: .seconds(900),
        "How long an access token is good.")
    private static let idleKey = ConfigurationKey.duration(
        "session.idle", in: .seconds(3600)...(.seconds(365 * 86_400)), default: .seconds(30 * 86_400),
        "How long a session lasts without a refresh.")
    private static let absoluteKey = ConfigurationKey.duration(
        "session.absolute", in: .seconds(3600)...(.seconds(366 * 86_400)), default: .seconds(90 * 86_400),
        "How long a session lasts at most.")
    // Long enough for a client on a bad line to ask again, short enough that a thief must be as quick as the owner.
    private static let graceKey = ConfigurationKey.duration(
        "session.grace", in: .zero ... .seconds(120), default: .seconds(30),
        "How long after a refresh the old token gives the same successor again.")
    // A person with more devices is none.
    private static let sessionLimitKey = ConfigurationKey.integer(
        "session.limit", in: 1...1000, default: 50, "Live sessions of an account; a further login ends the oldest.")
    private static let keyLimitKey = ConfigurationKey.integer(
        "apiKey.limit", in: 1...1000, default: 100, "API keys of an account that have not expired.")
    // OWASP's minimum; more is better where logins are rare.
    private static let memoryKey = ConfigurationKey.integer(
        "password.memory", in: 8192...262_144, default: Int(Argon2Parameters.standard.memory),
        "Kibibytes of memory per password hash (Argon2id).")
    private static let passesKey = ConfigurationKey.integer(
        "password.passes", in: 1...16, default: Int(Argon2Parameters.standard.passes), "Passes over that memory.")
    // Two: one hash at a time would let one slow core hold up all logins, more only take each other's memory bandwidth.
    private static let threadsKey = ConfigurationKey.integer(
        "password.threads", in: 1...16, default: 2,
        "Password hashes that are computed at once; each takes the memory above.")
    // At 20 ms a hash and two threads the last of them waits for two thirds of a second.
    private static let queueKey = ConfigurationKey.integer(
        "password.queue", in: 0...1024, default: 64,
        "Password hashes that may wait for a thread; past it logins get 503.")
    private static let signingLifetimeKey = ConfigurationKey.duration(
        "signing.lifetime", in: .seconds(3 * 3600)...(.seconds(366 * 86_400)), default: .seconds(30 * 86_400),
        "How long a key signs access tokens before the next one does.")
    private static let auditRetentionKey = ConfigurationKey.duration(
        "audit.retention", in: .seconds(86_400)...(.seconds(366 * 86_400)), default: .seconds(90 * 86_400),
        "How long lines of the audit trail are kept.")
    private static let trustsForwardedKey = ConfigurationKey.flag(
        "forwarded.trusted", default: false,
        "Believe X-Forwarded-For of every caller, as behind another proxy; else of the mesh's gateway alone.")

    package static let keys: [any AnyConfigurationKey] = [
        accessLifetimeKey, idleKey, absoluteKey, graceKey, sessionLimitKey, keyLimitKey, memoryKey, passesKey,
        threadsKey, queueKey,
        signingLifetimeKey, auditRetentionKey, trustsForwardedKey,
    ]

    /// Reads the configuration.
    ///
    /// - Throws: When a session would end before it has been idle for long enough to end.
    package init(_ values: ConfigurationValues) throws(ConfigurationError) {
        accessLifetime = values[Self.accessLifetimeKey]
        guard values[Self.idleKey] <= values[Self.absoluteKey] else {
            throw ConfigurationError("session.idle: it must not be longer than session.absolute")
        }
        sessions = SessionLifetime(
            idle: values[Self.idleKey], absolute: values[Self.absoluteKey], grace: values[Self.graceKey],
            leeway: SessionLifetime.standard.leeway)
        sessionLimit = values[Self.sessionLimitKey]
        keyLimit = values[Self.keyLimitKey]
        passwordCost = Argon2Parameters(
            memory: UInt32(values[Self.memoryKey]), passes: UInt32(values[Self.passesKey]), lanes: 1)
        hashThreads = values[Self.threadsKey]
        hashQueue = values[Self.queueKey]
        let standard = SigningKeySchedule.standard
        schedule = SigningKeySchedule(
            lifetime: values[Self.signingLifetimeKey], publishedAhead: standard.publishedAhead,
            publishedAfter: standard.publishedAfter)
        auditRetention = values[Self.auditRetentionKey]
        trustsForwarded = values[Self.trustsForwardedKey]
    }
}
