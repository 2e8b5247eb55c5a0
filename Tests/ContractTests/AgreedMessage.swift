import Foundation
import MeshCore
import MeshTestKit
import Testing

/// A message of a contract, with its golden file's name.
struct AgreedMessage: Sendable, CustomTestStringConvertible {
    let name: String
    let message: any Codable & Sendable & Described

    init(_ name: String, _ message: any Codable & Sendable & Described) {
        self.name = name
        self.message = message
    }

    var testDescription: String { name }

    /// How it differs from its golden file; nil when it does not.
    func difference(in service: String) throws -> String? {
        try GoldenFile("\(service)/\(name)").difference(from: message)
    }

    /// What its schema has against it.
    func schemaErrors() throws -> [FieldError] {
        type(of: message).schema.validate(try Self.json(message))
    }

    /// Whether its JSON, once read, is written as the same again.
    func isReadBack() throws -> Bool {
        try Self.json(Self.reread(message)) == Self.json(message)
    }

    static func json(_ message: some Encodable) throws -> JSONValue {
        try JSONValue(parsing: try JSONEncoder().encode(message))
    }

    private static func reread<Message: Codable>(_ message: Message) throws -> Message {
        try JSONDecoder().decode(Message.self, from: try JSONEncoder().encode(message))
    }
}
