/// Endpoints from DNS, as Kubernetes' headless services have them: every address of a name is an instance.
///
/// The system's resolver tells no time to live, so names are asked at an interval. A name that cannot be resolved keeps
/// its last endpoints: what served a moment ago most likely still does. Somebody must ``run()`` it.
package final class DNSEndpointSource: EndpointSource {
    /// Where the instances of a service are found.
    package struct Name: Sendable, Hashable {
        package var host: String
        package var port: Int

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    private let names: [String: Name]
    private let interval: Duration
    private let publisher = EndpointPublisher()
    private let resolve: @Sendable (Name) async throws -> [String]

    /// - Parameters:
    ///   - names: The name of each service.
    ///   - interval: How often they are asked: 5 s, as often as Kubernetes' DNS forgets.
    package convenience init(_ names: [String: Name], interval: Duration = .seconds(5)) {
        self.init(names, interval: interval) { name in
            try await AddressLookup.resolve(name.host)
        }
    }

    /// - Parameter resolve: Gives the addresses of a name.
    package init(
        _ names: [String: Name], interval: Duration, resolve: @escaping @Sendable (Name) async throws -> [String]
    ) {
        self.names = names
        self.interval = interval
        self.resolve = resolve
    }

    package var current: EndpointTable { publisher.current }

    package func subscribe(_ onChange: @escaping @Sendable (EndpointTable) -> Void) -> EndpointSubscription {
        publisher.subscribe(onChange)
    }

    /// Asks again and again, until the task is cancelled.
    package func run() async throws {
        while true {
            await refresh()
            try await Task.sleep(for: interval)
        }
    }

    /// Asks all names once.
    package func refresh() async {
        var services = publisher.current.services
        for (service, name) in names {
            // The last endpoints stay; there is nobody to whom a resolver that is away for a moment would be news.
            guard let addresses = try? await resolve(name) else { continue }
            services[service] = Set(addresses).sorted().map {
                Endpoint(instance: "\(service)@\($0):\(name.port)", host: $0, port: name.port)
            }
        }
        guard services != publisher.current.services else { return }
        let found = services
        publisher.update { $0.services = found }
    }
}
