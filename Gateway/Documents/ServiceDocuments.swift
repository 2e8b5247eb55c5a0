import HTTPTypes
package import MeshCore
package import MeshTransport
package import NIOCore
import Synchronization

/// Fetches services' documents from their instances, by `GET /openapi.json`.
package final class ServiceDocuments: DocumentSource {
    /// A service answered, but not with a document.
    package struct Unusable: Error {
        package let status: Int
    }

    /// Longer than any API's document; a service that sends more is broken.
    private static let sizeLimit = 4 << 20
    private static let patience = Duration.seconds(3)

    private let source: any EndpointSource
    private let group: any EventLoopGroup
    private let configuration: @Sendable (String) -> ClientConfiguration
    private let clients = Mutex<[String: ServiceClient]>([:])

    /// - Parameter configuration: How a service is called: TLS, above all.
    package init(
        source: any EndpointSource, group: any EventLoopGroup,
        configuration: @escaping @Sendable (_ service: String) -> ClientConfiguration
    ) {
        self.source = source
        self.group = group
        self.configuration = configuration
    }

    package func document(of service: String) async throws -> JSONValue {
        let client = clients.withLock { clients in
            if let known = clients[service] { return known }
            let made = ServiceClient(
                service: service, source: source, group: group, configuration: configuration(service))
            clients[service] = made
            return made
        }
        let request = HTTPRequest(method: .get, scheme: "http", authority: service, path: "/openapi.json")
        let response = try await client.send(request, deadline: Deadline(after: Self.patience, from: .now()))
        let body = try await response.collect(upTo: Self.sizeLimit)
        guard response.status == .ok else { throw Unusable(status: response.status.code) }
        return try JSONValue(parsing: body.readableBytesView)
    }

    /// Ends its connections.
    package func shutDown() async throws {
        let all = clients.withLock { clients in
            defer { clients = [:] }
            return Array(clients.values)
        }
        for client in all { try await client.shutDown() }
    }
}
