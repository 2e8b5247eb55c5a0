import IdentityAPI
import MeshCore
import MeshRuntime
import MeshTestKit
import Testing

@testable import Identity

@Suite("Refreshing a session")
struct RefreshTests {
    @Test("gives a new pair each time")
    func rotates() async throws {
        let bench = try await IdentityBench()
        _ = try await bench.register()
        var tokens = try await bench.login()
        var seen: Set<String> = [tokens.refreshToken]
        for _ in 0..<5 {
            bench.clock.advance(by: .seconds(900))
            tokens = try await bench.refresh(tokens.refreshToken)
            #expect(seen.insert(tokens.refreshToken).inserted)
        }
    }

    @Test("gives a client that lost the answer the same successor again, for thirty seconds")
    func lostAnswer() async throws {
        let bench = try await IdentityBench()
        _ = try await bench.register()
        let first = try await bench.login()
        let second = try await bench.refresh(first.refreshToken)
        bench.clock.advance(by: .seconds(30))
        let again = try await bench.refresh(first.refreshToken)
        #expect(again.refreshToken == second.refreshToken)
        #expect(again.accessToken != second.accessToken)
        _ = try await bench.refresh(second.refreshToken)
    }

    @Test("ends the session for thief and owner when a token is used again after the grace")
    func reuse() async throws {
        let bench = try await IdentityBench()
        _ = try await bench.register()
        let first = try await bench.login()
        let second = try await bench.refresh(first.refreshToken)
        bench.clock.advance(by: .seconds(31))
        await #expect(throws: IdentityError.invalidRefreshToken) { try await bench.refresh(first.refreshToken) }
        await #expect(throws: IdentityError.invalidRefreshToken) { try await bench.refresh(second.refreshToken) }
        #expect(try await bench.trail().last == "refresh.reused")
        await #expect(throws: IdentityError.sessionEnded) {
            try await bench.parts.authenticator.principal(for: second.accessToken)
        }
    }

    @Test("ends the session at once when a token older than the last is used, however old")
    func olderGeneration() async throws {
        let bench = try await IdentityBench()
        _ = try await bench.register()
        let first = try await bench.login()
        let second = try await bench.refresh(first.refreshToken)
        let third = try await bench.refresh(second.refreshToken)
        await #expect(throws: IdentityError.invalidRefreshToken) { try await bench.refresh(first.refreshToken) }
        await #expect(throws: IdentityError.invalidRefreshToken) { try await bench.refresh(third.refreshToken) }
        #expect(try await bench.trail().filter { $0 == "refresh.reused" }.count == 1)
    }

    @Test("has exactly one winner of many who present one token at once, over two instances")
    func race() async throws {
        let first = try await IdentityBench()
        let second = try await IdentityBench(on: first.directory, clock: first.clock, instance: "identity-2")
        _ = try await first.register()
        let login = try await first.login()
        let successors = try await withThrowingTaskGroup(of: String.self) { group in
            for place in 0..<16 {
                group.addTask {
                    try await (place.isMultiple(of: 2) ? first : second).refresh(login.refreshToken).refreshToken
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(successors.count == 1)
        #expect(try await first.count("SELECT generation FROM session") == 1)
    }

    @Test("takes no forged token, and does not let one end a session")
    func forged() async throws {
        let bench = try await IdentityBench()
        _ = try await bench.register()
        let login = try await bench.login()
        let genuine = try #require(RefreshToken(login.refreshToken))
        let next = try await bench.refresh(login.refreshToken)
        var altered = genuine.secret
        altered[0] ^= 1
        let forgeries = [
            RefreshToken(session: genuine.session, generation: 0, secret: altered),
            RefreshToken(session: genuine.session, generation: 1, secret: genuine.secret),
            RefreshToken(session: genuine.session, generation: 9, secret: genuine.secret),
            RefreshToken(session: .make(), generation: 0, secret: genuine.secret),
        ]
        for forgery in forgeries {
            await #expect(throws: IdentityError.invalidRefreshToken) { try await bench.refresh(forgery.text) }
        }
        await #expect(throws: IdentityError.invalidRefreshToken) { try await bench.refresh("orr_nonsense") }
        _ = try await bench.refresh(next.refreshToken)
    }

    @Test("follows the account's roles as they are now")
    func roles() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register()
        let login = try await bench.login()
        _ = try await bench.parts.registrar.setRoles(of: account.id, to: [.user, .admin], by: .make(), from: .mesh)
        let next = try await bench.refresh(login.refreshToken)
        let principal = try await bench.parts.authenticator.principal(for: next.accessToken)
        #expect(principal.roles == ["admin", "user"])
    }

    @Test("ends with disuse and with logout, which is final")
    func ends() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register()
        let idle = try await bench.login()
        bench.clock.advance(by: .seconds(30 * 86_400))
        await #expect(throws: IdentityError.invalidRefreshToken) { try await bench.refresh(idle.refreshToken) }
        let login = try await bench.login()
        let session = try #require(RefreshToken(login.refreshToken)?.session)
        await #expect(throws: IdentityError.sessionNotFound) {
            try await bench.parts.sessions.revoke(session, of: .make(), from: .mesh)
        }
        try await bench.parts.sessions.logout(session, of: account.id, from: .mesh)
        await #expect(throws: IdentityError.invalidRefreshToken) { try await bench.refresh(login.refreshToken) }
        await #expect(throws: IdentityError.sessionEnded) {
            try await bench.parts.authenticator.principal(for: login.accessToken)
        }
        try await bench.parts.sessions.logout(session, of: account.id, from: .mesh)
        #expect(try await bench.parts.sessions.list(of: account.id, current: nil).items.isEmpty)
    }
}
