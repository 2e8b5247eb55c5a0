import ArgumentParser
import FoundationEssentials

/// Which mesh a command speaks of.
struct MeshLocation: ParsableArguments {
    @Option(
        name: .customLong("data"), help: "The data folder of the mesh (ORRERY_DATA; .orrery when neither is given).")
    var data: String?

    @Option(help: "The public port (ORRERY_PORT; mesh.yaml's when neither is given). It counts when the mesh comes up.")
    var port: Int?

    var folder: DataFolder {
        let environment = ProcessInfo.processInfo.environment
        return DataFolder(path: data ?? environment["ORRERY_DATA"].flatMap { $0.isEmpty ? nil : $0 } ?? ".orrery")
    }

    /// The port that was asked for; nil when nobody said anything.
    ///
    /// - Throws: `ValidationError` when the environment holds no port.
    func requestedPort() throws -> Int? {
        if let port { return port }
        guard let text = ProcessInfo.processInfo.environment["ORRERY_PORT"], !text.isEmpty else { return nil }
        guard let port = Int(text), (0...65_535).contains(port) else {
            throw ValidationError("ORRERY_PORT must be a port, not '\(text)'.")
        }
        return port
    }

    func validate() throws {
        if let port, !(0...65_535).contains(port) { throw ValidationError("--port must be from 0 to 65535.") }
    }
}
