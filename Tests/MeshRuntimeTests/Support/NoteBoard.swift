import HTTPTypes
import Hummingbird
import MeshCore
import MeshStore
import MeshTransport
import NIOCore
import Synchronization

@testable import MeshRuntime

/// A small service with an operation of each kind.
final class NoteBoard: MeshService {
    /// What went wrong on purpose.
    enum Failure: Error {
        case unforeseen
    }

    /// A failure with a face.
    struct Faced: ProblemConvertible {
        var problem: Problem { .conflict("There is one already.", code: "note_taken") }
        var problemHeaders: HTTPFields { [.retryAfter: "7"] }
    }

    private struct State {
        var notes: [Note.ID: (note: Note, revision: Int64)] = [:]
        var creations = 0
        var cancellations = 0
        var claims = 0
    }

    private let state = Mutex(State())
    let idempotency: IdempotencyKeys?
    let checks: [HealthCheck]

    init(idempotency: IdempotencyKeys? = nil, checks: [HealthCheck] = []) {
        self.idempotency = idempotency
        self.checks = checks
    }

    var creations: Int { state.withLock { $0.creations } }
    var cancellations: Int { state.withLock { $0.cancellations } }
    var claims: Int { state.withLock { $0.claims } }

    /// Puts a note there.
    func put(_ title: String) -> Note {
        let note = Note(id: .make(), title: title, stars: 3)
        state.withLock { $0.notes[note.id] = (note, 1) }
        return note
    }

    var api: API {
        var api = API(title: "Notes", version: "1")
        addReads(to: &api)
        addWrites(to: &api)
        addOddities(to: &api)
        return api
    }

    private func addReads(to api: inout API) {
        api.on(
            .get, "/v1/notes",
            Operation(
                id: "listNotes", summary: "List notes", tag: "notes", access: .public,
                parameters: [
                    .query("limit", .integer(1...100), default: "20", "How many."),
                    .query("tags", .list(.choice(["red", "blue"]), 1...2), "Of these colours."),
                    .query("starred", .boolean, "Those with stars."),
                    .query("since", .timestamp, "Made since."),
                    .query("q", .string(1...5), "Words."),
                ], responses: [.ok(NoteList.self)])
        ) { [self] input, _ in
            let limit = input.integer("limit") ?? 0
            var headers: HTTPFields = [:]
            headers[.contentLocation] = "\(limit) \(input.strings("tags")) \(input.string("q") ?? "-")"
            let notes = state.withLock { $0.notes.values.map(\.note).sorted { $0.id < $1.id }.prefix(limit) }
            return try .json(NoteList(items: Array(notes)), headers: headers)
        }
        api.on(
            .get, "/v1/notes/{id}",
            Operation(
                id: "readNote", summary: "Read a note", tag: "notes", access: .public,
                parameters: [.path("id", .id(Note.ID.self), "The note.")], responses: [.ok(Note.self, etag: true)],
                conditional: .read)
        ) { [self] input, _ in
            let entry = try entry(of: input)
            return try .json(entry.note, etag: ETag(revision: entry.revision))
        }
        api.on(
            .get, "/v1/notes/search",
            Operation(
                id: "searchNotes", summary: "Search notes", tag: "notes", access: .public,
                parameters: [.requiredQuery("q", .string(1...20), "Words.")], responses: [.ok(NoteList.self)])
        ) { _, _ in
            try .json(NoteList(items: []))
        }
        api.on(
            .get, "/v1/me",
            Operation(
                id: "readMe", summary: "Who am I", tag: "people", access: .user,
                responses: [.content("text/plain", "A name.")])
        ) { _, context in
            .text(context.principal?.subject ?? "nobody")
        }
        api.on(
            .get, "/v1/greeting",
            Operation(
                id: "greet", summary: "A greeting, to guests as well", tag: "people", access: .userOrGuest,
                responses: [.content("text/plain", "A name.")])
        ) { _, context in
            .text(context.principal?.subject ?? "guest")
        }
    }

    private func addWrites(to api: inout API) {
        if idempotency != nil {
            api.on(
                .post, "/v1/notes",
                Operation(
                    id: "createNote", summary: "Make a note", tag: "notes", access: .role("admin"),
                    parameters: [.header("Note-Secret", .string(0...64), "A capability.")],
                    request: .json(CreateNote.self, limit: 1024), responses: [.created(Note.self, etag: true)],
                    problems: [409],
                    idempotency: .required)
            ) { [self] input, _ in
                let note = Note(id: .make(), title: input.body.title, stars: input.body.stars)
                if note.title == "taken" { throw Faced() }
                if note.title == "broken" { throw Failure.unforeseen }
                state.withLock { state in
                    state.notes[note.id] = (note, 1)
                    state.creations += 1
                    state.claims += input.claim == nil ? 0 : 1
                }
                return try .created(note, location: "/v1/notes/\(note.id)", etag: ETag(revision: 1))
            }
        }
        api.on(
            .patch, "/v1/notes/{id}",
            Operation(
                id: "changeNote", summary: "Change a note", tag: "notes", access: .public,
                parameters: [.path("id", .id(Note.ID.self), "The note.")], request: .mergePatch(ChangeNote.self),
                responses: [.ok(Note.self, etag: true)], conditional: .requiredWrite)
        ) { [self] input, _ in
            var entry = try entry(of: input)
            try input.conditions.requireMatch(ETag(revision: entry.revision))
            if let title = input.body.title { entry.note.title = title }
            if input.document?["stars"] == .null { entry.note.stars = 0 }
            entry.revision += 1
            let changed = entry
            state.withLock { $0.notes[changed.note.id] = changed }
            return try .json(changed.note, etag: ETag(revision: changed.revision))
        }
    }

    private func entry(of input: OperationInput<some Sendable>) throws -> (note: Note, revision: Int64) {
        let id = try input.id("id", as: Note.ID.self)
        guard let entry = state.withLock({ $0.notes[id] }) else { throw Problem.notFound("There is no such note.") }
        return entry
    }

    private func addOddities(to api: inout API) {
        api.on(
            .get, "/v1/failures/{kind}",
            Operation(
                id: "fail", summary: "Fail", tag: "odd", access: .public,
                parameters: [.path("kind", .choice(["faced", "unforeseen", "upstream", "store"]), "How.")],
                responses: [.noContent()], problems: [409])
        ) { input, _ in
            switch input.string("kind") {
            case "faced": throw Faced()
            case "upstream": throw ExchangeFailure(.noEndpoint, processing: .none)
            case "store": throw StoreError.overloaded(limit: 1)
            default: throw Failure.unforeseen
            }
        }
        api.on(
            .post, "/internal/ping",
            Operation(id: "ping", summary: "Ping", tag: "odd", access: .mesh("gateway"), responses: [.noContent()])
        ) { _, _ in .empty() }
        api.on(
            .post, "/v1/pongs",
            Operation(
                id: "pong", summary: "Pong", tag: "odd", access: .mesh("gateway", orRole: "admin"),
                responses: [.noContent()])
        ) { _, _ in .empty() }
        api.on(
            .get, "/v1/slow",
            Operation(id: "wait", summary: "Wait for ever", tag: "odd", access: .public, responses: [.noContent()])
        ) { [self] _, _ in
            do {
                try await waitForever()
            } catch {
                state.withLock { $0.cancellations += 1 }
                throw error
            }
            return .empty()
        }
        api.on(
            .get, "/v1/stream",
            Operation(
                id: "stream", summary: "Stream", tag: "odd", access: .public,
                responses: [.content("text/plain", "Lines.")])
        ) { _, _ in
            .stream(mediaType: "text/plain") { writer in
                for number in 0..<100 { try await writer.write(ByteBuffer(string: "line \(number)\n")) }
                try await writer.finish(nil)
            }
        }
    }
}
