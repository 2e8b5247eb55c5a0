import Foundation
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import MeshRuntime

@Suite("The OpenAPI document")
struct OpenAPITests {
    let document: JSONValue

    init() throws {
        let directory = try TemporaryDirectory()
        let store = try Store.open(path: directory.path("notes.db"), migrations: IdempotencyKeys.migrations)
        document = OpenAPIDocument(NoteBoard(idempotency: IdempotencyKeys(store: store)).api).json
    }

    func operation(_ path: String, _ method: String) throws -> JSONValue {
        try #require(document["paths"]?[path]?[method])
    }

    @Test("is 3.1 and names its operations, tags and schemas")
    func whole() throws {
        #expect(document["openapi"] == "3.1.0")
        #expect(document["info"] == ["title": "Notes", "version": "1"])
        #expect(document["components"]?["securitySchemes"]?["bearerAuth"]?["scheme"] == "bearer")
        for name in ["Note", "CreateNote", "Problem", "FieldError"] {
            #expect(document["components"]?["schemas"]?[name] != nil, "\(name)")
        }
        #expect(try operation("/v1/notes/{id}", "get")["operationId"] == "readNote")
    }

    @Test("leaves out what only the mesh may call, and the runtime's own")
    func internals() {
        #expect(document["paths"]?["/internal/ping"] == nil)
        #expect(document["paths"]?["/metrics"] == nil)
    }

    @Test(
        "documents every status that an operation answers",
        arguments: [
            ("/v1/notes", "get", [200, 400, 405, 406, 413, 414, 429, 431]),
            ("/v1/notes", "post", [201, 400, 401, 403, 409, 413, 415, 422]),
            ("/v1/notes/{id}", "get", [200, 304, 400, 404]), ("/v1/notes/{id}", "patch", [200, 404, 412, 415, 428]),
            ("/v1/me", "get", [200, 401]),
        ])
    func statuses(path: String, method: String, expected: [Int]) throws {
        let responses = try #require(try operation(path, method)["responses"]?.objectValue)
        for status in expected { #expect(responses[String(status)] != nil, "\(status)") }
        for (status, response) in responses {
            #expect(response["description"]?.stringValue?.isEmpty == false, "\(status)")
        }
        if path == "/v1/notes", method == "get" { #expect(responses["401"] == nil) }
    }

    @Test("says who may call")
    func security() throws {
        #expect(try operation("/v1/notes", "get")["security"] == [])
        #expect(try operation("/v1/me", "get")["security"] == [["bearerAuth": []]])
        #expect(try operation("/v1/notes", "post")["security"] == [["bearerAuth": ["role:admin"]]])
    }

    @Test("describes parameters with their bounds and defaults, and the headers that rules ask for")
    func parameters() throws {
        let list = try #require(try operation("/v1/notes", "get")["parameters"]?.arrayValue)
        let limit = try #require(list.first { $0["name"] == "limit" })
        #expect(limit["schema"] == ["type": "integer", "minimum": 1, "maximum": 100, "default": 20])
        let patch = try #require(try operation("/v1/notes/{id}", "patch")["parameters"]?.arrayValue)
        #expect(patch.contains { $0["name"] == "If-Match" && $0["required"] == true })
        let create = try #require(try operation("/v1/notes", "post")["parameters"]?.arrayValue)
        #expect(create.contains { $0["name"] == "Idempotency-Key" && $0["required"] == true })
    }

    @Test("has the accepted media types")
    func mediaTypes() throws {
        let content = try #require(try operation("/v1/notes/{id}", "patch")["requestBody"]?["content"]?.objectValue)
        #expect(Array(content.names) == ["application/merge-patch+json", "application/json"])
    }

    @Test("is valid", .enabled(if: Self.hasValidator))
    func isValid() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("openapi.json", document.prettyPrinted)
        let verdict = try await Program.run("/usr/bin/env", ["python3", "-m", "openapi_spec_validator", path])
        #expect(verdict.status == 0, "\(verdict.output)")
    }

    /// Whether the validator of PyPI is installed.
    static var hasValidator: Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", "import openapi_spec_validator"]
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            return false
        }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
