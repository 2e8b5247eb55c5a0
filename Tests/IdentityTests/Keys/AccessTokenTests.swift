import Crypto
import Foundation
import IdentityAPI
import JWTKit
import MeshCore
import MeshRuntime
import MeshTestKit
import Testing

@testable import Identity

@Suite("Access tokens")
struct AccessTokenTests {
    private func token(_ bench: IdentityBench, lifetime: Int = 600) async throws -> String {
        try await bench.parts.desk.issue(IssueToken(role: .admin, expiresIn: lifetime)).accessToken
    }

    @Test("of the operator carry the role, belong to no session, and last an hour at most")
    func operatorToken() async throws {
        let bench = try await IdentityBench()
        let issued = try await bench.parts.desk.issue(IssueToken(role: .admin))
        #expect(issued.expiresIn == 3600)
        let principal = try await bench.parts.authenticator.principal(for: issued.accessToken)
        #expect(principal.roles == ["admin", "user"] && principal.session == nil)
        let account = try bench.parts.registrar.account(try #require(Account.ID(principal.subject)))
        #expect(account.email == nil && account.name == "Operator")
        let again = try await bench.parts.desk.issue(IssueToken(role: .user))
        #expect(try await bench.parts.authenticator.principal(for: again.accessToken).subject == principal.subject)
        #expect(try await bench.trail() == ["operator_token.issued", "operator_token.issued"])
    }

    @Test("expire, with a minute of leeway for clocks")
    func expire() async throws {
        let bench = try await IdentityBench()
        let token = try await token(bench)
        bench.clock.advance(by: .seconds(659))
        _ = try await bench.parts.authenticator.principal(for: token)
        bench.clock.advance(by: .seconds(1))
        await #expect(throws: AuthenticationFailure.expired) {
            try await bench.parts.authenticator.principal(for: token)
        }
    }

    @Test("are taken from a clock that is a minute ahead, and not from one further ahead")
    func fromTheFuture() async throws {
        let bench = try await IdentityBench()
        let token = try await token(bench)
        bench.clock.advance(by: .seconds(-60))
        _ = try await bench.parts.authenticator.principal(for: token)
        bench.clock.advance(by: .seconds(-1))
        await #expect(throws: AuthenticationFailure.self) { try await bench.parts.authenticator.principal(for: token) }
    }

    @Test("that were altered, or signed by another key or algorithm, are refused")
    func forged() async throws {
        let bench = try await IdentityBench()
        let token = try await token(bench)
        let parts = token.split(separator: ".").map(String.init)
        let kid = try SigningKeyTests.keyID(of: token)
        let none = Base64Alphabet.url.encode(#"{"alg":"none","typ":"at+jwt","kid":"\#(kid)"}"#.utf8)
        let hmacHead = Base64Alphabet.url.encode(#"{"alg":"HS256","typ":"at+jwt","kid":"\#(kid)"}"#.utf8)
        let publicKey = bench.parts.ring.published.keys[0].x
        let mac = HMAC<SHA256>.authenticationCode(
            for: Array("\(hmacHead).\(parts[1])".utf8), using: SymmetricKey(data: Array(publicKey.utf8)))
        let claims = try #require(Base64Alphabet.url.decode(parts[1]))
        let king = String(decoding: claims, as: UTF8.self).replacing("600", with: "601").replacing("user", with: "king")
        let stranger = JWTKeyCollection()
        await stranger.add(ecdsa: ES256PrivateKey(), kid: JWKIdentifier(string: kid))
        let foreign = try await stranger.sign(
            try JSONDecoder().decode(AccessTokenClaims.self, from: Data(claims)), kid: JWKIdentifier(string: kid),
            header: ["typ": "at+jwt"])
        let forgeries = [
            "", "a.b.c", "..", token + ".", parts[0] + "." + parts[1], "\(none).\(parts[1]).",
            "\(hmacHead).\(parts[1]).\(Base64Alphabet.url.encode(mac))",
            "\(parts[0]).\(Base64Alphabet.url.encode(king.utf8)).\(parts[2])", foreign, String(token.dropLast(2)),
            String(repeating: "a", count: 100_000),
        ]
        for forgery in forgeries {
            await #expect(throws: AuthenticationFailure.self) {
                try await bench.parts.authenticator.principal(for: forgery)
            }
        }
    }
}
