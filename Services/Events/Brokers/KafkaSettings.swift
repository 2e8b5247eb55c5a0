import MeshRuntime

/// Where clients of Kafka are taken, if at all.
struct KafkaSettings: Sendable {
    /// nil when they are not; 0 for any port that is free.
    let port: Int?
    let host: String
    /// nil when clients connect to ``host``.
    let advertisedHost: String?

    /// The instances of a few meshes on one machine, and those that a deploy starts beside them, find a port each within as many.
    static let portAttempts = 64

    // There is neither a password nor encryption on this port, so it is open only where somebody wants it.
    private static let portKey = ConfigurationKey<Int?>(
        "kafka.port", form: "off or an integer from 0 to 65535", default: nil, standardText: "off",
        "The port for clients of Kafka, or the next that is free, one for each instance; 0: any."
    ) { text in
        if text == "off" { return .some(nil) }
        return Int(text).flatMap { (0...65535).contains($0) ? .some($0) : nil }
    }
    private static let hostKey = ConfigurationKey.string(
        "kafka.host", default: "127.0.0.1", "The address to listen at for clients of Kafka, who need no password.")
    // Behind the network of a container, clients connect to something else than what is listened at.
    private static let advertisedHostKey = ConfigurationKey.string(
        "kafka.advertisedHost", default: "kafka.host", "What clients of Kafka connect to.")

    static let keys: [any AnyConfigurationKey] = [portKey, hostKey, advertisedHostKey]

    init(_ values: ConfigurationValues) {
        port = values[Self.portKey]
        host = values[Self.hostKey]
        let advertised = values[Self.advertisedHostKey]
        advertisedHost = advertised == Self.hostKey.name ? nil : advertised
    }
}
