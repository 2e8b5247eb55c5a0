import Foundation
import Logging
import MeshTestKit
import MeshTransport

@testable import Supervisor

/// A mesh of two services with one instance each that are scripts: they start, live and die as real ones do.
struct ScriptMesh: Sendable {
    let directory: TemporaryDirectory
    var configuration: SupervisorConfiguration
    var folder: DataFolder { configuration.folder }

    /// A service that runs and never says anything, so that it is never ready.
    static let silent = """
        #!/bin/sh
        exec sleep 1000
        """

    /// A service that answers every request with 200.
    static func answering() throws -> String {
        try String(contentsOfFile: repositoryPath("Tests/SupervisorTests/Scripts/answering.py"), encoding: .utf8)
    }

    private init(catalog: String, restart: RestartPolicy) throws {
        directory = try TemporaryDirectory()
        let limits = ServiceLimits(drain: .seconds(5), restart: restart)
        let manifest = MeshManifest(
            publicListener: PublicListener(service: "gateway", host: "127.0.0.1", port: 0),
            services: [
                ServiceManifest(name: "catalog", instances: 1, limits: limits),
                ServiceManifest(
                    name: "gateway", instances: 1, calls: ["catalog"], limits: limits,
                    routes: [GatewayRoute(prefix: "/", service: "catalog")]),
            ])
        configuration = SupervisorConfiguration(
            folder: DataFolder(path: directory.path("data")), manifest: manifest, executables: directory.path("bin"))
        try FileManager.default.createDirectory(atPath: directory.path("bin"), withIntermediateDirectories: true)
        try write("catalog", catalog)
        try write("gateway", Self.silent)
    }

    /// Makes a mesh for the work of a closure, and ends what is left of it.
    static func with(
        catalog: String = silent, restart: RestartPolicy = RestartPolicy(), _ work: (ScriptMesh) async throws -> Void
    ) async throws {
        let mesh = try ScriptMesh(catalog: catalog, restart: restart)
        let result: Result<Void, any Error>
        do {
            result = .success(try await work(mesh))
        } catch {
            result = .failure(error)
        }
        _ = try await mesh.end()
        try await waitUntil("nothing of the mesh to be left") { mesh.processes().isEmpty }
        try result.get()
    }

    func write(_ service: String, _ script: String) throws {
        try directory.write("bin/\(service)", script + "\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: directory.path("bin/\(service)"))
    }

    /// Runs a supervisor while the work goes on; afterwards it is cancelled, which leaves its instances running.
    func supervised<Value: Sendable>(_ work: (ControlClient) async throws -> Value) async throws -> Value {
        let service = SupervisorService(
            configuration: configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            let value = try await ControlClient.with(folder) { client in
                // While it is not there yet, the client says so; what else goes wrong shows when the limit passes.
                try await waitUntil("the control socket to answer") { (try? await client.status()) != nil }
                return try await work(client)
            }
            group.cancelAll()
            try await group.waitForAll()
            return value
        }
    }

    /// Waits until the instances run, and tells their pids, in the order of the services.
    func pids(_ client: ControlClient, count: Int = 2) async throws -> [Int32] {
        try await waitForValue("\(count) instances to run") {
            let pids = try await client.status().instances.compactMap(\.pid)
            return pids.count == count ? pids : nil
        }
    }

    /// The processes that bear the mesh's mark.
    func processes() -> [ProcessReading] {
        ProcessTable.processes(environment: MeshSupervisor.meshVariable, folder.path)
    }

    /// Ends everything without a supervisor, and tells how many processes there were.
    func end() async throws -> Int {
        try await MeshRemnants(folder: folder).end(within: .seconds(5))
    }
}
