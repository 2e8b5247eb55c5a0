import Foundation
import MeshTestKit
import Testing

/// A whole mesh of the real executables under the real supervisor, in a folder and on a port of its own.
struct LocalMesh: Sendable {
    let data: URL
    let port: Int

    /// The mesh that the suite's trait started.
    @TaskLocal static var current: LocalMesh?

    static func required() throws -> LocalMesh { try #require(current, "the suite has the trait .localMesh") }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folder of the built executables: the one that holds this test bundle.
    static let binaries: URL = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let running = URL(filePath: CommandLine.arguments.first ?? ".")
        return (bundle ?? running).deletingLastPathComponent()
    }()

    var url: String { "http://127.0.0.1:\(port)" }

    /// The project's script, for this mesh.
    var script: Tool { tool("orchestration/orrery") }

    /// What runs the workflows that ship, on this mesh.
    var workflows: Tool { tool("orchestration/workflows/run") }

    private func tool(_ path: String) -> Tool {
        var environment = [
            "ORRERY_DATA": data.path(percentEncoded: false), "ORRERY_PORT": String(port),
            "ORRERY_BIN": Self.binaries.path(percentEncoded: false),
            // Scheduled reports are brought to folders in that of the mesh.
            "DELIVERY_FOLDER": data.path(percentEncoded: false),
        ]
        // The project's own environment `up` finds by itself; another one, which the tests were given, it is told of.
        if !FileManager.default.fileExists(atPath: Self.root.appending(path: ".venv").path(percentEncoded: false)) {
            environment["HANDLERS_PYTHON"] = ProcessInfo.processInfo.environment["ORRERY_PYTHON"]
        }
        return Tool(
            executable: Self.root.appending(path: path).path(percentEncoded: false), environment: environment)
    }

    /// Starts a mesh and waits until it is ready.
    static func up() async throws -> LocalMesh {
        let data = FileManager.default.temporaryDirectory.appending(path: "orrery-\(UUID().uuidString.prefix(8))")
        let mesh = LocalMesh(data: data, port: try freePort())
        let result = try await mesh.script.run(["up", "--detach"])
        guard result.exitCode == 0 else {
            // No process must be left behind; the folder stays, with its logs.
            _ = try? await mesh.script.run(["down"])
            throw MeshFailure(words: "up exited with \(result.exitCode)\n\(result.output)\n\(result.errors)")
        }
        return mesh
    }

    /// Stops every process of the mesh and removes its folder.
    func down() async throws {
        let result = try await script.run(["down"])
        guard result.exitCode == 0 else { throw MeshFailure(words: "down: \(result.output)\n\(result.errors)") }
        try FileManager.default.removeItem(at: data)
    }

    /// The instances that the supervisor knows.
    func instances() async throws -> [Instance] {
        let result = try await script.run(["status", "--json"])
        guard result.exitCode == 0 else { throw MeshFailure(words: "status: \(result.errors)") }
        return try JSONDecoder().decode(Status.self, from: Data(result.output.utf8)).instances
    }

    /// The same, once all are ready: on a busy machine probes may go unanswered for a moment.
    func readyInstances() async throws -> [Instance] {
        var last: [Instance] = []
        try await waitUntil("every instance is ready", state: { "\(last)" }) {
            last = try await instances()
            return last.allSatisfy { $0.state == "ready" }
        }
        return last
    }

    /// An access token of a role, for local use.
    func token(role: String) async throws -> String {
        let result = try await script.run(["token", "--role", role])
        guard result.exitCode == 0 else { throw MeshFailure(words: "token: \(result.errors)") }
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A port that was free a moment ago: the kernel chose it.
    private static func freePort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // The pointers are used within the calls alone, and `sockaddr_in` is laid out as the kernel expects it.
        let outcome = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(socket, generic, length) == 0 ? unsafe getsockname(socket, generic, &length) : -1
            }
        }
        guard outcome == 0 else { throw MeshFailure(words: "no free port: \(errno)") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// One instance, as `status --json` tells of it.
struct Instance: Decodable, Sendable {
    let service: String
    let instance: String
    let version: String
    let pid: Int32
    let state: String
    let restarts: Int
    let port: Int?
}

private struct Status: Decodable {
    let instances: [Instance]
}

/// The mesh did not do what a test needs before it can begin.
struct MeshFailure: Error, CustomStringConvertible {
    let words: String
    var description: String { words }
}

/// Runs a suite against one mesh, which is brought up before its first test and down after its last.
struct LocalMeshTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let mesh = try await LocalMesh.up()
        do {
            try await LocalMesh.$current.withValue(mesh) { try await function() }
        } catch {
            // The suite's own failure is the one to be told.
            try? await mesh.down()
            throw error
        }
        try await mesh.down()
    }
}

extension SuiteTrait where Self == LocalMeshTrait {
    /// Gives the suite a running mesh.
    static var localMesh: Self { LocalMeshTrait() }
}
