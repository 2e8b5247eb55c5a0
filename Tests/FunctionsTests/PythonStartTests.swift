import Foundation
import MeshCore
import MeshTestKit
import Testing

@testable import Functions

@Suite("Handlers in Python")
struct PythonStartTests {
    /// An archive with one module.
    private static func archive(_ text: String) -> [UInt8] {
        var zip = ZipMaker()
        zip.add("app.py", Array(text.utf8))
        return zip.bytes
    }

    /// Writes a program that starts Python in a way of its own.
    private static func python(_ words: String, _ name: String, in directory: TemporaryDirectory) throws -> String {
        let path = try directory.write(name, "#!/bin/sh\nexec python3 \(words) \"$@\"\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    @Test("A Python without awslambdaric says what to install")
    func missingClient() async throws {
        let directory = try TemporaryDirectory()
        // Without the folders of packages.
        let bare = try Self.python("-S -E", "bare", in: directory)
        try await FunctionsDoor.with(["handlers.python": bare]) { door in
            try await door.create(
                "python", Self.archive("def handler(event, context): return 1"), runtime: "python3.12",
                handler: "app.handler")
            let answer = try await door.invoke("python")
            #expect(answer.functionError == "Unhandled")
            #expect(answer.json["errorType"] == "Runtime.InvalidEntrypoint")
            let message = answer.json["errorMessage"]?.stringValue ?? ""
            #expect(message.contains("has no package awslambdaric"), "\(message)")
            #expect(message.contains("pip install awslambdaric"), "\(message)")
            #expect(message.contains("HANDLERS_PYTHON"), "\(message)")
        }
    }

    @Test("Where there is no Python at all, the call says where it was looked for")
    func missingPython() async throws {
        try await FunctionsDoor.with(["handlers.python": "/nowhere/python:no-such-python"]) { door in
            try await door.create("python", Self.archive("x"), runtime: "python3.12", handler: "app.handler")
            let answer = try await door.invoke("python")
            #expect(answer.json["errorType"] == "Runtime.InvalidEntrypoint")
            let message = answer.json["errorMessage"]?.stringValue ?? ""
            #expect(message.contains("/nowhere/python, no-such-python"), "\(message)")
        }
    }

    @Test("The first Python that is there is taken, also one that comes later")
    func laterPython() async throws {
        let directory = try TemporaryDirectory()
        // As the real client is started, so that any module of that name will do.
        try FileManager.default.createDirectory(
            atPath: directory.path("packages"), withIntermediateDirectories: false)
        try directory.write(
            "packages/awslambdaric.py",
            """
            from http.client import HTTPConnection
            from os import environ
            from sys import argv
            connection = HTTPConnection(environ["AWS_LAMBDA_RUNTIME_API"])
            while True:
                connection.request("GET", "/2018-06-01/runtime/invocation/next")
                answer = connection.getresponse()
                answer.read()
                id = answer.headers["Lambda-Runtime-Aws-Request-Id"]
                connection.request("POST", f"/2018-06-01/runtime/invocation/{id}/response", '"%s"' % argv[1])
                connection.getresponse().read()
            """)
        let later = directory.path("later")
        let bare = try Self.python("-S -E", "bare", in: directory)
        try await FunctionsDoor.with(["handlers.python": "\(later):\(bare)"]) { door in
            try await door.create("python", Self.archive("x"), runtime: "python3.12", handler: "app.handler")
            #expect(try await door.invoke("python").json["errorType"] == "Runtime.InvalidEntrypoint")
            let packages = directory.path("packages")
            let words = "-c 'import sys; sys.path.insert(0, \"\(packages)\"); sys.argv.pop(0); exec(sys.argv.pop(1))'"
            _ = try Self.python(words, "later", in: directory)
            #expect(try await door.invoke("python").text == #""app.handler""#)
        }
    }
}
