import MeshCore
package import MeshRuntime

/// What may be set for functions, and why each limit is what it is.
package struct FunctionsConfiguration: MeshConfiguration {
    package static let service = "functions"
    package static let summary = "functions: handlers as processes, their versions, aliases and events."

    /// Who may call the Lambda API.
    enum Callers: String, Sendable, CaseIterable {
        /// Who signs with an administrator's key, since a function may do whatever a process may; and the orchestrator.
        case signed
        /// Everybody who reaches the port.
        case anybody
    }

    let region: String
    let account: String
    let callers: Callers
    let pythons: [String]
    let searchPath: String
    package let reach: [String]
    let processes: Int
    let concurrency: Int
    let idle: Duration
    let startLimit: Duration
    let retryDelay: Duration
    let parallelEvents: Int
    let keptDeadLetters: Int

    private static let regionKey = ConfigurationKey.string(
        "aws.region", default: "us-east-1", "The region in the ARNs of functions.")
    private static let accountKey = ConfigurationKey.string(
        "aws.account", default: "000000000000", "The account in the ARNs of functions, twelve digits.")
    private static let callersKey = ConfigurationKey.choice(
        "aws.callers", default: Callers.signed,
        "Who may call the Lambda API; anybody is for a process of one's own that one tries things with.")
    private static let pythonKey = ConfigurationKey.string(
        "handlers.python", default: "python3",
        "The Python that has the package awslambdaric, such as that of a virtual environment; of several, separated by colons, the first that is there."
    )
    private static let searchPathKey = ConfigurationKey.string(
        "handlers.path", default: "/usr/local/bin:/usr/bin:/bin", "The PATH of handlers.")
    // A handler's process has no certificate of the mesh; what it sends here goes on as this service's word.
    private static let reachKey = ConfigurationKey.list(
        "handlers.reach", "The services of the mesh that handlers may call, at ORRERY_MESH in their environment; none.")
    // Each is a process with its memory: a machine of two cores gains nothing from more of one function.
    private static let processesKey = ConfigurationKey.integer(
        "handlers.processes", in: 1...10_000, default: 64,
        "Processes that one version of a function has at most in this instance; further calls wait for one.")
    // The default of a new account of AWS.
    private static let concurrencyKey = ConfigurationKey.integer(
        "handlers.concurrency", in: 1...1_000_000, default: 1000,
        "Calls of one version at once, running and waiting, unless its function has a number of its own reserved.")
    // What AWS is seen to do is five to fifteen minutes; memory on one machine is shared with everybody else.
    private static let idleKey = ConfigurationKey.duration(
        "handlers.idle", in: .milliseconds(10)...(.seconds(86_400)), default: .seconds(300),
        "How long a process without work is kept.")
    // As long as the initialisation may take with AWS.
    private static let startLimitKey = ConfigurationKey.duration(
        "handlers.startLimit", in: .milliseconds(100)...(.seconds(900)), default: .seconds(10),
        "How long a process may take from its start until it asks for work.")
    // A minute before the second try and two before the third, as AWS does it.
    private static let retryDelayKey = ConfigurationKey.duration(
        "events.retryDelay", in: .milliseconds(1)...(.seconds(3_600)), default: .seconds(60),
        "The pause before an event is tried a second time; the third comes after twice that.")
    private static let parallelEventsKey = ConfigurationKey.integer(
        "events.parallel", in: 1...10_000, default: 64, "Events that this instance carries at once.")
    private static let keptDeadLettersKey = ConfigurationKey.integer(
        "events.kept", in: 0...1_000_000, default: 10_000,
        "Events that could not be handled which are kept for people; beyond it the oldest go.")

    package static let keys: [any AnyConfigurationKey] = [
        regionKey, accountKey, callersKey, pythonKey, searchPathKey, reachKey, processesKey, concurrencyKey, idleKey,
        startLimitKey,
        retryDelayKey, parallelEventsKey, keptDeadLettersKey,
    ]

    package init(_ values: ConfigurationValues) throws(ConfigurationError) {
        region = values[Self.regionKey]
        account = values[Self.accountKey]
        callers = values[Self.callersKey]
        pythons = values[Self.pythonKey].split(separator: ":").map(String.init)
        searchPath = values[Self.searchPathKey]
        reach = values[Self.reachKey]
        processes = values[Self.processesKey]
        concurrency = values[Self.concurrencyKey]
        idle = values[Self.idleKey]
        startLimit = values[Self.startLimitKey]
        retryDelay = values[Self.retryDelayKey]
        parallelEvents = values[Self.parallelEventsKey]
        keptDeadLetters = values[Self.keptDeadLettersKey]
    }

    /// Who may call: the orchestrator proves itself by its certificate, everybody else by a signature.
    var access: Access {
        switch callers {
        case .signed: .mesh("orchestrator", orRole: "admin")
        case .anybody: .public
        }
    }
}
