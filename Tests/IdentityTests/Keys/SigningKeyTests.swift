import Crypto
import Foundation
import IdentityAPI
import MeshCore
import MeshTestKit
import Testing

@testable import Identity

@Suite("Signing keys")
struct SigningKeyTests {
    @Test("are made once by instances that start together, and known to all of them")
    func shared() async throws {
        let first = try await IdentityBench()
        async let second = IdentityBench(on: first.directory, clock: first.clock, instance: "identity-2")
        async let third = IdentityBench(on: first.directory, clock: first.clock, instance: "identity-3")
        let sets = [
            first.parts.ring.published, try await second.parts.ring.published, try await third.parts.ring.published,
        ]
        #expect(sets[0].keys.count == 1)
        #expect(sets.allSatisfy { $0 == sets[0] })
        _ = try await first.register()
        let token = try await first.login().accessToken
        _ = try await third.parts.ring.verify(token, at: first.clock.now(), leeway: .zero)
    }

    @Test("are rotated so that a token of the old key is good until it expires")
    func rotates() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register()
        let keeper = bench.parts.housekeeper.signingKeys
        let old = bench.parts.ring.published.keys[0].kid
        bench.clock.advance(by: .seconds(30 * 86_400 - 3600))
        try await keeper.tend()
        #expect(bench.parts.ring.published.keys.map(\.kid).first == old && bench.parts.ring.published.keys.count == 2)
        bench.clock.advance(by: .seconds(3599))
        let late = try await bench.parts.desk.issue(IssueToken(role: .user)).accessToken
        #expect(try Self.keyID(of: late) == old)
        bench.clock.advance(by: .seconds(1))
        let next = try await bench.parts.desk.issue(IssueToken(role: .user)).accessToken
        #expect(try Self.keyID(of: next) != old)
        bench.clock.advance(by: .seconds(3598))
        _ = try await bench.parts.ring.verify(late, at: bench.clock.now(), leeway: .zero)
        bench.clock.advance(by: .seconds(3602))
        try await keeper.tend()
        #expect(bench.parts.ring.published.keys.map(\.kid) == [try Self.keyID(of: next)])
        _ = account
    }

    @Test("are kept sealed: the database alone holds no private key")
    func sealed() async throws {
        let bench = try await IdentityBench()
        let row = try #require(try await bench.parts.store.signingKeys().first)
        #expect(row.sealed.count == 32 + 28)
        try await bench.execute("UPDATE signing_key SET id = 'moved'")
        await #expect(throws: IdentityError.self) { try await bench.parts.housekeeper.signingKeys.tend() }
    }

    @Test("have the thumbprint of RFC 7638 as their name")
    func thumbprint() throws {
        let bench = SigningKey(
            privateKey: P256.Signing.PrivateKey(), createdAt: Timestamp(milliseconds: 0),
            activatesAt: Timestamp(milliseconds: 0))
        let jwk = bench.jsonWebKey
        let canonical = #"{"crv":"P-256","kty":"EC","x":"\#(jwk.x)","y":"\#(jwk.y)"}"#
        #expect(jwk.kid == Base64Alphabet.url.encode(SHA256.hash(data: Array(canonical.utf8))))
        #expect(jwk.x.utf8.count == 43 && jwk.y.utf8.count == 43)
    }

    /// The key that a token's header names.
    static func keyID(of token: String) throws -> String {
        let header = try #require(Base64Alphabet.url.decode(token.prefix { $0 != "." }))
        let fields = try JSONDecoder().decode([String: String].self, from: Data(header))
        #expect(fields["alg"] == "ES256" && fields["typ"] == "at+jwt")
        return try #require(fields["kid"])
    }
}
