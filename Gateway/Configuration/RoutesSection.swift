import MeshCore
import MeshRuntime
import MeshTransport

/// Reads the parts of the configuration file that are lists: every fault is told with the key that it is about.
enum RoutesSection {
    /// More routes than any mesh has; a request walks over them.
    private static let maximumRoutes = 256
    private static let timeBounds = Duration.milliseconds(1)...Duration.seconds(3600)

    private static let duration = JSONSchema.string(
        pattern: "^(none|[0-9]+(ms|s|m|h))$", description: "A time, or none.")
    private static let routesSchema = JSONSchema.array(
        of: .object([
            .required("prefix", .string(1...1024, pattern: "^/[!-~]*$")),
            .required("service", .string(1...64, pattern: "^[a-z][a-z0-9-]*$")),
            .optional("timeout", duration), .optional("perTry", duration), .optional("retries", .integer(0...10)),
        ]), count: 0...maximumRoutes)
    private static let upstreamsSchema = JSONSchema.map(
        of: .array(of: .string(3...300), count: 0...256), maximumCount: 256)

    /// Reads the routes.
    ///
    /// - Parameter faults: Takes what is wrong, in words that name the key.
    static func routes(_ section: JSONValue?, faults: inout [String]) -> [Route] {
        guard let section, section != .null else { return [] }
        let errors = routesSchema.validate(section, field: "routes")
        guard errors.isEmpty else {
            faults += errors.map(words)
            return []
        }
        var routes: [Route] = []
        for (position, element) in (section.arrayValue ?? []).enumerated() {
            let route = route(element, at: "routes[\(position)]", faults: &faults)
            if routes.contains(where: { $0.prefix == route.prefix }) {
                faults.append("routes[\(position)].prefix: \(route.prefix) is there twice")
            }
            if RequestPath.hasDotSegment(Array(route.prefix.utf8)[...]) {
                faults.append("routes[\(position)].prefix: dot segments are not routed")
            }
            routes.append(route)
        }
        return routes
    }

    private static func route(_ element: JSONValue, at field: String, faults: inout [String]) -> Route {
        var route = Route(
            prefix: element["prefix"]?.stringValue ?? "/", service: element["service"]?.stringValue ?? "")
        route.timeout = time(element["timeout"], default: route.timeout, at: "\(field).timeout", faults: &faults)
        route.perTry = time(element["perTry"], default: route.perTry, at: "\(field).perTry", faults: &faults)
        if let retries = element["retries"]?.intValue { route.retries = Int(retries) }
        return route
    }

    private static func time(
        _ value: JSONValue?, default standard: Duration?, at field: String, faults: inout [String]
    ) -> Duration? {
        guard let text = value?.stringValue else { return standard }
        if text == "none" { return nil }
        guard let time = DurationText.parse(text), timeBounds.contains(time) else {
            faults.append("\(field): a time from 1ms to 1h, or none, is expected, not \u{201C}\(text)\u{201D}")
            return standard
        }
        return time
    }

    /// Reads where services are.
    static func upstreams(_ section: JSONValue?, faults: inout [String]) -> [String: [Endpoint]] {
        guard let section, section != .null else { return [:] }
        let errors = upstreamsSchema.validate(section, field: "upstreams")
        guard errors.isEmpty, let object = section.objectValue else {
            faults += errors.map(words)
            return [:]
        }
        var upstreams: [String: [Endpoint]] = [:]
        for (service, addresses) in object {
            for (position, address) in (addresses.arrayValue ?? []).enumerated() {
                guard let text = address.stringValue, let endpoint = endpoint(text) else {
                    faults.append("upstreams.\(service)[\(position)]: host:port is expected")
                    continue
                }
                upstreams[service, default: []].append(endpoint)
            }
        }
        return upstreams
    }

    /// `host:port`, with IPv6 addresses in brackets, or the path of a UNIX domain socket.
    private static func endpoint(_ text: String) -> Endpoint? {
        if text.hasPrefix("/") { return Endpoint(instance: text, host: text, port: 0) }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        return host.isEmpty ? nil : Endpoint(instance: text, host: String(host), port: port)
    }

    private static func words(_ error: FieldError) -> String { "\(error.field): \(error.message)" }
}
