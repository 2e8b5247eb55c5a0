import MeshTransport

/// The endpoints of the configuration key `endpoints`, for a service that runs without a supervisor.
enum StaticEndpoints {
    /// Reads `identity=127.0.0.1:9001` and the like, several per service allowed.
    ///
    /// - Throws: ``ConfigurationError`` that names the key.
    static func parse(_ texts: [String]) throws(ConfigurationError) -> StaticEndpointSource {
        var services: [String: [Endpoint]] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let colon = parts[1].lastIndex(of: ":"),
                let port = Int(parts[1][parts[1].index(after: colon)...]), (1...65535).contains(port), !parts[0].isEmpty
            else {
                throw ConfigurationError(
                    "endpoints: identity=127.0.0.1:9001 and the like is expected, not \u{201C}\(text)\u{201D}")
            }
            let host = parts[1][..<colon].filter { $0 != "[" && $0 != "]" }
            services[String(parts[0]), default: []].append(
                Endpoint(instance: String(parts[1]), host: String(host), port: port))
        }
        return StaticEndpointSource(services)
    }
}
