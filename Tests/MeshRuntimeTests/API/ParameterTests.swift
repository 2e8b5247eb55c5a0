import HTTPTypes
import MeshCore
import Testing

@testable import MeshRuntime

@Suite("Parameters")
struct ParameterTests {
    let door = NoteDoor()

    @Test("have defaults, and are decoded")
    func values() async throws {
        let standard = try await door.send(.get, "/v1/notes")
        #expect(standard.headers[.contentLocation] == "20 [] -")
        let given = try await door.send(.get, "/v1/notes?limit=5&tags=red,blue&q=a%20%C3%A4+b")
        #expect(given.headers[.contentLocation] == #"5 ["red", "blue"] a ä b"#, "\(given)")
    }

    @Test(
        "that are wrong are named",
        arguments: [
            ("limit=0", "limit", "out_of_range"), ("limit=101", "limit", "out_of_range"),
            ("limit=x", "limit", "not_an_integer"),
            ("limit=", "limit", "not_an_integer"), ("limit=+5", "limit", "not_an_integer"),
            ("limit=1.0", "limit", "not_an_integer"),
            ("limit=99999999999999999999", "limit", "not_an_integer"), ("tags=green", "tags", "not_a_choice"),
            ("tags=red,red,red", "tags", "wrong_count"), ("starred=yes", "starred", "not_a_boolean"),
            ("since=yesterday", "since", "not_a_time"), ("q=", "q", "too_short"), ("q=abcdef", "q", "too_long"),
            ("limit=1&limit=2", "limit", "duplicate"), ("limt=1", "limt", "unknown_parameter"),
            ("q=%zz", "q", "malformed"),
            ("q=%ff", "q", "malformed"), ("%zz=1", "%zz", "unknown_parameter"),
        ])
    func faults(query: String, field: String, code: String) async throws {
        let answer = try await door.send(.get, "/v1/notes?\(query)")
        #expect(answer.status == 400, "\(answer)")
        #expect(answer.faults == [field: code])
    }

    @Test("that are required are missed")
    func required() async throws {
        let answer = try await door.send(.get, "/v1/notes/search")
        #expect(answer.faults == ["q": "required"], "\(answer)")
    }

    @Test(
        "of a path that are no ids are refused",
        arguments: [
            "x", "prd_01jd4t9x5se4nvk3qk2m7c8h6r", "not_81jd4t9x5se4nvk3qk2m7c8h6r", "not_01jd4t9x5se4nvk3qk2m7c8h6u",
            "%00",
        ])
    func ids(text: String) async throws {
        let answer = try await door.send(.get, "/v1/notes/\(text)")
        #expect(answer.status == 400, "\(answer)")
        #expect(answer.faults == ["id": "not_an_id"])
    }

    @Test("of a path that name nothing are a 404")
    func unknownID() async throws {
        let answer = try await door.send(.get, "/v1/notes/\(Note.ID.make())")
        #expect(answer.status == 404, "\(answer)")
    }

    @Test("that a kind takes, its schema takes, and the other way round")
    func schemas() throws {
        let id = "not_01jd4t9x5se4nvk3qk2m7c8h6r"
        #expect(throws: Never.self) { try ParameterKind.id(Note.ID.self).read(id).get() }
        #expect(throws: Never.self) {
            try ParameterKind.id(Note.ID.self).read("not_" + id.dropFirst(4).uppercased()).get()
        }
        #expect(ParameterKind.integer(1...9).schema == ["type": "integer", "minimum": 1, "maximum": 9])
        #expect(
            ParameterKind.id(Note.ID.self).schema["pattern"] == "^not_[0-7][0-9a-hjkmnp-tv-zA-HJKMNP-TV-Z]{25}$")
    }
}
