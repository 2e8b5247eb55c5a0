import HTTPTypes
import MeshCore
import Testing

@testable import MeshRuntime

@Suite("A conditional request")
struct ConditionalRequestTests {
    let door = NoteDoor()

    @Test(
        "is answered 304 when the copy is current, by weak comparison",
        arguments: [("\"1\"", 304), ("W/\"1\"", 304), ("\"0\", \"1\"", 304), ("*", 304), ("\"2\"", 200)])
    func reads(field: String, status: Int) async throws {
        let note = door.board.put("Milk")
        let answer = try await door.send(.get, "/v1/notes/\(note.id)", headers: ["If-None-Match": field])
        #expect(answer.status == status, "\(answer)")
        #expect(answer.headers[.eTag] == "\"1\"")
        #expect(answer.body.isEmpty == (status == 304))
    }

    @Test(
        "writes only on the version that it names, by strong comparison",
        arguments: [("\"1\"", 200), ("*", 200), ("\"9\", \"1\"", 200), ("W/\"1\"", 412), ("\"2\"", 412)])
    func writes(field: String, status: Int) async throws {
        let note = door.board.put("Milk")
        let answer = try await door.send(
            .patch, "/v1/notes/\(note.id)", #"{"title": "Oats"}"#, headers: ["If-Match": field])
        #expect(answer.status == status, "\(answer)")
    }

    @Test("is demanded where nobody may overwrite what they have not seen")
    func demanded() async throws {
        let note = door.board.put("Milk")
        let answer = try await door.send(.patch, "/v1/notes/\(note.id)", #"{"title": "Oats"}"#)
        #expect(answer.status == 428, "\(answer)")
    }

    @Test(
        "with a malformed field is a 400 that names it",
        arguments: ["1", "\"1", "\"1\" \"2\"", "w/\"1\"", "\"1\",x", "\"a b\""])
    func malformed(field: String) async throws {
        let note = door.board.put("Milk")
        let answer = try await door.send(.get, "/v1/notes/\(note.id)", headers: ["If-None-Match": field])
        #expect(answer.status == 400, "\(answer)")
        #expect(answer.faults == ["If-None-Match": "malformed"])
    }

    @Test("that rules a resource out is refused when it is there")
    func ruledOut() throws {
        let conditions = try ConditionalRequest([.ifNoneMatch: "*"], rule: .write)
        #expect(throws: Never.self) { try conditions.requireMatch(nil) }
        #expect(throws: Problem.self) { try conditions.requireMatch(ETag("1")) }
        let match = try ConditionalRequest([.ifMatch: "*"], rule: .write)
        #expect(throws: Problem.self) { try match.requireMatch(nil) }
    }

    @Test("means nothing to an operation without a rule")
    func ruleless() throws {
        #expect(try ConditionalRequest([.ifMatch: "nonsense"], rule: .none) == .none)
    }

    @Test("holds tags that are safe to send")
    func tags() {
        #expect(ETag("a\"b c\u{7F}d").description == "\"abcd\"")
        #expect(ETag(revision: 7).description == "\"7\"")
    }
}
