package import Logging
package import MeshCore
package import MeshRuntime
package import MeshStore
import ServiceLifecycle

/// Identity put together: the store, the rules, the routes, and the work beside them.
package struct IdentityService: MeshService {
    package let api: API
    package let authenticator: (any Authenticator)?
    package let idempotency: IdempotencyKeys?
    package let checks: [HealthCheck]

    private let store: Store
    private let hasher: PasswordHasher
    private let keys: KeyKeeper
    private let housekeeper: Housekeeper

    /// Opens the store and the key file, sees to it that there is a signing key, and declares the routes.
    ///
    /// - Parameters:
    ///   - configuration: Identity's own.
    ///   - dataDirectory: Where the store and the key file are, shared by all instances.
    ///   - instance: This instance's id, unique to the process.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the pauses of the work beside requests.
    ///   - logger: Hears what no caller is told.
    /// - Throws: `StoreError`; an error in words for the person who starts the service, when the key file cannot be used.
    package init(
        _ configuration: IdentityConfiguration, dataDirectory: String, instance: String,
        clock: any WallClock = SystemWallClock(), pauses: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) async throws {
        let assembly = try await IdentityAssembly(
            configuration, dataDirectory: dataDirectory, instance: instance, clock: clock, pauses: pauses,
            logger: logger)
        store = assembly.store.store
        hasher = assembly.hasher
        keys = assembly.keys
        housekeeper = assembly.housekeeper
        authenticator = assembly.authenticator
        idempotency = assembly.answers
        api = assembly.api
        checks = [HealthCheck("store") { [store] in try await store.proveWritable() }]
    }

    /// Does the work beside requests until the service ends, then writes what was gathered and closes the store.
    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { [housekeeper] in try await housekeeper.run() }
        } catch is CancellationError {
            // The way in which it ends.
        }
        try await keys.flushUses()
        try await hasher.shutdown()
        try await store.close()
    }
}
