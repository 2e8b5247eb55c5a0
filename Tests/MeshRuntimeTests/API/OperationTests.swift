import HTTPTypes
import MeshCore
import MeshRuntime
import Testing

@Suite("An operation")
struct OperationTests {
    let door = NoteDoor()

    @Test("answers a valid request with JSON")
    func answers() async throws {
        let note = door.board.put("Milk")
        let answer = try await door.send(.get, "/v1/notes/\(note.id)")
        #expect(answer.status == 200, "\(answer)")
        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.headers[.eTag] == "\"1\"")
        #expect(answer.text.contains("Milk"))
    }

    @Test("prefers a literal path to a placeholder")
    func prefersLiterals() async throws {
        let answer = try await door.send(.get, "/v1/notes/search?q=milk")
        #expect(answer.status == 200, "\(answer)")
    }

    @Test("answers HEAD like GET")
    func head() async throws {
        let answer = try await door.send(.head, "/v1/notes")
        #expect(answer.status == 200)
        #expect(answer.headers[.contentLength] == "12")
    }

    @Test("names every field that is wrong")
    func namesFields() async throws {
        let answer = try await door.send(
            .patch, "/v1/notes/\(Note.ID.make())", #"{"title": "", "stars": 9, "color": 1}"#, headers: ["If-Match": "*"]
        )
        #expect(answer.status == 400, "\(answer)")
        #expect(Set(answer.faults.keys) == ["title", "stars", "color"])
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect(answer.problem?.traceId?.count == 32)
    }

    @Test(
        "refuses a body that is no JSON",
        arguments: [#"{"title""#, "", "nonsense", #"{"title":"a","title":"b"}"#, "[1]", "\u{0}"])
    func malformedBodies(body: String) async throws {
        let answer = try await door.send(.patch, "/v1/notes/\(Note.ID.make())", body, headers: ["If-Match": "*"])
        #expect(answer.status == 400, "\(answer)")
    }

    @Test(
        "refuses another media type with 415",
        arguments: [
            "text/plain", "application/xml", "application/jsonx", "nonsense", "application/json2; charset=utf-8",
        ])
    func mediaTypes(type: String) async throws {
        let answer = try await door.send(
            .patch, "/v1/notes/\(Note.ID.make())", "{}", type: type, headers: ["If-Match": "*"])
        #expect(answer.status == 415, "\(answer)")
    }

    @Test(
        "takes its media types in any case and with parameters",
        arguments: ["Application/JSON", "application/json; charset=utf-8", "application/merge-patch+json"])
    func takesMediaTypes(type: String) async throws {
        let note = door.board.put("Milk")
        let answer = try await door.send(
            .patch, "/v1/notes/\(note.id)", "{}", type: type, headers: ["If-Match": "*"])
        #expect(answer.status == 200, "\(answer)")
    }

    @Test("refuses a body beyond its limit with 413, also where it takes none")
    func bodyLimits() async throws {
        let long = #"{"title":"\#(String(repeating: "a", count: 70_000))"}"#
        let patched = try await door.send(.patch, "/v1/notes/\(Note.ID.make())", long, headers: ["If-Match": "*"])
        #expect(patched.status == 413, "\(patched)")
        let read = try await door.send(.get, "/v1/notes", "x")
        #expect(read.status == 413, "\(read)")
    }

    @Test("tells null from an absent member by the document")
    func mergePatch() async throws {
        let note = door.board.put("Milk")
        let answer = try await door.send(
            .patch, "/v1/notes/\(note.id)", #"{"stars": null}"#, headers: ["If-Match": "\"1\""])
        #expect(answer.status == 200, "\(answer)")
        #expect(answer.text.contains(#""stars":0"#))
    }

    @Test(
        "answers 406 to those who accept nothing that it offers",
        arguments: [
            ("text/html", 406), ("*/*", 200), ("application/*", 200), ("application/json;q=0", 406),
            ("text/html, application/json;q=0.1", 200), ("nonsense", 200),
        ])
    func accept(field: String, status: Int) async throws {
        let answer = try await door.send(.get, "/v1/notes", headers: ["Accept": field])
        #expect(answer.status == status, "\(answer)")
    }
}
