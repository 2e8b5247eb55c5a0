import GRDB
import IdentityAPI
import Logging
import MeshCore
import MeshRuntime
import MeshStore
import MeshTestKit

@testable import Identity

/// Identity over a directory of its own, without a network; several may stand on one directory, as instances do.
struct IdentityBench {
    let directory: TemporaryDirectory
    let clock: VirtualWallClock
    let parts: IdentityAssembly

    static let password = "a walk along the canal"

    /// - Parameters:
    ///   - directory: A directory to share with another bench; nil for a new one.
    ///   - settings: Configuration beside a cheap password hash.
    init(
        on directory: TemporaryDirectory? = nil, clock: VirtualWallClock = VirtualWallClock(),
        instance: String = "identity-1",
        settings: [String: String] = [:]
    ) async throws {
        self.directory = try directory ?? TemporaryDirectory()
        self.clock = clock
        let cheap = ["password.memory": "8192", "password.passes": "1"]
        let values = ConfigurationValues(texts: cheap.merging(settings) { _, given in given })
        parts = try await IdentityAssembly(
            try IdentityConfiguration(values), dataDirectory: self.directory.path, instance: instance, clock: clock,
            pauses: ContinuousClock(), logger: Logger(label: "test"))
    }

    /// A request from somewhere.
    static func source(_ network: String = "192.0.2.1") -> RequestSource {
        RequestSource(address: network, network: network, userAgent: "test")
    }

    func register(_ email: String = "ann@example.com") async throws -> Account {
        try await parts.registrar.register(
            CreateAccount(email: email, password: Self.password, name: "Ann"), from: Self.source())
    }

    func login(
        _ email: String = "ann@example.com", _ password: String = password, from network: String = "192.0.2.1"
    ) async throws -> SessionTokens {
        try await parts.gatekeeper.login(CreateSession(email: email, password: password), from: Self.source(network))
    }

    func refresh(_ token: String) async throws -> SessionTokens {
        try await parts.sessions.refresh(RefreshSession(refreshToken: token), from: Self.source())
    }

    /// The events of the audit trail, oldest first.
    func trail() async throws -> [String] {
        try await parts.store.store.read { db in
            try String.fetchAll(db, sql: "SELECT event FROM audit_entry ORDER BY id")
        }
    }

    /// One number from the store.
    func count(_ sql: String) async throws -> Int {
        try await parts.store.store.read { db in try Int.fetchOne(db, sql: sql) ?? 0 }
    }

    func execute(_ sql: String) async throws {
        try await parts.store.store.write { db in try db.execute(sql: sql) }
    }
}
