import ArgumentParser
import FoundationEssentials
import Glibc
import Logging
import MeshRuntime
import ServiceLifecycle
import UnixSignals

/// `orrery supervise`.
struct SuperviseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise",
        abstract: "Runs the supervisor in the foreground; `orchestration/orrery up` does that for you.",
        discussion: """
            It takes over the instances of a supervisor that has died. It ends, and the mesh with it, on `orrery down` and on \
            SIGTERM or SIGINT. When it is killed, the instances go on without it.
            """)

    @OptionGroup var location: MeshLocation

    @Option(help: "The file that declares the mesh.")
    var mesh: String

    @Option(help: "The folder of the services' executables; this executable's own when absent.")
    var bin: String?

    @Option(
        help: "The least severe level that is logged: trace, debug, info, notice, warning, error or critical.",
        transform: { text in
            guard let level = Logger.Level(rawValue: text) else { throw ValidationError("there is no level '\(text)'") }
            return level
        })
    var logLevel: Logger.Level = .info

    func run() async throws {
        // A terminal that closes, or a reader that goes, must not take the mesh with it.
        signal(SIGHUP, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        // Sockets and files are for this user alone.
        umask(0o077)
        try await Terminal.report {
            var manifest = try ManifestReader.read(path: mesh)
            if let port = try location.requestedPort() { manifest.publicListener.port = port }
            let configuration = SupervisorConfiguration(
                folder: location.folder, manifest: manifest, executables: bin ?? Self.ownFolder)
            let level = logLevel
            let logger = Logger(label: MeshManifest.supervisorName) { label in
                // The same lines as the services write, so that all logs can be read as one.
                var handler = MeshLogHandler(
                    label: label, format: .auto, level: level, sink: LogSink(descriptor: STDERR_FILENO))
                handler.metadata = ["service.instance": "\(label)"]
                return handler
            }
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [
                        .init(
                            service: SupervisorService(configuration: configuration, logger: logger),
                            successTerminationBehavior: .gracefullyShutdownGroup),
                        .init(service: ColdCode(), successTerminationBehavior: .ignore),
                    ],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            try await group.run()
        }
    }

    private static var ownFolder: String {
        // Without /proc the name that it was called by is the best guess.
        let path =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    }
}
