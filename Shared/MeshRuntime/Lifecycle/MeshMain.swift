import CProcess
import CoreMetrics
import FoundationEssentials
import Glibc
import Instrumentation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// The main function of every service: configuration, logs, metrics, traces, and a life that ends well on SIGTERM.
package enum MeshMain {
    /// The exit code of a process that was started wrongly (sysexits.h, EX_CONFIG): starting it again will not help.
    private static let configurationExit: Int32 = 78

    /// Runs a service until SIGTERM or SIGINT, and ends the process.
    ///
    /// - Parameters:
    ///   - configuration: The service's configuration.
    ///   - make: Puts the service together; called once, when the process is tied to the mesh.
    package static func run<Configuration: MeshConfiguration>(
        _ configuration: Configuration.Type, make: (Configuration, Runtime) async throws -> any MeshService
    ) async -> Never {
        let environment = ProcessInfo.processInfo.environment
        let version = environment["SERVICE_VERSION"] ?? "dev"
        allowSocketRescue()
        raiseDescriptorLimit()
        let values = load(configuration, version: version, environment: environment)
        let common = CommonConfiguration(
            values, fallbackInstance: "\(Configuration.service)-\(ProcessInfo.processInfo.processIdentifier)")
        let registry = MetricsRegistry(process: ProcessMetrics())
        let logger = bootstrap(common, registry, service: Configuration.service)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: common.eventLoops)
        do {
            let own = try Configuration(values)
            try FileManager.default.createDirectory(
                atPath: common.dataDirectory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let runtime = try Runtime(
                service: Configuration.service, version: version, common: common, environment: environment,
                group: group,
                registry: registry, logger: logger)
            let host = ServiceHost(try await make(own, runtime), runtime: runtime)
            let port = try await host.bind()
            logger.info(
                "Started", metadata: ["service.version": "\(version)", "port": "\(port.map(String.init) ?? "-")"])
            // The event loops end with the process: everything on them has been drained by then.
            try await life(of: host, logger).run()
        } catch let error as ConfigurationError {
            fail("\(Configuration.service): \(error)\n", configurationExit)
        } catch {
            logger.critical("Cannot go on", metadata: ["error": "\(error)"])
            exit(1)
        }
        logger.info("Stopped")
        exit(0)
    }

    private static func life(of host: ServiceHost, _ logger: Logger) -> ServiceGroup {
        var configuration = ServiceGroupConfiguration(
            services: (host.services + [ColdCode()]).map {
                // The process has nothing to do without any of them.
                .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
            }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // The server has its own limit; twice that is for a service whose own work hangs.
        configuration.maximumGracefulShutdownDuration = host.runtime.common.drainLimit * 2 + .seconds(5)
        return ServiceGroup(configuration: configuration)
    }

    private static func load<Configuration: MeshConfiguration>(
        _ type: Configuration.Type, version: String, environment: [String: String]
    ) -> ConfigurationValues {
        do {
            switch try ConfigurationLoader(type, version: version).load(
                arguments: CommandLine.arguments, environment: environment)
            {
            case .values(let values): return values
            case .text(let text):
                print(text, terminator: "")
                exit(0)
            }
        } catch {
            fail("\(Configuration.service): \(error)\nTry --help.\n", configurationExit)
        }
    }

    private static func bootstrap(_ common: CommonConfiguration, _ registry: MetricsRegistry, service: String) -> Logger
    {
        let sink = LogSink(descriptor: STDERR_FILENO)
        let level = Logger.Level(rawValue: common.logLevel.rawValue) ?? .info
        LoggingSystem.bootstrap { label in
            var handler = MeshLogHandler(label: label, format: common.logFormat, level: level, sink: sink)
            handler.metadata["service.instance"] = .string(common.instance)
            return handler
        }
        MetricsSystem.bootstrap(registry)
        let logger = Logger(label: service)
        InstrumentationSystem.bootstrap(MeshTracer(sampling: common.traceSampling, logger: logger))
        // A peer that goes while it is written to is an error of that connection, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        return logger
    }

    /// Lets another process of the same user take a copy of a listening socket (pidfd_getfd(2)), as a supervisor does
    /// that was started anew. Without Yama, or where this is refused, nothing changes.
    private static func allowSocketRescue() {
        orrery_allow_descriptor_copies()
    }

    /// Each connection takes a descriptor, and the usual soft limit of 1024 is below what a server lets in.
    private static func raiseDescriptorLimit() {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard unsafe getrlimit(resource, &limit) == 0 else { return }
        // More than connections, files and pipes of a service ever take together.
        let wanted = min(limit.rlim_max, 65_536)
        guard limit.rlim_cur < wanted else { return }
        limit.rlim_cur = wanted
        // Refused, the limit stays what it was, and what is beyond it is not accepted.
        _ = unsafe setrlimit(resource, &limit)
    }

    private static func fail(_ words: String, _ code: Int32) -> Never {
        LogSink(descriptor: STDERR_FILENO).write(Array(words.utf8))
        exit(code)
    }
}
