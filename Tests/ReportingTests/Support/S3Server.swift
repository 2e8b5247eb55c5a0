import Foundation
import MeshCore
import MeshTestKit
import Testing

/// A server of another make that speaks S3's protocol and checks signatures: moto's, with a bucket and somebody's keys.
struct S3Server: Sendable {
    let port: Int
    let keyID: String
    let secret: String
    private let python: TestProgram

    static let bucket = "reports"
    /// Beside the tests, whose folder this file's folder lies in.
    private static let script = TestProgram.script(
        "store.py", test: URL(filePath: #filePath).deletingLastPathComponent().path)

    var url: String { "http://127.0.0.1:\(port)" }

    /// Runs one for the time of a closure.
    static func with<Value: Sendable>(_ body: @Sendable (S3Server) async throws -> Value) async throws -> Value {
        let python = try #require(TestProgram.preparedPython)
        let listener = try await RawListener.bind()
        let port = listener.port
        await listener.close()
        let process = Process()
        process.executableURL = URL(filePath: python.path)
        process.arguments = ["-m", "moto.server", "-H", "127.0.0.1", "-p", "\(port)"]
        var variables = ProcessInfo.processInfo.environment
        variables["INITIAL_NO_AUTH_ACTION_COUNT"] = "4"
        process.environment = variables
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let result: Result<Value, any Error>
        do {
            let words = try await python.run([
                script, "prepare", "http://127.0.0.1:\(port)", bucket,
            ]).output
            let keys = try JSONValue(parsing: words)
            let server = S3Server(
                port: port, keyID: try #require(keys["id"]?.stringValue),
                secret: try #require(keys["secret"]?.stringValue), python: python)
            result = .success(try await body(server))
        } catch { result = .failure(error) }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return try result.get()
    }

    /// The objects in the bucket: their keys with hash and type.
    func objects() async throws -> [String: JSONValue] {
        let words = try await python.run([
            Self.script, "read", url, Self.bucket, keyID, secret,
        ]).output
        let found = try JSONValue(parsing: words).objectValue ?? JSONObject()
        return Dictionary(uniqueKeysWithValues: found.map { ($0.name, $0.value) })
    }
}
