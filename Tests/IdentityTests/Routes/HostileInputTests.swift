import Foundation
import HTTPTypes
import IdentityAPI
import MeshTestKit
import Testing

@testable import Identity

@Suite("Nothing that a client sends makes a 5xx")
struct HostileInputTests {
    static let long = String(repeating: "a", count: 7000)
    static let bodies: [String] = [
        "", "{", "[]", "null", "1", "\"x\"", "{}", "{\"email\":1}", "\u{FEFF}{}",
        "{\"email\":\"a@b.cc\",\"email\":\"b@c.dd\"}",
        #"{"email":"ann@example.com","password":null}"#,
        #"{"email":"ann@example.com","password":"\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000"}"#,
        #"{"email":"ann@example.com","password":"\#(long)"}"#,
        #"{"email":"\#(long)@example.com","password":"a walk along the canal"}"#,
        #"{"email":"ann@example.com\u0000","password":"a walk along the canal"}"#,
        #"{"email":"ann@example.com","password":"a walk along the canal","name":"\u0000"}"#,
        #"{"email":"ann@example.com","password":"a walk along the canal","role":"admin"}"#,
        #"{"email":"ann@example.com","password":"\ud800 a walk along"}"#, #"{"refreshToken":""}"#,
        #"{"refreshToken":"orr_"}"#,
        #"{"refreshToken":"\#(String(repeating: "orr_", count: 60))"}"#, #"{"refreshToken":["orr_"]}"#,
        #"{"name":"","scopes":[]}"#, #"{"name":"x","scopes":["UPPER"]}"#, #"{"name":"x","scopes":["a b"]}"#,
        #"{"name":"x","expiresIn":-1}"#, #"{"name":"x","expiresIn":9223372036854775807}"#,
        #"{"name":"x","expiresIn":1e400}"#,
        #"{"name":"x","kind":"root"}"#,
        #"{"name":"x","scopes":\#("[" + String(repeating: "\"a\",", count: 40) + "\"a\"]")}"#,
        #"{"roles":[]}"#, #"{"roles":["king"]}"#, #"{"roles":["user","user"]}"#, String(repeating: "[", count: 3000),
    ]
    static let operations: [(HTTPRequest.Method, String)] = [
        (.post, "/v1/accounts"), (.post, "/v1/sessions"), (.post, "/v1/sessions/refresh"), (.post, "/v1/api-keys"),
        (.put, "/v1/accounts/acc_nonsense/roles"), (.put, "/v1/accounts/\(String(repeating: "x", count: 900))/roles"),
        (.delete, "/v1/sessions/%00"), (.delete, "/v1/api-keys/key_%FF"), (.get, "/v1/accounts/acc_0"),
        (.post, "/v1/me"),
        (.get, "/v1/nothing"), (.post, "/internal/tokens"), (.post, "/internal/api-keys/verify"),
    ]

    @Test("whatever the body, whatever the path")
    func bodies() async throws {
        let bench = try await IdentityBench()
        let door = IdentityDoor(bench)
        _ = try await bench.register("admin@example.com")
        let token = try await bench.parts.desk.issue(.init(role: .admin)).accessToken
        for (method, path) in Self.operations {
            for body in Self.bodies {
                let answer = try await door.send(method, path, body, token: token)
                #expect(
                    (400..<500).contains(answer.status) || (answer.status == 201),
                    "\(method) \(path) \(body.prefix(80)): \(answer)")
                #expect(answer.status < 400 || answer.headers[.contentType] == "application/problem+json", "\(answer)")
            }
        }
        // None of them is a whole and proper registration; the last ones of the table are none either.
        #expect(try await bench.count("SELECT count(*) FROM account WHERE kind = 'person'") == 1)
    }

    @Test(
        "whatever stands for a token",
        arguments: [
            "", " ", "Bearer", "x", "ork_", "ork_\(String(repeating: "A", count: 43))", "a.b.c", "..", "e30.e30.e30",
            String(repeating: "a.", count: 3000), "eyJhbGciOiJub25lIn0.e30.", "\u{e9}",
        ])
    func tokens(_ token: String) async throws {
        let answer = try await IdentityDoor(try await IdentityBench()).send(.get, "/v1/me", token: token)
        #expect(answer.status == 401 && answer.headers[.wwwAuthenticate] != nil, "\(answer)")
    }

    @Test("and a bad field is named")
    func named() async throws {
        let door = IdentityDoor(try await IdentityBench())
        let answer = try await door.send(.post, "/v1/accounts", #"{"email":"no","password":"short","color":1}"#)
        #expect(answer.status == 400 && Set(answer.fields) == ["email", "password", "color"], "\(answer)")
        let common = try await door.send(.post, "/v1/accounts", #"{"email":"ann@example.com","password":"Password1"}"#)
        #expect(common.status == 400 && common.fields == ["password"], "\(common)")
    }
}
