package import MeshTransport

/// The services of the mesh that handlers may call.
package struct HandlerMesh: Sendable {
    private let clients: [String: ServiceClient]
    /// How long a call may take.
    let patience: Duration

    /// - Parameters:
    ///   - services: Their names.
    ///   - patience: How long a call of a handler may take.
    ///   - client: Makes the client of one.
    package init(_ services: [String], patience: Duration = .seconds(60), client: (String) -> ServiceClient) {
        clients = Dictionary(services.map { ($0, client($0)) }, uniquingKeysWith: { first, _ in first })
        self.patience = patience
    }

    /// Handlers reach nobody.
    package static let none = HandlerMesh([]) { _ in preconditionFailure("there is no service to be called") }

    var isEmpty: Bool { clients.isEmpty }

    var names: String { clients.isEmpty ? "nobody" : clients.keys.sorted().joined(separator: ", ") }

    func client(of service: String) -> ServiceClient? { clients[service] }
}
