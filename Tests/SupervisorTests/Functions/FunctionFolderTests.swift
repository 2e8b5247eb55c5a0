import Foundation
import MeshCore
import MeshTestKit
import Testing

@testable import Supervisor

@Suite("The folder of a function")
struct FunctionFolderTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    func write(_ name: String, _ text: String, isExecutable: Bool = false) throws {
        let path = "\(directory.path)/hello/\(name)"
        let folder = path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        #expect(
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: isExecutable ? 0o755 : 0o644]))
    }

    @Test("becomes an archive that other programs read, the same each time")
    func archive() throws {
        try write("function.json", #"{"runtime": "provided.al2023"}"#)
        try write("bootstrap", "#!/bin/sh\n", isExecutable: true)
        try write("lib/ä.py", String(repeating: "x", count: 1000))
        try write("lib/__pycache__/x.pyc", "no")
        try write(".hidden", "no")
        let folder = try FunctionFolder("\(directory.path)/hello")
        let code = try folder.code(programs: "/nowhere")
        #expect(try folder.code(programs: "/nowhere") == code)
        let path = "\(directory.path)/code.zip"
        #expect(FileManager.default.createFile(atPath: path, contents: Data(code)))
        let listing = try python(
            "import sys,zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; "
                + "print([(i.filename, i.file_size, oct(i.external_attr >> 16)) for i in z.infolist()])", path)
        #expect(listing == "[('bootstrap', 10, '0o100755'), ('lib/ä.py', 1000, '0o100644')]\n")
    }

    func python(_ script: String, _ argument: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["PYTHONUTF8=1", "python3", "-c", script, argument]
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }

    @Test("takes a program of the repository as its bootstrap, and says when it is not built")
    func program() throws {
        try write("function.json", #"{"runtime": "provided.al2023", "program": "worker", "name": "work"}"#)
        let folder = try FunctionFolder("\(directory.path)/hello")
        #expect(folder.name == "work")
        #expect(throws: CommandFailure.self) { try folder.code(programs: directory.path) }
        #expect(FileManager.default.createFile(atPath: "\(directory.path)/worker", contents: Data("program".utf8)))
        #expect(String(decoding: try folder.code(programs: directory.path), as: UTF8.self).contains("bootstrap"))
    }

    @Test("has defaults, and is compared with what the mesh has")
    func settings() throws {
        try write("function.json", #"{"runtime": "python3.12", "handler": "app.handler", "environment": {"A": "1"}}"#)
        let settings = try FunctionFolder("\(directory.path)/hello").settings
        #expect(settings["Timeout"] == 30 && settings["MemorySize"] == 256)
        #expect(settings["Environment"] == ["Variables": ["A": "1"]])
        var known = settings
        #expect(FunctionDesk.agrees(.object(known), with: settings))
        known["Environment"] = ["Variables": ["A": "2"]]
        #expect(!FunctionDesk.agrees(.object(known), with: settings))
    }
}
