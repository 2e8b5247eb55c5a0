import IdentityAPI
import MeshCore
import MeshTestKit
import Testing

@testable import Identity

@Suite("The broom")
struct SweepingTests {
    @Test("takes what has had its time, and leaves what has not")
    func sweeps() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register()
        _ = try await bench.login()
        _ = try await bench.parts.keys.create(CreateAPIKey(name: "short", expiresIn: 60), for: account.id, from: .mesh)
        await #expect(throws: IdentityError.invalidCredentials) { try await bench.login("x@example.com") }
        try await bench.parts.housekeeper.sweep()
        #expect(try await bench.count("SELECT count(*) FROM login_counter") == 3)
        bench.clock.advance(by: .seconds(46 * 60))
        try await bench.parts.housekeeper.sweep()
        #expect(try await bench.count("SELECT count(*) FROM login_counter") == 0)
        #expect(try await bench.count("SELECT count(*) FROM session") == 1)
        bench.clock.advance(by: .seconds(31 * 86_400))
        _ = try await bench.login()
        try await bench.parts.housekeeper.sweep()
        #expect(try await bench.count("SELECT count(*) FROM session") == 1)
        #expect(try await bench.count("SELECT count(*) FROM api_key") == 0)
        #expect(try await bench.count("SELECT count(*) FROM audit_entry") == 5)
        bench.clock.advance(by: .seconds(91 * 86_400))
        try await bench.parts.housekeeper.sweep()
        #expect(try await bench.count("SELECT count(*) FROM audit_entry") == 0)
        #expect(try await bench.count("SELECT count(*) FROM account") == 1)
    }

    @Test("takes many rows in batches, the oldest first, and keeps tables within their bounds")
    func batches() async throws {
        let bench = try await IdentityBench()
        try await bench.execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
            INSERT INTO audit_entry (at, event) SELECT i, 'login.failed' FROM n
            """)
        let store = bench.parts.store
        #expect(try await store.sweepBeyond(100, of: .auditEntries))
        #expect(try await store.sweepBeyond(100, of: .auditEntries))
        #expect(try await store.sweepBeyond(100, of: .auditEntries) == false)
        #expect(try await bench.count("SELECT count(*) FROM audit_entry") == 100)
        #expect(try await bench.count("SELECT min(at) FROM audit_entry") == 1101)
    }

    @Test("looks rows up by an index", arguments: IdentityStore.Sweepable.allCases)
    func plans(_ what: IdentityStore.Sweepable) async throws {
        let bench = try await IdentityBench()
        let plan = try await bench.plan(of: what)
        #expect(!plan.contains { $0.hasPrefix("SCAN") && !$0.contains("USING") }, "\(plan)")
    }
}
