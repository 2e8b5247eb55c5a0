import Synchronization

/// Endpoints that stand in the configuration and change only when the process is told to.
package final class StaticEndpointSource: EndpointSource {
    private let publisher: EndpointPublisher

    /// - Parameter services: The endpoints of each service, by its name.
    package init(_ services: [String: [Endpoint]]) {
        publisher = EndpointPublisher(EndpointTable(revision: 1, services: services))
    }

    package var current: EndpointTable { publisher.current }

    package func subscribe(_ onChange: @escaping @Sendable (EndpointTable) -> Void) -> EndpointSubscription {
        publisher.subscribe(onChange)
    }

    /// Replaces the endpoints of one service.
    package func update(_ service: String, _ endpoints: [Endpoint]) {
        publisher.update { $0.services[service] = endpoints }
    }
}
