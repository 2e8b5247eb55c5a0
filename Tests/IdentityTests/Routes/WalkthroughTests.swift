import Foundation
import HTTPTypes
import IdentityAPI
import MeshCore
import MeshTestKit
import Testing

@testable import Identity

@Suite("Identity over HTTP")
struct WalkthroughTests {
    static let credentials = #"{"email":"Ann@Example.com","password":"a walk along the canal"}"#

    @Test("registers, logs in, says who is there, refreshes and logs out")
    func session() async throws {
        let door = IdentityDoor(try await IdentityBench())
        let created = try await door.send(.post, "/v1/accounts", Self.credentials)
        #expect(created.status == 201)
        let account = try created.decode(Account.self)
        #expect(created.headers[.location] == "/v1/accounts/\(account.id)")

        let login = try await door.send(.post, "/v1/sessions", Self.credentials)
        #expect(login.status == 201 && login.headers[.cacheControl] == "no-store")
        let tokens = try login.decode(SessionTokens.self)
        let me = try await door.send(.get, "/v1/me", token: tokens.accessToken)
        #expect(me.status == 200)
        #expect(try me.decode(Account.self) == account)

        let sessions = try await door.send(.get, "/v1/sessions", token: tokens.accessToken).decode(SessionList.self)
        #expect(sessions.items.map(\.source) == ["192.0.2.9"])

        let refreshed = try await door.send(
            .post, "/v1/sessions/refresh", #"{"refreshToken":"\#(tokens.refreshToken)"}"#)
        #expect(refreshed.status == 200 && refreshed.headers[.cacheControl] == "no-store")
        let next = try refreshed.decode(SessionTokens.self)

        #expect(try await door.send(.delete, "/v1/sessions/current", token: next.accessToken).status == 204)
        let ended = try await door.send(.get, "/v1/me", token: next.accessToken)
        #expect(ended.status == 401 && ended.code == "session_ended" && ended.headers[.wwwAuthenticate] != nil)
        let again = try await door.send(.post, "/v1/sessions/refresh", #"{"refreshToken":"\#(next.refreshToken)"}"#)
        #expect(again.status == 401 && again.code == "invalid_refresh_token")
    }

    @Test("publishes its keys for anyone to keep for five minutes")
    func keySet() async throws {
        let answer = try await IdentityDoor(try await IdentityBench()).send(.get, "/.well-known/jwks.json", peer: nil)
        #expect(answer.status == 200 && answer.headers[.cacheControl] == "public, max-age=300")
        let key = try #require(try answer.decode(JSONWebKeySet.self).keys.first)
        #expect(key.kty == "EC" && key.crv == "P-256" && key.alg == "ES256" && key.use == "sig")
    }

    @Test("makes a key with an Idempotency-Key once, and an account too")
    func idempotency() async throws {
        let bench = try await IdentityBench()
        let door = IdentityDoor(bench)
        let header = ["Idempotency-Key": "k-1"]
        let first = try await door.send(.post, "/v1/accounts", Self.credentials, headers: header)
        let second = try await door.send(.post, "/v1/accounts", Self.credentials, headers: header)
        #expect(first.status == 201 && second.status == 201 && first.body == second.body)
        let other = Self.credentials.replacingOccurrences(of: "canal", with: "river")
        #expect(try await door.send(.post, "/v1/accounts", other, headers: header).status == 422)
        #expect(try await door.send(.post, "/v1/accounts", Self.credentials).code == "email_taken")

        let token = try await bench.login().accessToken
        let body = #"{"name":"import","scopes":["catalog:read"]}"#
        let key = try await door.send(.post, "/v1/api-keys", body, token: token, headers: header)
        let replay = try await door.send(.post, "/v1/api-keys", body, token: token, headers: header)
        #expect(key.status == 201 && replay.body == key.body)
        #expect(try await bench.count("SELECT count(*) FROM api_key") == 1)
    }

    @Test("lets a key work within its scopes, and never manage keys or sessions")
    func keys() async throws {
        let bench = try await IdentityBench()
        let door = IdentityDoor(bench)
        let account = try await bench.register()
        let token = try await bench.login().accessToken
        let created = try await door.send(.post, "/v1/api-keys", #"{"name":"import"}"#, token: token).decode(
            CreatedAPIKey.self)
        let key = try #require(created.key)
        #expect(try await door.send(.get, "/v1/me", token: key).decode(Account.self).id == account.id)
        for (method, path, body) in [
            (HTTPRequest.Method.post, "/v1/api-keys", #"{"name":"wider"}"#),
            (.delete, "/v1/api-keys/\(created.id)", nil),
            (.delete, "/v1/sessions/current", nil), (.delete, "/v1/sessions/\(Session.ID.make())", nil),
        ] as [(HTTPRequest.Method, String, String?)] {
            let answer = try await door.send(method, path, body, token: key)
            #expect(answer.status == 403 && answer.code == "session_required", "\(answer)")
        }
        let verified = try await door.send(.post, "/internal/api-keys/verify", #"{"key":"\#(key)"}"#, peer: "catalog")
        #expect(try verified.decode(VerifiedAPIKey.self).keyId == created.id)
        #expect(
            try await door.send(.get, "/v1/api-keys", token: token).decode(APIKeyList.self).items.map(\.id) == [
                created.id
            ])
        #expect(try await door.send(.delete, "/v1/api-keys/\(created.id)", token: token).status == 204)
        #expect(try await door.send(.delete, "/v1/api-keys/\(created.id)", token: token).status == 404)
        #expect(try await door.send(.get, "/v1/me", token: key).status == 401)
        let gone = try await door.send(.post, "/internal/api-keys/verify", #"{"key":"\#(key)"}"#, peer: "catalog")
        #expect(gone.status == 404)
    }

    @Test("gives the operator's token to the supervisor alone, and with it makes the first admin")
    func firstAdmin() async throws {
        let bench = try await IdentityBench()
        let door = IdentityDoor(bench)
        let account = try await bench.register()
        for peer in ["gateway", "catalog", nil] {
            #expect(try await door.send(.post, "/internal/tokens", #"{"role":"admin"}"#, peer: peer).status == 403)
        }
        let issued = try await door.send(.post, "/internal/tokens", #"{"role":"admin","expiresIn":60}"#, peer: "orrery")
        let token = try issued.decode(IssuedToken.self)
        #expect(token.expiresIn == 60)
        #expect(try await door.send(.get, "/v1/me", token: token.accessToken).decode(Account.self).name == "Operator")
        let path = "/v1/accounts/\(account.id)/roles"
        let roles = #"{"roles":["user","admin"]}"#
        #expect(try await door.send(.put, path, roles, token: try await bench.login().accessToken).status == 403)
        #expect(try await door.send(.put, path, roles, token: token.accessToken).status == 200)
        let admin = try await bench.login().accessToken
        #expect(try await door.send(.get, "/v1/accounts/\(account.id)", token: admin).status == 200)
        #expect(try await door.send(.put, path, #"{"roles":["user"]}"#, token: admin).code == "own_admin_role")
        let nobody = try await door.send(.get, "/v1/accounts/\(Account.ID.make())", token: admin)
        #expect(nobody.status == 404)
    }

    @Test("gives the operator's key for AWS clients to the supervisor alone, the same one until it is about to expire")
    func operatorAWSKey() async throws {
        let bench = try await IdentityBench()
        let door = IdentityDoor(bench)
        let path = "/internal/aws-keys"
        #expect(try await door.send(.post, path, #"{"role":"admin"}"#, peer: "gateway").status == 403)
        let ask = { (role: String) in
            try await door.send(.post, path, #"{"role":"\#(role)"}"#, peer: "orrery").decode(IssuedAWSKey.self)
        }
        let key = try await ask("admin")
        let user = try await ask("user")
        #expect(key.secretAccessKey.count == 40 && user != key)
        #expect(try await ask("admin") == key)
        for (key, roles) in [(key, [Role.admin, .user]), (user, [.user])] {
            let question =
                #"{"accessKeyId":"\#(key.accessKeyId)","date":"20260101","region":"us-east-1","service":"states"}"#
            let answer = try await door.send(.post, "/internal/aws-keys/signing-key", question, peer: "orchestrator")
            #expect(try answer.decode(DerivedSigningKey.self).holder.roles == roles)
        }
        bench.clock.advance(by: .seconds(360 * 86_400))
        #expect(try await ask("admin") != key)
    }

    @Test("tells a client that must wait for how long")
    func waits() async throws {
        let bench = try await IdentityBench()
        let door = IdentityDoor(bench)
        _ = try await bench.register()
        let wrong = #"{"email":"ann@example.com","password":"wrong"}"#
        for _ in 0..<8 { _ = try await door.send(.post, "/v1/sessions", wrong) }
        for _ in 0..<3 {
            bench.clock.advance(by: .seconds(60))
            _ = try await door.send(.post, "/v1/sessions", wrong)
        }
        let answer = try await door.send(.post, "/v1/sessions", wrong)
        #expect(answer.status == 429 && answer.headers[.retryAfter] == "8", "\(answer)")
    }

    @Test("counts failures by the address that the gateway names, and by nobody else's word")
    func sources() async throws {
        let bench = try await IdentityBench()
        let door = IdentityDoor(bench)
        let wrong = #"{"email":"ann@example.com","password":"wrong"}"#
        for place in 0..<7 {
            let headers = ["X-Forwarded-For": "203.0.113.1, 198.51.100.\(place)"]
            #expect(try await door.send(.post, "/v1/sessions", wrong, headers: headers).status == 401)
        }
        for place in 0..<6 {
            let headers = ["X-Forwarded-For": "198.51.100.\(100 + place)"]
            #expect(try await door.send(.post, "/v1/sessions", wrong, headers: headers, peer: "catalog").status == 401)
        }
        let headers = ["X-Forwarded-For": "198.51.100.250"]
        #expect(try await door.send(.post, "/v1/sessions", wrong, headers: headers, peer: "catalog").status == 429)
    }
}
