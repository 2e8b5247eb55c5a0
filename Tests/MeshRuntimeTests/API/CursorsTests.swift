import MeshCore
import MeshTestKit
import Testing

@testable import MeshRuntime

@Suite("Cursors")
struct CursorsTests {
    struct Position: Codable, Equatable {
        let title: String
        let id: Int
    }

    let cursors = Cursors(secret: Array(repeating: 7, count: 32))
    let position = Position(title: "Ä/?", id: 9)

    @Test("come back as they were, also to another instance")
    func roundTrip() throws {
        let cursor = try cursors.make(position, scope: "listNotes")
        #expect(
            cursor.utf8.allSatisfy {
                "-_".utf8.contains($0) || Character(Unicode.Scalar($0)).isLetter
                    || Character(Unicode.Scalar($0)).isNumber
            })
        let other = Cursors(secret: Array(repeating: 7, count: 32))
        #expect(try other.read(cursor, as: Position.self, scope: "listNotes") == position)
    }

    @Test("of another list, key or hand are refused")
    func refused() throws {
        let cursor = try cursors.make(position, scope: "listNotes")
        #expect(throws: Problem.self) { try cursors.read(cursor, as: Position.self, scope: "listOthers") }
        #expect(throws: Problem.self) {
            try Cursors(secret: Array(repeating: 8, count: 32)).read(cursor, as: Position.self, scope: "listNotes")
        }
        for offset in cursor.indices {
            var forged = cursor
            forged.replaceSubrange(offset...offset, with: forged[offset] == "A" ? "B" : "A")
            #expect(throws: Problem.self, "\(forged)") {
                try cursors.read(forged, as: Position.self, scope: "listNotes")
            }
        }
    }

    @Test("that are none are refused", arguments: ["", "x", "====", "AAAA", String(repeating: "A", count: 5000), "ä"])
    func malformed(text: String) {
        #expect(throws: Problem.self) { try cursors.read(text, as: Position.self, scope: "s") }
    }

    @Test("are signed by a key that whoever comes first makes")
    func secrets() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("cursor.key")
        let secrets = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<16 { group.addTask { try SecretFile(path: path).load() } }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(secrets.count == 1)
        #expect(secrets.first?.count == 32)
    }

    @Test("are not signed by a file of another length, or one that cannot be made")
    func badSecrets() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("cursor.key", "short")
        #expect(throws: SecretFile.Failure.malformed(path: path)) { try SecretFile(path: path).load() }
        #expect(throws: SecretFile.Failure.self) { try SecretFile(path: "/nowhere/cursor.key").load() }
    }
}
