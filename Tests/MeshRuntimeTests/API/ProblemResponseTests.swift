import HTTPTypes
import Logging
import MeshCore
import MeshTransport
import Testing

@Suite("An error")
struct ProblemResponseTests {
    let door = NoteDoor()

    @Test("with a face is answered as its problem, with its headers")
    func faced() async throws {
        let answer = try await door.send(.get, "/v1/failures/faced")
        #expect(answer.status == 409, "\(answer)")
        #expect(answer.problem?.code == "note_taken")
        #expect(answer.headers[.retryAfter] == "7")
    }

    @Test("of any other kind is a 500 that tells nothing of it")
    func unforeseen() async throws {
        let answer = try await door.send(.get, "/v1/failures/unforeseen")
        #expect(answer.status == 500, "\(answer)")
        #expect(!answer.text.contains("Failure"))
        #expect(!answer.text.contains("unforeseen"))
    }

    @Test("of the store or of a service behind is a 503 that says when to come back", arguments: ["store", "upstream"])
    func elsewhere(kind: String) async throws {
        let answer = try await door.send(.get, "/v1/failures/\(kind)")
        #expect(answer.status == 503, "\(answer)")
        #expect(answer.headers[.retryAfter] == "1")
    }

    @Test("is a 504 when the deadline had passed before the request came")
    func deadline() async throws {
        let answer = try await door.send(.get, "/v1/notes", deadline: Deadline(.now()))
        #expect(answer.status == 504, "\(answer)")
    }

    @Test("of the caller's own connection is not one of a service that is needed, and nobody is woken for it")
    func callerGone() async throws {
        let recorder = LogRecorder()
        let door = NoteDoor(logger: recorder.logger(level: .info))
        let answer = try await door.send(
            .patch, "/v1/notes/\(Note.ID.make())", #"{"title""#, headers: ["If-Match": "*"],
            failure: ExchangeFailure(.connectionLost, processing: .none, detail: "the peer closed the connection"))
        #expect(answer.status == 504, "\(answer)")
        #expect(recorder.events.allSatisfy { $0.level < .error })
    }
}
