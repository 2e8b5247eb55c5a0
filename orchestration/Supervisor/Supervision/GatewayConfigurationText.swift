/// Writes the gateway's configuration file from the manifest's routes.
enum GatewayConfigurationText {
    static func make(_ routes: [GatewayRoute]) -> String {
        var lines = ["# Written by the supervisor from mesh.yaml.", "routes:"]
        for route in routes {
            lines.append("  - prefix: \(quoted(route.prefix))")
            lines.append("    service: \(quoted(route.service))")
            if let timeout = route.timeout { lines.append("    timeout: \(milliseconds(timeout))") }
            if let perTry = route.perTry { lines.append("    perTry: \(milliseconds(perTry))") }
            if let retries = route.retries { lines.append("    retries: \(retries)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A single-quoted scalar of YAML, in which only the quote is special.
    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    private static func milliseconds(_ duration: Duration) -> String { "\(Int(duration / .milliseconds(1)))ms" }
}
