import Crypto
import Foundation
import MeshCore
import MeshTestKit
import NIOCore
import Synchronization
import Testing

@testable import MeshRuntime

@Suite("The token verifier")
struct TokenVerifierTests {
    /// Identity in memory.
    final class Source: IdentitySource {
        struct Away: Error {}

        struct State {
            var keys: [String: P256.Signing.PublicKey] = [:]
            var holders: [String: String] = [:]
            var signingKeys: [String: String] = [:]
            var isAway = false
            /// Whether the next fetch has no answer before its caller goes away.
            var isSilentOnce = false
            var fetches = 0
            var questions = 0
        }

        let state = Mutex(State())

        func keySet() async throws -> ByteBuffer {
            let (keys, isAway, isSilent) = state.withLock { state in
                state.fetches += 1
                defer { state.isSilentOnce = false }
                return (state.keys, state.isAway, state.isSilentOnce)
            }
            if isAway { throw Away() }
            if isSilent { try await waitForever() }
            let list = keys.map { id, key in
                let raw = Array(key.rawRepresentation)
                return
                    #"{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"\#(id)","x":"\#(Base64URL.encode(Array(raw[..<32])))","y":"\#(Base64URL.encode(Array(raw[32...])))"}"#
            }
            return ByteBuffer(
                string: #"{"keys":[{"kty":"RSA","kid":"other","n":"AQAB"},\#(list.joined(separator: ","))]}"#)
        }

        func holder(ofKey key: String) async throws -> ByteBuffer? {
            let (holder, isAway) = state.withLock { state in
                state.questions += 1
                return (state.holders[key], state.isAway)
            }
            if isAway { throw Away() }
            return holder.map { ByteBuffer(string: $0) }
        }

        func signingKey(in scope: SigningScope) async throws -> ByteBuffer? {
            let (key, isAway) = state.withLock { state in
                state.questions += 1
                return (state.signingKeys[scope.accessKeyID], state.isAway)
            }
            if isAway { throw Away() }
            return key.map { ByteBuffer(string: $0) }
        }
    }

    let clock = VirtualWallClock()
    let source = Source()
    let key = P256.Signing.PrivateKey()
    let verifier: TokenVerifier

    init() {
        verifier = TokenVerifier(source: source, clock: clock)
        let publicKey = key.publicKey
        source.state.withLock { $0.keys["k1"] = publicKey }
    }

    func token(
        header: String = #"{"alg":"ES256","kid":"k1","typ":"at+jwt"}"#, issuer: String = "orrery",
        expiresIn: Int64 = 900,
        issuedAgo: Int64 = 0, by signer: P256.Signing.PrivateKey? = nil
    ) throws -> String {
        let now = clock.now().secondsSince1970
        let claims =
            #"{"iss":"\#(issuer)","sub":"acc_1","roles":["user","admin"],"scope":"a b","sid":"ses_1","iat":\#(now - issuedAgo),"exp":\#(now + expiresIn)}"#
        let signed = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(claims.utf8))
        let signature = try (signer ?? key).signature(for: Data(signed.utf8))
        return signed + "." + Base64URL.encode(Array(signature.rawRepresentation))
    }

    @Test("proves the caller of a good token, and asks for the keys once")
    func good() async throws {
        for _ in 0..<3 {
            let principal = try await verifier.principal(for: try token())
            #expect(principal.subject == "acc_1")
            #expect(principal.roles == ["user", "admin"])
            #expect(principal.scopes == ["a", "b"])
            #expect(principal.session == "ses_1")
            #expect(principal.credential == .accessToken)
        }
        #expect(source.state.withLock { $0.fetches } == 1)
    }

    @Test("asks for the keys once, however many come at first")
    func crowd() async throws {
        let token = try token()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = try await verifier.principal(for: token) } }
            try await group.waitForAll()
        }
        #expect(source.state.withLock { $0.fetches } == 1)
    }

    @Test("asks for the keys once more when who asked first went away, and refuses nobody for it")
    func abandoned() async throws {
        let token = try token()
        source.state.withLock { $0.isSilentOnce = true }
        let first = Task { try await verifier.principal(for: token) }
        try await waitUntil("the first asks", state: { "\(source.state.withLock { $0.fetches })" }) {
            source.state.withLock { $0.fetches } == 1
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = try await verifier.principal(for: token) } }
            first.cancel()
            try await group.waitForAll()
        }
        await #expect(throws: AuthenticationFailure.self) { try await first.value }
        #expect(source.state.withLock { $0.fetches } == 2)
    }

    @Test("refuses what is signed by others, by other algorithms, or not at all")
    func forged() async throws {
        let good = try token()
        let parts = good.split(separator: ".")
        let forged = [
            try token(by: P256.Signing.PrivateKey()), try token(issuer: "mallory"),
            try token(header: #"{"alg":"none","kid":"k1"}"#),
            try token(header: #"{"alg":"HS256","kid":"k1"}"#),
            try token(header: #"{"alg":"ES256","kid":"k1","crit":["exp"]}"#),
            try token(header: #"{"alg":"ES256"}"#), try token(header: #"{"alg":"ES256","kid":"k9"}"#),
            try token(issuedAgo: -60),
            "\(parts[0]).\(parts[1]).", "\(parts[0]).\(parts[1])", good + ".x", good + "=", "", "x",
            String(repeating: "a", count: 9000),
            parts[0] + "." + Base64URL.encode(Array("{}".utf8)) + "." + parts[2],
        ]
        for token in forged {
            await #expect(
                performing: { try await verifier.principal(for: token) },
                throws: { error in
                    if case .invalid? = error as? AuthenticationFailure { true } else { false }
                })
        }
    }

    @Test("refuses a token whose time has passed, also one that it has seen good")
    func expired() async throws {
        let token = try token(expiresIn: 60)
        _ = try await verifier.principal(for: token)
        clock.advance(by: .seconds(70))
        await #expect(throws: AuthenticationFailure.expired) { try await verifier.principal(for: token) }
    }

    @Test("knows a caller at once whose token it has proven, until the token's time has passed")
    func known() async throws {
        let token = try token(expiresIn: 60)
        #expect(verifier.known(token) == nil)
        let principal = try await verifier.principal(for: token)
        #expect(verifier.known(token)?.subject == principal.subject)
        #expect(verifier.known(token + "x") == nil)
        clock.advance(by: .seconds(70))
        #expect(verifier.known(token) == nil)
    }

    @Test("knows nobody by a key that nobody holds, however often it was asked")
    func unknownKey() async throws {
        for _ in 0..<2 {
            await #expect(throws: AuthenticationFailure.self) { try await verifier.principal(for: "ork_nobody") }
        }
        #expect(verifier.known("ork_nobody") == nil)
        #expect(source.state.withLock { $0.questions } == 1)
    }

    @Test("asks again for a key that it does not know, but not for each such token")
    func unknownKeys() async throws {
        for _ in 0..<20 {
            _ = try? await verifier.principal(
                for: try token(header: #"{"alg":"ES256","kid":"k\#(Int.random(in: 2...99_999))"}"#))
        }
        #expect(source.state.withLock { $0.fetches } == 1)
    }

    @Test("goes on with its keys while identity is away, and says so when it has none")
    func away() async throws {
        source.state.withLock { $0.isAway = true }
        await #expect(
            performing: { try await verifier.principal(for: try token()) },
            throws: { error in
                if case .unavailable? = error as? AuthenticationFailure { true } else { false }
            })
        await #expect(
            performing: { try await verifier.principal(for: "ork_1") },
            throws: { error in
                if case .unavailable? = error as? AuthenticationFailure { true } else { false }
            })
        let other = TokenVerifier(source: source, clock: clock)
        source.state.withLock { $0.isAway = false }
        _ = try await other.principal(for: try token())
        source.state.withLock { $0.isAway = true }
        #expect(try await other.principal(for: try token(expiresIn: 800)).subject == "acc_1")
    }

    @Test("asks identity about API keys, and believes its answer for half a minute")
    func apiKeys() async throws {
        source.state.withLock {
            $0.holders["ork_1"] =
                #"{"keyId":"key_1","subject":"acc_2","roles":["user"],"scopes":["catalog.read"],"expiresAt":"2026-01-01T01:00:00.000Z"}"#
        }
        for _ in 0..<3 {
            let principal = try await verifier.principal(for: "ork_1")
            #expect(principal.subject == "acc_2")
            #expect(principal.scopes == ["catalog.read"])
            #expect(principal.credential == .apiKey)
        }
        #expect(source.state.withLock { $0.questions } == 1)
        source.state.withLock { $0.holders["ork_1"] = nil }
        clock.advance(by: .seconds(31))
        for _ in 0..<3 {
            await #expect(throws: AuthenticationFailure.self) { try await verifier.principal(for: "ork_1") }
        }
        #expect(source.state.withLock { $0.questions } == 2)
    }

    @Test("asks identity for signing keys, once for each scope in half a minute, and never for what cannot be one")
    func signers() async throws {
        let scope = SigningScope(
            accessKeyID: "AKIAABCDEFGHIJKLMNOP", date: "20260101", region: "us-east-1", service: "states")
        source.state.withLock {
            $0.signingKeys[scope.accessKeyID] =
                #"{"signingKey":"AQID","holder":{"keyId":"key_1","subject":"acc_3","roles":["user"],"scopes":[],"expiresAt":"2027-01-01T01:00:00.000Z"}}"#
        }
        for _ in 0..<3 {
            let signer = try await verifier.signer(in: scope)
            #expect(signer.signingKey == [1, 2, 3])
            #expect(signer.principal.subject == "acc_3")
            #expect(signer.principal.credential == .signature)
        }
        #expect(source.state.withLock { $0.questions } == 1)
        source.state.withLock { $0.signingKeys = [:] }
        clock.advance(by: .seconds(31))
        for id in [scope.accessKeyID, scope.accessKeyID, "test", "akiaabcdefghijklmnop"] {
            let other = SigningScope(accessKeyID: id, date: "20260101", region: "us-east-1", service: "states")
            await #expect(throws: AuthenticationFailure.self) { try await verifier.signer(in: other) }
        }
        #expect(source.state.withLock { $0.questions } == 2)
    }

    @Test("keeps its memory bounded, and what is asked for often in it")
    func cache() {
        var cache = GenerationCache<Int, Int>(limit: 10)
        for number in 0..<1000 {
            cache.insert(number, for: number)
            #expect(cache[0] == 0, "\(number)")
        }
        #expect((0..<1000).count { cache[$0] != nil } <= 20)
    }
}
