import FoundationEssentials

/// Knows how the handlers of each runtime are started.
struct HandlerLauncher: Sendable {
    /// Pythons, by name or by path; the first that is there runs handlers. It is looked for at each start, so that one that is
    /// installed later is found.
    let pythons: [String]
    let names: FunctionNames
    /// Marks the processes of this instance, so that those it leaves behind by dying are found.
    let instanceMark: String
    /// Programs that handlers may call.
    let searchPath: String

    /// The variable that carries the mark.
    static let markName = "ORRERY_FUNCTIONS_INSTANCE"

    /// - Parameters:
    ///   - folder: Made, with the code in it.
    ///   - port: Of the process's Runtime API.
    ///   - meshKey: What it proves itself with beside it; nil when it reaches nobody.
    /// - Throws: ``LaunchFailure`` when the code has nothing to start.
    func command(
        for version: FunctionVersion, in folder: SandboxFolder, port: Int, meshKey: String?
    ) throws(LaunchFailure)
        -> HandlerCommand
    {
        let settings = version.settings
        var command = HandlerCommand(
            executable: "\(folder.task)/bootstrap", arguments: [],
            environment: environment(for: version, in: folder, port: port, meshKey), directory: folder.task,
            memory: settings.memory << 20, storage: settings.storage << 20)
        if settings.runtime.isPython {
            guard let python = ProgramPath.first(of: pythons, in: searchPath) else {
                throw LaunchFailure(
                    words: "There is no Python here to run handlers: none of \(pythons.joined(separator: ", "))")
            }
            command.executable = python
            command.arguments = PythonStart.arguments(handler: settings.handler)
        } else if !FileManager.default.fileExists(atPath: command.executable) {
            throw LaunchFailure(words: "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]")
        }
        return command
    }

    private func environment(
        for version: FunctionVersion, in folder: SandboxFolder, port: Int, _ meshKey: String?
    ) -> [String: String] {
        let settings = version.settings
        var own = [
            "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:\(port)",
            "_HANDLER": settings.handler,
            "AWS_REGION": names.region,
            "AWS_DEFAULT_REGION": names.region,
            "AWS_EXECUTION_ENV": "AWS_Lambda_\(settings.runtime.rawValue)",
            "AWS_LAMBDA_FUNCTION_NAME": version.function,
            "AWS_LAMBDA_FUNCTION_VERSION": version.version,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": String(settings.memory),
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/\(version.function)",
            "AWS_LAMBDA_LOG_STREAM_NAME": "[\(version.version)]\(folder.path.split(separator: "/").last ?? "")",
            "LAMBDA_TASK_ROOT": folder.task,
            "LAMBDA_RUNTIME_DIR": folder.task,
            "TMPDIR": folder.temporary,
            Self.markName: instanceMark,
        ]
        if let meshKey {
            own[MeshDoor.addressName] = "http://127.0.0.1:\(port)/mesh"
            own[MeshDoor.keyName] = meshKey
        }
        let standard = [
            "PATH": searchPath, "LANG": "en_US.UTF-8", "TZ": ":UTC", "HOME": folder.temporary,
            "LD_LIBRARY_PATH": "\(folder.task)/lib:\(folder.task)",
        ]
        return standard.merging(settings.environment) { $1 }.merging(own) { $1 }
    }
}
