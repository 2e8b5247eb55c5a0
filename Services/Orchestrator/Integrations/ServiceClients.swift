import MeshRuntime
import MeshTransport
import Synchronization

/// Clients of the services that workflows have called so far.
final class ServiceClients: MeshServices {
    /// More than a mesh has services: names come from definitions.
    private static let limit = 64

    private let clients = Mutex<[String: ServiceClient]>([:])
    private let runtime: Runtime

    init(runtime: Runtime) {
        self.runtime = runtime
    }

    func client(of service: String) -> ServiceClient? {
        clients.withLock { clients in
            if let known = clients[service] { return known }
            guard clients.count < Self.limit else { return nil }
            let client = runtime.client(of: service)
            clients[service] = client
            return client
        }
    }
}
