import Foundation
import MeshCore
import MeshTestKit
import Testing

@testable import Supervisor

@Suite("A document that people write")
struct YAMLDocumentTests {
    func read(_ text: String) throws -> JSONValue {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/document.yaml"
        #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
        return try YAMLDocument.read(path)
    }

    @Test("has plain values as what they are, and quoted ones as texts")
    func values() throws {
        let text = """
            a: 1
            b: -2.5
            c: [true, null, ~, no way]
            d: "1"
            e: 2030-01-01T00:00:00Z
            f: { g: {}, h: [] }
            """
        #expect(
            try read(text) == [
                "a": 1, "b": -2.5, "c": [true, nil, nil, "no way"], "d": "1", "e": "2030-01-01T00:00:00Z",
                "f": ["g": [:], "h": []],
            ])
    }

    @Test("may be JSON")
    func json() throws {
        #expect(try read(#"{"a": [1, "x", {"b": null}]}"#) == ["a": [1, "x", ["b": nil]]])
    }

    @Test("that is broken is refused in clear words", arguments: ["a: [", "a: 1\na: 2", "{a: *b}"])
    func broken(text: String) {
        #expect(throws: CommandFailure.self) { try read(text) }
    }
}
