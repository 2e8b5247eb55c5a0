import HTTPTypes
import IdentityAPI
import Testing

@testable import Identity

@Suite("An account that is erased")
struct ErasureTests {
    private static let places = "SELECT count(*) FROM audit_entry WHERE source IS NOT NULL OR user_agent IS NOT NULL"

    @Test("is gone with its sessions and keys, and its address is free again")
    func erased() async throws {
        let bench = try await IdentityBench()
        let door = IdentityDoor(bench)
        let account = try await bench.register()
        let tokens = try await bench.login()
        let key = try await door.send(
            .post, "/v1/api-keys", #"{"name": "mine", "kind": "bearer"}"#, token: tokens.accessToken)
        #expect(key.status == 201, "\(key)")
        let path = "/internal/accounts/\(account.id)"
        #expect(try await door.send(.delete, path).status == 403)
        let first: ErasedAccount = try await door.send(.delete, path, peer: "orchestrator").decode()
        #expect(first == ErasedAccount(account: account.id, wasThere: true))
        let second: ErasedAccount = try await door.send(.delete, path, peer: "orchestrator").decode()
        #expect(second == ErasedAccount(account: account.id, wasThere: false))
        for table in ["session", "api_key", "familiar_source"] {
            #expect(try await bench.count("SELECT count(*) FROM \(table)") == 0, "\(table)")
        }
        #expect(try await bench.count("SELECT count(*) FROM account WHERE kind = 'person'") == 0)
        #expect(try await bench.count(Self.places) == 0)
        #expect(try await bench.trail().filter { $0 == "account.erased" }.count == 1)
        await #expect(throws: IdentityError.self) { try await bench.login() }
        _ = try await bench.register()
    }
}
