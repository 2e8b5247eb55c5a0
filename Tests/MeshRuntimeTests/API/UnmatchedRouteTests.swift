import HTTPTypes
import MeshCore
import Testing

@Suite("What no route takes")
struct UnmatchedRouteTests {
    let door = NoteDoor()

    @Test(
        "is a 404 problem", arguments: ["/", "/v1", "/v2/notes", "/v1/notes/a/b", "/%2e%2e/etc/passwd", "/v1/notes2"])
    func unknownPaths(path: String) async throws {
        let answer = try await door.send(.get, path)
        #expect(answer.status == 404, "\(answer)")
        #expect(answer.problem?.code == "not_found")
        #expect(answer.headers[.contentType] == "application/problem+json")
    }

    @Test(
        "is a 405 with Allow where the path is known",
        arguments: [
            ("DELETE", "/v1/notes", "GET, HEAD"), ("POST", "/v1/notes/x", "GET, HEAD, PATCH"),
            ("PATCH", "/v1/notes/search", "GET, HEAD"), ("PURGE", "/v1/me", "GET, HEAD"),
            ("GET", "/internal/ping", "POST"),
        ])
    func unknownMethods(method: String, path: String, allow: String) async throws {
        let method = try #require(HTTPRequest.Method(rawValue: method))
        let answer = try await door.send(method, path)
        #expect(answer.status == 405, "\(answer)")
        #expect(answer.headers[.allow] == allow)
        #expect(answer.problem?.code == "method_not_allowed")
    }
}
