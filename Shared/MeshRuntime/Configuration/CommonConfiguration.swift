/// The keys that every process of the mesh has.
package struct CommonConfiguration: Sendable {
    /// How log lines are written.
    package enum LogFormat: String, Sendable, CaseIterable {
        case human, json
        /// For people on a terminal, else JSON lines.
        case auto
    }

    /// Which requests are logged.
    package enum LoggedRequests: String, Sendable, CaseIterable {
        case none
        /// Those that were answered with 5xx.
        case failed
        case all
    }

    /// How severe a log line is, least first.
    package enum LogLevel: String, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }

    package let instance: String
    package let dataDirectory: String
    package let host: String
    package let port: Int
    package let controlSocket: String?
    package let endpoints: [String]
    package let tlsDirectory: String?
    package let tlsCallers: [String]
    package let logLevel: LogLevel
    package let logFormat: LogFormat
    package let logRequests: LoggedRequests
    package let traceSampling: Double
    package let drainLimit: Duration
    package let eventLoops: Int
    package let bodyLimit: Int

    static let instanceKey = ConfigurationKey.optionalString(
        "service.instance",
        "The id of this instance, unique in the mesh; the service's name and the process id when absent.")
    static let dataDirectoryKey = ConfigurationKey.string(
        "data.dir", default: ".orrery", "The directory of the service's data, shared by all its instances.")
    static let hostKey = ConfigurationKey.string(
        "http.host", default: "127.0.0.1", "The address to listen at, unless a socket is passed on (LISTEN_FDS).")
    static let portKey = ConfigurationKey.integer(
        "http.port", in: 0...65535, default: 0, "The port to listen at; 0 lets the system choose.")
    static let controlSocketKey = ConfigurationKey.optionalString(
        "control.socket", "The UNIX socket of the supervisor, which pushes the endpoint table (also ORRERY_CONTROL).")
    static let endpointsKey = ConfigurationKey.list(
        "endpoints",
        "Where services are when there is no supervisor: identity=127.0.0.1:9001, several per service allowed.")
    static let tlsDirectoryKey = ConfigurationKey.optionalString(
        "tls.dir",
        "The directory of ca.pem, cert.pem and key.pem for mutual TLS within the mesh; plain TCP when absent.")
    static let tlsCallersKey = ConfigurationKey.list(
        "tls.callers", default: ["gateway", "orrery"], "The services whose certificates are let in under mutual TLS.")
    static let logLevelKey = ConfigurationKey.choice(
        "log.level", default: LogLevel.info, "The least severe level that is logged.")
    static let logFormatKey = ConfigurationKey.choice(
        "log.format", default: LogFormat.auto, "How log lines look; auto is human on a terminal, else json.")
    static let logRequestsKey = ConfigurationKey.choice(
        "log.requests", default: LoggedRequests.failed, "Which requests are logged one by one.")
    static let traceSamplingKey = ConfigurationKey.number(
        "trace.sampling", in: 0...1, default: 0.01,
        "The share of traces begun here that are recorded; callers decide over their own.")
    // Past ten seconds a deploy is slower than any request that a deadline allows.
    static let drainLimitKey = ConfigurationKey.duration(
        "drain.limit", in: .zero ... .seconds(600), default: .seconds(10),
        "How long open requests may go on after SIGTERM.")
    static let eventLoopsKey = ConfigurationKey.integer(
        "event.loops", in: 1...64, default: 1,
        "Threads that serve connections; run more instances rather than more threads.")
    static let bodyLimitKey = ConfigurationKey.integer(
        "http.bodyLimit", in: 1024...(1 << 30), default: 16 << 20,
        "The most bytes of any request body; operations set less.")

    /// All of them, in the order of help.
    static var keys: [any AnyConfigurationKey] {
        [
            instanceKey, dataDirectoryKey, hostKey, portKey, bodyLimitKey, controlSocketKey, endpointsKey,
            tlsDirectoryKey,
            tlsCallersKey, logLevelKey, logFormatKey, logRequestsKey, traceSamplingKey, drainLimitKey, eventLoopsKey,
        ]
    }

    /// Reads the keys.
    ///
    /// - Parameter fallbackInstance: The id of the instance when none is given.
    package init(_ values: ConfigurationValues, fallbackInstance: String) {
        instance = values[Self.instanceKey] ?? fallbackInstance
        dataDirectory = values[Self.dataDirectoryKey]
        host = values[Self.hostKey]
        port = values[Self.portKey]
        controlSocket = values[Self.controlSocketKey]
        endpoints = values[Self.endpointsKey]
        tlsDirectory = values[Self.tlsDirectoryKey]
        tlsCallers = values[Self.tlsCallersKey]
        logLevel = values[Self.logLevelKey]
        logFormat = values[Self.logFormatKey]
        logRequests = values[Self.logRequestsKey]
        traceSampling = values[Self.traceSamplingKey]
        drainLimit = values[Self.drainLimitKey]
        eventLoops = values[Self.eventLoopsKey]
        bodyLimit = values[Self.bodyLimitKey]
    }
}
