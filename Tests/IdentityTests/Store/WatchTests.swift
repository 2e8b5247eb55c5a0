import HTTPTypes
import IdentityAPI
import MeshCore
import MeshTestKit
import Testing

@testable import Identity

@Suite("What workflows ask identity that write to people")
struct WatchTests {
    @Test("An account's mail, and who administers, are told to workflows alone")
    func accounts() async throws {
        let bench = try await IdentityBench()
        let door = IdentityDoor(bench)
        let account = try await bench.register()
        let path = "/internal/accounts/\(account.id)"
        let found: Account = try await door.send(.get, path, peer: "orchestrator").decode()
        #expect(found == account && found.email != nil)
        #expect(try await door.send(.get, path, peer: "gateway").status == 403)
        let unknown = "/internal/accounts/\(Account.ID.make())"
        #expect(try await door.send(.get, unknown, peer: "orchestrator").status == 404)
        func administrators() async throws -> [Account.ID] {
            let answer = try await door.send(.get, "/internal/administrators", peer: "orchestrator")
            return try answer.decode(AccountList.self).items.map(\.id)
        }
        // The operator has every role, and no mail.
        _ = try await door.send(.post, "/internal/tokens", #"{"role": "admin"}"#, peer: "orrery")
        #expect(try await administrators().isEmpty)
        let entry = AuditEntry(.rolesChanged, at: bench.clock.now(), account: account.id, source: .mesh)
        _ = try await bench.parts.store.setRoles([.admin, .user], of: account.id, entry: entry)
        #expect(try await administrators() == [account.id])
    }

    @Test("A source that fails again and again is told of, and an account that was let in after it; long ago is not")
    func suspicious() async throws {
        let bench = try await IdentityBench()
        let door = IdentityDoor(bench)
        let account = try await bench.register()
        func found() async throws -> [SuspiciousLogin] {
            let path = "/internal/logins/suspicious?seconds=900&failures=4"
            return try await door.send(.get, path, peer: "orchestrator").decode(SuspiciousLoginList.self).items
        }
        func fail() async {
            await #expect(throws: IdentityError.self) { try await bench.login("ann@example.com", "not the one") }
        }
        for _ in 1...3 { await fail() }
        #expect(try await found().isEmpty)
        await fail()
        let guessing = try #require(try await found().first)
        #expect(guessing.kind == .guessing && guessing.count == 4 && guessing.accounts == 1)
        _ = try await bench.login()
        let kinds = try await found().map(\.kind)
        #expect(kinds == [.guessing, .guessed])
        #expect(try await found()[1].subject == account.id.description)
        bench.clock.advance(by: .seconds(1000))
        #expect(try await found().isEmpty)
    }
}
