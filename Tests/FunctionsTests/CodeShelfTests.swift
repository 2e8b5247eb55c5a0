import Foundation
import MeshTestKit
import Testing

@testable import Functions

@Suite("The shelf of code")
struct CodeShelfTests {
    @Test("An archive is unpacked once, with its modes")
    func unpacking() async throws {
        let directory = try TemporaryDirectory()
        let shelf = try CodeShelf(root: "\(directory.path)/code")
        var zip = ZipMaker()
        zip.add("bootstrap", Array("#!/bin/bash\n".utf8), mode: 0o100755)
        zip.add("lib/one/two.txt", Array("words".utf8))
        let code = try shelf.put(zip.bytes)
        let again = try shelf.put(zip.bytes)
        #expect(code == again && code.size == zip.bytes.count)
        let folder = try await shelf.folder(of: code)
        #expect(try String(contentsOfFile: "\(folder)/lib/one/two.txt", encoding: .utf8) == "words")
        #expect(FileManager.default.isExecutableFile(atPath: "\(folder)/bootstrap"))
        #expect(try shelf.archive(of: code) == zip.bytes)
    }

    @Test("A name that leads out of the folder is refused", arguments: ["../out", "a/../../out", "/out", "a\\out"])
    func escape(_ name: String) throws {
        let directory = try TemporaryDirectory()
        let shelf = try CodeShelf(root: "\(directory.path)/code")
        var zip = ZipMaker()
        zip.add(name, [1])
        #expect(throws: FunctionsError.self) { try shelf.put(zip.bytes) }
        #expect(!FileManager.default.fileExists(atPath: "\(directory.path)/out"))
    }

    @Test("A link that goes up is refused, and so is a file behind a link")
    func links() throws {
        let directory = try TemporaryDirectory()
        let shelf = try CodeShelf(root: "\(directory.path)/code")
        var up = ZipMaker()
        up.add("link", Array("../..".utf8), mode: 0o120777)
        #expect(throws: FunctionsError.self) { try shelf.put(up.bytes) }
        var twice = ZipMaker()
        twice.add("link", Array("target".utf8), mode: 0o120777)
        twice.add("link", Array("words".utf8))
        #expect(throws: FunctionsError.self) { try shelf.put(twice.bytes) }
    }

    @Test("What is too large, or no archive, is refused")
    func limits() throws {
        let directory = try TemporaryDirectory()
        let limits = CodeShelf.Limits(archive: 4096, unpacked: 100, entries: 2)
        let shelf = try CodeShelf(root: "\(directory.path)/code", limits: limits)
        #expect(throws: FunctionsError.self) { try shelf.put(Array(repeating: 0, count: 5000)) }
        #expect(throws: FunctionsError.self) { try shelf.put(Array("no archive".utf8)) }
        var long = ZipMaker()
        long.add("a", Array(repeating: 0, count: 101))
        #expect(throws: FunctionsError.self) { try shelf.put(long.bytes) }
        var many = ZipMaker()
        for number in 0..<3 { many.add("\(number)", [1]) }
        #expect(throws: FunctionsError.self) { try shelf.put(many.bytes) }
    }
}
