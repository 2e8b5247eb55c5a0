import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import MeshRuntime

@Suite("A request with an Idempotency-Key")
struct IdempotencyTests {
    let directory: TemporaryDirectory
    let door: NoteDoor

    init() throws {
        directory = try TemporaryDirectory()
        let store = try Store.open(path: directory.path("notes.db"), migrations: IdempotencyKeys.migrations)
        door = NoteDoor(NoteBoard(idempotency: IdempotencyKeys(store: store)))
    }

    func create(_ title: String, key: String?, token: String = "admin") async throws -> NoteDoor.Answer {
        try await door.send(
            .post, "/v1/notes", #"{"title": "\#(title)", "stars": 1}"#, token: token,
            headers: key.map { ["Idempotency-Key": $0] } ?? [:])
    }

    @Test("is done once, and its answer is given again")
    func replays() async throws {
        let first = try await create("Milk", key: "k1")
        let second = try await create("Milk", key: "k1")
        #expect(first.status == 201, "\(first)")
        #expect(second.status == 201, "\(second)")
        #expect(second.body == first.body)
        #expect(second.headers[.location] == first.headers[.location])
        #expect(second.headers[.eTag] == "\"1\"")
        #expect(second.headers[.idempotencyReplayed] == "true")
        #expect(first.headers[.idempotencyReplayed] == nil)
        #expect(door.board.creations == 1)
        #expect(door.board.claims == 1)
    }

    @Test("and another body is refused with 422")
    func mismatch() async throws {
        _ = try await create("Milk", key: "k1")
        let answer = try await create("Oats", key: "k1")
        #expect(answer.status == 422, "\(answer)")
        #expect(answer.problem?.code == "idempotency_key_reused")
    }

    @Test("and another declared header field is refused, so that a capability's answer is not given without it")
    func capability() async throws {
        let send = { [door] (secret: String) in
            try await door.send(
                .post, "/v1/notes", #"{"title": "Milk", "stars": 1}"#, token: "admin",
                headers: ["Idempotency-Key": "k1", "Note-Secret": secret])
        }
        #expect(try await send("mine").status == 201)
        #expect(try await send("mine").status == 201)
        #expect(try await send("guessed").status == 422)
        #expect(try await create("Milk", key: "k1").status == 422)
        #expect(door.board.creations == 1)
    }

    @Test("that was refused is refused again, and one that failed may be sent again")
    func failures() async throws {
        #expect(try await create("taken", key: "k1").status == 409)
        let again = try await create("taken", key: "k1")
        #expect(again.status == 409)
        #expect(again.headers[.idempotencyReplayed] == "true")
        #expect(try await create("broken", key: "k2").status == 500)
        #expect(try await create("broken", key: "k2").headers[.idempotencyReplayed] == nil)
    }

    @Test(
        "is needed where it is required, and must be one",
        arguments: [nil, "", "a b", "ä", String(repeating: "k", count: 256)])
    func required(key: String?) async throws {
        let answer = try await create("Milk", key: key)
        #expect(answer.status == 400, "\(answer)")
        #expect(door.board.creations == 0)
    }

    @Test("of one caller is another's of the same words")
    func callers() async throws {
        _ = try await create("Milk", key: "k1")
        #expect(try await create("Milk", key: "k1", token: "user").status == 403)
    }
}
