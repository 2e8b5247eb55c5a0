import ArgumentParser
import FoundationEssentials

/// `orrery function deploy`.
struct FunctionDeployCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy", abstract: "Brings functions into the mesh, or makes them what their folders say now.",
        discussion: """
            A folder holds the code and a function.json: {"runtime": "python3.12", "handler": "app.handler", "timeout": 30, \
            "memory": 256, "environment": {}, "concurrency": 4}, or {"runtime": "provided.al2023"} beside a bootstrap, or \
            {"runtime": "provided.al2023", "program": "NAME"} for a program of this repository.
            """)

    @OptionGroup var location: MeshLocation

    @Argument(help: "Folders of functions, or names of functions in orchestration/functions.")
    var folders: [String]

    func run() async throws {
        try await Terminal.report {
            let functions = try folders.map { argument in
                let places = [argument, "\(ProjectFolders.functions)/\(argument)"]
                let path = places.first {
                    FileManager.default.fileExists(atPath: "\($0)/\(FunctionFolder.manifestName)")
                }
                guard let path else {
                    let missing = places.map { "\($0)/\(FunctionFolder.manifestName)" }
                    throw CommandFailure.failed("there is neither \(missing.joined(separator: " nor "))")
                }
                return try FunctionFolder(path)
            }
            try await AWSClient.with(location.folder) { client in
                for function in functions {
                    let change = try await FunctionDesk(client: client)
                        .deploy(function, programs: ProjectFolders.programs)
                    Terminal.say("function \(function.name)  \(change.rawValue)")
                }
            }
        }
    }
}
