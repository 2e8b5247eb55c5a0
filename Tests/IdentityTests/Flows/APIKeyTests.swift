import Crypto
import IdentityAPI
import MeshCore
import MeshRuntime
import MeshTestKit
import Testing

@testable import Identity

@Suite("API keys")
struct APIKeyTests {
    @Test("prove their holder, with scopes and without roles that were not asked for")
    func bearer() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register()
        _ = try await bench.parts.registrar.setRoles(of: account.id, to: [.user, .admin], by: .make(), from: .mesh)
        let keys = bench.parts.keys
        let key = try await keys.create(
            CreateAPIKey(name: "import", scopes: ["catalog:read", "catalog:read"]), for: account.id, from: .mesh)
        let text = try #require(key.key)
        let holder = try #require(try keys.verify(text))
        #expect(holder.subject == account.id && holder.roles == [.user] && holder.scopes == ["catalog:read"])
        let principal = try await bench.parts.authenticator.principal(for: text)
        #expect(principal.credential == .apiKey && principal.session == nil)
        #expect(try keys.verify(String(text.dropLast()) + (text.hasSuffix("A") ? "B" : "A")) == nil)
        #expect(try keys.verify("ork_x") == nil)
        await #expect(throws: AuthenticationFailure.self) {
            try await bench.parts.authenticator.principal(for: "ork_x")
        }
    }

    @Test("act as admin only when that was granted, and only while the account is one")
    func adminScope() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register()
        let request = CreateAPIKey(name: "ops", scopes: ["role:admin"])
        await #expect(throws: IdentityError.scopeNotGranted("role:admin")) {
            try await bench.parts.keys.create(request, for: account.id, from: .mesh)
        }
        _ = try await bench.parts.registrar.setRoles(of: account.id, to: [.user, .admin], by: .make(), from: .mesh)
        let text = try #require(try await bench.parts.keys.create(request, for: account.id, from: .mesh).key)
        #expect(try bench.parts.keys.verify(text)?.roles == [.admin, .user])
        _ = try await bench.parts.registrar.setRoles(of: account.id, to: [.user], by: .make(), from: .mesh)
        #expect(try bench.parts.keys.verify(text)?.roles == [.user])
    }

    @Test("expire, are deleted by their owner alone, and are bounded in number")
    func ends() async throws {
        let bench = try await IdentityBench(settings: ["apiKey.limit": "2"])
        let account = try await bench.register()
        let keys = bench.parts.keys
        let short = try await keys.create(CreateAPIKey(name: "short", expiresIn: 60), for: account.id, from: .mesh)
        let long = try await keys.create(CreateAPIKey(name: "long"), for: account.id, from: .mesh)
        await #expect(throws: IdentityError.tooManyKeys(limit: 2)) {
            try await keys.create(CreateAPIKey(name: "third"), for: account.id, from: .mesh)
        }
        bench.clock.advance(by: .seconds(60))
        #expect(try keys.verify(try #require(short.key)) == nil)
        _ = try await keys.create(CreateAPIKey(name: "third"), for: account.id, from: .mesh)
        #expect(try await keys.list(of: account.id).items.map(\.name) == ["third", "long", "short"])
        await #expect(throws: IdentityError.keyNotFound) { try await keys.delete(long.id, of: .make(), from: .mesh) }
        try await keys.delete(long.id, of: account.id, from: .mesh)
        #expect(try keys.verify(try #require(long.key)) == nil)
        #expect(try await bench.trail().last == "api_key.revoked")
    }

    @Test("tell when they were last used, after the next write")
    func lastUse() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register()
        let key = try await bench.parts.keys.create(CreateAPIKey(name: "import"), for: account.id, from: .mesh)
        bench.clock.advance(by: .seconds(5))
        for _ in 0..<100 { _ = try bench.parts.keys.verify(try #require(key.key)) }
        #expect(try await bench.parts.keys.list(of: account.id).items[0].lastUsedAt == nil)
        try await bench.parts.keys.flushUses()
        #expect(try await bench.parts.keys.list(of: account.id).items[0].lastUsedAt == bench.clock.now())
    }

    @Test("for AWS clients give services the day's signing key, and keep the secret sealed")
    func aws() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register()
        let key = try await bench.parts.keys.create(
            CreateAPIKey(name: "workflows", kind: .aws), for: account.id, from: .mesh)
        let (id, secret) = (try #require(key.accessKeyId), try #require(key.secretAccessKey))
        #expect(key.key == nil)
        let request = DeriveSigningKey(accessKeyId: id, date: "20261121", region: "local", service: "states")
        let derived = try #require(try bench.parts.keys.signingKey(request))
        var expected = Array("AWS4\(secret)".utf8)
        for part in ["20261121", "local", "states", "aws4_request"] {
            expected = Array(
                HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: SymmetricKey(data: expected)))
        }
        #expect(derived.signingKey == Base64Alphabet.url.encode(expected))
        #expect(derived.holder.subject == account.id)
        #expect(try await bench.count("SELECT count(*) FROM api_key WHERE instr(secret_sealed, '\(secret)') > 0") == 0)
        let other = DeriveSigningKey(
            accessKeyId: "AKIA0000000000000000", date: "20261121", region: "local", service: "states")
        #expect(try bench.parts.keys.signingKey(other) == nil)
    }
}
