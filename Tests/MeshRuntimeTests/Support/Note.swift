import MeshCore
import MeshRuntime

/// What the sample service keeps.
struct Note: Codable, Sendable, Equatable, Identified, Described {
    static let idPrefix = "not"

    typealias ID = MeshCore.ID<Note>

    var id: ID
    var title: String
    var stars: Int

    static let schema = JSONSchema.object(
        "Note",
        [
            .required("id", .id(ID.self)), .required("title", .string(1...40)), .required("stars", .integer(0...5)),
        ])
}

/// What makes a note.
struct CreateNote: Codable, Sendable, Described {
    var title: String
    var stars: Int

    static let schema = JSONSchema.object(
        "CreateNote", [.required("title", .string(1...40)), .required("stars", .integer(0...5))])
}

/// What changes one.
struct ChangeNote: Codable, Sendable, Described {
    var title: String?
    var stars: Int?

    static let schema = JSONSchema.object(
        "ChangeNote", [.optional("title", .string(1...40)), .optional("stars", .integer(0...5).nullable)])
}

/// A page of notes.
struct NoteList: Codable, Sendable, Described {
    var items: [Note]

    static let schema = JSONSchema.object("NoteList", [.required("items", .array(of: Note.schema))])
}
