import FoundationEssentials
import Glibc
package import Logging
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The supervisor as a whole: the lock on the data folder, the mesh, and the control API.
///
/// ``run()`` brings the mesh up and returns when it has been taken down, by the control API or by SIGTERM.
package struct SupervisorService: Service {
    private let configuration: SupervisorConfiguration
    private let logger: Logger

    package init(configuration: SupervisorConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// - Throws: ``SupervisorError`` and whatever keeps it from beginning; nothing runs then that did not run before.
    package func run() async throws {
        try configuration.folder.create()
        guard let lock = try SupervisorLock(configuration.folder) else {
            throw SupervisorError.alreadyRunning(folder: configuration.folder.path)
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            try await supervise(group)
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
        withExtendedLifetime(lock) {}
    }

    private func supervise(_ group: any EventLoopGroup) async throws {
        // Instance starts and ends, a handful a second at most; if ten thousand wait, something is wrong that waiting will not cure.
        let (events, continuation) = AsyncStream.makeStream(
            of: SupervisorEvent.self, bufferingPolicy: .bufferingOldest(10_000))
        let watcher = try ExitWatcher()
        var configuration = configuration
        let sink = try await openMailSink()
        if let sink { configuration.fallbacks[Self.mailServers] = sink.address }
        let supervisor = try MeshSupervisor(
            configuration: configuration, group: group, clock: SystemWallClock(), logger: logger, events: continuation,
            watcher: watcher)
        let broadcast = supervisor.broadcast
        let control = ControlAPI(supervisor: supervisor, broadcast: broadcast, events: continuation)
        let server = HTTPServer(
            configuration: Self.controlLimits, listeners: [.unixDomainSocket(configuration.folder.controlSocket)],
            group: group, logger: logger, acceptor: control.acceptor(logger: logger))
        let callers = Set(configuration.manifest.callers(of: MeshManifest.supervisorName))
            .subtracting([MeshManifest.supervisorName])
        let readings =
            callers.isEmpty
            ? nil
            : HTTPServer(
                configuration: .mesh, listeners: [.bind("127.0.0.1", port: 0)],
                tls: .mesh(supervisor.material, accepting: .services(callers)), group: group, logger: logger,
                acceptor: ReadingsAPI(supervisor: supervisor).acceptor(logger: logger))
        let work = SupervisorWork(
            supervisor: supervisor, broadcast: broadcast, configuration: configuration, watcher: watcher,
            server: server, readings: readings)
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await withGracefulShutdownHandler {
                    try await work.run(events)
                } onGracefulShutdown: {
                    continuation.yield(.shutdownRequested)
                })
        } catch {
            result = .failure(error)
        }
        await sink?.close()
        try result.get()
    }

    /// What names the servers of mail to who sends it.
    private static let mailServers = "MAIL_SERVERS"

    /// Where the mesh sends mail and nobody has said by which server, it is kept here.
    private func openMailSink() async throws -> MailSink? {
        let isWanted = configuration.manifest.services.contains { service in
            service.inherit.contains(Self.mailServers) && service.environment[Self.mailServers] == nil
        }
        guard isWanted, ProcessInfo.processInfo.environment[Self.mailServers] == nil else { return nil }
        return try await MailSink.open(configuration.folder, logger: logger)
    }

    /// Watches stay open as long as their process lives, so nothing is idle here.
    private static var controlLimits: HTTPServerConfiguration {
        var limits = HTTPServerConfiguration()
        limits.idleTimeout = .seconds(24 * 3600)
        return limits
    }
}
