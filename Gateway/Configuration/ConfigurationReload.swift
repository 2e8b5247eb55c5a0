/// Where the configuration came from, so that it can be read again while the gateway runs.
package struct ConfigurationReload: Sendable {
    /// The file that is watched; nil when the configuration came from flags alone.
    package let path: String?
    /// Reads everything again, as at the start.
    package let read: @Sendable () throws -> GatewayConfiguration

    package init(path: String?, read: @escaping @Sendable () throws -> GatewayConfiguration) {
        self.path = path
        self.read = read
    }

    /// The file that arguments name by `--config`.
    package static func path(in arguments: [String]) -> String? {
        for (position, argument) in arguments.enumerated() {
            if argument.hasPrefix("--config=") { return String(argument.dropFirst("--config=".count)) }
            if argument == "--config", position + 1 < arguments.count { return arguments[position + 1] }
        }
        return nil
    }
}
