import Foundation
import MeshTestKit
import Testing

/// What a newcomer does first, in the order of the README.
@Suite("The mesh answers", .localMesh, .serialized)
struct WalkthroughTests {
    struct Tokens: Decodable {
        let accessToken: String
        let refreshToken: String
        let expiresIn: Int
    }
    struct Account: Decodable {
        let id: String
        let email: String
        let roles: [String]
    }
    struct Product: Decodable {
        let id: String
        let sku: String
        let title: String
    }
    struct Page: Decodable {
        let items: [Product]
        let nextCursor: String?
    }
    struct Problem: Decodable {
        let status: Int
        let code: String
    }

    @Test("An account registers, logs in, refreshes and logs out", arguments: Curl.Version.allCases)
    func session(over version: Curl.Version) async throws {
        let curl = Curl(version: version, base: try LocalMesh.required().url)
        let email = "ada-\(UUID().uuidString.lowercased())@example.org"
        let credentials = #"{"email": "\#(email)", "password": "correct horse battery"}"#

        let registered = try await curl.send("POST", "/v1/accounts", json: credentials)
        #expect(registered.status == 201, "\(registered)")
        let loggedIn = try await curl.send("POST", "/v1/sessions", json: credentials)
        #expect(loggedIn.status == 201 || loggedIn.status == 200, "\(loggedIn)")
        let tokens = try loggedIn.decode(Tokens.self)
        #expect(tokens.expiresIn == 900)

        let me = try await curl.send("GET", "/v1/me", token: tokens.accessToken)
        #expect(me.status == 200, "\(me)")
        #expect(try me.decode(Account.self).email == email)
        #expect(try await curl.send("GET", "/v1/me").status == 401)

        let refresh = #"{"refreshToken": "\#(tokens.refreshToken)"}"#
        let refreshed = try await curl.send("POST", "/v1/sessions/refresh", json: refresh)
        #expect(refreshed.status == 200, "\(refreshed)")
        let next = try refreshed.decode(Tokens.self)
        #expect(next.refreshToken != tokens.refreshToken)

        let out = try await curl.send("DELETE", "/v1/sessions/current", token: next.accessToken)
        #expect(out.status == 204, "\(out)")
        let again = try await curl.send(
            "POST", "/v1/sessions/refresh", json: #"{"refreshToken": "\#(next.refreshToken)"}"#)
        #expect(again.status == 401, "\(again)")
    }

    @Test("A product is created, found, read conditionally, patched and withdrawn", arguments: Curl.Version.allCases)
    func product(over version: Curl.Version) async throws {
        let mesh = try LocalMesh.required()
        let curl = Curl(version: version, base: mesh.url, token: try await mesh.token(role: "admin"))
        let word = "zyx\(UUID().uuidString.prefix(8).lowercased())"
        let json = """
            {"sku": "\(word)", "title": "Orrery \(word)", "description": "brass", "category": "models",
             "attributes": {"planets": 8}, "price": {"amount": 19900, "currency": "EUR"}}
            """
        let created = try await curl.send("POST", "/v1/products", json: json, headers: ["idempotency-key: \(word)"])
        #expect(created.status == 201, "\(created)")
        let product = try created.decode(Product.self)
        let replayed = try await curl.send("POST", "/v1/products", json: json, headers: ["idempotency-key: \(word)"])
        #expect(try replayed.decode(Product.self).id == product.id, "the same key makes no second product")

        let listed = try await curl.send("GET", "/v1/products?limit=5")
        #expect(try listed.decode(Page.self).items.count == 5, "the demo shop is filled: \(listed)")
        try await waitUntil("the search finds what was added") {
            let found = try await curl.send("GET", "/v1/products/search?q=\(word.dropLast(2))&matching=all")
            return try found.decode(Page.self).items.map(\.id) == [product.id]
        }

        let path = "/v1/products/\(product.id)"
        let read = try await curl.send("GET", path)
        let etag = try #require(read.headers["etag"], "\(read)")
        #expect(try await curl.send("GET", path, headers: ["if-none-match: \(etag)"]).status == 304)

        let patch = ["content-type: application/merge-patch+json", "if-match: \(etag)"]
        let patched = try await curl.send("PATCH", path, json: #"{"title": "Planetarium"}"#, headers: patch)
        #expect(patched.status == 200, "\(patched)")
        #expect(try await curl.send("PATCH", path, json: #"{"title": "Late"}"#, headers: patch).status == 412)
        // Either instance answers, and both know the change at once.
        for _ in 1...8 {
            #expect(try await curl.send("GET", path).decode(Product.self).title == "Planetarium")
        }
        let current = try #require(try await curl.send("GET", path).headers["etag"])
        let withdrawn = try await curl.send("DELETE", path, headers: ["if-match: \(current)"])
        #expect(withdrawn.status == 204, "\(withdrawn)")
        #expect(try await curl.send("GET", path).status == 404)
    }

    @Test("What is wrong is said as a problem", arguments: Curl.Version.allCases)
    func problems(over version: Curl.Version) async throws {
        let curl = Curl(version: version, base: try LocalMesh.required().url)
        let cases: [(method: String, path: String, json: String?, status: Int)] = [
            ("GET", "/v1/nothing/here", nil, 404), ("GET", "/v1/products/prd_nonsense", nil, 400),
            ("POST", "/v1/products", "{}", 401), ("POST", "/v1/accounts", "{", 400),
            ("POST", "/v1/accounts", #"{"email": "no", "password": "correct horse"}"#, 400),
            ("GET", "/v1/products?limit=0", nil, 400), ("PUT", "/v1/products", "{}", 405),
        ]
        for one in cases {
            let reply = try await curl.send(one.method, one.path, json: one.json)
            #expect(reply.status == one.status, "\(one): \(reply)")
            #expect(reply.headers["content-type"] == "application/problem+json", "\(one): \(reply)")
            #expect(try reply.decode(Problem.self).status == reply.status)
        }
    }
}
