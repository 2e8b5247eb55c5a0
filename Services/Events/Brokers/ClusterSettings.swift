import JetStreamLog
import MeshRuntime

/// Which cluster of NATS servers keeps the log, if it is not kept here.
struct ClusterSettings: Sendable {
    /// nil when the log is our own.
    let log: JetStreamConfiguration?

    private static let serversKey = ConfigurationKey.list(
        "log.nats",
        "Servers of a NATS cluster (nats://host:4222) that keeps the log in JetStream, in the place of our own.")
    // Three of three outlive the loss of one.
    private static let replicasKey = ConfigurationKey.integer(
        "log.nats.replicas", in: 1...5, default: 3, "How many of the servers keep each record.")
    private static let namespaceKey = ConfigurationKey.string(
        "log.nats.namespace", default: "orrery",
        "What the names of streams begin with, another one for each mesh on a cluster: letters, digits, - and _.")

    static let keys: [any AnyConfigurationKey] = [serversKey, replicasKey, namespaceKey]

    /// - Throws: `ConfigurationError` when a server's address or the name makes no sense.
    init(_ values: ConfigurationValues) throws(ConfigurationError) {
        let servers = values[Self.serversKey]
        guard !servers.isEmpty else {
            log = nil
            return
        }
        var faults = servers.filter { !$0.hasPrefix("nats://") || $0.count < 8 }.map {
            "log.nats: an address such as nats://host:4222 is expected, not \u{201C}\($0)\u{201D}"
        }
        let namespace = values[Self.namespaceKey]
        let isName =
            !namespace.isEmpty && namespace.utf8.count <= 32
            && namespace.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        if !isName { faults.append("log.nats.namespace: up to 32 letters, digits, - and _ are expected") }
        guard faults.isEmpty else { throw ConfigurationError(faults) }
        var configuration = JetStreamConfiguration(servers: servers)
        configuration.replicas = values[Self.replicasKey]
        configuration.namespace = namespace
        log = configuration
    }
}
