import IdentityAPI
import MeshCore
import MeshTestKit
import Testing

@testable import Identity

@Suite("Login")
struct LoginTests {
    @Test("gives tokens that name the account, its roles and the session")
    func tokens() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register()
        let tokens = try await bench.login("ANN@example.com")
        #expect(tokens.expiresIn == 900 && tokens.tokenType == "Bearer")
        let claims = try await bench.parts.ring.verify(tokens.accessToken, at: bench.clock.now(), leeway: .seconds(60))
        #expect(claims.sub == account.id.description && claims.roles == ["user"] && claims.iss == "orrery")
        #expect(claims.exp - claims.iat == 900)
        let sessions = try await bench.parts.sessions.list(
            of: account.id, current: claims.sid.flatMap { Session.ID($0) })
        #expect(sessions.items.map(\.isCurrent) == [true])
        #expect(try await bench.trail() == ["account.created", "login.succeeded"])
    }

    @Test(
        "answers an unknown address, a wrong password and no address at all alike",
        arguments: [
            ("nobody@example.com", IdentityBench.password), ("ann@example.com", "wrong"), ("no address", "x"),
            ("\0", "\0"),
        ])
    func refuses(_ email: String, _ password: String) async throws {
        let bench = try await IdentityBench()
        _ = try await bench.register()
        await #expect(throws: IdentityError.invalidCredentials) { try await bench.login(email, password) }
        #expect(try await bench.trail().last == "login.failed")
        #expect(try await bench.count("SELECT count(*) FROM login_counter") == 3)
    }

    @Test("slows a guesser down on one account, known or not, and not its owner elsewhere", arguments: [true, false])
    func throttles(isKnown: Bool) async throws {
        let bench = try await IdentityBench()
        if isKnown { _ = try await bench.register() }
        for _ in 0..<6 {
            await #expect(throws: IdentityError.invalidCredentials) {
                try await bench.login("ann@example.com", "guess")
            }
        }
        await #expect(throws: IdentityError.throttled(retryAfter: .seconds(1))) { try await bench.login() }
        if isKnown { _ = try await bench.login(from: "198.51.100.7") }
        bench.clock.advance(by: .seconds(1))
        if isKnown {
            _ = try await bench.login()
            for _ in 0..<5 {
                await #expect(throws: IdentityError.invalidCredentials) {
                    try await bench.login("ann@example.com", "x")
                }
            }
        }
    }

    @Test("slows one source down that tries one password on many accounts, and an own success does not clear it")
    func throttlesSource() async throws {
        let bench = try await IdentityBench()
        _ = try await bench.register()
        for place in 0..<20 {
            await #expect(throws: IdentityError.invalidCredentials) {
                try await bench.login("user\(place)@example.com")
            }
        }
        _ = try await bench.login()
        await #expect(throws: IdentityError.invalidCredentials) { try await bench.login("user20@example.com") }
        await #expect(throws: IdentityError.throttled(retryAfter: .seconds(1))) {
            try await bench.login("user21@example.com")
        }
    }

    @Test("does not slow this machine down as a whole: a proxy beside it may hide all clients")
    func localSource() async throws {
        let bench = try await IdentityBench()
        _ = try await bench.register()
        let source = RequestSource(address: "127.0.0.1", network: "4:2130706433", isLocal: true, userAgent: nil)
        for place in 0..<30 {
            await #expect(throws: IdentityError.invalidCredentials) {
                try await bench.parts.gatekeeper.login(
                    .init(email: "user\(place)@example.com", password: "x"), from: source)
            }
        }
        #expect(try await bench.count("SELECT count(*) FROM login_counter WHERE scope = 2") == 0)
        for _ in 0..<6 {
            await #expect(throws: IdentityError.invalidCredentials) {
                try await bench.parts.gatekeeper.login(.init(email: "ann@example.com", password: "x"), from: source)
            }
        }
        await #expect(throws: IdentityError.throttled(retryAfter: .seconds(1))) {
            try await bench.parts.gatekeeper.login(.init(email: "ann@example.com", password: "x"), from: source)
        }
    }

    @Test("lets an owner in from a familiar source while strangers guess from everywhere")
    func familiarSource() async throws {
        let bench = try await IdentityBench()
        _ = try await bench.register()
        _ = try await bench.login(from: "10.0.0.1")
        for place in 0..<51 {
            await #expect(throws: IdentityError.invalidCredentials) {
                try await bench.login("ann@example.com", "guess", from: "203.0.113.\(place)")
            }
        }
        await #expect(throws: IdentityError.throttled(retryAfter: .seconds(1))) {
            try await bench.login(from: "203.0.113.200")
        }
        _ = try await bench.login(from: "10.0.0.1")
    }

    @Test("lets any number of right logins in at once")
    func concurrent() async throws {
        let bench = try await IdentityBench()
        _ = try await bench.register()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = try await bench.login() } }
            try await group.waitForAll()
        }
        #expect(try await bench.count("SELECT count(*) FROM session WHERE ended_at IS NULL") == 20)
    }

    @Test("ends the session that was renewed longest ago when an account has too many")
    func sessionLimit() async throws {
        let bench = try await IdentityBench(settings: ["session.limit": "2"])
        _ = try await bench.register()
        var tokens: [SessionTokens] = []
        for _ in 0..<3 {
            tokens.append(try await bench.login())
            bench.clock.advance(by: .seconds(1))
        }
        await #expect(throws: IdentityError.invalidRefreshToken) { try await bench.refresh(tokens[0].refreshToken) }
        for token in tokens.dropFirst() { _ = try await bench.refresh(token.refreshToken) }
        #expect(try await bench.count("SELECT count(*) FROM session WHERE end_reason = 'limit'") == 1)
    }

    @Test("hashes the password anew when the cost was changed")
    func rehash() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register()
        let dearer = try await IdentityBench(
            on: bench.directory, clock: bench.clock, settings: ["password.passes": "2"])
        _ = try await dearer.login()
        #expect(try bench.parts.store.account(account.id)?.passwordHash?.parameters.passes == 2)
        _ = try await dearer.login()
    }

    @Test("is refused with a hint when too many passwords wait, and works again afterwards")
    func overload() async throws {
        let bench = try await IdentityBench(settings: ["password.threads": "1", "password.queue": "1"])
        _ = try await bench.register()
        let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    do {
                        _ = try await bench.login()
                        return false
                    } catch IdentityError.hashingOverloaded(let retryAfter) {
                        return retryAfter == .seconds(1)
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(refused > 0 && refused < 12)
        _ = try await bench.login()
    }
}
