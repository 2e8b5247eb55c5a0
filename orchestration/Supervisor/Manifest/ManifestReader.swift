import FoundationEssentials
import Yams

/// Reads a manifest strictly: an unknown key, a wrong type or a value out of its range is an error that names it.
package enum ManifestReader {
    /// Instances of one service: more than cores is useful for trials, and 16 of each fill a small machine.
    static let instanceRange = 0...16
    private static let timeRange: ClosedRange<Duration> = .milliseconds(1) ... .seconds(600)
    /// Sending a whole catalog takes longer than anything that starts or stops.
    private static let routeTimeRange: ClosedRange<Duration> = .milliseconds(1) ... .seconds(3600)
    private static let memoryRange = (16 << 20)...(64 << 30)

    /// - Throws: ``ManifestError``, also when the file cannot be read.
    package static func read(path: String) throws(ManifestError) -> MeshManifest {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw ManifestError(file: path, key: "", line: nil, problem: "cannot be read: \(error)")
        }
        return try parse(text, file: path)
    }

    /// - Parameter file: The name that complaints give.
    /// - Throws: ``ManifestError``.
    package static func parse(_ text: String, file: String) throws(ManifestError) -> MeshManifest {
        let composed: Node?
        do {
            composed = try Yams.compose(yaml: text)
        } catch {
            throw ManifestError(file: file, key: "", line: nil, problem: "is no valid YAML: \(error)")
        }
        guard let composed else { throw ManifestError(file: file, key: "", line: nil, problem: "is empty") }
        return try manifest(ManifestNode(file: file, key: "", node: composed))
    }

    private static func manifest(_ root: ManifestNode) throws(ManifestError) -> MeshManifest {
        let fields = try root.fields("public", "defaults", "services")
        let defaults = try fields["defaults"].map(serviceDefaults) ?? ServiceManifest(name: "", instances: 1)
        guard let servicesNode = fields["services"] else { throw root.failure("has no 'services'") }
        var services: [ServiceManifest] = []
        for (name, node) in try servicesNode.entries() {
            services.append(try service(named: name, node, defaults: defaults))
        }
        let names = services.map(\.name)
        for (service, entry) in zip(services, try servicesNode.entries()) {
            try checkReferences(of: service, at: entry.value, names: names)
        }
        guard let publicNode = fields["public"] else { throw root.failure("has no 'public'") }
        let listener = try publicListener(publicNode)
        guard names.contains(listener.service) else {
            throw publicNode.failure("names the service '\(listener.service)', which is not declared")
        }
        return MeshManifest(publicListener: listener, services: services)
    }

    private static func publicListener(_ node: ManifestNode) throws(ManifestError) -> PublicListener {
        let fields = try node.fields("service", "host", "port")
        return PublicListener(
            service: try fields["service"]?.text() ?? "gateway", host: try fields["host"]?.text() ?? "127.0.0.1",
            port: try fields["port"]?.integer(in: 0...65_535) ?? 8080)
    }

    private static func serviceDefaults(_ node: ManifestNode) throws(ManifestError) -> ServiceManifest {
        let fields = try node.fields("instances", "memory", "ready", "drain", "restart")
        return ServiceManifest(
            name: "", instances: try fields["instances"]?.integer(in: instanceRange) ?? 1,
            limits: try limits(fields, defaults: ServiceLimits()))
    }

    private static func service(
        named name: String, _ node: ManifestNode, defaults: ServiceManifest
    ) throws(ManifestError) -> ServiceManifest {
        guard isServiceName(name), name != MeshManifest.supervisorName else {
            throw node.failure("is no name for a service: lower-case letters, digits and '-', beginning with a letter")
        }
        var service = defaults
        service.name = name
        if case .scalar(let scalar) = node.node, scalar.string.isEmpty { return service }
        let fields = try node.fields(
            "instances", "calls", "memory", "ready", "drain", "restart", "environment", "inherit", "routes")
        service.instances = try fields["instances"]?.integer(in: instanceRange) ?? defaults.instances
        service.limits = try limits(fields, defaults: defaults.limits)
        for item in try fields["calls"]?.items() ?? [] { service.calls.append(try item.text()) }
        for (key, value) in try fields["environment"]?.entries() ?? [] {
            service.environment[key] = try value.text()
        }
        for item in try fields["inherit"]?.items() ?? [] { service.inherit.append(try item.text()) }
        for item in try fields["routes"]?.items() ?? [] { service.routes.append(try route(item)) }
        return service
    }

    private static func limits(
        _ fields: [String: ManifestNode], defaults: ServiceLimits
    ) throws(ManifestError) -> ServiceLimits {
        var limits = defaults
        limits.memoryBytes = try fields["memory"]?.byteCount(in: memoryRange) ?? defaults.memoryBytes
        limits.ready = try fields["ready"]?.duration(in: timeRange) ?? defaults.ready
        limits.drain = try fields["drain"]?.duration(in: timeRange) ?? defaults.drain
        guard let restart = fields["restart"] else { return limits }
        let policy = try restart.fields("first", "ceiling", "loop", "stable")
        limits.restart.first = try policy["first"]?.duration(in: timeRange) ?? defaults.restart.first
        limits.restart.ceiling = try policy["ceiling"]?.duration(in: timeRange) ?? defaults.restart.ceiling
        limits.restart.loopAfter = try policy["loop"]?.integer(in: 1...100) ?? defaults.restart.loopAfter
        limits.restart.stableAfter = try policy["stable"]?.duration(in: timeRange) ?? defaults.restart.stableAfter
        guard limits.restart.first <= limits.restart.ceiling else {
            throw restart.failure("waits at first longer than at most")
        }
        return limits
    }

    private static func route(_ node: ManifestNode) throws(ManifestError) -> GatewayRoute {
        let fields = try node.fields("prefix", "service", "timeout", "perTry", "retries")
        guard let prefix = try fields["prefix"]?.text() else { throw node.failure("has no 'prefix'") }
        guard prefix.hasPrefix("/") else { throw node.failure("has a prefix that does not begin with '/'") }
        guard let service = try fields["service"]?.text() else { throw node.failure("has no 'service'") }
        return GatewayRoute(
            prefix: prefix, service: service, timeout: try fields["timeout"]?.duration(in: routeTimeRange),
            perTry: try fields["perTry"]?.duration(in: routeTimeRange),
            retries: try fields["retries"]?.integer(in: 0...10))
    }

    private static func checkReferences(
        of service: ServiceManifest, at node: ManifestNode, names: [String]
    ) throws(ManifestError) {
        for callee in service.calls where !names.contains(callee) && callee != MeshManifest.supervisorName {
            throw node.failure("calls '\(callee)', which is not declared")
        }
        for route in service.routes where !service.calls.contains(route.service) {
            throw node.failure("routes '\(route.prefix)' to '\(route.service)', which is not among its calls")
        }
        let prefixes = service.routes.map(\.prefix)
        for prefix in prefixes where prefixes.count(where: { $0 == prefix }) > 1 {
            throw node.failure("has the route '\(prefix)' twice")
        }
    }

    private static func isServiceName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return name.utf8.count <= 32
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
