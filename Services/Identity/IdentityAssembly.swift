import Logging
import MeshCore
import MeshRuntime
import MeshStore

/// The parts of identity, each made from those before it.
struct IdentityAssembly: Sendable {
    let store: IdentityStore
    let hasher: PasswordHasher
    let ring: KeyRing
    let registrar: Registrar
    let gatekeeper: Gatekeeper
    let sessions: SessionKeeper
    let keys: KeyKeeper
    let desk: OperatorDesk
    let housekeeper: Housekeeper
    let authenticator: IdentityAuthenticator
    let answers: IdempotencyKeys
    let api: API

    /// Uses of API keys gathered between two writes.
    private static let rememberedUses = 10_000

    /// Answers kept for repeated requests: anyone may send a key with a registration, so some 50 MB at most.
    private static let keptAnswers = 50_000

    init(
        _ configuration: IdentityConfiguration, dataDirectory: String, instance: String, clock: any WallClock,
        pauses: any Clock<Duration>, random: RandomBytes = .system, logger: Logger
    ) async throws {
        store = IdentityStore(
            store: try Store.open(
                path: "\(dataDirectory)/\(IdentityStore.fileName)",
                migrations: IdentityStore.migrations + [Leases.migration] + IdempotencyKeys.migrations, clock: clock,
                logger: logger))
        let secret = try KeyFile.load(
            "\(dataDirectory)/identity.key", mayCreate: !(try await store.holdsSealedSecrets()), random: random)
        let vault = KeyVault(secret: secret)
        let metrics = IdentityMetrics()
        hasher = PasswordHasher(
            parameters: configuration.passwordCost, threads: configuration.hashThreads, queue: configuration.hashQueue,
            random: random, metrics: metrics)
        ring = KeyRing(schedule: configuration.schedule)
        let signingKeys = SigningKeyKeeper(
            store: store, vault: vault, ring: ring, schedule: configuration.schedule, clock: clock)
        try await signingKeys.tend()
        let issuer = TokenIssuer(ring: ring, clock: clock, random: random, lifetime: configuration.accessLifetime)
        registrar = Registrar(store: store, hasher: hasher, clock: clock)
        sessions = SessionKeeper(
            store: store, vault: vault, issuer: issuer, lifetime: configuration.sessions,
            limit: configuration.sessionLimit,
            clock: clock, random: random, metrics: metrics)
        gatekeeper = Gatekeeper(
            store: store, hasher: hasher, vault: vault, throttle: .standard, sessions: sessions, clock: clock,
            metrics: metrics, logger: logger)
        keys = KeyKeeper(
            store: store, vault: vault, clock: clock, random: random, limit: configuration.keyLimit,
            remembered: Self.rememberedUses)
        desk = OperatorDesk(store: store, issuer: issuer, keys: keys, clock: clock)
        authenticator = IdentityAuthenticator(
            ring: ring, keys: keys, store: store, clock: clock, leeway: configuration.sessions.leeway)
        var idempotency = IdempotencyConfiguration()
        idempotency.keys = Self.keptAnswers
        answers = IdempotencyKeys(
            store: store.store, configuration: idempotency, clock: clock, protection: vault.answerProtection)
        housekeeper = Housekeeper(
            store: store, signingKeys: signingKeys, keys: keys, hasher: hasher,
            leases: Leases(store: store.store, owner: instance, clock: clock),
            answers: IdempotencySweeper(keys: answers, pauses: pauses, logger: logger),
            retention: Retention(audit: configuration.auditRetention, counters: LoginThrottle.standard.memory),
            clock: clock,
            pauses: pauses, logger: logger)
        let sources = SourceReader(trustsForwarded: configuration.trustsForwarded)
        let keeper = AnswerKeeper(keys: answers)
        api = Self.routes(
            AccountRoutes(registrar: registrar, sources: sources, answers: keeper),
            SessionRoutes(gatekeeper: gatekeeper, sessions: sessions, sources: sources),
            APIKeyRoutes(keys: keys, sources: sources, answers: keeper), MeshRoutes(ring: ring, keys: keys, desk: desk),
            ErasureRoutes(registrar: registrar), WatchRoutes(registrar: registrar), AuditRoutes(store: store))
    }

    private static func routes(
        _ accounts: AccountRoutes, _ sessions: SessionRoutes, _ apiKeys: APIKeyRoutes, _ mesh: MeshRoutes,
        _ erasure: ErasureRoutes, _ watch: WatchRoutes, _ audit: AuditRoutes
    ) -> API {
        var api = API(title: "Identity", version: "1")
        accounts.add(to: &api)
        sessions.add(to: &api)
        apiKeys.add(to: &api)
        mesh.add(to: &api)
        erasure.add(to: &api)
        watch.add(to: &api)
        audit.add(to: &api)
        return api
    }
}
